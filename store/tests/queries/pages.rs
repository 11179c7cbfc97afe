//! Pages by cursor lose and repeat nothing, however many rows are of one moment.

use super::sample::record;
use store::Store;
use store::bulk::Whole;
use store::outbox::{LeafRow, Trace};

/// Moments of the rows; 40 of one moment are more than a read takes besides its page.
const AT: [(i64, usize); 4] = [(10, 2), (20, 40), (30, 1), (40, 3)];

fn ids() -> Vec<(i64, String)> {
    let mut all: Vec<(i64, String)> = Vec::new();
    for (at, count) in AT {
        // Not in the order of their ids.
        all.extend((0..count).rev().map(|n| (at, format!("x{at}-{:02}", n * 7 % 97))));
    }
    all
}

#[tokio::test]
async fn the_outbox_is_read_whole_page_by_page() {
    let store = Store::open("mem://", None).await.unwrap();
    for (n, (at, id)) in ids().iter().enumerate() {
        let events = &["{}".to_owned(), n.to_string()];
        let trace = || Trace {
            id,
            at: *at,
            events,
            act: "liked",
            actor: "p1",
            subject: "r1",
            content: "00",
            salt: None,
            hash: "ff",
            key: None,
        };
        store
            .transact(|tx| async move { tx.leave_trace(trace()).await })
            .await
            .unwrap();
    }
    let mut wanted: Vec<(i64, String)> = ids()
        .into_iter()
        .flat_map(|(at, id)| [(at, format!("{id}0")), (at, format!("{id}1"))])
        .collect();
    wanted.sort();
    for limit in [1, 3, 7, 1000] {
        let mut all: Vec<(i64, String)> = Vec::new();
        loop {
            let (at, id) = all.last().cloned().unwrap_or((0, String::new()));
            let rows = store.read().events_after((at, &id), limit).await.unwrap();
            if rows.is_empty() {
                break;
            }
            assert!(rows.len() <= limit as usize);
            all.extend(rows.into_iter().map(|row| (row.at, row.id)));
        }
        assert_eq!(all, wanted, "by {limit}");
    }
}

#[tokio::test]
async fn the_ledger_is_read_whole_page_by_page() {
    let store = Store::open("mem://", None).await.unwrap();
    let leaf = |(at, id): (i64, String)| LeafRow {
        id,
        at,
        act: "liked".into(),
        actor: "p1".into(),
        subject: "r1".into(),
        hash: "ff".into(),
    };
    let whole = &[Whole {
        row: record("r1"),
        ord: -1,
        lanes: vec![],
        likes: vec![],
        comments: vec![],
        leaves: ids().into_iter().map(leaf).collect(),
    }];
    store
        .transact(|tx| async move { tx.put_whole(whole).await })
        .await
        .unwrap();
    let mut wanted: Vec<(i64, String)> = ids().into_iter().map(|(at, id)| (-at, id)).collect();
    wanted.sort();
    for limit in [1, 4, 50] {
        let mut all: Vec<(i64, String)> = Vec::new();
        loop {
            let (ord, id) = all.last().cloned().unwrap_or((i64::MIN, String::new()));
            let rows = store.read().ledger_page((ord, &id), limit).await.unwrap();
            if rows.is_empty() {
                break;
            }
            all.extend(rows.into_iter().map(|row| (-row.at, row.id)));
        }
        assert_eq!(all, wanted, "by {limit}");
    }
}
