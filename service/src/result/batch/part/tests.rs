use super::*;
use crate::assess::load::course_id;
use crate::assess::turn::{lanes, row_of};
use crate::assess::{keep_status, sample};
use crate::clock::new_id;
use crate::result::batch::ACTS;
use crate::result::people::CHUNK;
use crate::result::places::MOMENT;
use crate::{Error, Settings};
use chrono::NaiveDate;
use domain::Violation;
use domain::assessment::dossier::Named;
use domain::assessment::process::{Course, Kind, State};
use domain::permission::Duty;
use std::time::Duration;
use store::assess::PeriodRow;
use store::plan::{Bundle, PlanRow};

async fn installed() -> Daybook {
    let settings = Settings {
        unlimited: true,
        ..Settings::default()
    };
    Daybook::open(settings).await.unwrap()
}

fn office() -> Actor {
    Actor {
        person: "office".into(),
        seats: vec![],
        duties: vec![Duty::PersonnelOffice],
        granted: vec![],
    }
}

async fn put(daybook: &Daybook, row: &PeriodRow) {
    let put = daybook
        .store
        .transact(|tx| async move { tx.put_period(row).await })
        .await;
    put.unwrap();
}

/// A year in which all are calibrated, just so many that what is filed is read of everybody at once and not looked up of each; the first
/// course, and the last person.
async fn large(daybook: &Daybook) -> (Arc<Opened>, CourseId, PersonId) {
    let year = sample::year(&daybook.rules, None);
    put(daybook, &year).await;
    let opened = Arc::new(Opened::of(&daybook.rules, year).unwrap());
    let (mut rows, mut places) = (Vec::new(), Vec::new());
    for order in 0..=number(CHUNK) {
        let person = PersonId(new_id());
        let dossier = Dossier {
            person: Named {
                id: person.clone(),
                name: "Sun".into(),
            },
            course: Course {
                state: State::Calibrated,
                grade: Some("competent".into()),
                ..Course::open(Kind::Year, person.clone(), NaiveDate::default())
            },
            order,
            ..sample::dossier()
        };
        let id = course_id(&opened.id, person.as_str());
        let row = row_of(&id, &opened.id, &dossier, 1, 1).unwrap();
        places.extend(lanes(&row, &dossier, 1));
        rows.push(row);
    }
    let (first, last) = (CourseId(rows[0].id.clone()), PersonId(rows[CHUNK].person.clone()));
    let (courses, places, person) = (&rows, &places, &last);
    let written = daybook
        .store
        .transact(|tx| async move {
            tx.create_person(person, "test", "Sun").await?;
            tx.create_courses(courses, places).await
        })
        .await;
    written.unwrap();
    (opened, first, last)
}

/// An item of somebody's plan.
async fn plan(daybook: &Daybook, owner: &PersonId, id: &str, due: NaiveDate) {
    let item = PlanRow {
        id: id.into(),
        unit: "u".into(),
        unit_name: "Office".into(),
        path: vec!["u".into()],
        line: vec![],
        post: String::new(),
        owner: Some(owner.0.clone()),
        owner_name: "Sun".into(),
        owner_post: "Clerk".into(),
        set_by: owner.0.clone(),
        set_by_name: "Sun".into(),
        handed: false,
        batch: String::new(),
        version: 1,
        title: id.into(),
        measure: String::new(),
        note: String::new(),
        horizon: "week".into(),
        weight: 1,
        difficulty: 1,
        key_task: false,
        starts: due.to_string(),
        due: due.to_string(),
        state: "agreed".into(),
        waits: "nobody".into(),
        reason: String::new(),
        progress: 0,
        evidence: 0,
        written: 1,
        changed: 1,
        told: 0,
    };
    let bundle = &Bundle {
        items: vec![item],
        ..Bundle::default()
    };
    let put = daybook
        .store
        .transact(|tx| async move { tx.put_plans(bundle).await })
        .await;
    put.unwrap();
}

#[tokio::test]
async fn plans_are_read_at_once_and_looked_at_anew_before_a_decision() {
    let (daybook, actor) = (installed().await, office());
    let (opened, _, who) = large(&daybook).await;
    let (db, day) = (daybook.db(), opened.period.first);
    let (before, after) = (day.pred_opt().unwrap(), day.succ_opt().unwrap());
    for (owner, id, due) in [
        (&who, "on the day", day),
        (&who, "before", before),
        (&who, "after", after),
        (&"somebody".into(), "another's", day),
    ] {
        plan(&daybook, owner, id, due).await;
    }
    let mut benches = Vec::new();
    for act in [Act::Calibrate, Act::Decide] {
        let mut bench = Bench::begin(&daybook, &actor, opened.clone(), act).await.unwrap();
        bench.survey().await.unwrap();
        benches.push(bench);
    }
    plan(&daybook, &who, "meanwhile", day).await;
    let mut found = Vec::new();
    for bench in &benches {
        let known = bench.known(&db, &[&who]).await.unwrap();
        let mut items: Vec<String> = known[&who].plan.iter().map(|item| item.id.clone()).collect();
        items.sort();
        found.push(items);
    }
    assert_eq!(found[0], ["on the day"], "as it was when the places were worked out");
    assert_eq!(found[1], ["meanwhile", "on the day"]);
}

/// After it the ledger is looked at again, however fast all else went.
async fn a_moment() {
    let moment = MOMENT.unsigned_abs();
    tokio::time::sleep(Duration::from_micros(moment + moment / 10)).await;
}

#[tokio::test]
async fn what_is_filed_while_a_step_runs_is_seen_by_its_later_parts() {
    let (daybook, actor) = (installed().await, office());
    let (opened, first, who) = large(&daybook).await;
    let db = daybook.db();
    let mut bench = Bench::begin(&daybook, &actor, opened, Act::Decide).await.unwrap();
    bench.survey().await.unwrap();
    let (bench, places) = (&bench, bench.places.clone().unwrap());
    let filed = async || places.filed(&daybook).await.unwrap();
    let statuses = async || {
        let known = bench.known(&db, &[&who]).await.unwrap();
        known[&who].statuses.len()
    };
    let read = filed().await.unwrap();
    assert_eq!(statuses().await, 0);
    // A part of the step itself is written.
    let courses = load::courses(&db, &bench.opened, &[first.0]).await.unwrap();
    let part = Ready {
        rows: vec![row(&courses[0], &courses[0].dossier).unwrap()],
        ..Ready::default()
    };
    assert!(bench.write(&part).await.unwrap());
    a_moment().await;
    let still = filed().await.unwrap();
    assert!(Arc::ptr_eq(&still, &read), "a part files nothing about anybody");
    keep_status(&daybook, &actor, &who, "investigation", "2026-01-05", "", "", "")
        .await
        .unwrap();
    a_moment().await;
    assert_eq!(statuses().await, 1);
    assert!(filed().await.is_none(), "from now on each one is looked up");
}

#[tokio::test]
async fn no_part_of_any_step_is_written_in_a_period_that_was_taken_back() {
    let (daybook, actor) = (installed().await, office());
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
