use crate::sql::{key, rid};
use crate::{Db, Result};
use domain::PersonId;
use surrealdb::types::{RecordId, SurrealValue, vars};

/// A record of some days, with what decides whether an assessment may look at it.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct EntryRow {
    pub id: String,
    /// Its author.
    pub person: String,
    /// `YYYY-MM-DD`
    pub day: String,
    pub text: String,
    pub audience: String,
    pub withdrawn: bool,
    pub path: Vec<String>,
    pub line: Vec<String>,
    /// Ids.
    pub indicators: Vec<String>,
    pub items: Vec<String>,
}

/// A plan item that was due in some days, open or ended.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct DueRow {
    pub id: String,
    pub owner: String,
    pub title: String,
    /// `YYYY-MM-DD`
    pub due: String,
    /// A `domain::plan::State`.
    pub state: String,
    pub key_task: bool,
    pub difficulty: i64,
    /// Percent.
    pub progress: i64,
}

/// The same as it is stored; nobody has it yet, or somebody.
#[derive(SurrealValue)]
struct StoredDue {
    id: RecordId,
    owner: Option<RecordId>,
    title: String,
    due: String,
    state: String,
    key_task: bool,
    difficulty: i64,
    progress: i64,
}

impl StoredDue {
    fn into_row(self) -> Option<DueRow> {
        Some(DueRow {
            id: key(self.id),
            owner: key(self.owner?),
            title: self.title,
            due: self.due,
            state: self.state,
            key_task: self.key_task,
            difficulty: self.difficulty,
            progress: self.progress,
        })
    }
}

/// Days are `YYYY-MM-DD`, the first and the last inclusive.
impl Db {
    /// Somebody's records of these days by day, drafts and withdrawn ones among them.
    pub async fn records_between(&self, person: &PersonId, first: &str, last: &str) -> Result<Vec<EntryRow>> {
        self.records_between_many([person.as_str()], first, last).await
    }

    /// The same of many people, each one's records by day.
    pub async fn records_between_many<'a>(
        &self,
        people: impl IntoIterator<Item = &'a str>,
        first: &str,
        last: &str,
    ) -> Result<Vec<EntryRow>> {
        let mut rows: Vec<EntryRow> = self.each(sql!("records_between"), people, first, last).await?;
        rows.sort_by(|a, b| (&a.person, &a.day, &a.id).cmp(&(&b.person, &b.day, &b.id)));
        Ok(rows)
    }

    /// Somebody's plan items that were due in these days, open and ended ones.
    pub async fn plan_due_between(&self, person: &PersonId, first: &str, last: &str) -> Result<Vec<DueRow>> {
        self.plan_due_between_many([person.as_str()], first, last).await
    }

    /// The same of many people.
    pub async fn plan_due_between_many<'a>(
        &self,
        people: impl IntoIterator<Item = &'a str>,
        first: &str,
        last: &str,
    ) -> Result<Vec<DueRow>> {
        self.each(sql!("plan_due_between"), people, first, last).await
    }

    /// Everybody's plan items that were due in these days, if they are fewer than `limit`, those that nobody has counted in; none otherwise.
    pub async fn plan_due(&self, first: &str, last: &str, limit: usize) -> Result<Option<Vec<DueRow>>> {
        let vars =
            vars! { from: first.to_owned(), until: last.to_owned(), limit: i64::try_from(limit).unwrap_or(i64::MAX) };
        let stored: Vec<StoredDue> = self.rows(sql!("plan_due"), vars).await?;
        let all = stored.len() < limit;
        Ok(all.then(|| stored.into_iter().filter_map(StoredDue::into_row).collect()))
    }

    async fn each<'a, T: SurrealValue>(
        &self,
        sql: &str,
        people: impl IntoIterator<Item = &'a str>,
        first: &str,
        last: &str,
    ) -> Result<Vec<T>> {
        let people = people.into_iter().map(|p| rid("person", p));
        let vars = vars! { from: first.to_owned(), until: last.to_owned() };
        self.rows_for_each(sql, "person", people, vars).await
    }
}
