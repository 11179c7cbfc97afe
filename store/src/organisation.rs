//! Units, posts, people and their appointments.

use crate::sql::{rid, rids};
use crate::{Db, Result};
use domain::roster::{Past, held_on};
use domain::{PersonId, PositionId, UnitId};
use surrealdb::types::{SurrealValue, vars};

/// An appointment of a person, present, past or future.
#[derive(Clone, Debug, SurrealValue)]
pub struct SeatRow {
    pub id: String,
    pub position: String,
    pub title: String,
    pub grade: String,
    /// Of the post as it is now, and before.
    pub family: String,
    pub families: Past<String>,
    pub remit: String,
    pub leads: bool,
    pub superior: Option<String>,
    pub unit: String,
    pub unit_name: String,
    /// Of the unit as it is now, and before. Rights depend on the present one.
    pub path: Vec<String>,
    pub paths: Past<Vec<String>>,
    pub kind: String,
    /// `YYYY-MM-DD`, inclusive.
    pub starts: Option<String>,
    /// `YYYY-MM-DD`, inclusive.
    pub ends: Option<String>,
}

impl SeatRow {
    /// The post's family on a day (`YYYY-MM-DD`).
    pub fn family_on(&self, day: &str) -> &str {
        held_on(&self.families, &self.family, day).as_str()
    }

    /// Where the unit was on a day.
    pub fn path_on(&self, day: &str) -> &[String] {
        held_on(&self.paths, &self.path, day).as_slice()
    }
}

#[derive(Clone, Debug, SurrealValue)]
pub struct HolderRow {
    pub person: String,
    pub name: String,
    pub position: String,
    pub title: String,
    pub unit: String,
    pub unit_name: String,
    pub leads: bool,
    pub starts: Option<String>,
    pub ends: Option<String>,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct PostRow {
    pub id: String,
    pub unit: String,
    pub leads: bool,
    pub superior: Option<String>,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct PersonRow {
    pub id: String,
    pub name: String,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct UnitRow {
    pub id: String,
    pub name: String,
    /// From the root to the unit itself.
    pub path: Vec<String>,
}

impl Db {
    pub async fn seats(&self, person: &PersonId) -> Result<Vec<SeatRow>> {
        self.rows(sql!("seats"), vars! { person: rid("person", person.as_str()) })
            .await
    }

    pub async fn holders<'a>(&self, positions: impl IntoIterator<Item = &'a str>) -> Result<Vec<HolderRow>> {
        self.rows(sql!("holders"), vars! { positions: rids("position", positions) })
            .await
    }

    pub async fn members(&self, unit: &UnitId) -> Result<Vec<HolderRow>> {
        self.rows(sql!("members"), vars! { unit: rid("unit", unit.as_str()) })
            .await
    }

    pub async fn post(&self, position: &PositionId) -> Result<Option<PostRow>> {
        self.row(sql!("post"), vars! { position: rid("position", position.as_str()) })
            .await
    }

    pub async fn person(&self, person: &PersonId) -> Result<Option<PersonRow>> {
        self.row(sql!("person"), vars! { person: rid("person", person.as_str()) })
            .await
    }

    /// People by id, in no particular order; unknown ones are left out.
    pub async fn people<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<PersonRow>> {
        self.rows(sql!("person"), vars! { person: rids("person", ids) }).await
    }

    /// Whether there is anybody.
    pub async fn has_people(&self) -> Result<bool> {
        let some: Vec<String> = self.rows(sql!("people_some"), vars! {}).await?;
        Ok(!some.is_empty())
    }

    /// Units by id, in no particular order; unknown ones are left out.
    pub async fn units<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<UnitRow>> {
        self.rows(sql!("units"), vars! { units: rids("unit", ids) }).await
    }

    pub async fn units_below(&self, unit: &UnitId) -> Result<Vec<UnitRow>> {
        self.rows(sql!("units_below"), vars! { unit: rid("unit", unit.as_str()) })
            .await
    }

    pub async fn units_all(&self) -> Result<Vec<UnitRow>> {
        self.rows(sql!("units_all"), vars! {}).await
    }

    pub async fn duties(&self, person: &PersonId) -> Result<Vec<String>> {
        self.rows(sql!("duties"), vars! { person: rid("person", person.as_str()) })
            .await
    }
}
