//! Grades over several periods.

use super::{GradeName, PeriodLine};
use crate::UnitId;
use serde::{Deserialize, Serialize};

/// `/assess/statistics`: closed periods of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatisticsPage {
    /// `period`, `special` or `year`.
    pub kind: String,
    /// The newest first.
    pub periods: Vec<PeriodStatistics>,
    /// There are older ones.
    pub more: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodStatistics {
    pub line: PeriodLine,
    /// Of its scale, the best first.
    pub grades: Vec<GradeName>,
    /// In the order of the organisation.
    pub units: Vec<(UnitId, String, Counted)>,
    pub total: Counted,
    /// The reader's own result is not given yet, and not counted.
    pub without_own: bool,
}

/// People whose result is decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub people: u32,
    /// How many have which grade, as the period lists them.
    pub grades: Vec<u32>,
    /// Without a grade by the rules.
    pub none: u32,
}

impl Counted {
    /// What part of them so many are, in tenths of a percent, rounded half up.
    pub fn share(&self, many: u32) -> u32 {
        let (many, people) = (u64::from(many), u64::from(self.people));
        let tenths = (2_000 * many + people).checked_div(2 * people).unwrap_or_default();
        u32::try_from(tenths).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_those_who_have_a_result() {
        let of = |people: u32, many: u32| {
            let counted = Counted {
                people,
                ..Counted::default()
            };
            counted.share(many)
        };
        assert_eq!((of(3, 1), of(3, 2), of(8, 1), of(16, 1)), (333, 667, 125, 63));
        assert_eq!((of(0, 0), of(5, 5)), (0, 1_000));
    }
}
