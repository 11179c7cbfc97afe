//! Drafts: one row a place, the own ones only.

use super::Ran;
use domain::PersonId;
use store::draft::DraftRow;
use store::{Store, Tx};

pub async fn drafts(store: &Store, ran: &Ran) {
    let (ann, bob) = (&PersonId("p1".into()), &PersonId("p2".into()));
    let row = |place: &str, body: &str, at, other: Option<&str>| DraftRow {
        place: place.into(),
        body: body.into(),
        at,
        other: other.map(Into::into),
        other_at: other.map_or(0, |_| 1),
    };
    let (first, second) = (
        &row("new", r#"{"text":"One"}"#, 2, None),
        &row("edit:r1", r#"{"text":"Two"}"#, 3, Some("{}")),
    );
    let write = |tx: Tx| async move {
        tx.put_draft(ann, &row("new", "{}", 1, Some("{}"))).await?;
        tx.put_draft(ann, first).await?;
        tx.put_draft(ann, second).await?;
        tx.put_draft(bob, first).await
    };
    store.transact(write).await.unwrap();
    let db = store.read();
    assert_eq!(db.draft(ann, "new").await.unwrap().as_ref(), Some(first));
    let mut all = db.drafts_of(ann, 9).await.unwrap();
    all.sort_by_key(|d| d.at);
    assert_eq!(all, [first.clone(), second.clone()]);
    assert_eq!(db.drafts_of(ann, 1).await.unwrap().len(), 1);
    store
        .transact(|tx: Tx| async move { tx.drop_draft(ann, "new").await })
        .await
        .unwrap();
    assert_eq!(db.draft(ann, "new").await.unwrap(), None);
    assert!(db.draft(bob, "new").await.unwrap().is_some());
    ran.note(&["draft", "drafts_of", "put_draft"]);
}
