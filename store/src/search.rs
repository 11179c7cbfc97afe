//! Records, comments and plan items by stretches of time, for filling the search index.

use crate::comment::CommentRow;
use crate::plan::PlanRow;
use crate::record::RecordRow;
use crate::{Db, Result};
use std::ops::Bound;
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, vars};

/// Ids from `from` (included) to `to` (excluded).
fn range(table: &str, from: &str, to: &str) -> RecordId {
    let key = |id: &str| RecordIdKey::String(id.to_owned());
    let range = RecordIdKeyRange {
        start: Bound::Included(key(from)),
        end: Bound::Excluded(key(to)),
    };
    RecordId::new(table, RecordIdKey::Range(Box::new(range)))
}

impl Db {
    /// Records with ids from `from` (included) to `to` (excluded); all of them, so keep the stretch short.
    pub async fn records_in(&self, from: &str, to: &str) -> Result<Vec<RecordRow>> {
        self.rows(sql!("records_in"), vars! { range: range("record", from, to) })
            .await
    }

    /// Comments with ids from `from` (included) to `to` (excluded); all of them, so keep the stretch short.
    pub async fn comments_in(&self, from: &str, to: &str) -> Result<Vec<CommentRow>> {
        self.rows(sql!("comments_in"), vars! { range: range("comment", from, to) })
            .await
    }

    /// Plan items with ids from `from` (included) to `to` (excluded); all of them, so keep the stretch short.
    pub async fn plan_items_in(&self, from: &str, to: &str) -> Result<Vec<PlanRow>> {
        self.rows(sql!("plan_items_in"), vars! { range: range("plan_item", from, to) })
            .await
    }

    /// The id of the oldest plan item, if there is one.
    pub async fn oldest_plan_item(&self) -> Result<Option<String>> {
        self.row(sql!("oldest_plan_item"), vars! {}).await
    }

    /// The id of the oldest record, if there is one.
    pub async fn oldest_record(&self) -> Result<Option<String>> {
        self.row(sql!("oldest_record"), vars! {}).await
    }
}
