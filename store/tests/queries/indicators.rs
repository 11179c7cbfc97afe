//! Sets of indicators, what holds, and what records evidence.

use crate::Ran;
use crate::sample::record;
use domain::{IndicatorSetId, PersonId, UnitId};
use store::indicator::{IndicatorRow, SetRow};
use store::record::NamedTie;
use store::{Store, Tx};

fn set(id: &str, version: i64) -> SetRow {
    SetRow {
        id: id.into(),
        scope: "family:policy".into(),
        kind: "family".into(),
        target: "Policy".into(),
        name: "Policy".into(),
        version,
        agreed: false,
        starts: None,
        ends: None,
        note: String::new(),
        edition: 0,
        by_name: "Per".into(),
        agreed_by: None,
        rows: vec![IndicatorRow {
            id: "n1".into(),
            dimension: "ji".into(),
            dimension_zh: "绩".into(),
            dimension_en: "Performance".into(),
            name: "Answers in time".into(),
            good: "Within five days".into(),
            measure: "Register".into(),
            measured_in: "%".into(),
            target: "95".into(),
            weight: 100,
            unread: String::new(),
            key: false,
        }],
    }
}

pub async fn indicators(store: &Store, ran: &Ran) {
    let (one, two, gone) = (&set("s1", 1), &set("s2", 2), &set("s3", 3));
    let mut tied = record("e1");
    tied.anchors.indicators.push(NamedTie {
        id: "n1".into(),
        name: "Answers in time".into(),
    });
    let tied = &tied;
    let changed = &SetRow {
        note: "Heard the front line".into(),
        ..two.clone()
    };
    let work = |tx: Tx| async move {
        for set in [one, two, gone] {
            tx.create_set(set).await?;
        }
        tx.agree_set(one, "2026-01-01", "Per").await?;
        tx.end_set("s1", "2026-06-30").await?;
        tx.change_set(changed).await?;
        tx.discard_set(&IndicatorSetId::from("s3")).await?;
        tx.create_record(tied).await?;
        tx.move_evidence(None, Some(tied)).await
    };
    store.transact(work).await.unwrap();
    let db = store.read();
    let held = db.indicator_set(&"s1".into()).await.unwrap().unwrap();
    assert!(held.agreed);
    assert_eq!(
        (held.starts.as_deref(), held.ends.as_deref()),
        (Some("2026-01-01"), Some("2026-06-30"))
    );
    assert_eq!(held.rows, one.rows);
    assert_eq!(
        db.indicator_set(&"s2".into()).await.unwrap().unwrap().note,
        "Heard the front line"
    );
    assert!(db.indicator_set(&"s3".into()).await.unwrap().is_none());
    assert_eq!(db.sets_all().await.unwrap().len(), 2);
    assert_eq!(db.sets_in_scopes(&["family:policy".into()]).await.unwrap().len(), 2);
    assert!(db.sets_in_scopes(&["family:law".into()]).await.unwrap().is_empty());

    let person = &PersonId::from("p1");
    let evidence = db.evidence(person, "2026-09-01", "2026-09-30").await.unwrap();
    assert_eq!(evidence.iter().map(|e| e.record.as_str()).collect::<Vec<_>>(), ["e1"]);
    assert!(
        db.evidence(person, "2026-10-01", "2026-10-31")
            .await
            .unwrap()
            .is_empty()
    );
    let untie = |tx: Tx| async move { tx.move_evidence(Some(tied), None).await };
    store.transact(untie).await.unwrap();
    assert!(
        db.evidence(person, "2026-09-01", "2026-09-30")
            .await
            .unwrap()
            .is_empty()
    );

    let posts: i64 = db.post_census().await.unwrap().iter().map(|row| row.posts).sum();
    assert!(posts > 0, "the posts that the organisation's part of this test made");
    assert!(db.post_places(["none"]).await.unwrap().is_empty());
    assert!(db.posts_of_units(&[UnitId::from("none")]).await.unwrap().is_empty());
    ran.note(&[
        "create_set",
        "change_set",
        "agree_set",
        "end_set",
        "discard_set",
        "set",
        "sets_all",
        "sets_in_scopes",
        "evidence",
        "put_evidence",
        "remove_evidence",
        "post_census",
        "post_places",
        "posts_of_unit",
    ]);
}
