//! Every query runs; every list query is a forward index scan with its limit pushed down.

use std::ops::Bound;
use store::Store;
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, vars};

const LISTS: [(&str, &str); 4] = [
    ("timeline_page", include_str!("../src/queries/timeline_page.surql")),
    ("events_after", include_str!("../src/queries/events_after.surql")),
    ("ledger_page", include_str!("../src/queries/ledger_page.surql")),
    ("notices_page", include_str!("../src/queries/notices_page.surql")),
];

/// Look-ups that must use an index, whatever the size of the table.
const LOOKUPS: [(&str, &str); 9] = [
    ("seats", include_str!("../src/queries/seats.surql")),
    ("members", include_str!("../src/queries/members.surql")),
    ("holders", include_str!("../src/queries/holders.surql")),
    ("likes_of", include_str!("../src/queries/likes_of.surql")),
    ("comments_of", include_str!("../src/queries/comments_of.surql")),
    ("grants_received", include_str!("../src/queries/grants_received.surql")),
    ("grants_given", include_str!("../src/queries/grants_given.surql")),
    ("notices_unread", include_str!("../src/queries/notices_unread.surql")),
    ("revisions", include_str!("../src/queries/revisions.surql")),
];

fn parameters() -> surrealdb::types::Variables {
    let some = |table: &str| RecordId::new(table, "x");
    vars! {
        lane: "own:x".to_owned(), after: -5i64, limit: 20i64, person: some("person"), unit: some("unit"),
        positions: vec![some("position"), some("position")], records: vec![some("record")], units: vec![some("unit")], record: some("record"),
    }
}

#[tokio::test]
async fn lists_are_forward_scans_with_their_limit() {
    let store = Store::open("mem://", None).await.unwrap();
    for (name, sql) in LISTS {
        let plan = store.read().explain(sql, parameters()).await.unwrap();
        println!("{name}: {plan}");
        let lower = plan.to_lowercase();
        assert!(
            lower.contains("indexscan") || lower.contains("iterate index"),
            "{name} scans no index: {plan}"
        );
        assert!(lower.contains("forward"), "{name} is no forward scan: {plan}");
        assert!(lower.contains("limit"), "{name} does not push its limit down: {plan}");
        assert!(!lower.contains("sort"), "{name} sorts: {plan}");
    }
}

#[tokio::test]
async fn lookups_use_an_index() {
    let store = Store::open("mem://", None).await.unwrap();
    for (name, sql) in LOOKUPS {
        let plan = store.read().explain(sql, parameters()).await.unwrap();
        println!("{name}: {plan}");
        let lower = plan.to_lowercase();
        assert!(lower.contains("index"), "{name} scans no index: {plan}");
        assert!(
            !lower.contains("tablescan") && !lower.contains("iterate table"),
            "{name} scans the table: {plan}"
        );
    }
}

/// What fills the search index: nothing outside the stretch is touched.
#[tokio::test]
async fn stretches_are_scans_of_their_range() {
    let store = Store::open("mem://", None).await.unwrap();
    for (name, table, sql) in [
        ("records_in", "record", include_str!("../src/queries/records_in.surql")),
        (
            "comments_in",
            "comment",
            include_str!("../src/queries/comments_in.surql"),
        ),
    ] {
        let range = RecordIdKeyRange {
            start: Bound::Included(RecordIdKey::String("a".into())),
            end: Bound::Excluded(RecordIdKey::String("b".into())),
        };
        let range = RecordId::new(table, RecordIdKey::Range(Box::new(range)));
        let plan = store.read().explain(sql, vars! { range: range }).await.unwrap();
        println!("{name}: {plan}");
        let lower = plan.to_lowercase();
        assert!(
            lower.contains("range") || lower.contains("recordid"),
            "{name} scans no range: {plan}"
        );
        assert!(
            !lower.contains("tablescan") && !lower.contains("iterate table"),
            "{name} scans the table: {plan}"
        );
    }
}
