//! What an assessment looks at: records and plan items of some days.

use super::Ran;
use super::assess::transact;
use super::sample::{plan_item, record};
use domain::Audience;
use store::assess::DueRow;
use store::plan::Bundle;
use store::record::NamedTie;
use store::{Store, Tx};

/// Of more people than the planner would still look up one by one: see `Db::rows_for_each`.
const PEOPLE: usize = 130;

pub async fn of_days(store: &Store, ran: &Ran) {
    let people: &Vec<String> = &(0..PEOPLE).map(|n| format!("e{n}")).collect();
    let work = |person: &str, day: &str, audience: Audience| {
        let mut row = record(&format!("{person}-{day}"));
        row.author = person.into();
        row.day = day.into();
        row.audience = audience.as_str().into();
        let tie = |id: &str| NamedTie {
            id: id.into(),
            name: "Throughput".into(),
        };
        row.anchors.indicators = vec![tie("n1"), tie("n2")];
        row
    };
    let item = |person: &str, due: &str, state: &str| {
        let mut row = plan_item(&format!("{person}-{due}"));
        row.owner = Some(person.into());
        row.due = due.into();
        row.state = state.into();
        row.waits = "nobody".into();
        row
    };
    let write = |tx: Tx| async move {
        for person in people {
            tx.create_record(&work(person, "2026-06-30", Audience::Unit)).await?;
            tx.create_record(&work(person, "2026-09-30", Audience::Draft)).await?;
            tx.create_record(&work(person, "2026-07-01", Audience::Unit)).await?;
        }
        let due = |p: &String| [item(p, "2026-09-30", "done"), item(p, "2026-10-01", "agreed")];
        let mut nobodys = item("nobody", "2026-09-30", "agreed");
        nobodys.owner = None;
        let items = people.iter().flat_map(due).chain([nobodys]).collect();
        tx.put_plans(&Bundle {
            items,
            ..Bundle::default()
        })
        .await
    };
    transact(store, write).await.unwrap();
    let db = store.read();
    let own = db
        .records_between(&"e7".into(), "2026-07-01", "2026-09-30")
        .await
        .unwrap();
    assert_eq!(
        own.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
        ["e7-2026-07-01", "e7-2026-09-30"]
    );
    assert_eq!(
        (
            own[0].indicators.as_slice(),
            own[0].items.len(),
            own[1].audience.as_str(),
            own[0].withdrawn
        ),
        (["n1".to_owned(), "n2".to_owned()].as_slice(), 0, "draft", false)
    );
    let everybody = || people.iter().map(String::as_str);
    let all = db
        .records_between_many(everybody(), "2026-07-01", "2026-07-31")
        .await
        .unwrap();
    assert_eq!(all.len(), PEOPLE);
    let due = db
        .plan_due_between(&"e7".into(), "2026-07-01", "2026-09-30")
        .await
        .unwrap();
    let kept = item("e7", "2026-09-30", "done");
    let expected = DueRow {
        owner: "e7".into(),
        id: kept.id,
        title: kept.title,
        due: kept.due,
        state: kept.state,
        key_task: kept.key_task,
        difficulty: kept.difficulty,
        progress: kept.progress,
    };
    assert_eq!(due, [expected]);
    let all = db
        .plan_due_between_many(everybody(), "2026-07-01", "2026-12-31")
        .await
        .unwrap();
    assert_eq!(all.len(), 2 * PEOPLE);
    assert!(
        db.plan_due_between_many([], "2026-07-01", "2026-12-31")
            .await
            .unwrap()
            .is_empty()
    );
    let some = db.plan_due("2026-07-01", "2026-12-31", PEOPLE).await.unwrap();
    assert!(some.is_none(), "as many as asked for may not be all");
    let at_once = db.plan_due("2026-07-01", "2026-12-31", 10_000).await.unwrap();
    let (mut at_once, mut one_by_one) = (at_once.unwrap(), all);
    at_once.retain(|row| people.contains(&row.owner));
    for rows in [&mut at_once, &mut one_by_one] {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
    }
    assert_eq!(at_once, one_by_one);
    ran.note(&["records_between", "plan_due_between", "plan_due"]);
}
