use super::*;
use crate::assess::sample;
use crate::result::batch::ACTS;
use crate::{Error, Settings};
use domain::Violation;
use domain::permission::Duty;
use store::assess::PeriodRow;

async fn put(daybook: &Daybook, row: &PeriodRow) {
    let put = daybook
        .store
        .transact(|tx| async move { tx.put_period(row).await })
        .await;
    put.unwrap();
}

#[tokio::test]
async fn no_part_of_any_step_is_written_in_a_period_that_was_taken_back() {
    let daybook = Daybook::open(Settings {
        unlimited: true,
        ..Settings::default()
    })
    .await
    .unwrap();
    let actor = Actor {
        person: "office".into(),
        seats: vec![],
        duties: vec![Duty::PersonnelOffice],
        granted: vec![],
    };
    // A course that is not there: where the period stands, the part is only to be read again.
    let ready = Ready {
        rows: vec![StepRow {
            course: "c".into(),
            before: 1,
            state: State::Calibrated.as_str().to_owned(),
            grade: None,
            body: "{}".into(),
        }],
        ..Ready::default()
    };
    for act in ACTS {
        let open = sample::year(&daybook.rules, None);
        put(&daybook, &open).await;
        let opened = Arc::new(Opened::of(&daybook.rules, open.clone()).unwrap());
        let bench = Bench::begin(&daybook, &actor, opened, act).await.unwrap();
        assert!(!bench.write(&ready).await.unwrap(), "{act:?}");
        let withdrawn = PeriodRow {
            id: open.id,
            ..sample::year(&daybook.rules, Some(Words::new("撤销了。", "Withdrawn.")))
        };
        put(&daybook, &withdrawn).await;
        match bench.write(&ready).await {
            Err(Error::Invalid(Violation::Assess { words })) => assert_eq!(words.en, "Withdrawn.", "{act:?}"),
            other => panic!("{act:?}: {other:?}"),
        }
    }
}
