//! Plan items with their lists, history, steps and links.

use super::Ran;
use super::sample::plan_item;
use domain::RecordId;
use domain::plan::{Change, Did, State};
use store::plan::{Bundle, ChangeRow, EdgeRow, StepRow};
use store::{Error, Store, Tx};

fn edge(from: &str, to: &str) -> EdgeRow {
    EdgeRow {
        from: from.into(),
        to: to.into(),
        at: 7,
    }
}

pub async fn plans(store: &Store, ran: &Ran) {
    let change = |did| ChangeRow::new(&Change::of(did, "why"), "p1", "Ann", 5);
    let step = StepRow {
        ord: -6,
        at: 6,
        by: "p1".into(),
        by_name: "Ann".into(),
        progress: 40,
        note: "So far".into(),
        record: String::new(),
    };
    let bundle = &Bundle {
        items: vec![plan_item("i1"), plan_item("i2")],
        changes: vec![("i1".into(), change(Did::HandedDown))],
        steps: vec![("i1".into(), step.clone())],
        serves: vec![edge("i2", "i1")],
        advances: vec![edge("r1", "i2")],
    };
    let before = &plan_item("i1");
    let mut after = before.clone();
    after.state = State::InHand.as_str().into();
    after.waits = "nobody".into();
    after.due = "2026-12-24".into();
    let (after, step, told) = (&after, &step, &change(Did::Accepted));
    let write = |tx: Tx| async move {
        tx.put_plans(bundle).await?;
        tx.change_plan(before, after, Some(told.clone()), Some(step.clone()))
            .await?;
        // Nothing moves, and nothing is told.
        tx.change_plan(after, after, None, None).await?;
        tx.tie_plans("r1", &["i2".into()], &["i1".into()], 8).await?;
        tx.link_plans(&edge("i1", "i3")).await?;
        tx.unlink_plans("i1", "i3").await
    };
    store.transact(write).await.unwrap();
    let db = store.read();
    assert_eq!(db.plan_item(&"i1".into()).await.unwrap().as_ref(), Some(after));
    assert_eq!(db.plan_items(["i1", "i2", "none"]).await.unwrap().len(), 2);
    assert_eq!(db.plan_items_in("i1", "i2").await.unwrap().len(), 1);
    assert_eq!(db.oldest_plan_item().await.unwrap().as_deref(), Some("i1"));
    let items = |places: Vec<store::plan::PlaceRow>| places.into_iter().map(|p| p.item).collect::<Vec<_>>();
    // The one that is due later now comes last, and it waits for nobody.
    assert_eq!(items(db.plan_places("me:p1", i64::MIN, 9).await.unwrap()), ["i2", "i1"]);
    assert_eq!(items(db.plan_places("me:p1", i64::MIN, 1).await.unwrap()), ["i2"]);
    assert_eq!(items(db.plan_places("to:p1", i64::MIN, 9).await.unwrap()), ["i2"]);
    let last = db.plan_places("me:p1", i64::MIN, 9).await.unwrap().last().unwrap().ord;
    assert_eq!(items(db.plan_places_until("me:p1", last, 9).await.unwrap()), ["i2"]);
    assert_eq!(
        items(db.plan_places_until("me:p1", last + 1, 9).await.unwrap()),
        ["i2", "i1"]
    );
    assert_eq!(db.plan_count("me:p1", i64::MIN, last).await.unwrap(), 1);
    assert_eq!(db.plan_count("me:p1", i64::MIN, i64::MAX).await.unwrap(), 2);
    assert_eq!(db.plan_count("me:none", i64::MIN, i64::MAX).await.unwrap(), 0);
    assert_eq!(db.plan_batch("b1", 9).await.unwrap(), ["i1", "i2"]);
    let history = db.plan_changes(&"i1".into(), i64::MIN, 9).await.unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!(
        db.plan_steps(&"i1".into(), i64::MIN, 9).await.unwrap(),
        [step.clone(), step.clone()]
    );
    assert_eq!(db.plan_serves(["i2"]).await.unwrap(), ["i1"]);
    assert!(db.plan_serves(["i1"]).await.unwrap().is_empty());
    assert_eq!(db.plan_served_by(&"i1".into(), i64::MIN, 9).await.unwrap(), ["i2"]);
    assert_eq!(
        db.plan_advanced_by(&"i1".into(), i64::MIN, 9).await.unwrap(),
        [RecordId::from("r1")]
    );
    assert!(db.plan_advanced_by(&"i2".into(), i64::MIN, 9).await.unwrap().is_empty());
    // A change that stands beside one that is refused leaves nothing.
    let half = |tx: Tx| async move {
        tx.link_plans(&edge("i1", "i2")).await?;
        Err::<(), _>(Error::Exists)
    };
    assert!(store.transact(half).await.is_err());
    assert!(db.plan_serves(["i1"]).await.unwrap().is_empty());
    assert_eq!(db.members_in(["none"]).await.unwrap().len(), 0);
    assert_eq!(db.reports_to(["none"]).await.unwrap().len(), 0);
    ran.note(&[
        "plan_put",
        "plan_items",
        "plan_items_in",
        "oldest_plan_item",
        "plan_places",
        "plan_places_until",
        "plan_count",
        "plan_batch",
        "plan_changes",
        "plan_steps",
        "plan_serves",
        "plan_served_by",
        "plan_change_item",
        "plan_link",
        "plan_unlink",
        "plan_tie",
        "plan_advanced_by",
        "members_in",
        "reports_to",
    ]);
}
