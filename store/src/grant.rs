//! Grants: one unit lets another read.

use crate::sql::{rid, rids};
use crate::{Db, Result, Tx};
use domain::{GrantId, PersonId, UnitId};
use surrealdb::types::{SurrealValue, vars};

#[derive(Clone, Debug, SurrealValue)]
pub struct GrantRow {
    pub id: String,
    pub giver: String,
    pub giver_name: String,
    pub giver_path: Vec<String>,
    pub receiver: String,
    pub receiver_name: String,
    pub by_name: String,
    /// `YYYY-MM-DD`
    pub since: String,
    /// Last day, `YYYY-MM-DD`.
    pub until: Option<String>,
    pub revoked: Option<String>,
}

impl GrantRow {
    /// In force on the day `today` (`YYYY-MM-DD`; such texts compare as dates).
    pub fn in_force(&self, today: &str) -> bool {
        self.revoked.is_none()
            && self.since.as_str() <= today
            && self.until.as_deref().is_none_or(|until| today <= until)
    }
}

pub struct NewGrant<'a> {
    pub id: &'a GrantId,
    pub giver: &'a UnitId,
    pub receiver: &'a UnitId,
    pub by: &'a PersonId,
    pub by_name: &'a str,
    pub since: &'a str,
    pub until: Option<&'a str>,
}

impl Db {
    pub async fn grants_received<'a>(&self, units: impl IntoIterator<Item = &'a str>) -> Result<Vec<GrantRow>> {
        self.rows(sql!("grants_received"), vars! { units: rids("unit", units) })
            .await
    }

    pub async fn grants_given<'a>(&self, units: impl IntoIterator<Item = &'a str>) -> Result<Vec<GrantRow>> {
        self.rows(sql!("grants_given"), vars! { units: rids("unit", units) })
            .await
    }

    pub async fn grants_all(&self) -> Result<Vec<GrantRow>> {
        self.rows(sql!("grants_all"), vars! {}).await
    }

    /// Grants by id, in no particular order; unknown ones are left out.
    pub async fn grants<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<GrantRow>> {
        self.rows(sql!("grant"), vars! { grant: rids("grant", ids) }).await
    }

    pub async fn grant(&self, id: &GrantId) -> Result<Option<GrantRow>> {
        self.row(sql!("grant"), vars! { grant: rid("grant", id.as_str()) })
            .await
    }
}

impl Tx {
    pub async fn create_grant(&self, grant: NewGrant<'_>) -> Result<()> {
        let vars = vars! {
            id: rid("grant", grant.id.as_str()), giver: rid("unit", grant.giver.as_str()), receiver: rid("unit", grant.receiver.as_str()),
            by: rid("person", grant.by.as_str()), by_name: grant.by_name.to_owned(), since: grant.since.to_owned(), until: grant.until.map(str::to_owned),
        };
        self.run(sql!("create_grant"), vars).await.map(|_| ())
    }

    pub async fn revoke_grant(&self, id: &GrantId, on: &str) -> Result<()> {
        self.run(
            sql!("revoke_grant"),
            vars! { grant: rid("grant", id.as_str()), on: on.to_owned() },
        )
        .await
        .map(|_| ())
    }
}
