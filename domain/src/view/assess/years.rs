//! Annual results of years before this system was used.

use super::GradeName;
use crate::PersonId;
use crate::assessment::Words;
use crate::view::PersonRef;
use serde::{Deserialize, Serialize};

/// The annual grades of a pack, the best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnualScale {
    pub pack: String,
    pub name: Words,
    pub grades: Vec<GradeName>,
}

/// A result as the person reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierYear {
    pub year: i32,
    pub grade: GradeName,
    /// The document that it stands in.
    pub basis: String,
}

/// `/assess/years`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearsPage {
    pub rows: Vec<YearLine>,
    pub more: bool,
    pub people: Vec<PersonRef>,
    /// Who of these has left, and whether there are more.
    #[serde(default)]
    pub left: Vec<PersonId>,
    #[serde(default)]
    pub people_more: bool,
    /// That of the pack which the organ's periods go by comes first.
    pub scales: Vec<AnnualScale>,
    /// The last year that can be brought in.
    pub latest: i32,
}

/// An entry as the personnel office reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearLine {
    pub id: String,
    pub person: PersonRef,
    pub what: EarlierYear,
    pub note: String,
    pub by: String,
    pub taken_back: Option<TakenBack>,
    /// It is not about whoever reads.
    pub may_change: bool,
}

/// By whom, on which day and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    pub by: String,
    /// `YYYY-MM-DD`
    pub on: String,
    pub why: String,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearRead {
    pub line: u32,
    pub name: String,
    pub what: EarlierYear,
    pub known: bool,
}
