//! What a search shows.

use super::{Moment, PersonRef, UnitRef};
use crate::search::Kind;
use serde::{Deserialize, Serialize};

/// A piece of a text; `hit` is what was looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    pub hit: bool,
}

/// Something found, with the place in it that fits best.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub kind: Kind,
    /// Id of the record, comment or plan item.
    pub id: String,
    /// Where it is shown.
    pub address: String,
    pub author: PersonRef,
    /// The author's name in pieces.
    pub name: Vec<Run>,
    pub unit: UnitRef,
    pub when: Moment,
    /// The day of the work when that is earlier, `YYYY-MM-DD`.
    pub late_for: Option<String>,
    pub draft: bool,
    pub excerpt: Vec<Run>,
    /// Names of plan items and files that fit.
    pub ties: Vec<Vec<Run>>,
    pub files: u32,
    /// Whose record a comment is on.
    pub on: Option<String>,
}

/// A person found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonHit {
    pub person: PersonRef,
    pub name: Vec<Run>,
    /// Posts and units.
    pub seat: Vec<Run>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// What was looked for, as it was understood.
    pub words: Vec<String>,
    /// On the first page, or on all pages when only people are asked for.
    pub people: Vec<PersonHit>,
    pub people_total: u32,
    pub hits: Vec<Hit>,
    /// Of all that the reader may see, people aside.
    pub total: u32,
    /// Nothing had all the words: these have some of them.
    pub some: bool,
    /// The index is being filled: percent done.
    pub filling: Option<u8>,
    /// Pass it back for the following page; none at the end.
    pub next: Option<String>,
}
