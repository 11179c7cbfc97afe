//! The lists records are read by (see `domain::record::lanes`).

use crate::sql::rid;
use crate::{Db, Result, Tx};
use domain::RecordId;
use surrealdb::types::{Object, RecordId as Key, SurrealValue, object, vars};

/// A place in a list: `ord` is minus the time in ms.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct TimelineRow {
    pub ord: i64,
    pub record: String,
}

impl Db {
    /// Up to `limit` places of a lane after the place `after` (exclusive), newest first.
    pub async fn timeline(&self, lane: &str, after: i64, limit: u32) -> Result<Vec<TimelineRow>> {
        self.rows(
            sql!("timeline_page"),
            vars! { lane: lane.to_owned(), after: after, limit: limit },
        )
        .await
    }
}

fn key(lane: &str, record: &RecordId) -> Key {
    rid("timeline", format!("{lane}/{record}"))
}

impl Tx {
    pub async fn add_to_lanes(&self, lanes: &[String], record: &RecordId, ord: i64) -> Result<()> {
        if lanes.is_empty() {
            return Ok(());
        }
        let rows: Vec<Object> = lanes
            .iter()
            .map(|lane| object! { id: key(lane, record), lane: lane.clone(), ord: ord, record: record.0.clone() })
            .collect();
        self.run(sql!("add_to_lanes"), vars! { rows: rows }).await.map(|_| ())
    }

    pub async fn take_from_lanes(&self, lanes: &[String], record: &RecordId) -> Result<()> {
        if lanes.is_empty() {
            return Ok(());
        }
        let keys: Vec<Key> = lanes.iter().map(|lane| key(lane, record)).collect();
        self.run(sql!("take_from_lanes"), vars! { keys: keys })
            .await
            .map(|_| ())
    }
}
