//! How every query runs: each list is a forward index scan with its limit pushed down, each look-up uses an index or an id, and
//! what reads a whole table is named here with its reason. A new file in `src/queries` is judged by its text and its plan.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::collections::BTreeMap;
use std::ops::Bound;
use store::Store;
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, vars};

/// Queries that read a whole table, and why that is right.
const WHOLE: [(&str, &str); 13] = [
    ("account_names", "an import compares everybody"),
    (
        "appointment_entries",
        "the whole organisation: an import, the directory in memory",
    ),
    ("duty_holders", "a handful of rows, for administrators"),
    ("grants_all", "a few rows for each unit: the directory in memory"),
    ("oldest_plan_item", "one row, by id"),
    ("oldest_record", "one row, by id"),
    ("people_some", "one row, by id"),
    (
        "person_entries",
        "the whole organisation: an import, the directory in memory",
    ),
    (
        "post_census",
        "counts all posts, for the overview of the personnel office",
    ),
    (
        "post_entries",
        "the whole organisation: an import, the directory in memory",
    ),
    ("sets_all", "the overview of all indicator sets"),
    (
        "unit_entries",
        "the whole organisation: an import, the directory in memory",
    ),
    ("units_all", "every unit, for choosing one"),
];

/// Lists in the order of their index, which they need not name.
const IN_INDEX_ORDER: [&str; 1] = ["drafts_of"];

/// All queries by name, without comments.
fn queries() -> BTreeMap<String, String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/queries");
    let text = |path: &std::path::Path| {
        let text = std::fs::read_to_string(path).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with("--"));
        lines.collect::<Vec<_>>().join(" ").trim().to_owned()
    };
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), text(&path)))
        .collect()
}

/// The SELECTs of a query that look for rows: not those on ids that are given.
fn searches(query: &str) -> Vec<String> {
    let selects = query.split(';').filter_map(|statement| {
        let statement = statement.trim();
        let inner = statement
            .split_once("= (SELECT")
            .map(|(_, rest)| format!("SELECT{}", rest.trim_end().strip_suffix(')').unwrap_or(rest)));
        inner.or_else(|| statement.starts_with("SELECT").then(|| statement.to_owned()))
    });
    selects
        .filter(|select| !select.rsplit("FROM ").next().is_some_and(|from| from.starts_with('$')))
        .collect()
}

/// What a write is done to: never a table by its name, which would be all of it.
fn targets(query: &str) -> Vec<&str> {
    let words = [
        "UPDATE ONLY ",
        "UPDATE ",
        "UPSERT ONLY ",
        "UPSERT ",
        "DELETE ONLY ",
        "DELETE ",
    ];
    let statements = query.split(';').map(str::trim);
    statements
        .filter_map(|s| words.iter().find_map(|word| s.strip_prefix(word)))
        .collect()
}

fn parameters() -> surrealdb::types::Variables {
    let some = |table: &str| RecordId::new(table, "x");
    vars! {
        lane: "own:x".to_owned(), after: -5i64, from: -5i64, limit: 20i64, person: some("person"), unit: some("unit"),
        positions: vec![some("position"), some("position")], records: vec![some("record")], units: vec![some("unit")], record: some("record"),
        scopes: vec!["family:x".to_owned(), "unit:x".to_owned()], from: "2026-01-01".to_owned(), until: "2026-03-01".to_owned(),
        item: "x".to_owned(), batch: "x".to_owned(), beyond: String::new(), goal: some("plan_item"), items: vec![some("plan_item"), some("plan_item")],
        hashes: vec!["x".to_owned(), "y".to_owned()], invite: "x".to_owned(), people: vec![some("person")], account: "x".to_owned(), before: 5i64,
        thread: "x".to_owned(), period: some("period"),
    }
}

fn scans_a_table(plan: &str) -> bool {
    plan.contains("tablescan") || plan.contains("iterate table")
}

#[tokio::test]
async fn every_query_is_a_list_a_lookup_or_named_with_a_reason() {
    let store = Store::open("mem://", None).await.unwrap();
    let queries = queries();
    let (mut lists, mut lookups, mut whole) = (0, 0, 0);
    for (name, query) in &queries {
        for target in targets(query) {
            let given = target.starts_with('$') || target.starts_with("array::") || target.starts_with("meta:");
            assert!(given, "{name} writes to a whole table: {target}");
        }
        for sql in searches(query) {
            let plan = store.read().explain(&sql, parameters()).await.unwrap();
            let lower = plan.to_lowercase();
            if let Some((_, reason)) = WHOLE.iter().find(|(known, _)| known == name) {
                assert!(scans_a_table(&lower), "{name} is no exception ({reason}): {plan}");
                whole += 1;
                continue;
            }
            assert!(!scans_a_table(&lower), "{name} scans the table: {plan}");
            assert!(lower.contains("index"), "{name} scans no index: {plan}");
            let ordered = sql.contains("ORDER BY") || IN_INDEX_ORDER.contains(&name.as_str());
            if ordered && sql.contains("LIMIT") {
                assert!(lower.contains("forward"), "{name} is no forward scan: {plan}");
                assert!(lower.contains("limit"), "{name} does not push its limit down: {plan}");
                assert!(!lower.contains("sort"), "{name} sorts: {plan}");
                lists += 1;
            } else {
                lookups += 1;
            }
        }
    }
    for (name, _) in WHOLE {
        assert!(queries.contains_key(name), "{name} is no query any more");
    }
    // So that a change of the reading above cannot make this test pass by finding nothing.
    assert!(
        (lists, whole) == (18, WHOLE.len()) && lookups >= 30,
        "{lists} {lookups} {whole}"
    );
}

/// What fills the search index: nothing outside the stretch is touched.
#[tokio::test]
async fn stretches_are_scans_of_their_range() {
    let store = Store::open("mem://", None).await.unwrap();
    for (name, table, sql) in [
        (
            "accounts_beginning",
            "account",
            include_str!("../src/queries/accounts_beginning.surql"),
        ),
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
        let plan = store
            .read()
            .explain(sql, vars! { range: range, limit: 20i64 })
            .await
            .unwrap();
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
