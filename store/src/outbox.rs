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
    /// Events after a place, oldest first: a moment (µs) and the last id of that moment, or an empty one for all of it.
    pub async fn events_after(&self, after: (i64, &str), limit: u32) -> Result<Vec<EventRow>> {
        let behind = |row: &EventRow| (row.at, row.id.as_str()) > after;
        self.past(sql!("events_after"), after.0, behind, limit).await
    }

    /// What a client's key was used for.
    pub async fn once(&self, person: &PersonId, key: &str) -> Result<Option<OnceRow>> {
        self.row(sql!("once"), vars! { once: once_key(person.as_str(), key) })
            .await
    }

    /// Leaves after a place, newest first: minus the moment (µs) and the last id of that moment.
    pub async fn ledger_page(&self, after: (i64, &str), limit: u32) -> Result<Vec<LeafRow>> {
        let behind = |row: &LeafRow| (-row.at, row.id.as_str()) > after;
        self.past(sql!("ledger_page"), after.0, behind, limit).await
    }

    /// Up to `limit` rows behind a cursor, of a query that begins with the cursor's own moment. Many of one moment, as a bulk
    /// load makes them, can all lie before the cursor: then it reads on.
    async fn past<T: SurrealValue>(
        &self,
        sql: &str,
        from: i64,
        behind: impl Fn(&T) -> bool,
        limit: u32,
    ) -> Result<Vec<T>> {
        let mut wanted = limit.saturating_add(TIES);
        loop {
            let rows: Vec<T> = self.rows(sql, vars! { from: from, limit: wanted }).await?;
            let whole = rows.len() < wanted as usize;
            let mut rows: Vec<T> = rows.into_iter().filter(&behind).collect();
            if whole || rows.len() >= limit as usize || wanted == u32::MAX {
                rows.truncate(limit as usize);
                return Ok(rows);
            }
            wanted = wanted.saturating_mul(2);
        }
    }
}

/// More rows than asked for that a read takes, for those of the cursor's own moment.
const TIES: u32 = 16;

fn once_key(person: &str, key: &str) -> surrealdb::types::RecordId {
    rid("once", format!("{person}-{key}"))
}

impl Tx {
    /// Two transactions that pass one gate conflict, whatever else they do: one of them sees what the other wrote. `turn` is new
    /// each time.
    pub async fn pass_gate(&self, gate: &str, turn: &str) -> Result<()> {
        let vars = vars! { gate: rid("gate", gate), turn: turn.to_owned() };
        self.run(sql!("pass_gate"), vars).await.map(|_| ())
    }

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
