//! What a re-review or an appeal leads to: a name that is published first, and an appeal where nobody decides.

use super::stand::{Stand, TO_EXCELLENT, good_year, told};
use crate::cases::day;
use domain::assessment::process::{Act, Kind, Refusal, State, gradable};

/// A year whose “competent” is told on 10 July.
fn competent() -> Stand {
    let mut stand = good_year();
    stand.take(&[
        "person submit_summary 2026-07-01",
        "office compile 2026-07-02",
        "leader submit_review 2026-07-06 competent solid",
        "head calibrate 2026-07-08 competent",
        "head decide 2026-07-09 competent",
        "office give_feedback 2026-07-10",
    ]);
    stand
}

#[test]
fn excellent_by_re_review_is_published_before_it_is_final() {
    let mut stand = competent();
    stand.take(&[
        "person ask_re_review 2026-07-13 - first in every quarter",
        "reviewer decide_re_review 2026-07-20 excellent it was",
    ]);
    assert_eq!(
        (stand.course.state, stand.course.held()),
        (State::Calibrated, Some("competent"))
    );
    assert_eq!(stand.refusal("head decide 2026-07-21 excellent"), Refusal::NotPublished);
    let other = "head decide 2026-07-21 competent there are too many";
    assert_eq!(stand.refusal(other), Refusal::Bound);
    stand.take(&["office publish 2026-07-21"]);
    assert_eq!(
        stand.refusal("head decide 2026-07-28 excellent"),
        Refusal::StillPublished {
            last: day("2026-07-28")
        }
    );
    stand.take(&["peer object_to_publication 2026-07-23 - the count is wrong"]);
    assert_eq!(
        stand.refusal("head answer_publication 2026-07-24 basic the count is wrong"),
        Refusal::Heavier
    );
    let lost = "head answer_publication 2026-07-24 competent the count is wrong";
    assert_eq!(
        stand.try_to(lost, 0).map(|c| c.grade),
        Ok(Some("competent".to_owned())),
        "what held before is the least"
    );
    stand.take(&[
        "head answer_publication 2026-07-24 excellent the count was checked",
        "head decide 2026-07-29 excellent",
    ]);
    assert_eq!((stand.course.state, stand.course.held()), (State::Decided, None));
    stand.take(&["office give_feedback 2026-07-30"]);
    // It was asked for once; the days for an appeal run from learning what came of it.
    assert!(matches!(
        stand.refusal("person ask_re_review 2026-07-31 - once more"),
        Refusal::AskedBefore { .. }
    ));
    assert!(stand.try_to("person appeal 2026-08-14 - once more", 0).is_ok());
    assert_eq!(
        stand.refusal("person appeal 2026-08-15 - once more"),
        Refusal::TooLate {
            act: Act::Appeal,
            last: day("2026-08-14")
        }
    );
}

#[test]
fn what_was_decided_is_carried_out_whatever_is_entered_while_the_name_stands() {
    for facts in [
        "investigation=2026-06-01",
        "investigation=2026-06-01..2026-07-22 heavier",
        "warning=2026-05-20",
    ] {
        let mut stand = competent();
        stand.take(&[
            "person ask_re_review 2026-07-13 - first in every quarter",
            "reviewer decide_re_review 2026-07-20 excellent it was",
            "office publish 2026-07-21",
        ]);
        let facts = format!("results=good good good good; {facts}");
        stand.outcome = Stand::new("cn-civil-servant", Kind::Year, &facts).outcome;
        assert!(
            gradable(&stand.outcome, Some("excellent"), "it was").is_err(),
            "{facts}"
        );
        for other in ["competent", "-"] {
            let refusal = stand.refusal(&format!("head decide 2026-07-29 {other} by the new facts"));
            assert_eq!(refusal, Refusal::Bound, "{facts}: {other}");
        }
        let decided = stand.try_to("head decide 2026-07-29 excellent", 0);
        assert_eq!(decided.map(|c| c.state), Ok(State::Decided), "{facts}");
        // An objection to the name can be answered, and what held before is decided in its turn.
        stand.take(&["peer object_to_publication 2026-07-23 - the count is wrong"]);
        let stays = stand.try_to("head answer_publication 2026-07-24 excellent it was checked", 0);
        assert!(stays.is_ok(), "{facts}: {stays:?}");
        stand.take(&[
            "head answer_publication 2026-07-24 competent the count is wrong",
            "head decide 2026-07-24 competent",
        ]);
        assert_eq!(stand.course.grade.as_deref(), Some("competent"), "{facts}");
    }
}

#[test]
fn what_an_appeal_upholds_is_published_to_nobody_and_what_it_gives_is() {
    let mut stand = competent();
    stand.take(&["person appeal 2026-07-13 - first in every quarter"]);
    let upheld = stand.try_to("appeals decide_appeal 2026-07-20 competent it holds", 0);
    assert_eq!(upheld.map(|c| c.state), Ok(State::AppealDecided));
    let given = stand.try_to("appeals decide_appeal 2026-07-20 excellent it was", 0);
    assert_eq!(given.map(|c| c.state), Ok(State::Calibrated));
}

#[test]
fn a_name_that_was_taken_down_is_published_anew() {
    let mut stand = good_year();
    stand.take(&TO_EXCELLENT);
    stand.take(&[
        "office publish 2026-07-09",
        "peer object_to_publication 2026-07-10 - the count is wrong",
        "head answer_publication 2026-07-13 competent it is",
        "head decide 2026-07-14 competent",
        "office give_feedback 2026-07-15",
        "person ask_re_review 2026-07-16 - it is not",
        "reviewer decide_re_review 2026-07-24 excellent it is not",
    ]);
    assert_eq!(stand.refusal("head decide 2026-07-27 excellent"), Refusal::NotPublished);
}

#[test]
fn who_waits_for_a_re_review_can_appeal_within_the_days_for_it_and_when_nobody_decides() {
    let mut stand = told();
    stand.take(&["person ask_re_review 2026-08-10 - both tasks were moved"]);
    let appeal = |on: &str| format!("person appeal {on} - both tasks were moved");
    // The last day for appealing directly; then the body has its thirty days.
    assert!(stand.try_to(&appeal("2026-08-10"), 0).is_ok());
    for on in ["2026-08-11", "2026-09-09"] {
        assert_eq!(
            stand.refusal(&appeal(on)),
            Refusal::ReReviewRuns {
                first: day("2026-09-10")
            },
            "{on}"
        );
    }
    for on in ["2026-09-10", "2026-09-24"] {
        assert!(stand.try_to(&appeal(on), 0).is_ok(), "{on}");
    }
    assert_eq!(
        stand.refusal(&appeal("2026-09-25")),
        Refusal::TooLate {
            act: Act::Appeal,
            last: day("2026-09-24")
        }
    );
    // A decision that comes late is one: the days run from it.
    let late = "reviewer decide_re_review 2026-09-28 average upheld";
    stand.course = stand.try_to(late, 0).unwrap();
    assert!(stand.try_to(&appeal("2026-10-08"), 0).is_ok());
    // Appealed while it ran, the re-review is over.
    let mut stand = told();
    stand.take(&[
        "person ask_re_review 2026-07-14 - both tasks were moved",
        "person appeal 2026-07-20 - both tasks were moved",
    ]);
    assert!(matches!(
        stand.refusal("reviewer decide_re_review 2026-07-21 average upheld"),
        Refusal::NotNow {
            state: State::Appealed,
            ..
        }
    ));
    stand.take(&["appeals decide_appeal 2026-08-10 fairly_good they were"]);
    assert_eq!(stand.course.grade.as_deref(), Some("fairly_good"));
}
