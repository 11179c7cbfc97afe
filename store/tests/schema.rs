//! The schema of a new database and of one that took every migration are the same; data of a newer version is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::time::Duration;
use store::{Store, migrations};
use surrealdb::Surreal;
use surrealdb::engine::any::{Any, connect};
use surrealdb::types::Value;

async fn describe(db: &Surreal<Any>) -> String {
    let mut tables: Vec<String> = Vec::new();
    let mut answer = db.query("INFO FOR DB").await.unwrap();
    let info: Value = answer.take(0).unwrap();
    let info = info.into_json_value();
    for (name, definition) in info["tables"].as_object().unwrap() {
        if name == "meta" {
            continue;
        }
        let mut answer = db.query(format!("INFO FOR TABLE `{name}`")).await.unwrap();
        let table: Value = answer.take(0).unwrap();
        tables.push(format!("{definition} {}", table.into_json_value()));
    }
    tables.sort();
    tables.join("\n")
}

#[tokio::test]
async fn a_fresh_schema_equals_a_migrated_one() {
    let folder = tempfile::tempdir().unwrap();
    let fresh_url = format!("surrealkv://{}", folder.path().join("fresh").display());
    drop(Store::open(&fresh_url, None).await.unwrap());
    let fresh = reopen(&fresh_url).await;
    let migrated = connect("mem://").await.unwrap();
    migrated.use_ns("daybook").use_db("daybook").await.unwrap();
    for step in migrations() {
        migrated.query(*step).await.unwrap().check().unwrap();
    }
    let described = describe(&fresh).await;
    assert!(described.contains("timeline_lane"), "the description is of our tables");
    assert_eq!(described, describe(&migrated).await);
}

/// The embedded engine lets go of its files a moment after the handle is dropped: asks until it has, however long that takes.
async fn free<T>(url: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..1_200 {
        if let Some(opened) = ask().await {
            return opened;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{url} stayed locked");
}

async fn reopen(url: &str) -> Surreal<Any> {
    let db = free(url, async || connect(url).await.ok()).await;
    db.use_ns("daybook").use_db("daybook").await.unwrap();
    db
}

/// How it is opened once the engine has let go of the folder.
async fn opened(url: &str) -> Result<Store, store::Error> {
    free(url, async || match Store::open(url, None).await {
        Err(store::Error::Locked { .. }) => None,
        opened => Some(opened),
    })
    .await
}

#[tokio::test]
async fn newer_data_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("newer").display());
    drop(Store::open(&url, None).await.unwrap());
    let db = reopen(&url).await;
    db.query("UPDATE meta:schema SET version = 99")
        .await
        .unwrap()
        .check()
        .unwrap();
    drop(db);
    let opened = opened(&url).await;
    assert!(
        matches!(opened, Err(store::Error::Newer { found: 99, .. })),
        "{:?}",
        opened.err()
    );
}

/// What a kill leaves behind at every moment of the first start, and of a step to a newer version.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_that_was_interrupted_is_done_anew() {
    for pause in [0, 2, 8, 16, 32, 64, 128, 256] {
        for aged in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let url = format!("surrealkv://{}", folder.path().join("db").display());
            if aged {
                age(&url).await;
            }
            let first = Store::open(&url, None);
            drop(tokio::time::timeout(Duration::from_millis(pause), first).await);
            drop(opened(&url).await.unwrap());
            let version = version(&reopen(&url).await).await;
            assert_eq!(version, i64::from(store::LATEST), "after {pause} ms, aged: {aged}");
        }
    }
}

/// A database of the first version.
async fn age(url: &str) {
    drop(of_version(url, 1).await);
    tokio::time::sleep(Duration::from_millis(100)).await;
}

/// A database that has taken the first steps alone.
async fn of_version(url: &str, version: usize) -> Surreal<Any> {
    let db = reopen(url).await;
    for step in &migrations()[..version] {
        db.query(*step).await.unwrap().check().unwrap();
    }
    let noted = format!("DEFINE TABLE meta; UPSERT meta:schema SET version = {version}");
    db.query(noted).await.unwrap().check().unwrap();
    db
}

async fn version(db: &Surreal<Any>) -> i64 {
    let mut answer = db.query("SELECT VALUE version FROM ONLY meta:schema").await.unwrap();
    let version: Option<i64> = answer.take(0).unwrap();
    version.unwrap_or_default()
}

/// An index that a start builds holds what was there before it, and what comes after.
#[tokio::test]
async fn plan_items_of_before_the_index_are_found_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("before").display());
    let before = (migrations().iter())
        .position(|step| step.contains("INDEX plan_item_due"))
        .unwrap();
    let db = of_version(&url, before).await;
    let days = ["2026-06-30", "2026-07-01", "2026-08-15", "2026-09-30", "2026-10-01"];
    for (n, day) in days.iter().cycle().take(60).enumerate() {
        db.query(due(&format!("i{n}"), day)).await.unwrap().check().unwrap();
    }
    drop(db);
    let store = opened(&url).await.unwrap();
    assert_eq!(found(&store, "2026-07-01", "2026-09-30").await, 36);
    assert_eq!(found(&store, "2026-08-15", "2026-08-15").await, 12);
    assert_eq!(found(&store, "2026-01-01", "2026-12-31").await, 60);
    drop(store);
    let db = reopen(&url).await;
    assert_eq!(version(&db).await, i64::from(store::LATEST));
    db.query(due("later", "2026-08-15")).await.unwrap().check().unwrap();
    drop(db);
    let store = opened(&url).await.unwrap();
    assert_eq!(found(&store, "2026-08-15", "2026-08-15").await, 13);
}

async fn found(store: &Store, first: &str, last: &str) -> usize {
    store.read().plan_due(first, last, 1_000).await.unwrap().unwrap().len()
}

/// What writes a plan item that is due on a day.
fn due(id: &str, day: &str) -> String {
    format!(
        "CREATE plan_item:{id} CONTENT {{ unit: unit:u1, unit_name: 'Office', path: ['u1'], line: [], post: '', owner: person:p1,
        owner_name: 'Ann', owner_post: 'Clerk', set_by: person:p1, set_by_name: 'Ann', handed: false, batch: '', version: 1,
        title: 'Count the files', measure: '', note: '', horizon: 'quarter', weight: 10, difficulty: 1, key_task: false,
        starts: '2026-06-01', due: '{day}', state: 'agreed', waits: 'nobody', reason: '', progress: 0, evidence: 0, written: 1,
        changed: 1, told: 0 }}"
    )
}

#[tokio::test]
async fn a_database_in_use_is_said_to_be_so() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("held").display());
    let _held = Store::open(&url, None).await.unwrap();
    let second = Store::open(&url, None).await;
    assert!(matches!(second, Err(store::Error::Locked { .. })), "{:?}", second.err());
}
