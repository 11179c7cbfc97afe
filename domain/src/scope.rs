//! What part of the feed is asked for; a flat word on the wire, so that links and forms can carry it.

use crate::id::{IndicatorId, PersonId, PlanItemId, UnitId, is_ulid};
use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Scope {
    /// Everything the reader may see.
    #[default]
    All,
    /// The units the reader leads, with all below them.
    Led,
    /// Units that authorised the reader's.
    Granted,
    /// Records in whose comments the reader was mentioned.
    Mentioned,
    /// One unit's own records (with the subtree for its leaders).
    Unit(UnitId),
    /// One person's records.
    Person(PersonId),
    /// Records that advance one plan item.
    Plan(PlanItemId),
    /// One person's records that evidence one indicator.
    Indicator(PersonId, IndicatorId),
}

impl Scope {
    /// The scope a word names; an unknown word is the whole feed.
    pub fn parse(word: &str) -> Self {
        match word.split_once(':') {
            Some(("unit", id)) if is_ulid(id) => Self::Unit(id.into()),
            Some(("person", id)) if is_ulid(id) => Self::Person(id.into()),
            Some(("plan", id)) if is_ulid(id) => Self::Plan(id.into()),
            Some(("indicator", ids)) => match ids.split_once(':') {
                Some((person, indicator)) if is_ulid(person) && is_ulid(indicator) => {
                    Self::Indicator(person.into(), indicator.into())
                }
                _ => Self::All,
            },
            _ => match word {
                "led" => Self::Led,
                "granted" => Self::Granted,
                "mentioned" => Self::Mentioned,
                _ => Self::All,
            },
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Led => f.write_str("led"),
            Self::Granted => f.write_str("granted"),
            Self::Mentioned => f.write_str("mentioned"),
            Self::Unit(id) => write!(f, "unit:{id}"),
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Plan(id) => write!(f, "plan:{id}"),
            Self::Indicator(person, id) => write!(f, "indicator:{person}:{id}"),
        }
    }
}

impl From<String> for Scope {
    fn from(word: String) -> Self {
        Self::parse(&word)
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}
