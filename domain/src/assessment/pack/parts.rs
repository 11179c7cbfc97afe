//! The parts of a pack beside scales and rules.

use super::{Basis, Stage};
use crate::assessment::Words;
use crate::assessment::process::{Act, Kind, Role};
use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// What a person is looked at by: 德能勤绩廉.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackDimension {
    pub id: String,
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
    pub basis: Basis,
}

/// Parts of a whole, in percent, that come to 100: of the annual score, between raters, between dimensions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// `annual`, `raters` or `dimensions`.
    pub of: String,
    pub basis: Basis,
    pub part: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub id: String,
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
    pub percent: u32,
}

/// Who takes a step, and by which clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub of: Kind,
    pub act: Act,
    pub by: Vec<Role>,
    /// The clock within which it is to be taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    pub basis: Basis,
}

/// A number of days from an event; the day of the event does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    pub id: String,
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
    pub days: u32,
    pub kind: DayKind,
    #[serde(default)]
    pub last_day: LastDay,
    /// By how many days more it can be extended; 0 for not at all.
    #[serde(default)]
    pub extension: u32,
    pub basis: Basis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    Working,
    Calendar,
}

/// What becomes of a last day that is not worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LastDay {
    #[default]
    AsItIs,
    NextWorking,
}

/// How many people can have a grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaRule {
    pub id: String,
    pub of: Stage,
    pub grade: String,
    /// Whole percent of those counted.
    pub percent: u32,
    /// What it can be raised to with an approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_percent: Option<u32>,
    pub counted: Counted,
    /// Whom it is about: a condition over facts.
    #[serde(default = "everybody")]
    pub among: String,
    pub rounding: Rounding,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_principle: bool,
    /// By what candidates are put before others; what is equal by all of it is for the committee.
    #[serde(default)]
    pub order: Vec<PlaceOrder>,
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
    pub basis: Basis,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tilt: Vec<Tilt>,
}

fn everybody() -> String {
    "true".into()
}

/// Whose number the share is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Everybody who should take part, with a grade or not.
    ShouldTakePart,
    /// Those who can be graded.
    Graded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Each unit for itself, down.
    Floor,
    /// Each unit for itself, a half up.
    HalfUp,
    /// All units as one pool, rounded down once; the places go to units by largest remainder.
    LargestRemainder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceOrder {
    /// Those a rule prefers for the grade.
    Preferred,
    Score,
}

/// A kind of unit whose share of a pool is larger; the pool itself does not grow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tilt {
    /// The mark that the organ has put on the units.
    pub mark: String,
    /// How much a person there counts: 100 is no tilt, 200 the most.
    pub percent: u32,
}

/// A mark that an organ puts on units, in words; those of its own overlays are shown as they are written.
pub fn mark_words(mark: &str) -> Words {
    match mark {
        "front_line" => Words::new("基层一线", "front line"),
        "hard_post" => Words::new("艰苦岗位", "hard posts"),
        other => Words::new(other, other),
    }
}

/// What a result can lead to; carried out elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub id: String,
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
}

/// Names that are published before they are final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    pub grades: Vec<String>,
    pub clock: String,
    pub basis: Basis,
}

/// An anonymous democratic rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretRating {
    /// With fewer ballots nothing is shown.
    pub fewest: u32,
    pub basis: Basis,
}
