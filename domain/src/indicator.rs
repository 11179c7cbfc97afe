//! What the work of a post is looked at by: sets of indicators for a post family, laid over by a unit and by a post.
//!
//! A set is a version of what applies in its scope. It is drafted, agreed, and in force from a day to a day; once agreed it never
//! changes, so that a closed period keeps what it was judged by. An indicator keeps its id through all versions.

mod compare;
mod dimension;
mod flaw;
mod overlay;
mod set;
mod term;

pub use compare::{Changed, Comparison, Field, FieldChange, compare, overlap, shared, weights};
pub use dimension::Dimension;
pub use flaw::{Flaw, Severity};
pub use overlay::{effective, lay};
pub use set::{LIMITS, MOST_INDICATORS, check, check_overlay, check_rows};
pub use term::{SetState, Term, begin, earliest, in_force};

use crate::{IndicatorId, PositionId, UnitId};
use serde::{Deserialize, Serialize};

/// One thing that good work in a post shows itself by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// The same through all versions, and in the sets laid over.
    pub id: IndicatorId,
    pub dimension: Dimension,
    pub name: String,
    /// What good looks like.
    pub good: String,
    pub measure: String,
    /// Unit of measure: %, days, cases.
    pub unit: String,
    pub target: String,
    /// Whole percent, 0–100. In a set laid over another, 0 takes the indicator out.
    pub weight: u32,
    /// Key or difficult work.
    pub key: bool,
}

/// What a set is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetScope {
    /// All posts of a family, as the establishment writes it.
    Family(String),
    /// Laid over the family's set for all posts of a unit and below it.
    Unit(UnitId),
    /// Laid over both for one post.
    Post(PositionId),
}

impl SetScope {
    /// Under what the versions of one scope are found together.
    pub fn key(&self) -> String {
        match self {
            Self::Family(name) => format!("family:{}", family_key(name)),
            Self::Unit(id) => format!("unit:{id}"),
            Self::Post(id) => format!("post:{id}"),
        }
    }

    pub fn kind(&self) -> &'static str {
        match self {
            Self::Family(_) => "family",
            Self::Unit(_) => "unit",
            Self::Post(_) => "post",
        }
    }

    /// What it is for: the family's name, or an id.
    pub fn target(&self) -> &str {
        match self {
            Self::Family(name) => name,
            Self::Unit(id) => id.as_str(),
            Self::Post(id) => id.as_str(),
        }
    }

    pub fn parse(kind: &str, target: &str) -> Option<Self> {
        match kind {
            "family" if !family_key(target).is_empty() => Some(Self::Family(target.trim().to_owned())),
            "unit" if crate::id::is_ulid(target) => Some(Self::Unit(target.into())),
            "post" if crate::id::is_ulid(target) => Some(Self::Post(target.into())),
            _ => None,
        }
    }

    pub fn is_family(&self) -> bool {
        matches!(self, Self::Family(_))
    }
}

/// Families that differ only in spacing, case or `&` are one: establishments are typed by many hands.
pub fn family_key(name: &str) -> String {
    let words: Vec<String> = name
        .replace(['&', '＆'], " and ")
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// Names that are the same but for spacing, case and punctuation.
pub(crate) fn name_key(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The sum of weights.
pub fn sum(rows: &[Indicator]) -> u32 {
    rows.iter().map(|r| r.weight).fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests;
