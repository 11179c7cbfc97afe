//! The course of a period and of a year: who may do what, when, and what never happens.

mod anew;
mod excused;
mod objections;
mod stand;
mod taken_back;
mod year;

use crate::cases::day;
use domain::assessment::process::{Act, Kind, Move, Refusal, Role, Setting, State};
use domain::{Lang, PersonId};
use stand::{GRADED_AFTERWARDS, Stand, TO_FEEDBACK, WHO, told, ungraded};

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
    // Not even who leads himself.
    let (own, led) = (PersonId::from("person"), [Role::Assessor, Role::Committee]);
    let to = Move {
        act: Act::SubmitReview,
        by: &own,
        roles: &led,
        on: day("2026-07-02"),
        grade: Some("good"),
        reason: "fine",
        uncited: 0,
    };
    assert_eq!(stand.course.take(&to, &stand.setting()).err(), Some(Refusal::OwnCase));
    assert!(stand.course.open_to(&own, &led, stand.ruleset.pack()).is_empty());
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
fn nobody_waits_for_a_summary_that_does_not_come() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
    let ill = "go_on 2026-07-07 - in hospital since June";
    // Five working days from Monday 29 June.
    assert_eq!(
        stand.refusal("leader go_on 2026-07-06 - in hospital"),
        Refusal::SummaryDue {
            last: day("2026-07-06")
        }
    );
    for nobody in ["head", "peer", "reviewer", "appeals"] {
        assert!(
            matches!(
                stand.refusal(&format!("{nobody} {ill}")),
                Refusal::NotYours { act: Act::GoOn, .. }
            ),
            "{nobody}"
        );
    }
    assert_eq!(stand.refusal(&format!("person {ill}")), Refusal::OwnCase);
    assert_eq!(
        stand.refusal("office go_on 2026-07-07"),
        Refusal::ReasonMissing { act: Act::GoOn }
    );
    assert!(stand.try_to(&format!("leader {ill}"), 0).is_ok());
    stand.take(&[&format!("office {ill}")]);
    assert_eq!(stand.course.state, State::Summarised);
    let why = stand.course.without_summary().unwrap();
    assert!(why.en.ends_with("Reason: in hospital since June"), "{why:?}");
    assert!(matches!(
        stand.refusal(&format!("office {ill}")),
        Refusal::NotNow { act: Act::GoOn, .. }
    ));
    // Who can write by now has it returned, once; then there is one.
    stand.take(&[
        "leader return_summary 2026-07-08 - back at work",
        "person submit_summary 2026-07-09",
    ]);
    assert_eq!(stand.course.without_summary(), None);
    // A year goes on in its own way.
    let mut year = Stand::new("cn-civil-servant", Kind::Year, "");
    year.take(&["office go_on 2026-08-31 - resigned", "office compile 2026-08-31"]);
    assert_eq!(year.course.state, State::Compiled);
}

#[test]
fn no_citation_no_grade_and_no_grade_against_a_rule() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "warning=2026-05-20");
    stand.take(&TO_FEEDBACK[..1]);
    let review = "leader submit_review 2026-07-06 average two tasks came late";
    assert_eq!(stand.try_to(review, 1).err(), Some(Refusal::Uncited { indicators: 1 }));
    assert!(
        matches!(stand.refusal("leader submit_review 2026-07-06 good fine"), Refusal::Barred { because } if because.len() == 1 && because[0].rule == "usual.sanctioned")
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
    assert_eq!(
        stand
            .refusal("leader submit_review 2026-07-06 good fine")
            .words(Lang::Zh),
        "依规则不能评这个等次：本期受过处分，不得评为“好”（比照年度考核）。（《公务员平时考核办法（试行）》（2019）（条次待核））"
    );
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
    assert!(
        matches!(stand.refusal("head calibrate 2026-07-08 competent"), Refusal::NeedsReason { because } if because.len() == 1 && because[0].rule == "annual.mostly-low")
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
    assert!(
        matches!(stand.refusal("leader submit_review 2026-07-06 good fine"), Refusal::NoGradeHere { because } if because.len() == 1 && because[0].rule == "usual.probation")
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
fn who_is_cleared_is_graded_afterwards_and_can_object_from_then_on() {
    let mut stand = ungraded();
    stand.take(&["person acknowledge 2026-07-10", "office close 2026-07-10"]);
    assert!(matches!(
        stand.refusal("leader grade_afterwards 2026-09-02 fairly_good cleared"),
        Refusal::NoGradeHere { .. }
    ));
    stand.clear();
    assert_eq!(
        stand.refusal("leader grade_afterwards 2026-09-02 - cleared"),
        Refusal::GradeMissing
    );
    stand.take(&GRADED_AFTERWARDS);
    assert_eq!(
        stand.refusal("leader grade_afterwards 2026-09-08 good on second thoughts"),
        Refusal::GradedBefore
    );
    assert!(
        stand
            .try_to("person ask_re_review 2026-10-07 - see the order", 0)
            .is_ok()
    );
}

#[test]
fn who_is_cleared_before_the_decision_is_judged_before_a_grade_is_given() {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "investigation=2026-06-01");
    stand.take(&TO_FEEDBACK[..1]);
    stand.take(&["leader submit_review 2026-07-06 - not written for now"]);
    stand.clear();
    let unjudged = Some(Refusal::Unjudged { indicators: 2 });
    let by_head = "head calibrate 2026-07-08 fairly_good steady work";
    assert_eq!(stand.refusal("head calibrate 2026-07-08"), Refusal::Ungiven);
    assert_eq!(stand.try_to(by_head, 2).err(), unjudged);
    // With reviews that say why there was no grade, as for who was ill for long, it is the committee's.
    assert!(stand.try_to(by_head, 0).is_ok());
    let afterwards = "leader grade_afterwards 2026-07-08 fairly_good cleared";
    assert_eq!(
        stand.try_to(afterwards, 2).err(),
        Some(Refusal::Uncited { indicators: 2 })
    );
    // Where the pack has no step for the assessor, a grade can be given all the same.
    let mut pack = stand.ruleset.pack().clone();
    pack.step.retain(|s| s.act != Act::GradeAfterwards);
    let setting = Setting {
        pack: &pack,
        ..stand.setting()
    };
    let (head, roles) = (PersonId::from("head"), [Role::Committee]);
    let to = Move {
        act: Act::Calibrate,
        by: &head,
        roles: &roles,
        on: day("2026-07-08"),
        grade: Some("fairly_good"),
        reason: "steady work",
        uncited: 2,
    };
    assert!(stand.course.take(&to, &setting).is_ok());
    let bare = Move { grade: None, ..to };
    assert_eq!(stand.course.take(&bare, &setting).err(), Some(Refusal::GradeMissing));
    // The same of somebody who was calibrated without one.
    let mut later = Stand::new("cn-civil-servant", Kind::Period, "investigation=2026-06-01");
    later.take(&TO_FEEDBACK[..1]);
    later.take(&[
        "leader submit_review 2026-07-06 - not written for now",
        "head calibrate 2026-07-07",
    ]);
    later.clear();
    assert_eq!(later.refusal("head decide 2026-07-08"), Refusal::Ungiven);
    let decided = later.try_to("head decide 2026-07-08 fairly_good steady work", 2);
    assert_eq!(decided.err(), unjudged);
    for mut one in [stand, later] {
        one.take(&[afterwards]);
        assert_eq!(
            (one.course.state, one.course.grade.as_deref()),
            (State::Reviewed, Some("fairly_good"))
        );
    }
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
