//! What every write leaves behind in its own transaction: an event, a ledger leaf, and the client's key.

use crate::sql::rid;
use crate::{Db, Error, Result, Store, Tx};
use domain::PersonId;
use futures::StreamExt;
use surrealdb::types::{SurrealValue, Value, vars};

#[derive(Clone, Debug, SurrealValue)]
pub struct EventRow {
    pub id: String,
    /// Writer's clock, microseconds since 1970-01-01 UTC.
    pub at: i64,
    /// `domain::event::Event` as JSON.
    pub body: String,
}

/// A leaf of the ledger; hashes as lower-case hexadecimal.
#[derive(Clone, Debug, SurrealValue)]
pub struct LeafRow {
    pub id: String,
    pub at: i64,
    pub act: String,
    pub actor: String,
    pub subject: String,
    pub hash: String,
}

/// The trace of one act.
pub struct Trace<'a> {
    pub id: &'a str,
    /// Microseconds.
    pub at: i64,
    pub events: &'a [String],
    pub act: &'a str,
    pub actor: &'a str,
    pub subject: &'a str,
    pub content: &'a str,
    pub salt: Option<&'a str>,
    pub hash: &'a str,
    /// The client's key, if the act has one.
    pub key: Option<&'a str>,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct OnceRow {
    pub act: String,
    pub subject: String,
}

impl Db {
    /// Events after a moment (µs), oldest first.
    pub async fn events_after(&self, after: i64, limit: u32) -> Result<Vec<EventRow>> {
        self.rows(sql!("events_after"), vars! { after: after, limit: limit })
            .await
    }

    /// What a client's key was used for.
    pub async fn once(&self, person: &PersonId, key: &str) -> Result<Option<OnceRow>> {
        self.row(sql!("once"), vars! { once: once_key(person.as_str(), key) })
            .await
    }

    pub async fn ledger_page(&self, after: i64, limit: u32) -> Result<Vec<LeafRow>> {
        self.rows(sql!("ledger_page"), vars! { after: after, limit: limit })
            .await
    }
}

fn once_key(person: &str, key: &str) -> surrealdb::types::RecordId {
    rid("once", format!("{person}-{key}"))
}

impl Tx {
    /// An event that belongs to no act.
    pub async fn announce(&self, id: &str, at: i64, body: &str) -> Result<()> {
        let vars = vars! { id: rid("event", id), at: at, body: body.to_owned() };
        self.run("CREATE ONLY $id SET at = $at, body = $body RETURN NONE", vars)
            .await
            .map(|_| ())
    }

    pub async fn leave_trace(&self, trace: Trace<'_>) -> Result<()> {
        let bodies: Vec<(String, String)> = trace
            .events
            .iter()
            .enumerate()
            .map(|(n, body)| (format!("{}{n}", trace.id), body.clone()))
            .collect();
        let rows: Vec<_> = bodies
            .into_iter()
            .map(|(id, body)| surrealdb::types::object! { id: rid("event", id), at: trace.at, body: body })
            .collect();
        let vars = vars! {
            events: rows, leaf: rid("ledger_entry", trace.id), salt_id: rid("salt", trace.id), salt: trace.salt.map(str::to_owned), at: trace.at,
            act: trace.act.to_owned(), actor: trace.actor.to_owned(), subject: trace.subject.to_owned(), content: trace.content.to_owned(),
            hash: trace.hash.to_owned(), once: trace.key.map(|key| once_key(trace.actor, key)),
        };
        self.run(sql!("leave_trace"), vars).await.map(|_| ())
    }
}

impl Store {
    /// Calls `wake` for each event that any process writes. A wake-up only: the truth is [`Db::events_after`].
    ///
    /// Ends when the database closes the stream; the caller opens it again.
    pub async fn watch_events(&self, wake: impl Fn()) -> Result<()> {
        let mut stream = self
            .surreal()
            .select::<Vec<Value>>("event")
            .live()
            .await
            .map_err(Error::from)?;
        while stream.next().await.is_some() {
            wake();
        }
        Ok(())
    }
}
