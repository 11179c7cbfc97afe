//! An assessment that tests take step by step.

use crate::cases::{case, day};
use crate::shipped::{calendar, ruleset};
use domain::Lang;
use domain::PersonId;
use domain::assessment::pack::Stage;
use domain::assessment::process::{Act, Course, Kind, Move, Refusal, Role, Setting};
use domain::assessment::{Calendar, Outcome, Ruleset};

/// An assessment by a pack, of somebody with these facts.
pub struct Stand {
    pub ruleset: Ruleset,
    pub calendar: Calendar,
    pub outcome: Outcome,
    pub course: Course,
}

/// Who acts in the tests, and as what.
pub const WHO: [(&str, &[Role]); 8] = [
    ("person", &[]),
    ("leader", &[Role::Assessor]),
    ("head", &[Role::UnitHead, Role::Committee, Role::DecidingHead]),
    ("office", &[Role::Personnel]),
    ("peer", &[Role::Colleague]),
    ("reviewer", &[Role::ReviewBody]),
    ("appeals", &[Role::AppealBody]),
    // Sits on every body.
    (
        "both",
        &[Role::Assessor, Role::ReviewBody, Role::AppealBody, Role::Committee],
    ),
];

impl Stand {
    pub fn new(layers: &str, kind: Kind, facts: &str) -> Self {
        let ruleset = ruleset(layers);
        let stage = match kind {
            Kind::Period => Stage::Period,
            Kind::Year => Stage::Annual,
        };
        let calendar = calendar(&ruleset.pack().calendar);
        let outcome = ruleset
            .assess(stage, &ruleset.facts(&case(stage, facts), &calendar, stage))
            .unwrap();
        let course = Course::open(kind, "person".into(), day("2026-06-29"));
        Self {
            ruleset,
            calendar,
            outcome,
            course,
        }
    }

    pub fn setting(&self) -> Setting<'_> {
        Setting {
            pack: self.ruleset.pack(),
            calendar: &self.calendar,
            outcome: &self.outcome,
        }
    }

    /// `leader submit_review 2026-07-06 good because`
    pub fn try_to(&self, text: &str, uncited: u32) -> Result<Course, Refusal> {
        let words: Vec<&str> = text.splitn(5, ' ').collect();
        let roles = WHO.iter().find(|(who, _)| *who == words[0]).unwrap().1;
        let by = PersonId::from(words[0]);
        let to = Move {
            act: Act::ALL.iter().copied().find(|a| a.as_str() == words[1]).unwrap(),
            by: &by,
            roles,
            on: day(words[2]),
            grade: words.get(3).copied().filter(|g| *g != "-"),
            reason: words.get(4).copied().unwrap_or_default(),
            uncited,
        };
        self.course.take(&to, &self.setting())
    }

    pub fn take(&mut self, steps: &[&str]) -> &mut Self {
        for step in steps {
            self.course = self
                .try_to(step, 0)
                .unwrap_or_else(|r| panic!("{step}: {}", r.words(Lang::En)));
        }
        self
    }

    /// An investigation has ended, with nothing in it.
    pub fn clear(&mut self) {
        let facts = "investigation=2026-06-01..2026-09-01 cleared";
        self.outcome = Self::new("cn-civil-servant", Kind::Period, facts).outcome;
    }

    pub fn refusal(&self, step: &str) -> Refusal {
        let refusal = self
            .try_to(step, 0)
            .err()
            .unwrap_or_else(|| panic!("{step} was allowed"));
        assert!(!refusal.words(Lang::Zh).is_empty() && !refusal.words(Lang::En).is_empty());
        refusal
    }
}

pub const TO_FEEDBACK: [&str; 5] = [
    "person submit_summary 2026-07-01",
    "leader submit_review 2026-07-06 average two tasks came late",
    "head calibrate 2026-07-08 average",
    "head decide 2026-07-09 average",
    "leader give_feedback 2026-07-10",
];

pub fn told() -> Stand {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
    stand.take(&TO_FEEDBACK);
    stand
}

/// Told that there is no grade for the time being.
pub fn ungraded() -> Stand {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "investigation=2026-06-01");
    stand.take(&TO_FEEDBACK[..1]);
    stand.take(&[
        "leader submit_review 2026-07-06 - not written for now",
        "head calibrate 2026-07-08",
        "head decide 2026-07-09",
        "office give_feedback 2026-07-10",
    ]);
    stand
}

pub const GRADED_AFTERWARDS: [&str; 4] = [
    "leader grade_afterwards 2026-09-02 fairly_good cleared on 1 September",
    "head calibrate 2026-09-03 fairly_good",
    "head decide 2026-09-04 fairly_good",
    "office give_feedback 2026-09-07",
];

/// The steps of a year to a proposal of “excellent” that is not published yet.
pub const TO_EXCELLENT: [&str; 4] = [
    "person submit_summary 2026-07-01",
    "office compile 2026-07-02",
    "leader submit_review 2026-07-06 excellent first in every quarter",
    "head calibrate 2026-07-08 excellent",
];

/// A year of somebody who was good in every quarter.
pub fn good_year() -> Stand {
    Stand::new("cn-civil-servant", Kind::Year, "results=good good good good")
}
