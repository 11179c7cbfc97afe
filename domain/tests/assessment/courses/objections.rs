//! Re-review and appeal: in time, by others, never for the worse.

use super::stand::{Stand, told};
use crate::cases::day;
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
