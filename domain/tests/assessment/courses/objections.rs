//! Re-review and appeal: in time, by others, never for the worse.

use super::stand::{GRADED_AFTERWARDS, Stand, TO_FEEDBACK, told, ungraded};
use crate::cases::day;
use domain::Lang;
use domain::assessment::process::{Act, Kind, Refusal, State};

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

/// Told what an assessor proposed who sits on the bodies of re-review and appeal as well.
fn told_by_both() -> Stand {
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
    stand.take(&[
        "person submit_summary 2026-07-01",
        "both submit_review 2026-07-06 average late twice",
        "head calibrate 2026-07-08 average",
        "head decide 2026-07-09 average",
        "office give_feedback 2026-07-10",
    ]);
    stand
}

#[test]
fn who_decided_before_does_not_decide_again() {
    let mut stand = told_by_both();
    stand.take(&[
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

#[test]
fn a_grade_given_afterwards_can_be_objected_to_whatever_was_asked_before() {
    let mut stand = ungraded();
    stand.take(&[
        "person ask_re_review 2026-07-13 - there is nothing in it",
        "reviewer decide_re_review 2026-07-20 - it is still open",
    ]);
    let re_reviewed = stand.course.clone();
    stand.take(&[
        "person appeal 2026-07-24 - there is nothing in it",
        "appeals decide_appeal 2026-08-10 - it is still open",
    ]);
    stand.clear();
    for before in [stand.course.clone(), re_reviewed] {
        stand.course = before;
        stand.take(&GRADED_AFTERWARDS);
        // The days run anew, and hold the course open anew.
        assert!(matches!(
            stand.refusal("office close 2026-09-08"),
            Refusal::MayStillObject { .. }
        ));
        assert!(
            stand
                .try_to("person appeal 2026-09-10 - it was better than that", 0)
                .is_ok()
        );
        stand.take(&["person ask_re_review 2026-09-10 - it was better than that"]);
        // Who decided that there was no grade yet has not decided on this one.
        assert_eq!(
            stand.refusal("reviewer decide_re_review 2026-09-17 average worse"),
            Refusal::Heavier
        );
        stand.take(&["reviewer decide_re_review 2026-09-17 fairly_good it holds"]);
        assert!(matches!(
            stand.refusal("office close 2026-09-18"),
            Refusal::MayStillObject { .. }
        ));
        stand.take(&[
            "person appeal 2026-09-21 - it was better than that",
            "appeals decide_appeal 2026-09-28 good it was",
            "office close 2026-09-29",
        ]);
        assert!(matches!(
            stand.refusal("person appeal 2026-09-30 - once more"),
            Refusal::AskedBefore { .. }
        ));
    }
}

#[test]
fn who_has_no_grade_is_given_none_by_re_review_and_appeal() {
    let mut stand = ungraded();
    stand.take(&["person ask_re_review 2026-07-13 - there is nothing in it"]);
    assert!(matches!(
        stand.refusal("reviewer decide_re_review 2026-07-20 fairly_good fine"),
        Refusal::NoGradeHere { .. }
    ));
    let mut appealed = ungraded();
    appealed.take(&["person appeal 2026-07-13 - there is nothing in it"]);
    for (mut stand, decide, state) in [
        (stand, "reviewer decide_re_review 2026-09-01", State::ReReviewed),
        (appealed, "appeals decide_appeal 2026-09-01", State::AppealDecided),
    ] {
        // Cleared while it runs.
        stand.clear();
        let graded = stand.refusal(&format!("{decide} fairly_good cleared by now"));
        assert_eq!(graded, Refusal::NoneToChange);
        assert!(graded.words(Lang::En).contains("grades afterwards"));
        // Left without one it is decided, and the grade comes by the step that is for it.
        stand.take(&[&format!("{decide} - to be graded afterwards")]);
        assert_eq!((stand.course.state, stand.course.grade.as_deref()), (state, None));
        stand.take(&GRADED_AFTERWARDS);
        assert_eq!(stand.course.grade.as_deref(), Some("fairly_good"));
    }
}

#[test]
fn the_days_for_an_appeal_are_extended_once_in_time_and_for_a_reason() {
    let mut stand = told();
    let due = |stand: &Stand| stand.course.due(Act::DecideAppeal, &stand.setting()).map(|d| d.last);
    assert!(matches!(
        stand.refusal("appeals extend 2026-07-14 - two towns"),
        Refusal::NotNow { act: Act::Extend, .. }
    ));
    stand.take(&["person appeal 2026-07-14 - both tasks were moved"]);
    assert_eq!(due(&stand), Some(day("2026-09-12")));
    assert_eq!(
        stand.refusal("appeals extend 2026-09-12"),
        Refusal::ReasonMissing { act: Act::Extend }
    );
    assert_eq!(
        stand.refusal("appeals extend 2026-09-13 - two towns"),
        Refusal::TooLate {
            act: Act::Extend,
            last: day("2026-09-12")
        }
    );
    for nobody in ["leader", "head", "office", "reviewer"] {
        let refusal = stand.refusal(&format!("{nobody} extend 2026-09-01 - two towns"));
        assert!(
            matches!(refusal, Refusal::NotYours { act: Act::Extend, .. }),
            "{nobody}"
        );
    }
    assert_eq!(stand.refusal("person extend 2026-09-01 - two towns"), Refusal::OwnCase);
    stand.take(&["appeals extend 2026-09-12 - papers of two towns are on their way"]);
    assert_eq!(
        (stand.course.state, stand.course.grade.as_deref()),
        (State::Appealed, Some("average"))
    );
    assert_eq!(
        due(&stand),
        Some(day("2026-10-12")),
        "from the appeal, and not from the extension"
    );
    assert_eq!(
        stand.refusal("appeals extend 2026-09-20 - and again"),
        Refusal::ExtendedBefore
    );
    assert_eq!(
        stand.refusal("appeals decide_appeal 2026-09-11 average upheld"),
        Refusal::BeforeLast {
            last: day("2026-09-12")
        }
    );
    let late = |on: &str| {
        let decided = stand.try_to(&format!("appeals decide_appeal {on} average upheld"), 0);
        decided.unwrap().done.last().unwrap().late
    };
    assert_eq!((late("2026-10-12"), late("2026-10-13")), (false, true));
}

#[test]
fn days_that_the_pack_does_not_extend_stay_as_they_are() {
    let mut stand = told();
    stand.take(&["person ask_re_review 2026-07-14 - see the order"]);
    assert_eq!(
        stand.refusal("reviewer extend 2026-07-20 - two towns"),
        Refusal::NotExtensible
    );
    // Nor does anybody extend who decided before.
    let mut stand = told_by_both();
    stand.take(&["person appeal 2026-07-14 - both tasks were moved"]);
    assert_eq!(
        stand.refusal("both extend 2026-07-20 - two towns"),
        Refusal::DecidedBefore
    );
}

#[test]
fn what_was_given_before_an_investigation_or_a_sanction_can_be_upheld_and_not_changed() {
    for (facts, grade) in [
        ("investigation=2026-06-01", "average"),
        ("investigation=2026-06-01..2026-09-01 heavier", "average"),
        // Against a grade that holds, and would be barred by now.
        ("warning=2026-05-20", "good"),
    ] {
        let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
        stand.take(&TO_FEEDBACK[..1]);
        stand.take(&[
            &format!("leader submit_review 2026-07-06 {grade} as the records say"),
            &format!("head calibrate 2026-07-08 {grade}"),
            &format!("head decide 2026-07-09 {grade}"),
            "office give_feedback 2026-07-10",
        ]);
        let told = stand.course.clone();
        for (ask, decide) in [
            ("person ask_re_review", "reviewer decide_re_review"),
            ("person appeal", "appeals decide_appeal"),
        ] {
            stand.course = told.clone();
            stand.take(&[&format!("{ask} 2026-07-13 - there is nothing in it")]);
            stand.outcome = Stand::new("cn-civil-servant", Kind::Period, facts).outcome;
            if grade == "average" {
                assert!(
                    matches!(
                        stand.refusal(&format!("{decide} 2026-07-20 good better")),
                        Refusal::NoGradeHere { .. }
                    ),
                    "{facts}"
                );
                assert_eq!(
                    stand.refusal(&format!("{decide} 2026-07-20 - none")),
                    Refusal::Heavier,
                    "{facts}"
                );
            }
            let upheld = stand.try_to(&format!("{decide} 2026-07-20 {grade} it stands"), 0);
            assert_eq!(upheld.unwrap().grade.as_deref(), Some(grade), "{facts}");
            stand.outcome = Stand::new("cn-civil-servant", Kind::Period, "").outcome;
        }
    }
}
