//! What is wrong, and where.

use super::{Field, Problem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An error refuses the whole list; a warning is told and the list can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Error,
    Warning,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub file: String,
    /// From 1; 0 when it is about the file as a whole.
    pub line: u32,
    /// The column's heading as it stands in the file.
    pub column: Option<String>,
    pub severity: Severity,
    pub problem: Problem,
}

/// A line of one of the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which of [`Places::files`].
    pub file: u32,
    pub line: u32,
}

/// A file and how its columns are called there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    pub columns: BTreeMap<Field, String>,
}

/// Where each unit and post of a roster was read; the same order as in the roster. Empty for a roster that no file stands behind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    pub files: Vec<Source>,
    pub units: Vec<Place>,
    pub posts: Vec<Place>,
}

impl Places {
    pub fn unit(&self, index: usize) -> Place {
        self.units.get(index).copied().unwrap_or_default()
    }

    pub fn post(&self, index: usize) -> Place {
        self.posts.get(index).copied().unwrap_or_default()
    }

    pub fn file(&self, place: Place) -> &str {
        self.source(place).map_or("", |s| s.name.as_str())
    }

    fn source(&self, place: Place) -> Option<&Source> {
        self.files.get(usize::try_from(place.file).ok()?)
    }

    fn finding(&self, severity: Severity, place: Place, field: Option<Field>, problem: Problem) -> Finding {
        let column = field.and_then(|f| self.source(place)?.columns.get(&f).cloned());
        Finding {
            file: self.file(place).to_owned(),
            line: place.line,
            column,
            severity,
            problem,
        }
    }

    pub fn error(&self, place: Place, field: impl Into<Option<Field>>, problem: Problem) -> Finding {
        self.finding(Severity::Error, place, field.into(), problem)
    }

    pub fn warning(&self, place: Place, field: impl Into<Option<Field>>, problem: Problem) -> Finding {
        self.finding(Severity::Warning, place, field.into(), problem)
    }
}
