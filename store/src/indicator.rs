//! Sets of indicators, and the edges record –evidences→ indicator.

use crate::record::RecordRow;
use crate::sql::{rid, rids};
use crate::{Db, Result, Tx};
use domain::{IndicatorSetId, PersonId, PositionId, UnitId};
use surrealdb::types::{Object, RecordId as Key, SurrealValue, object, vars};

/// A version of a set.
#[derive(Clone, Debug, SurrealValue)]
pub struct SetRow {
    pub id: String,
    /// `domain::indicator::SetScope::key`
    pub scope: String,
    pub kind: String,
    /// The family's name, or the id of the unit or post.
    pub target: String,
    pub name: String,
    pub version: i64,
    pub agreed: bool,
    /// `YYYY-MM-DD`, inclusive.
    pub starts: Option<String>,
    /// `YYYY-MM-DD`, inclusive.
    pub ends: Option<String>,
    pub note: String,
    pub edition: i64,
    pub by_name: String,
    pub agreed_by: Option<String>,
    pub rows: Vec<IndicatorRow>,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct IndicatorRow {
    pub id: String,
    pub dimension: String,
    pub dimension_zh: String,
    pub dimension_en: String,
    pub name: String,
    pub good: String,
    pub measure: String,
    pub measured_in: String,
    pub target: String,
    pub weight: i64,
    /// What was written for a weight that could not be read; usually empty.
    pub unread: String,
    pub key: bool,
}

/// A record that evidences an indicator, with the facts of its visibility.
#[derive(Clone, Debug, SurrealValue)]
pub struct EvidenceRow {
    pub record: String,
    pub indicator: String,
    /// The indicator's name; none when it was never agreed.
    pub name: Option<String>,
    pub day: String,
    pub text: String,
    pub audience: String,
    pub withdrawn: bool,
    pub path: Vec<String>,
    pub line: Vec<String>,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct PlaceRow {
    pub id: String,
    pub title: String,
    pub family: String,
    pub unit: String,
    pub unit_name: String,
    pub path: Vec<String>,
    pub leads: bool,
    pub superior: Option<String>,
}

#[derive(Clone, Debug, SurrealValue)]
pub struct CensusRow {
    pub family: String,
    pub unit: String,
    pub posts: i64,
}

impl Db {
    /// Every version of these scopes, in no particular order.
    pub async fn sets_in_scopes(&self, scopes: &[String]) -> Result<Vec<SetRow>> {
        self.rows(sql!("sets_in_scopes"), vars! { scopes: scopes.to_vec() })
            .await
    }

    pub async fn sets_all(&self) -> Result<Vec<SetRow>> {
        self.rows(sql!("sets_all"), vars! {}).await
    }

    pub async fn indicator_set(&self, id: &IndicatorSetId) -> Result<Option<SetRow>> {
        self.row(sql!("set"), vars! { set: rid("indicator_set", id.as_str()) })
            .await
    }

    /// What the person's records of these days (`YYYY-MM-DD`, inclusive) evidence.
    pub async fn evidence(&self, person: &PersonId, from: &str, until: &str) -> Result<Vec<EvidenceRow>> {
        let vars = vars! { person: rid("person", person.as_str()), from: from.to_owned(), until: until.to_owned() };
        self.rows(sql!("evidence"), vars).await
    }

    /// Posts by id; unknown ones are left out.
    pub async fn post_places<'a>(&self, posts: impl IntoIterator<Item = &'a str>) -> Result<Vec<PlaceRow>> {
        self.rows(sql!("post_places"), vars! { positions: rids("position", posts) })
            .await
    }

    pub async fn post_place(&self, post: &PositionId) -> Result<Option<PlaceRow>> {
        Ok(self.post_places([post.as_str()]).await?.into_iter().next())
    }

    /// The posts of these units, without those below.
    pub async fn posts_of_units(&self, units: &[UnitId]) -> Result<Vec<PlaceRow>> {
        let units = rids("unit", units.iter().map(UnitId::as_str));
        self.rows(sql!("posts_of_unit"), vars! { units: units }).await
    }

    pub async fn post_census(&self) -> Result<Vec<CensusRow>> {
        self.rows(sql!("post_census"), vars! {}).await
    }
}

impl Tx {
    /// A draft; version, scope and rows are taken from `row`.
    pub async fn create_set(&self, row: &SetRow) -> Result<()> {
        let vars = vars! {
            id: rid("indicator_set", &row.id), scope: row.scope.clone(), kind: row.kind.clone(), target: row.target.clone(), name: row.name.clone(),
            version: row.version, note: row.note.clone(), by_name: row.by_name.clone(), rows: row.rows.clone(),
        };
        self.run(sql!("create_set"), vars).await.map(|_| ())
    }

    /// Writes note and rows of a draft.
    pub async fn change_set(&self, row: &SetRow) -> Result<()> {
        let vars = vars! { id: rid("indicator_set", &row.id), note: row.note.clone(), by_name: row.by_name.clone(), rows: row.rows.clone() };
        self.run(sql!("change_set"), vars).await.map(|_| ())
    }

    /// From `starts` on the set is in force, and its indicators can be tied to.
    pub async fn agree_set(&self, row: &SetRow, starts: &str, agreed_by: &str) -> Result<()> {
        let indicators: Vec<Object> = row
            .rows
            .iter()
            .map(|i| object! { id: rid("indicator", &i.id), name: i.name.clone() })
            .collect();
        let vars = vars! { id: rid("indicator_set", &row.id), starts: starts.to_owned(), agreed_by: agreed_by.to_owned(), indicators: indicators };
        self.run(sql!("agree_set"), vars).await.map(|_| ())
    }

    pub async fn end_set(&self, id: &str, ends: &str) -> Result<()> {
        self.run(
            sql!("end_set"),
            vars! { id: rid("indicator_set", id), ends: ends.to_owned() },
        )
        .await
        .map(|_| ())
    }

    pub async fn discard_set(&self, id: &IndicatorSetId) -> Result<()> {
        self.run(sql!("discard_set"), vars! { id: rid("indicator_set", id.as_str()) })
            .await
            .map(|_| ())
    }

    /// Brings the edges of a record from what it was to what it is; either can be none.
    pub async fn move_evidence(&self, before: Option<&RecordRow>, after: Option<&RecordRow>) -> Result<()> {
        let (old, new) = (
            before.map(edges).unwrap_or_default(),
            after.map(edges).unwrap_or_default(),
        );
        if old == new {
            return Ok(());
        }
        if !old.is_empty() {
            let keys: Vec<Key> = old.iter().map(|e| e.key()).collect();
            self.run(sql!("remove_evidence"), vars! { edges: keys }).await?;
        }
        if !new.is_empty() {
            let rows: Vec<Object> = new.iter().map(Edge::object).collect();
            self.run(sql!("put_evidence"), vars! { edges: rows }).await?;
        }
        Ok(())
    }
}

#[derive(PartialEq)]
pub(crate) struct Edge {
    record: String,
    indicator: String,
    person: String,
    day: String,
}

impl Edge {
    fn key(&self) -> Key {
        rid("evidences", format!("{}-{}", self.record, self.indicator))
    }

    pub(crate) fn object(&self) -> Object {
        object! {
            id: self.key(), in: rid("record", &self.record), out: rid("indicator", &self.indicator), person: rid("person", &self.person),
            day: self.day.clone(),
        }
    }
}

/// What a record evidences as it stands.
pub(crate) fn edges(row: &RecordRow) -> Vec<Edge> {
    if row.withdrawn || row.audience() == domain::Audience::Draft {
        return vec![];
    }
    let edge = |tie: &crate::record::NamedTie| Edge {
        record: row.id.clone(),
        indicator: tie.id.clone(),
        person: row.author.clone(),
        day: row.day.clone(),
    };
    row.anchors.indicators.iter().map(edge).collect()
}
