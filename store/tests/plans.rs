//! Every query runs; every list query is a forward index scan with its limit pushed down.

use store::Store;
use surrealdb::types::{RecordId, vars};

const LISTS: [(&str, &str); 3] = [
    ("timeline_page", include_str!("../src/queries/timeline_page.surql")),
    ("events_after", include_str!("../src/queries/events_after.surql")),
    ("ledger_page", include_str!("../src/queries/ledger_page.surql")),
];

/// Look-ups that must use an index, whatever the size of the table.
const LOOKUPS: [(&str, &str); 11] = [
    ("seats", include_str!("../src/queries/seats.surql")),
    ("members", include_str!("../src/queries/members.surql")),
    ("holders", include_str!("../src/queries/holders.surql")),
    ("likes_of", include_str!("../src/queries/likes_of.surql")),
    ("comments_of", include_str!("../src/queries/comments_of.surql")),
    ("grants_received", include_str!("../src/queries/grants_received.surql")),
    ("grants_given", include_str!("../src/queries/grants_given.surql")),
    ("revisions", include_str!("../src/queries/revisions.surql")),
    ("sets_in_scopes", include_str!("../src/queries/sets_in_scopes.surql")),
    ("evidence", include_str!("../src/queries/evidence.surql")),
    ("posts_of_unit", include_str!("../src/queries/posts_of_unit.surql")),
];

fn parameters() -> surrealdb::types::Variables {
    let some = |table: &str| RecordId::new(table, "x");
    vars! {
        lane: "own:x".to_owned(), after: -5i64, limit: 20i64, person: some("person"), unit: some("unit"),
        positions: vec![some("position"), some("position")], records: vec![some("record")], units: vec![some("unit")], record: some("record"),
        scopes: vec!["family:x".to_owned(), "unit:x".to_owned()], from: "2026-01-01".to_owned(), until: "2026-03-01".to_owned(),
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
