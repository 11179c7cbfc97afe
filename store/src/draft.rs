//! What people have typed and not sent.

use crate::sql::rid;
use crate::{Db, Result, Tx};
use domain::PersonId;
use surrealdb::types::{RecordId as Key, SurrealValue, vars};

#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct DraftRow {
    /// The form it was typed into: `new`, `edit:RECORD`, `reply:RECORD`.
    pub place: String,
    /// The fields of the form as a JSON object of texts.
    pub body: String,
    /// Milliseconds since 1970-01-01 UTC by the device's clock; names the version.
    pub at: i64,
    /// The version that lost against this one, and its moment (0 for none).
    pub other: Option<String>,
    pub other_at: i64,
}

fn key(person: &PersonId, place: &str) -> Key {
    rid("draft", format!("{person}-{place}"))
}

impl Db {
    pub async fn draft(&self, person: &PersonId, place: &str) -> Result<Option<DraftRow>> {
        self.row(sql!("draft"), vars! { draft: key(person, place) }).await
    }

    pub async fn drafts_of(&self, person: &PersonId, limit: u32) -> Result<Vec<DraftRow>> {
        let vars = vars! { person: rid("person", person.as_str()), limit: limit };
        self.rows(sql!("drafts_of"), vars).await
    }
}

impl Tx {
    pub async fn put_draft(&self, person: &PersonId, row: &DraftRow) -> Result<()> {
        let vars = vars! {
            draft: key(person, &row.place), person: rid("person", person.as_str()), place: row.place.clone(), body: row.body.clone(),
            at: row.at, other: row.other.clone(), other_at: row.other_at,
        };
        self.run(sql!("put_draft"), vars).await.map(|_| ())
    }

    pub async fn drop_draft(&self, person: &PersonId, place: &str) -> Result<()> {
        self.run("DELETE $draft RETURN NONE", vars! { draft: key(person, place) })
            .await
            .map(|_| ())
    }
}
