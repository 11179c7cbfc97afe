//! Writing many records at once with their trace, for demonstrations and load tests.

use crate::comment::CommentRow;
use crate::like::LikeRow;
use crate::outbox::LeafRow;
use crate::record::RecordRow;
use crate::sql::rid;
use crate::{Db, Result, Store, Tx};
use surrealdb::types::{Object, object, vars};

/// A record with all that belongs to it.
pub struct Whole {
    pub row: RecordRow,
    pub ord: i64,
    pub lanes: Vec<String>,
    pub likes: Vec<LikeRow>,
    pub comments: Vec<CommentRow>,
    /// One leaf for each act above.
    pub leaves: Vec<LeafRow>,
}

impl Db {
    /// How far the loading of a demo organisation came, as it was marked last.
    pub async fn demo_mark(&self) -> Result<Option<String>> {
        self.row(sql!("demo_mark"), vars! { demo: rid("meta", "demo") }).await
    }
}

/// Loading is no act of anybody.
impl Store {
    pub async fn set_demo_mark(&self, state: &str) -> Result<()> {
        let vars = vars! { state: state.to_owned() };
        self.read().run(sql!("set_demo_mark"), vars).await.map(|_| ())
    }
}

impl Tx {
    pub async fn put_whole(&self, all: &[Whole]) -> Result<()> {
        let records: Vec<Object> = all.iter().map(|w| record(&w.row)).collect();
        let lanes: Vec<Object> = all
            .iter()
            .flat_map(|w| {
                w.lanes.iter().map(|lane| {
                    let key = rid("timeline", format!("{lane}/{}", w.row.id));
                    object! { id: key, lane: lane.clone(), ord: w.ord, record: w.row.id.clone() }
                })
            })
            .collect();
        let likes: Vec<Object> = all.iter().flat_map(|w| w.likes.iter().map(like)).collect();
        let comments: Vec<Object> = all.iter().flat_map(|w| w.comments.iter().map(comment)).collect();
        let leaves: Vec<Object> = all.iter().flat_map(|w| w.leaves.iter().map(leaf)).collect();
        let evidences: Vec<Object> = all
            .iter()
            .flat_map(|w| crate::indicator::edges(&w.row))
            .map(|edge| edge.object())
            .collect();
        let vars = vars! { records: records, lanes: lanes, likes: likes, comments: comments, leaves: leaves, evidences: evidences };
        self.run(sql!("put_whole"), vars).await.map(|_| ())
    }
}

impl Tx {
    /// Leaves of acts that were written in bulk.
    pub async fn put_leaves(&self, leaves: &[LeafRow]) -> Result<()> {
        let leaves: Vec<Object> = leaves.iter().map(leaf).collect();
        self.run("INSERT INTO ledger_entry $leaves RETURN NONE", vars! { leaves: leaves })
            .await
            .map(|_| ())
    }
}

fn record(row: &RecordRow) -> Object {
    object! {
        id: rid("record", &row.id), author: rid("person", &row.author), author_name: row.author_name.clone(), post: row.post.clone(),
        unit: rid("unit", &row.unit), unit_name: row.unit_name.clone(), path: row.path.clone(), line: row.line.clone(),
        covered: row.covered.clone(), written: row.written, day: row.day.clone(), late: row.late, text: row.text.clone(),
        audience: row.audience.clone(), revisions: row.revisions, withdrawn: row.withdrawn,
        anchors: row.anchors.clone(),
    }
}

fn like(row: &LikeRow) -> Object {
    object! {
        id: rid("likes", format!("{}-{}", row.person, row.record)), in: rid("person", &row.person), out: rid("record", &row.record),
        name: row.name.clone(), mark: row.mark, at: row.at,
    }
}

fn comment(row: &CommentRow) -> Object {
    object! {
        id: rid("comment", &row.id), record: rid("record", &row.record), author: rid("person", &row.author), author_name: row.author_name.clone(),
        post: row.post.clone(), unit_name: row.unit_name.clone(), leader: row.leader, written: row.written, text: row.text.clone(),
        reply_to: row.reply_to.as_ref().map(|id| rid("comment", id)), mentions: row.mentions.clone(), earlier: row.earlier.clone(), deleted: row.deleted,
    }
}

fn leaf(row: &LeafRow) -> Object {
    object! {
        id: rid("ledger_entry", &row.id), at: row.at, ord: -row.at, act: row.act.clone(), actor: row.actor.clone(), subject: row.subject.clone(),
        content: String::new(), hash: row.hash.clone(),
    }
}
