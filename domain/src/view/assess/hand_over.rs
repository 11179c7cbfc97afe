//! Handing over all that one assessor has left to review in a period.

use crate::PersonId;
use crate::assessment::Words;
use crate::view::PersonRef;
use serde::{Deserialize, Serialize};

/// The card on the list of people, for the personnel office.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandingOver {
    /// The form was asked for; without that there is the report alone.
    pub open: bool,
    pub reviewers: Vec<Reviewer>,
    /// Who was chosen of them, by id, and what was looked for to find who takes over.
    pub from: String,
    pub part: String,
    /// Found for it.
    pub people: Vec<PersonRef>,
    /// What became of it the last time.
    pub report: Option<HandedOver>,
}

/// Somebody who has something left to review, and for how many people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    pub id: PersonId,
    pub name: String,
    pub left: u32,
    /// Why he is not there today.
    pub absent: Option<Absent>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Absent {
    /// He holds no post any more.
    Left,
    OnLeave,
}

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Names.
    pub from: String,
    pub to: String,
    pub done: u32,
    /// Whose review stayed, and why.
    pub refused: Vec<(String, Words)>,
    /// How many are left: more than are handed over at once, or it was broken off.
    pub more: u32,
    /// Who did it, and when: `YYYY-MM-DD`, `HH:MM`.
    pub by: String,
    pub on: String,
    pub at: String,
}
