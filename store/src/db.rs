//! The handle that every read takes, and the transaction that every write takes.

use crate::{Error, Result, Store};
use rand::Rng;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;
use surrealdb::engine::any::Any;
use surrealdb::method::{Query, Transaction};
use surrealdb::types::{RecordId, SurrealValue, Value, Variables};
use surrealdb::{IndexedResults, Surreal};

/// Look-ups in one request.
const AT_ONCE: usize = 100;

/// Something to read from: the database as it is now, or as a transaction sees it.
#[derive(Clone)]
pub struct Db(Source);

#[derive(Clone)]
enum Source {
    Now(Surreal<Any>),
    Within(Arc<Transaction<Any>>),
}

impl Db {
    pub(crate) fn now(db: Surreal<Any>) -> Self {
        Self(Source::Now(db))
    }

    fn query<'a>(&'a self, sql: &'a str) -> Query<'a, Any> {
        match &self.0 {
            Source::Now(db) => db.query(sql),
            Source::Within(tx) => tx.query(sql),
        }
    }

    /// Runs statements; any that fails fails all.
    pub(crate) async fn run(&self, sql: &str, vars: Variables) -> Result<IndexedResults> {
        Ok(self.query(sql).bind(vars).await?.check()?)
    }

    /// The rows of the last statement.
    pub(crate) async fn rows<T: SurrealValue>(&self, sql: &str, vars: Variables) -> Result<Vec<T>> {
        let mut answer = self.run(sql, vars).await?;
        let last = answer.num_statements().saturating_sub(1);
        Ok(answer.take::<Vec<T>>(last)?)
    }

    pub(crate) async fn row<T: SurrealValue>(&self, sql: &str, vars: Variables) -> Result<Option<T>> {
        Ok(self.rows(sql, vars).await?.into_iter().next())
    }

    /// The rows of one query for each value of its parameter `name`, many to a request. Each is a look-up of its own: with `IN` the
    /// planner forgets the index where the query goes on, and from 33 values on altogether. The query is read by the parser once.
    pub(crate) async fn rows_for_each<T: SurrealValue>(
        &self,
        sql: &str,
        name: &str,
        values: impl IntoIterator<Item = RecordId>,
        vars: Variables,
    ) -> Result<Vec<T>> {
        let values: Vec<RecordId> = values.into_iter().collect();
        let all = format!("RETURN array::flatten($each.map(|${name}| ({sql})))");
        let mut rows = Vec::new();
        for chunk in values.chunks(AT_ONCE) {
            let mut bound = vars.clone();
            bound.insert("each", chunk.to_vec());
            rows.extend(self.rows(&all, bound).await?);
        }
        Ok(rows)
    }

    /// How the planner runs a statement, as text; for the test of the plans.
    pub async fn explain(&self, sql: &str, vars: Variables) -> Result<String> {
        let mut answer = self.run(&format!("{sql} EXPLAIN"), vars).await?;
        let plan: Value = answer.take(0)?;
        Ok(format!("{plan:?}"))
    }
}

/// A transaction: everything read and written through it happens at once or not at all.
#[derive(Clone)]
pub struct Tx(Db);

impl Deref for Tx {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.0
    }
}

/// Tries before a conflict is given up; with the pauses below that is about a second.
const TRIES: u32 = 12;

impl Store {
    /// Runs `work` in one transaction and commits it; after a conflict again, with growing random pauses.
    ///
    /// An error of `work` cancels the transaction, and nothing is written.
    pub async fn transact<T, E, F, Fut>(&self, work: F) -> std::result::Result<T, E>
    where
        E: From<Error> + IsConflict,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = std::result::Result<T, E>>,
    {
        let mut tried = 0;
        loop {
            tried += 1;
            match self.attempt(&work).await {
                Err(error) if error.is_conflict() && tried < TRIES => pause(tried).await,
                outcome => return outcome,
            }
        }
    }

    async fn attempt<T, E, F, Fut>(&self, work: &F) -> std::result::Result<T, E>
    where
        E: From<Error>,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = std::result::Result<T, E>>,
    {
        let begun = self.surreal().clone().begin().await.map_err(Error::from)?;
        let tx = Arc::new(begun);
        let outcome = work(Tx(Db(Source::Within(tx.clone())))).await;
        let Some(tx) = Arc::into_inner(tx) else {
            return Err(Error::Conflict.into());
        };
        match outcome {
            Ok(value) => {
                tx.commit().await.map_err(Error::from)?;
                Ok(value)
            }
            Err(error) => {
                if let Err(cancel) = tx.cancel().await {
                    tracing::debug!(%cancel, "a failed transaction could not be cancelled");
                }
                Err(error)
            }
        }
    }
}

/// Whether trying the whole transaction again can help.
pub trait IsConflict {
    fn is_conflict(&self) -> bool;
}

impl IsConflict for Error {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}

async fn pause(tried: u32) {
    let most = 1u64 << tried.min(8);
    let millis = rand::rng().random_range(0..=most);
    tokio::time::sleep(Duration::from_millis(millis)).await;
}
