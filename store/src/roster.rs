//! The organisation in bulk, for imports.

use crate::sql::{rid, rids};
use crate::{Db, Result, Tx};
use domain::roster::Past;
use surrealdb::types::{Object, SurrealValue, object, vars};

/// Rows a statement carries at most.
const CHUNK: usize = 500;

#[derive(Clone, Debug, SurrealValue)]
pub struct UnitEntry {
    pub id: String,
    pub source: String,
    pub name: String,
    pub parent: Option<String>,
    pub path: Vec<String>,
    /// Where it was before.
    pub paths: Past<Vec<String>>,
    pub ended: bool,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct PostEntry {
    pub id: String,
    pub source: String,
    pub title: String,
    pub grade: String,
    pub family: String,
    /// Of which it was before.
    pub families: Past<String>,
    pub remit: String,
    pub unit: String,
    pub leads: bool,
    pub reports_to: Option<String>,
    pub ended: bool,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct PersonEntry {
    pub id: String,
    pub source: String,
    pub name: String,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct AppointmentEntry {
    pub id: String,
    pub person: String,
    pub position: String,
    pub unit: String,
    pub kind: String,
    pub starts: Option<String>,
    pub ends: Option<String>,
}

impl Db {
    pub async fn unit_entries(&self) -> Result<Vec<UnitEntry>> {
        self.rows(sql!("unit_entries"), vars! {}).await
    }

    pub async fn post_entries(&self) -> Result<Vec<PostEntry>> {
        self.rows(sql!("post_entries"), vars! {}).await
    }

    pub async fn person_entries(&self) -> Result<Vec<PersonEntry>> {
        self.rows(sql!("person_entries"), vars! {}).await
    }

    pub async fn appointment_entries(&self) -> Result<Vec<AppointmentEntry>> {
        self.rows(sql!("appointment_entries"), vars! {}).await
    }

    /// Names of accounts with the person they belong to.
    pub async fn account_names(&self) -> Result<Vec<(String, String)>> {
        let rows: Vec<AccountName> = self.rows(sql!("account_names"), vars! {}).await?;
        Ok(rows.into_iter().map(|r| (r.name, r.person)).collect())
    }
}

#[derive(SurrealValue)]
struct AccountName {
    name: String,
    person: String,
}

impl Tx {
    /// Writes whole rows, new or replaced.
    pub async fn put_units(&self, rows: &[UnitEntry]) -> Result<()> {
        self.put(rows, |u| {
            object! { id: rid("unit", &u.id), source: u.source.clone(), name: u.name.clone(), parent: u.parent.as_ref().map(|p| rid("unit", p)), path: u.path.clone(), paths: u.paths.clone(), ended: u.ended }
        }, sql!("put_units"))
        .await
    }

    pub async fn put_posts(&self, rows: &[PostEntry]) -> Result<()> {
        self.put(rows, |p| {
            object! {
                id: rid("position", &p.id), source: p.source.clone(), title: p.title.clone(), grade: p.grade.clone(), family: p.family.clone(),
                families: p.families.clone(), remit: p.remit.clone(), unit: rid("unit", &p.unit), leads: p.leads,
                reports_to: p.reports_to.as_ref().map(|r| rid("position", r)), ended: p.ended,
            }
        }, sql!("put_posts"))
        .await
    }

    pub async fn put_people(&self, rows: &[PersonEntry]) -> Result<()> {
        self.put(
            rows,
            |p| object! { id: rid("person", &p.id), source: p.source.clone(), name: p.name.clone() },
            sql!("put_people"),
        )
        .await
    }

    pub async fn put_appointments(&self, rows: &[AppointmentEntry]) -> Result<()> {
        self.put(rows, |a| {
            object! {
                id: rid("appointment", &a.id), person: rid("person", &a.person), position: rid("position", &a.position), unit: rid("unit", &a.unit),
                kind: a.kind.clone(), starts: a.starts.clone(), ends: a.ends.clone(),
            }
        }, sql!("put_appointments"))
        .await
    }

    /// Takes out appointments that never came to be.
    pub async fn drop_appointments<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let appointments = rids("appointment", ids);
        if appointments.is_empty() {
            return Ok(());
        }
        self.run(sql!("drop_appointments"), vars! { appointments: appointments })
            .await
            .map(|_| ())
    }

    /// Accounts that nobody has opened yet; none of the names may exist.
    pub async fn put_accounts(&self, rows: &[(String, String)]) -> Result<()> {
        self.put(
            rows,
            |(name, person)| object! { id: rid("account", name), person: rid("person", person) },
            sql!("put_accounts"),
        )
        .await
    }

    async fn put<T>(&self, rows: &[T], shape: impl Fn(&T) -> Object, sql: &str) -> Result<()> {
        for chunk in rows.chunks(CHUNK) {
            let rows: Vec<Object> = chunk.iter().map(&shape).collect();
            self.run(sql, vars! { rows: rows }).await?;
        }
        Ok(())
    }
}
