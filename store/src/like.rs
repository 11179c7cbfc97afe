//! Edges person –likes→ record.

use crate::sql::{rid, rids};
use crate::{Db, Result, Tx};
use domain::{PersonId, RecordId};
use surrealdb::types::{RecordId as Key, SurrealValue, vars};

#[derive(Clone, Debug, SurrealValue)]
pub struct LikeRow {
    pub person: String,
    pub record: String,
    pub name: String,
    pub mark: bool,
    pub at: i64,
}

impl Db {
    pub async fn likes_of<'a>(&self, records: impl IntoIterator<Item = &'a str>) -> Result<Vec<LikeRow>> {
        self.rows(sql!("likes_of"), vars! { records: rids("record", records) })
            .await
    }

    pub async fn likes(&self, person: &PersonId, record: &RecordId) -> Result<bool> {
        let found: Option<i64> = self
            .row("SELECT VALUE at FROM $edge", vars! { edge: edge(person, record) })
            .await?;
        Ok(found.is_some())
    }
}

fn edge(person: &PersonId, record: &RecordId) -> Key {
    rid("likes", format!("{person}-{record}"))
}

impl Tx {
    pub async fn like(&self, person: &PersonId, name: &str, record: &RecordId, mark: bool, at: i64) -> Result<()> {
        let vars = vars! {
            person: rid("person", person.as_str()), edge: edge(person, record), record: rid("record", record.as_str()),
            name: name.to_owned(), mark: mark, at: at,
        };
        self.run(sql!("like"), vars).await.map(|_| ())
    }

    pub async fn unlike(&self, person: &PersonId, record: &RecordId) -> Result<()> {
        self.run(sql!("unlike"), vars! { edge: edge(person, record) })
            .await
            .map(|_| ())
    }
}
