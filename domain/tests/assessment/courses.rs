//! The course of a period and of a year: who may do what, when, and what never happens.

use crate::cases::{case, day};
use crate::shipped::{calendar, ruleset};
use domain::Lang;
use domain::PersonId;
use domain::assessment::pack::Stage;
use domain::assessment::process::{Act, Course, Kind, Move, Refusal, Role, Setting, State};
use domain::assessment::{Calendar, Outcome, Ruleset};

/// An assessment by a pack, of somebody with these facts.
struct Stand {
    ruleset: Ruleset,
    calendar: Calendar,
    outcome: Outcome,
    course: Course,
}

/// Who acts in the tests, and as what.
const WHO: [(&str, &[Role]); 8] = [
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
    fn new(layers: &str, kind: Kind, facts: &str) -> Self {
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

    fn setting(&self) -> Setting<'_> {
        Setting {
            pack: self.ruleset.pack(),
            calendar: &self.calendar,
            outcome: &self.outcome,
        }
    }

    /// `leader submit_review 2026-07-06 good because`
    fn try_to(&self, text: &str, uncited: u32) -> Result<Course, Refusal> {
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

    fn take(&mut self, steps: &[&str]) -> &mut Self {
        for step in steps {
            self.course = self
                .try_to(step, 0)
                .unwrap_or_else(|r| panic!("{step}: {}", r.words(Lang::En)));
        }
        self
    }

    fn refusal(&self, step: &str) -> Refusal {
        let refusal = self
            .try_to(step, 0)
            .err()
            .unwrap_or_else(|| panic!("{step} was allowed"));
        assert!(!refusal.words(Lang::Zh).is_empty() && !refusal.words(Lang::En).is_empty());
        refusal
    }
}

const TO_FEEDBACK: [&str; 5] = [
    "person submit_summary 2026-07-01",
    "leader submit_review 2026-07-06 average two tasks came late",
    "head calibrate 2026-07-08 average",
    "head decide 2026-07-09 average",
    "leader give_feedback 2026-07-10",
];

fn told() -> Stand {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
    stand.take(&TO_FEEDBACK);
    stand
}

#[test]
fn a_period_runs_from_the_summary_to_the_close() {
    let mut stand = told();
    assert_eq!(stand.course.state, State::Told);
    stand.take(&["person acknowledge 2026-07-13", "office close 2026-07-13"]);
    assert_eq!(stand.course.state, State::Closed);
    assert_eq!(stand.course.grade.as_deref(), Some("average"));
    assert!(stand.course.done.iter().all(|d| !d.late));
}

#[test]
fn steps_are_for_those_the_pack_names_and_nobody_decides_about_himself() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
    assert!(matches!(
        stand.refusal("leader submit_summary 2026-07-01"),
        Refusal::NotYours {
            act: Act::SubmitSummary,
            ..
        }
    ));
    stand.take(&TO_FEEDBACK[..1]);
    assert!(matches!(
        stand.refusal("office submit_review 2026-07-02 good fine"),
        Refusal::NotYours { .. }
    ));
    assert_eq!(
        stand.refusal("person submit_review 2026-07-02 good fine"),
        Refusal::OwnCase
    );
    assert!(matches!(
        stand.refusal("head decide 2026-07-02 good fine"),
        Refusal::NotNow {
            state: State::Summarised,
            ..
        }
    ));
    assert_eq!(
        stand.refusal("leader submit_review 2026-06-30 good fine"),
        Refusal::BeforeLast {
            last: day("2026-07-01")
        }
    );
    assert_eq!(
        stand.refusal("leader publish 2026-07-02"),
        Refusal::NotInPack { act: Act::Publish }
    );
    let open = |who: &str| {
        let roles = WHO.iter().find(|(w, _)| *w == who).unwrap().1;
        let steps = stand.course.open_to(&who.into(), roles, stand.ruleset.pack());
        steps.iter().map(|s| s.act).collect::<Vec<_>>()
    };
    assert_eq!(open("leader"), [Act::ReturnSummary, Act::SubmitReview]);
    assert_eq!(open("person"), []);
}

#[test]
fn a_summary_is_returned_once_and_with_a_reason() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
    stand.take(&["person submit_summary 2026-07-01"]);
    assert_eq!(
        stand.refusal("leader return_summary 2026-07-02"),
        Refusal::ReasonMissing {
            act: Act::ReturnSummary
        }
    );
    stand.take(&[
        "leader return_summary 2026-07-02 - say what came of it",
        "person submit_summary 2026-07-03",
    ]);
    assert_eq!(
        stand.refusal("leader return_summary 2026-07-06 - again"),
        Refusal::ReturnedBefore
    );
}

#[test]
fn no_citation_no_grade_and_no_grade_against_a_rule() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "warning=2026-05-20");
    stand.take(&TO_FEEDBACK[..1]);
    let review = "leader submit_review 2026-07-06 average two tasks came late";
    assert_eq!(stand.try_to(review, 1).err(), Some(Refusal::Uncited { indicators: 1 }));
    assert_eq!(
        stand.refusal("leader submit_review 2026-07-06 good fine"),
        Refusal::Barred {
            rules: vec!["usual.sanctioned".into()]
        }
    );
    assert_eq!(
        stand.refusal("leader submit_review 2026-07-06 average"),
        Refusal::ReasonMissing { act: Act::SubmitReview }
    );
    assert_eq!(
        stand.refusal("leader submit_review 2026-07-06 - fine"),
        Refusal::GradeMissing
    );
    assert!(matches!(
        stand.refusal("leader submit_review 2026-07-06 superb fine"),
        Refusal::GradeUnknown { .. }
    ));
    assert_eq!(stand.try_to(review, 0).map(|c| c.state), Ok(State::Reviewed));
}

#[test]
fn what_holds_in_principle_gives_way_to_a_reason() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Year, "results=good average average average");
    stand.take(&[
        "person submit_summary 2026-07-01",
        "office compile 2026-07-02",
        "leader submit_review 2026-07-06 basic as proposed",
    ]);
    assert_eq!(
        stand.refusal("head calibrate 2026-07-08 competent"),
        Refusal::NeedsReason {
            rules: vec!["annual.mostly-low".into()]
        }
    );
    stand.take(&["head calibrate 2026-07-08 competent took over two posts in the flood"]);
    assert_eq!(stand.course.grade.as_deref(), Some("competent"));
    assert!(matches!(
        stand.refusal("head decide 2026-07-08 excellent fine"),
        Refusal::Barred { .. }
    ));
}

#[test]
fn who_is_exempt_goes_through_without_a_grade() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "probation=2026-01-01..2026-12-31");
    stand.take(&TO_FEEDBACK[..1]);
    assert_eq!(
        stand.refusal("leader submit_review 2026-07-06 good fine"),
        Refusal::NoGradeHere {
            rules: vec!["usual.probation".into()]
        }
    );
    stand.take(&[
        "leader submit_review 2026-07-06 - learns fast",
        "head calibrate 2026-07-08",
        "head decide 2026-07-09",
    ]);
    assert_eq!(
        (stand.course.state, stand.course.grade.as_deref()),
        (State::Decided, None)
    );
}

#[test]
fn a_step_after_its_clock_is_taken_and_marked_late() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
    // Opened on Monday 29 June: five working days end on 6 July.
    assert_eq!(
        stand.course.due(Act::SubmitSummary, &stand.setting()).map(|d| d.last),
        Some(day("2026-07-06"))
    );
    assert!(!stand.try_to("person submit_summary 2026-07-06", 0).unwrap().done[0].late);
    stand.take(&["person submit_summary 2026-07-07"]);
    assert!(stand.course.done[0].late);
}

#[test]
fn re_review_is_asked_in_time_decided_by_others_and_never_heavier() {
    let mut stand = told();
    assert_eq!(
        stand.refusal("person ask_re_review 2026-07-11"),
        Refusal::ReasonMissing { act: Act::AskReReview }
    );
    // 30 days from 10 July end on Sunday 9 August, which moves to Monday.
    assert_eq!(
        stand.refusal("person ask_re_review 2026-08-11 - both tasks were moved"),
        Refusal::TooLate {
            act: Act::AskReReview,
            last: day("2026-08-10")
        }
    );
    stand.take(&["person ask_re_review 2026-08-10 - both tasks were moved"]);
    assert_eq!(
        stand.course.grade.as_deref(),
        Some("average"),
        "the result stays in force"
    );
    assert_eq!(
        stand.refusal("reviewer decide_re_review 2026-08-20 poor worse"),
        Refusal::Heavier
    );
    assert_eq!(
        stand.refusal("reviewer decide_re_review 2026-08-20 fairly_good"),
        Refusal::ReasonMissing {
            act: Act::DecideReReview
        }
    );
    assert!(matches!(
        stand.refusal("head decide_re_review 2026-08-20 average upheld"),
        Refusal::NotYours { .. }
    ));
    let upheld = stand
        .try_to("reviewer decide_re_review 2026-08-20 average upheld", 0)
        .unwrap();
    assert_eq!(
        (upheld.state, upheld.grade.as_deref()),
        (State::ReReviewed, Some("average"))
    );
    stand.take(&["reviewer decide_re_review 2026-08-20 fairly_good the tasks were moved by order"]);
    assert_eq!(stand.course.grade.as_deref(), Some("fairly_good"));
    assert!(
        matches!(stand.refusal("office close 2026-09-04"), Refusal::MayStillObject { last } if last == day("2026-09-04"))
    );
    stand.take(&["office close 2026-09-05"]);
}

#[test]
fn who_decided_before_does_not_decide_again() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
    stand.take(&[
        "person submit_summary 2026-07-01",
        "both submit_review 2026-07-06 average late twice",
        "head calibrate 2026-07-08 average",
        "head decide 2026-07-09 average",
        "office give_feedback 2026-07-10",
        "person disagree 2026-07-13 - both tasks were moved",
        "person ask_re_review 2026-07-14 - both tasks were moved",
    ]);
    assert_eq!(
        stand.refusal("both decide_re_review 2026-07-20 good fine"),
        Refusal::DecidedBefore
    );
    stand.take(&[
        "reviewer decide_re_review 2026-07-20 average upheld",
        "person appeal 2026-08-04 - again",
    ]);
    assert_eq!(
        stand.refusal("both decide_appeal 2026-08-20 good fine"),
        Refusal::DecidedBefore
    );
    assert_eq!(
        stand.refusal("appeals decide_appeal 2026-08-20 poor worse"),
        Refusal::Heavier
    );
    stand.take(&[
        "appeals decide_appeal 2026-08-20 fairly_good the order is on file",
        "office close 2026-08-20",
    ]);
    assert_eq!(stand.course.grade.as_deref(), Some("fairly_good"));
    assert!(matches!(
        stand.refusal("person appeal 2026-08-21 - once more"),
        Refusal::AskedBefore { .. }
    ));
}

#[test]
fn an_appeal_is_open_directly_and_after_acknowledging_in_time() {
    let mut stand = told();
    stand.take(&["person acknowledge 2026-07-13", "office close 2026-07-13"]);
    assert_eq!(
        stand
            .try_to("person appeal 2026-08-10 - on second thoughts", 0)
            .map(|c| c.state),
        Ok(State::Appealed)
    );
    assert!(matches!(
        stand.refusal("person appeal 2026-08-11 - too late"),
        Refusal::TooLate { .. }
    ));
    // After a re-review: 15 days from its decision.
    let mut stand = told();
    stand.take(&[
        "person ask_re_review 2026-07-14 - see the order",
        "reviewer decide_re_review 2026-07-20 average upheld",
    ]);
    assert!(stand.try_to("person appeal 2026-08-04 - see the order", 0).is_ok());
    assert_eq!(
        stand.refusal("person appeal 2026-08-05 - see the order"),
        Refusal::TooLate {
            act: Act::Appeal,
            last: day("2026-08-04")
        }
    );
}

#[test]
fn nothing_closes_while_an_objection_can_come() {
    let mut stand = told();
    assert_eq!(
        stand.refusal("office close 2026-08-10"),
        Refusal::MayStillObject {
            last: day("2026-08-10")
        }
    );
    assert!(stand.try_to("office close 2026-08-11", 0).is_ok());
    stand.take(&["person ask_re_review 2026-07-14 - see the order"]);
    assert!(matches!(
        stand.refusal("office close 2026-09-30"),
        Refusal::NotNow {
            state: State::ReReview,
            ..
        }
    ));
}

const TO_CALIBRATED: [&str; 4] = [
    "person submit_summary 2026-07-01",
    "office compile 2026-07-02",
    "leader submit_review 2026-07-06 excellent first in every quarter",
    "head calibrate 2026-07-08 excellent",
];

#[test]
fn excellent_is_published_before_it_is_final() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Year, "results=good good good good");
    stand.take(&TO_CALIBRATED);
    assert_eq!(stand.refusal("head decide 2026-07-09 excellent"), Refusal::NotPublished);
    assert!(
        stand
            .try_to("head decide 2026-07-09 competent too many were proposed", 0)
            .is_ok()
    );
    stand.take(&["office publish 2026-07-09"]);
    // Five working days after Thursday 9 July end on Thursday 16 July.
    assert_eq!(
        stand.refusal("head decide 2026-07-16 excellent"),
        Refusal::StillPublished {
            last: day("2026-07-16")
        }
    );
    stand.take(&[
        "peer object_to_publication 2026-07-13 - the count is wrong",
        "head answer_publication 2026-07-15 excellent the count was checked",
    ]);
    assert!(matches!(
        stand.refusal("head decide 2026-07-16 excellent"),
        Refusal::StillPublished { .. }
    ));
    stand.take(&[
        "head decide 2026-07-17 excellent",
        "office give_feedback 2026-07-20",
        "person acknowledge 2026-07-21",
        "office close 2026-08-20",
        "office archive 2026-08-20",
    ]);
    assert_eq!(stand.course.state, State::Archived);
}

#[test]
fn only_what_the_pack_publishes_is_published_and_a_year_stays_open_to_objection() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Year, "results=good good good good");
    stand.take(&TO_CALIBRATED[..2]);
    stand.take(&[
        "leader submit_review 2026-07-06 competent solid",
        "head calibrate 2026-07-08 competent",
    ]);
    assert_eq!(stand.refusal("office publish 2026-07-09"), Refusal::NothingToPublish);
    stand.take(&[
        "head decide 2026-07-09 competent",
        "office give_feedback 2026-07-10",
        "person acknowledge 2026-07-13",
        "office close 2026-07-13",
    ]);
    // Acknowledged, so closed; archived only when nobody can object any more.
    assert!(matches!(
        stand.refusal("office archive 2026-08-10"),
        Refusal::MayStillObject { .. }
    ));
    assert!(stand.try_to("office archive 2026-08-11", 0).is_ok());
}

#[test]
fn where_the_pack_asks_for_a_rating_it_comes_first() {
    let mut stand = Stand::new("cn-democratic-rating", Kind::Year, "results=good good good good");
    stand.take(&TO_CALIBRATED[..2]);
    assert_eq!(stand.refusal(TO_CALIBRATED[2]), Refusal::NotRated);
    stand.take(&["office rate 2026-07-03"]);
    assert!(stand.try_to(TO_CALIBRATED[2], 0).is_ok());
}

#[test]
fn every_pack_and_every_step_has_words() {
    for act in Act::ALL {
        assert!(!act.words(Lang::Zh).is_empty() && !act.words(Lang::En).is_empty());
    }
    for layers in ["us-5cfr430", "neutral"] {
        let mut stand = Stand::new(layers, Kind::Year, "critical=3; results=good");
        let top = stand.outcome.open().next().map(String::from).unwrap();
        let steps = ["person submit_summary 2026-07-01", "office compile 2026-07-02"].map(String::from);
        let rest = [
            format!("leader submit_review 2026-07-06 {top} well done"),
            format!("head calibrate 2026-07-07 {top}"),
            format!("head decide 2026-07-08 {top}"),
        ];
        for step in steps.iter().chain(&rest) {
            stand.take(&[step]);
        }
        assert_eq!(stand.course.state, State::Decided);
    }
}
