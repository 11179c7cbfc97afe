//! The schema of today, and the steps from older ones.

use crate::{Error, Result, Store, Tx};
use surrealdb::types::{SurrealValue, vars};

/// What a fresh database gets.
pub(crate) const FILES: &[&str] = &[
    include_str!("schema/organisation.surql"),
    include_str!("schema/account.surql"),
    include_str!("schema/record.surql"),
    include_str!("schema/act.surql"),
    include_str!("schema/indicator.surql"),
    include_str!("schema/draft.surql"),
    include_str!("schema/plan.surql"),
    include_str!("schema/file.surql"),
    include_str!("schema/notice.surql"),
    include_str!("schema/assess.surql"),
];

/// Steps in their order; the version of a database is the number of steps it has taken.
const STEPS: &[&str] = &[
    include_str!("migrations/0001_initial.surql"),
    include_str!("migrations/0002_anchors.surql"),
    include_str!("migrations/0003_plan.surql"),
    include_str!("migrations/0004_indicator.surql"),
    include_str!("migrations/0005_file.surql"),
    include_str!("migrations/0007_draft.surql"),
    include_str!("migrations/0008_notice.surql"),
    include_str!("migrations/0009_known_browsers.surql"),
    include_str!("migrations/0010_assess.surql"),
    include_str!("migrations/0011_order.surql"),
    include_str!("migrations/0012_special.surql"),
    include_str!("migrations/0013_past.surql"),
    include_str!("migrations/0014_withdrawn.surql"),
    include_str!("migrations/0015_reports.surql"),
    include_str!("migrations/0016_earlier_years.surql"),
    include_str!("migrations/0017_revision_place.surql"),
    include_str!("migrations/0018_plan_due.surql"),
];

pub fn migrations() -> &'static [&'static str] {
    STEPS
}

/// The version this program writes.
#[expect(clippy::cast_possible_truncation, reason = "a handful of steps")]
pub const LATEST: u32 = STEPS.len() as u32;

#[derive(SurrealValue)]
struct Version {
    version: u32,
}

/// Creates the schema in an empty database, or takes the missing steps. Each step stands together with its number or not at
/// all, whenever the process is killed and however many start at once.
pub(crate) async fn prepare(store: &Store) -> Result<()> {
    while store.transact(|tx| async move { step(&tx).await.map_err(met) }).await? < LATEST {}
    Ok(())
}

/// What is defined already was defined by another that started in the same moment.
fn met(error: Error) -> Error {
    match error {
        Error::Exists => Error::Conflict,
        other => other,
    }
}

/// Takes the next step, if one is missing; the version after it.
async fn step(tx: &Tx) -> Result<u32> {
    // Read in the transaction that writes it: of two processes one meets the other and looks again.
    let found: Option<Version> = tx
        .row(
            "DEFINE TABLE IF NOT EXISTS meta; SELECT version FROM meta:schema",
            vars! {},
        )
        .await?;
    let version = match found.map(|f| f.version) {
        Some(found) if found > LATEST => return Err(Error::Newer { found, known: LATEST }),
        Some(found) => match migrations().get(found as usize) {
            Some(step) => {
                tx.run(step, vars! {}).await?;
                found + 1
            }
            None => return Ok(found),
        },
        None => {
            for file in FILES {
                tx.run(file, vars! {}).await?;
            }
            LATEST
        }
    };
    tx.run("UPSERT meta:schema SET version = $version", vars! { version: version })
        .await?;
    Ok(version)
}
