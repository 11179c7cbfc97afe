//! Tables that the personnel office brings in, as they were checked.

use super::YearRead;
use crate::assessment::Words;
use crate::view::FindingView;
use serde::{Deserialize, Serialize};

/// A table that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableImport<R> {
    pub id: String,
    pub file: String,
    /// The pack that its grades are of.
    pub pack: Option<Words>,
    /// Rows that are new, those that change an entry, and those that are here already.
    pub fresh: u32,
    pub changed: u32,
    pub known: u32,
    /// The first of them, those that would be written before the others.
    pub rows: Vec<R>,
    pub problems: u32,
    /// The first of them.
    pub findings: Vec<FindingView>,
    pub done: bool,
}

/// `/assess/years/import/:import`
pub type YearsImport = TableImport<YearRead>;

/// `/assess/statuses/import/:import`
pub type StatusesImport = TableImport<StatusRead>;

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowFate {
    /// It is entered.
    Fresh,
    /// What holds is ended by it.
    Ends,
    /// An entry without a note gets one.
    Noted,
    /// It is here already.
    Known,
}

/// A row of a table of statuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusRead {
    pub line: u32,
    pub name: String,
    pub words: Words,
    /// `YYYY-MM-DD`
    pub first: String,
    pub last: Option<String>,
    /// Of an investigation: how it ended.
    pub ended: Option<Words>,
    pub note: String,
    pub fate: RowFate,
}
