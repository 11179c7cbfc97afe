//! Records, comments, likes, grants and what every write leaves behind.

use super::Ran;
use super::sample::{comment, record};
use domain::{CommentId, GrantId, PersonId, RecordId, UnitId};
use store::bulk::Whole;
use store::comment::CommentRow;
use store::grant::NewGrant;
use store::like::LikeRow;
use store::outbox::{LeafRow, Trace};
use store::record::RecordRow;
use store::{Error, Store, Tx};

/// Stretches of the tables by id: the first included, the last not.
async fn stretches(store: &Store, ran: &Ran) {
    let db = store.read();
    let ids = |rows: Vec<RecordRow>| rows.into_iter().map(|r| r.id).collect::<Vec<_>>();
    assert_eq!(ids(db.records_in("r0", "r2").await.unwrap()), ["r1"]);
    assert_eq!(ids(db.records_in("r1", "r1~").await.unwrap()), ["r1"]);
    assert!(db.records_in("r0", "r1").await.unwrap().is_empty());
    let comments = db.comments_in("c1", "c3").await.unwrap();
    assert_eq!(comments.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["c1", "c2"]);
    assert_eq!(db.oldest_record().await.unwrap().as_deref(), Some("r1"));
    ran.note(&["records_in", "comments_in", "oldest_record"]);
}

pub async fn records(store: &Store, ran: &Ran) {
    let row = &record("r1");
    let id = &RecordId("r1".into());
    let lanes = &["own:u1".to_owned(), "sub:u0".to_owned(), "by:p1".to_owned()];
    let after = &RecordRow {
        text: "Second".into(),
        audience: "leaders".into(),
        revisions: 1,
        ..row.clone()
    };
    let write = |tx: Tx| async move {
        tx.create_record(row).await?;
        tx.add_to_lanes(lanes, id, -5).await?;
        tx.change_record(row, after, 6).await?;
        tx.take_from_lanes(&lanes[..1], id).await
    };
    store.transact(write).await.unwrap();
    let db = store.read();
    assert_eq!(
        db.records(["r1", "none"])
            .await
            .unwrap()
            .iter()
            .map(|r| (r.text.as_str(), r.audience.as_str()))
            .collect::<Vec<_>>(),
        [("Second", "leaders")]
    );
    assert_eq!(
        db.revisions(id)
            .await
            .unwrap()
            .iter()
            .map(|r| (r.number, r.text.clone()))
            .collect::<Vec<_>>(),
        [(0, row.text.clone())]
    );
    assert!(db.timeline("own:u1", i64::MIN, 9).await.unwrap().is_empty());
    assert_eq!(db.timeline("sub:u0", i64::MIN, 9).await.unwrap()[0].record, "r1");
    let say = |tx: Tx| async move {
        tx.create_comment(&comment("c1")).await?;
        tx.create_comment(&CommentRow {
            reply_to: Some("c1".into()),
            ..comment("c2")
        })
        .await?;
        tx.change_comment(&CommentRow {
            text: "New".into(),
            earlier: vec!["0".into()],
            ..comment("c1")
        })
        .await?;
        tx.like(&"p2".into(), "Bob", id, true, 4).await
    };
    store.transact(say).await.unwrap();
    assert_eq!(
        db.comment(&CommentId("c1".into())).await.unwrap().unwrap().earlier,
        ["0"]
    );
    assert_eq!(db.comments_of(["r1"]).await.unwrap()[1].reply_to.as_deref(), Some("c1"));
    let again = store
        .transact(|tx| async move { tx.like(&"p2".into(), "Bob", id, true, 4).await })
        .await;
    assert!(matches!(again, Err(Error::Exists)), "one edge at most: {again:?}");
    assert!(db.likes(&"p2".into(), id).await.unwrap() && db.likes_of(["r1"]).await.unwrap()[0].mark);
    store
        .transact(|tx| async move {
            tx.unlike(&"p2".into(), id).await?;
            tx.withdraw_record(id).await
        })
        .await
        .unwrap();
    assert!(db.likes_of(["r1"]).await.unwrap().is_empty() && db.records(["r1"]).await.unwrap()[0].withdrawn);
    stretches(store, ran).await;
    ran.note(&[
        "create_record",
        "add_to_lanes",
        "change_record",
        "take_from_lanes",
        "records",
        "revisions",
        "timeline_page",
        "create_comment",
        "change_comment",
    ]);
    ran.note(&[
        "comment",
        "comments_of",
        "like",
        "likes_of",
        "unlike",
        "withdraw_record",
    ]);
}

pub async fn grants(store: &Store, ran: &Ran) {
    let (id, giver, receiver, by) = (
        &GrantId("g1".into()),
        &UnitId("u1".into()),
        &UnitId("u2".into()),
        &PersonId("p1".into()),
    );
    let grant = || NewGrant {
        id,
        giver,
        receiver,
        by,
        by_name: "Ann",
        since: "2026-01-01",
        until: Some("2026-12-31"),
    };
    store
        .transact(|tx| async move { tx.create_grant(grant()).await })
        .await
        .unwrap();
    let db = store.read();
    let row = db.grant(id).await.unwrap().unwrap();
    assert_eq!(
        (
            row.giver_path.len(),
            row.giver_name.as_str(),
            row.receiver_name.as_str()
        ),
        (2, "Unit u1", "Unit u2")
    );
    assert!(
        row.in_force("2026-01-01")
            && row.in_force("2026-12-31")
            && !row.in_force("2027-01-01")
            && !row.in_force("2025-12-31")
    );
    assert_eq!(
        (
            db.grants_given(["u1"]).await.unwrap().len(),
            db.grants_received(["u2", "u0"]).await.unwrap().len(),
            db.grants_all().await.unwrap().len()
        ),
        (1, 1, 1)
    );
    store
        .transact(|tx| async move { tx.revoke_grant(id, "2026-02-01").await })
        .await
        .unwrap();
    assert!(!db.grant(id).await.unwrap().unwrap().in_force("2026-02-01"));
    ran.note(&[
        "create_grant",
        "grant",
        "grants_given",
        "grants_received",
        "grants_all",
        "revoke_grant",
    ]);
}

pub async fn traces(store: &Store, ran: &Ran) {
    let events = &["{}".to_owned(), "{\"x\":1}".to_owned()];
    let trace = |id, at, key, salt| Trace {
        id,
        at,
        events,
        act: "liked",
        actor: "p1",
        subject: "r1",
        content: "00",
        salt,
        hash: "ff",
        key,
    };
    for (id, at, key, salt) in [("t1", 10, Some("k"), Some("aa")), ("t2", 20, None, None)] {
        store
            .transact(|tx| async move { tx.leave_trace(trace(id, at, key, salt)).await })
            .await
            .unwrap();
    }
    let again = store
        .transact(|tx| async move { tx.leave_trace(trace("t3", 30, Some("k"), None)).await })
        .await;
    assert!(matches!(again, Err(Error::Exists)), "a key serves once: {again:?}");
    let db = store.read();
    assert_eq!(db.once(&"p1".into(), "k").await.unwrap().unwrap().act, "liked");
    assert!(db.once(&"p2".into(), "k").await.unwrap().is_none());
    assert_eq!(
        db.events_after((0, ""), 9)
            .await
            .unwrap()
            .iter()
            .map(|e| e.id.as_str())
            .collect::<Vec<_>>(),
        ["t10", "t11", "t20", "t21"]
    );
    assert_eq!(db.events_after((10, "t11"), 1).await.unwrap()[0].id, "t20");
    assert_eq!(
        db.ledger_page((i64::MIN, ""), 9)
            .await
            .unwrap()
            .iter()
            .map(|l| l.at)
            .collect::<Vec<_>>(),
        [20, 10],
        "newest first, and none of what failed"
    );
    let leaf = LeafRow {
        id: "l9".into(),
        at: 1,
        act: "liked".into(),
        actor: "p1".into(),
        subject: "r9".into(),
        hash: "ff".into(),
    };
    let like = LikeRow {
        person: "p2".into(),
        record: "r9".into(),
        name: "Bob".into(),
        mark: false,
        at: 3,
    };
    let whole = &[Whole {
        row: record("r9"),
        ord: -9,
        lanes: vec!["own:u9".into()],
        likes: vec![like],
        comments: vec![CommentRow {
            record: "r9".into(),
            ..comment("c9")
        }],
        leaves: vec![leaf],
    }];
    store
        .transact(|tx| async move { tx.put_whole(whole).await })
        .await
        .unwrap();
    assert_eq!(
        (
            db.likes_of(["r9"]).await.unwrap().len(),
            db.comments_of(["r9"]).await.unwrap().len(),
            db.timeline("own:u9", i64::MIN, 9).await.unwrap().len()
        ),
        (1, 1, 1)
    );
    ran.note(&[
        "pass_gate",
        "leave_trace",
        "once",
        "events_after",
        "ledger_page",
        "put_whole",
    ]);
}
