//! An import as its page shows it.

use super::Moment;
use serde::{Deserialize, Serialize};

/// An import on its way: checked first, written only when the reader says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportJob {
    pub id: String,
    pub state: ImportState,
    pub done: u32,
    pub total: u32,
    /// At most 200 of them; `problems` and `warnings` count all.
    pub findings: Vec<FindingView>,
    pub problems: u32,
    pub warnings: u32,
    /// What would change (or did), counted.
    pub counts: ImportCounts,
    /// At most 50 changes in words.
    pub sample: Vec<String>,
}

/// An import in the list of those of late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportLine {
    pub id: String,
    pub state: ImportState,
    pub at: Moment,
    /// Names of its files.
    pub files: String,
    pub by: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    Checking,
    /// Checked, nothing written yet.
    Ready,
    /// Checked and refused; nothing was written.
    Rejected,
    Writing,
    Done,
    /// The organisation changed after the check, so nothing was written.
    Stale,
    /// Stopped by a fault; nothing or a repeatable part was written.
    Failed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    pub units: u32,
    pub posts: u32,
    pub people: u32,
    pub appointments: u32,
    pub ended: u32,
    pub changed: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingView {
    pub file: String,
    pub line: u32,
    pub column: Option<String>,
    /// An error rejects the file; a warning does not.
    pub error: bool,
    pub words: String,
}
