use super::{Basis, Stage};
use serde::{Deserialize, Serialize};

/// One rule: when it applies, what follows, and the sentence people read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: String,
    pub of: Stage,
    /// A condition over named facts (`domain::assessment::facts`), in the Common Expression Language.
    pub when: String,
    /// Rules of the same stage in whose presence this one does not apply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<String>,
    /// “原则上”: it can be departed from with a stated reason.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_principle: bool,
    /// With facts as `{sick_days}`.
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
    pub effect: Effect,
    pub basis: Basis,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Not this grade.
    Bar(String),
    /// This grade at most.
    Cap(String),
    /// One of these grades.
    Require(Vec<String>),
    /// Considered first for this grade.
    Prefer(String),
    /// This grade is proposed.
    Propose(String),
    NoGrade(NoGrade),
    AssessedBy(AssessedBy),
    /// A [`super::Measure`] is proposed.
    Measure(String),
    /// Nothing stands in the way; it is said all the same.
    Clear,
}

/// Why somebody has no grade, the strongest reason last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoGrade {
    /// Takes part without a grade.
    TakesPart,
    /// Has comments written and no grade.
    Comments,
    /// Cannot be graded as things stand.
    Unrated,
    /// No comments and no grade for now; graded afterwards.
    Pending,
    /// This assessment is not for him.
    NotCovered,
}

/// Which unit assesses somebody who is not simply at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssessedBy {
    PresentUnit,
    HostUnit,
    HomeUnit,
    SendingUnit,
}

impl Effect {
    /// The grades it names.
    pub fn grades(&self) -> Vec<&str> {
        match self {
            Self::Bar(g) | Self::Cap(g) | Self::Prefer(g) | Self::Propose(g) => vec![g],
            Self::Require(all) => all.iter().map(String::as_str).collect(),
            Self::NoGrade(_) | Self::AssessedBy(_) | Self::Measure(_) | Self::Clear => vec![],
        }
    }
}
