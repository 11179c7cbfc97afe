//! What follows for a person: never a bare grade, always the rules, their articles and the facts.

use super::pack::{AssessedBy, Effect, NoGrade, Sure};
use super::{Value, Words};
use serde::{Deserialize, Serialize};

/// A rule that applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fired {
    pub rule: String,
    pub article: Words,
    pub sure: Sure,
    pub effect: Effect,
    pub in_principle: bool,
    /// The facts its condition and sentence name, as they were.
    pub facts: Vec<(String, Value)>,
    pub sentence: Words,
    /// It rests on what somebody judged: a grade, a score, an element that is not met, earlier results, or a rule that does. Of what was
    /// kept before this was noted it is not known, so it counts as judged.
    #[serde(default = "yes")]
    pub judged: bool,
}

fn yes() -> bool {
    true
}

/// Whether a grade can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Open,
    /// Against a rule that holds in principle: with a stated reason.
    WithReason,
    Barred,
}

/// A grade, its standing, and the rules that make it so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingOf {
    pub grade: String,
    pub standing: Standing,
    pub rules: Vec<String>,
}

/// The grade that the rules point to. People decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub grade: String,
    /// The rules that proposed; empty for the ordinary grade of the scale.
    pub rules: Vec<String>,
    /// What was proposed before bars and caps, if that is another grade.
    pub instead_of: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub fired: Vec<Fired>,
    /// All grades, the best first; empty when there is to be no grade.
    pub grades: Vec<StandingOf>,
    pub no_grade: Option<NoGrade>,
    pub assessed_by: Option<AssessedBy>,
    pub proposal: Option<Proposal>,
    /// Grades for which the person is considered first.
    pub preferred: Vec<String>,
    /// Measures that follow, with the rule of each.
    pub measures: Vec<(String, String)>,
}

impl Outcome {
    /// Whether the person is one of those who should take part.
    pub fn takes_part(&self) -> bool {
        self.no_grade != Some(NoGrade::NotCovered)
    }

    /// What follows from statuses and days alone: all that the person may know before the result is given. Grades are left out, since
    /// which of them are open can follow from a judgement too.
    pub fn unjudged(self) -> Self {
        let fired = self.fired.into_iter().filter(|f| !f.judged);
        let mut left = Self {
            fired: fired.collect(),
            ..Self::default()
        };
        for fired in &left.fired {
            match fired.effect {
                Effect::NoGrade(why) => left.no_grade = left.no_grade.max(Some(why)),
                Effect::AssessedBy(unit) => left.assessed_by = left.assessed_by.max(Some(unit)),
                _ => {}
            }
        }
        left
    }

    /// Whether a grade can be given now.
    pub fn can_be_graded(&self) -> bool {
        self.no_grade.is_none() && self.grades.iter().any(|g| g.standing != Standing::Barred)
    }

    /// Of somebody who was left without a grade: whether one can still come, once an investigation has ended.
    pub fn may_be_graded_later(&self) -> bool {
        self.no_grade == Some(NoGrade::Pending) || self.can_be_graded()
    }

    /// Rules that leave no grade at all contradict each other: the organ decides which gives way.
    pub fn contradiction(&self) -> bool {
        self.no_grade.is_none() && !self.grades.is_empty() && !self.can_be_graded()
    }

    pub fn standing(&self, grade: &str) -> Option<&StandingOf> {
        self.grades.iter().find(|g| g.grade == grade)
    }

    /// The grades that can be given without a special reason, the best first.
    pub fn open(&self) -> impl Iterator<Item = &str> {
        let open = self.grades.iter().filter(|g| g.standing == Standing::Open);
        open.map(|g| g.grade.as_str())
    }
}
