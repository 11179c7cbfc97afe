//! Records and their earlier versions.

use crate::sql::{rid, rids};
use crate::{Db, Result, Store, Tx};
use domain::permission::RecordFacts;
use domain::view::{Anchors, FileKind, FileRef, IndicatorRef, ItemRef};
use domain::{Audience, PersonId, RecordId};
use surrealdb::types::{SurrealValue, vars};

#[derive(Clone, Debug, Default, SurrealValue)]
pub struct RecordRow {
    pub id: String,
    pub author: String,
    pub author_name: String,
    pub post: String,
    pub unit: String,
    pub unit_name: String,
    pub path: Vec<String>,
    pub line: Vec<String>,
    /// Posts of the line that lead a unit of the path: their holders read it through the unit.
    pub covered: Vec<String>,
    /// Milliseconds since 1970-01-01 UTC.
    pub written: i64,
    /// `YYYY-MM-DD`
    pub day: String,
    pub late: bool,
    pub text: String,
    pub audience: String,
    pub revisions: i64,
    pub withdrawn: bool,
    pub anchors: AnchorRow,
}

/// What a record is tied to, with the names of that time.
#[derive(Clone, Debug, Default, PartialEq, SurrealValue)]
pub struct AnchorRow {
    pub items: Vec<ItemTie>,
    pub indicators: Vec<NamedTie>,
    pub files: Vec<FileTie>,
    /// Id of the record it goes on with; empty for none.
    pub continues: String,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct ItemTie {
    pub id: String,
    pub name: String,
    /// Percent the record brought it to; -1 when it said nothing of it.
    pub progress: i64,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct NamedTie {
    pub id: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct FileTie {
    pub id: String,
    pub name: String,
    /// A `domain::view::FileKind`.
    pub kind: String,
    pub bytes: i64,
    pub width: i64,
    pub height: i64,
}

impl AnchorRow {
    pub fn view(&self) -> Anchors {
        Anchors {
            items: self
                .items
                .iter()
                .map(|i| ItemRef {
                    id: i.id.as_str().into(),
                    title: i.name.clone(),
                    progress: u8::try_from(i.progress).ok(),
                })
                .collect(),
            indicators: self
                .indicators
                .iter()
                .map(|i| IndicatorRef {
                    id: i.id.as_str().into(),
                    name: i.name.clone(),
                })
                .collect(),
            files: self.files.iter().map(FileTie::view).collect(),
            continues: (!self.continues.is_empty()).then(|| self.continues.as_str().into()),
        }
    }
}

impl FileTie {
    pub fn view(&self) -> FileRef {
        FileRef {
            id: self.id.as_str().into(),
            name: self.name.clone(),
            kind: FileKind::parse(&self.kind).unwrap_or(FileKind::Document),
            bytes: self.bytes.unsigned_abs(),
            width: u32::try_from(self.width).unwrap_or_default(),
            height: u32::try_from(self.height).unwrap_or_default(),
        }
    }
}

impl RecordRow {
    pub fn audience(&self) -> Audience {
        Audience::parse(&self.audience).unwrap_or(Audience::Draft)
    }

    pub fn facts(&self) -> RecordFacts {
        RecordFacts {
            author: self.author.as_str().into(),
            path: self.path.iter().map(|u| u.as_str().into()).collect(),
            line: self.line.iter().map(|p| p.as_str().into()).collect(),
            audience: self.audience(),
            withdrawn: self.withdrawn,
        }
    }
}

#[derive(Clone, Debug, SurrealValue)]
pub struct RevisionRow {
    pub number: i64,
    pub text: String,
    pub day: String,
    pub audience: String,
    pub until: i64,
    pub anchors: AnchorRow,
    pub path: Vec<String>,
    pub line: Vec<String>,
}

impl RevisionRow {
    pub fn audience(&self) -> Audience {
        Audience::parse(&self.audience).unwrap_or(Audience::Draft)
    }
}

impl Db {
    /// Records by id; unknown ones are left out.
    pub async fn records<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<RecordRow>> {
        self.rows(sql!("records"), vars! { records: rids("record", ids) }).await
    }

    pub async fn record(&self, id: &RecordId) -> Result<Option<RecordRow>> {
        Ok(self.records([id.as_str()]).await?.into_iter().next())
    }

    pub async fn revisions(&self, id: &RecordId) -> Result<Vec<RevisionRow>> {
        self.rows(sql!("revisions"), vars! { record: rid("record", id.as_str()) })
            .await
    }

    /// Up to which moment (ms) a person has read.
    pub async fn read_marker(&self, person: &PersonId) -> Result<Option<i64>> {
        self.row(
            sql!("read_marker"),
            vars! { marker: rid("read_marker", person.as_str()) },
        )
        .await
    }
}

impl Tx {
    pub async fn create_record(&self, row: &RecordRow) -> Result<()> {
        let vars = vars! {
            id: rid("record", &row.id), author: rid("person", &row.author), author_name: row.author_name.clone(), post: row.post.clone(),
            unit: rid("unit", &row.unit), unit_name: row.unit_name.clone(), path: row.path.clone(), line: row.line.clone(),
            covered: row.covered.clone(), written: row.written, day: row.day.clone(), late: row.late, text: row.text.clone(),
            audience: row.audience.clone(), anchors: row.anchors.clone(),
        };
        self.run(sql!("create_record"), vars).await.map(|_| ())
    }

    /// Writes the fields of a record that can change, and keeps its earlier version.
    pub async fn change_record(&self, before: &RecordRow, after: &RecordRow, at: i64) -> Result<()> {
        let vars = vars! {
            id: rid("record", &after.id), revision: rid("revision", format!("{}-{}", before.id, before.revisions)), number: before.revisions,
            old_text: before.text.clone(), old_day: before.day.clone(), old_audience: before.audience.clone(), old_anchors: before.anchors.clone(),
            old_path: before.path.clone(), old_line: before.line.clone(), at: at,
            author_name: after.author_name.clone(), post: after.post.clone(), unit: rid("unit", &after.unit), unit_name: after.unit_name.clone(),
            path: after.path.clone(), line: after.line.clone(), covered: after.covered.clone(),
            text: after.text.clone(), day: after.day.clone(), late: after.late, audience: after.audience.clone(),
            revisions: after.revisions, withdrawn: after.withdrawn, written: after.written, anchors: after.anchors.clone(),
        };
        self.run(sql!("change_record"), vars).await.map(|_| ())
    }

    /// Moves a reading marker forward within a transaction: for the proof that assessments do not look at it.
    pub async fn move_read_marker(&self, person: &PersonId, at: i64) -> Result<()> {
        let vars = vars! { marker: rid("read_marker", person.as_str()), at: at };
        self.run(sql!("set_read_marker"), vars).await.map(|_| ())
    }

    /// Takes a record out of use; its row stays as a trace.
    pub async fn withdraw_record(&self, id: &RecordId) -> Result<()> {
        self.run(sql!("withdraw_record"), vars! { id: rid("record", id.as_str()) })
            .await
            .map(|_| ())
    }
}

/// How far someone has read is no act: no event, no ledger leaf.
impl Store {
    /// Moves the marker forward to `at` (ms), never back.
    pub async fn set_read_marker(&self, person: &PersonId, at: i64) -> Result<()> {
        self.read()
            .run(
                sql!("set_read_marker"),
                vars! { marker: rid("read_marker", person.as_str()), at: at },
            )
            .await
            .map(|_| ())
    }
}
