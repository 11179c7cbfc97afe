use super::Basis;
use crate::assessment::{Ratio, Words};
use serde::{Deserialize, Serialize};

/// What is being decided: the grade of a period or of a year, or what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Period,
    Annual,
    /// What a period's grade leads to.
    PeriodEffect,
    /// What a year's grade leads to.
    AnnualEffect,
}

impl Stage {
    /// The stage whose scale the grades of this one are on.
    pub fn graded(self) -> Self {
        match self {
            Self::Period | Self::PeriodEffect => Self::Period,
            Self::Annual | Self::AnnualEffect => Self::Annual,
        }
    }

    /// Whether a grade has been given already.
    pub fn follows(self) -> bool {
        matches!(self, Self::PeriodEffect | Self::AnnualEffect)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    pub id: String,
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
    /// Lowest score, in whole points, where the organ scores; the lowest grade has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cutoff: Option<u32>,
}

impl Grade {
    pub fn words(&self) -> Words {
        Words::new(self.zh.clone(), self.en.clone())
    }
}

/// The grades of a period or of a year, the best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    pub of: Stage,
    /// What is proposed when no rule proposes anything else.
    pub ordinary: String,
    pub basis: Basis,
    pub grade: Vec<Grade>,
}

impl Scale {
    pub fn find(&self, id: &str) -> Option<&Grade> {
        self.grade.iter().find(|g| g.id == id)
    }

    /// 0 for the best.
    pub fn rank(&self, id: &str) -> Option<usize> {
        self.grade.iter().position(|g| g.id == id)
    }

    /// The grade whose cut-off a score reaches; none where the organ does not score.
    pub fn reached(&self, score: Ratio) -> Option<&Grade> {
        if self.grade.iter().all(|g| g.cutoff.is_none()) {
            return None;
        }
        self.grade
            .iter()
            .find(|g| g.cutoff.is_none_or(|cutoff| score >= Ratio::whole(cutoff)))
    }
}
