use super::{Difficulty, Field, Horizon, State, Waits};
use crate::PersonId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is agreed to. Whoever changes it asks for the agreement again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substance {
    pub title: String,
    /// By what one sees that it is done.
    pub measure: String,
    pub horizon: Horizon,
    /// 1 to 100.
    pub weight: u8,
    pub difficulty: Difficulty,
    /// A key task.
    pub key: bool,
    pub start: NaiveDate,
    pub due: NaiveDate,
    /// None while nobody has it: an item of the unit.
    pub owner: Option<PersonId>,
}

/// A plan item at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub substance: Substance,
    /// For the work, free to change.
    pub note: String,
    pub state: State,
    pub waits: Waits,
    /// Why it was asked back or dropped; empty otherwise.
    pub reason: String,
    /// Percent.
    pub progress: u8,
    /// Who set it, or changed it last: the one that is asked back.
    pub set_by: PersonId,
    /// A leader has set or changed it for somebody else: its owner asks back rather than drops it.
    pub handed: bool,
}

/// From which side somebody acts on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Owner,
    Leader,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    pub person: PersonId,
    pub hand: Hand,
    /// Whether anybody stands above the owner who could agree.
    pub led: bool,
}

/// What was done, for the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Did {
    Set,
    HandedDown,
    Changed,
    Accepted,
    Agreed,
    AskedBack,
    /// The setter keeps it as it is, with an answer.
    StoodBy,
    Finished,
    Dropped,
    Reopened,
    /// It serves a larger item now.
    Linked,
    Unlinked,
    /// Its owner works in another unit now, and it went along.
    Moved,
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub field: Field,
    pub before: String,
    pub after: String,
}

/// An entry of an item's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub did: Did,
    /// What was said with it; empty for nothing.
    pub words: String,
    pub edits: Vec<Edit>,
}

impl Change {
    pub fn of(did: Did, words: &str) -> Self {
        Self {
            did,
            words: words.to_owned(),
            edits: vec![],
        }
    }
}

impl Substance {
    /// What differs, as texts that every reader can be shown: words for choices, ids for people.
    pub fn edits(&self, after: &Self) -> Vec<Edit> {
        let all = [
            (Field::Title, self.title.clone(), after.title.clone()),
            (Field::Measure, self.measure.clone(), after.measure.clone()),
            (
                Field::Horizon,
                self.horizon.as_str().into(),
                after.horizon.as_str().into(),
            ),
            (Field::Weight, self.weight.to_string(), after.weight.to_string()),
            (
                Field::Difficulty,
                self.difficulty.as_str().into(),
                after.difficulty.as_str().into(),
            ),
            (Field::Key, yes(self.key), yes(after.key)),
            (Field::Start, self.start.to_string(), after.start.to_string()),
            (Field::Due, self.due.to_string(), after.due.to_string()),
            (Field::Owner, id(self.owner.as_ref()), id(after.owner.as_ref())),
        ];
        all.into_iter()
            .filter(|(_, before, after)| before != after)
            .map(|(field, before, after)| Edit { field, before, after })
            .collect()
    }
}

impl Item {
    /// Substance and note in one text, for the ledger: what differs in any field differs here.
    pub fn whole(&self) -> String {
        let s = &self.substance;
        [
            s.title.clone(),
            s.measure.clone(),
            self.note.clone(),
            s.horizon.as_str().to_owned(),
            s.weight.to_string(),
            s.difficulty.as_str().to_owned(),
            yes(s.key),
            s.start.to_string(),
            s.due.to_string(),
            id(s.owner.as_ref()),
        ]
        .join("\u{1f}")
    }
}

fn yes(on: bool) -> String {
    if on { "yes".into() } else { "no".into() }
}

fn id(person: Option<&PersonId>) -> String {
    person.map(|p| p.0.clone()).unwrap_or_default()
}
