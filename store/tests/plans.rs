//! Every query runs; every list query is a forward index scan with its limit pushed down.

use std::ops::Bound;
use store::Store;
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, vars};

const LISTS: [(&str, &str); 13] = [
    ("timeline_page", include_str!("../src/queries/timeline_page.surql")),
    ("events_after", include_str!("../src/queries/events_after.surql")),
    ("ledger_page", include_str!("../src/queries/ledger_page.surql")),
    ("files_stale", include_str!("../src/queries/files_stale.surql")),
    ("drafts_of", include_str!("../src/queries/drafts_of.surql")),
    ("notices_page", include_str!("../src/queries/notices_page.surql")),
    ("plan_places", include_str!("../src/queries/plan_places.surql")),
    (
        "plan_places_until",
        include_str!("../src/queries/plan_places_until.surql"),
    ),
    ("plan_batch", include_str!("../src/queries/plan_batch.surql")),
    ("plan_changes", include_str!("../src/queries/plan_changes.surql")),
    ("plan_steps", include_str!("../src/queries/plan_steps.surql")),
    ("plan_served_by", include_str!("../src/queries/plan_served_by.surql")),
    (
        "plan_advanced_by",
        include_str!("../src/queries/plan_advanced_by.surql"),
    ),
];

/// Look-ups that must use an index, whatever the size of the table.
const LOOKUPS: [(&str, &str); 17] = [
    ("seats", include_str!("../src/queries/seats.surql")),
    ("members", include_str!("../src/queries/members.surql")),
    ("holders", include_str!("../src/queries/holders.surql")),
    ("likes_of", include_str!("../src/queries/likes_of.surql")),
    ("comments_of", include_str!("../src/queries/comments_of.surql")),
    ("grants_received", include_str!("../src/queries/grants_received.surql")),
    ("grants_given", include_str!("../src/queries/grants_given.surql")),
    ("notices_unread", include_str!("../src/queries/notices_unread.surql")),
    ("revisions", include_str!("../src/queries/revisions.surql")),
    ("sets_in_scopes", include_str!("../src/queries/sets_in_scopes.surql")),
    ("evidence", include_str!("../src/queries/evidence.surql")),
    ("posts_of_unit", include_str!("../src/queries/posts_of_unit.surql")),
    ("plan_serves", include_str!("../src/queries/plan_serves.surql")),
    ("members_in", include_str!("../src/queries/members_in.surql")),
    ("reports_to", include_str!("../src/queries/reports_to.surql")),
    ("files_coming", include_str!("../src/queries/files_coming.surql")),
    ("hashes_named", include_str!("../src/queries/hashes_named.surql")),
];

fn parameters() -> surrealdb::types::Variables {
    let some = |table: &str| RecordId::new(table, "x");
    vars! {
        lane: "own:x".to_owned(), after: -5i64, before: 5i64, from: -5i64, limit: 20i64, person: some("person"), unit: some("unit"),
        positions: vec![some("position"), some("position")], records: vec![some("record")], units: vec![some("unit")], record: some("record"),
        scopes: vec!["family:x".to_owned(), "unit:x".to_owned()], from: "2026-01-01".to_owned(), until: "2026-03-01".to_owned(),
        item: "x".to_owned(), batch: "x".to_owned(), beyond: String::new(), goal: some("plan_item"), items: vec![some("plan_item"), some("plan_item")],
        hashes: vec!["x".to_owned(), "y".to_owned()],
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
        (
            "plan_items_in",
            "plan_item",
            include_str!("../src/queries/plan_items_in.surql"),
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
