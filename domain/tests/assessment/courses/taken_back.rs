//! What was asked is taken back before it is decided.

use super::stand::{TO_EXCELLENT, good_year, told};
use crate::cases::day;
use domain::assessment::process::{Act, Refusal, Role, State};

#[test]
fn what_was_asked_is_taken_back_and_all_is_as_before() {
    let before = [
        "person acknowledge 2026-07-13",
        "person disagree 2026-07-13 - two tasks",
    ];
    for first in before {
        let mut stand = told();
        stand.take(&[first]);
        let state = stand.course.state;
        stand.take(&["person ask_re_review 2026-07-14 - both tasks were moved"]);
        assert!(stand.course.may_withdraw(&"person".into()) && !stand.course.may_withdraw(&"leader".into()));
        for nobody in ["leader", "office", "reviewer"] {
            assert_eq!(
                stand.refusal(&format!("{nobody} withdraw 2026-07-15")),
                Refusal::NotYours {
                    act: Act::Withdraw,
                    by: vec![Role::Person]
                }
            );
        }
        stand.take(&["person withdraw 2026-07-15"]);
        assert_eq!(stand.course.state, state);
        assert_eq!(stand.course.withdrawn(), Some(Act::AskReReview));
        assert_eq!(
            stand.course.grade.as_deref(),
            Some("average"),
            "nothing heavier comes of it"
        );
        assert_eq!(
            stand.course.done.last().map(|d| d.act),
            Some(Act::Withdraw),
            "it leaves its trace"
        );
        // Nothing is left to decide, and the clock of the decision is over.
        assert!(matches!(
            stand.refusal("reviewer decide_re_review 2026-07-16 fairly_good fine"),
            Refusal::NotNow { .. }
        ));
        assert!(matches!(
            stand.refusal("person withdraw 2026-07-16"),
            Refusal::NotNow { act: Act::Withdraw, .. }
        ));
        // The same is not asked twice; the appeal is open in its days.
        assert!(matches!(
            stand.refusal("person ask_re_review 2026-07-16 - again"),
            Refusal::AskedBefore { .. }
        ));
        stand.take(&["person appeal 2026-07-20 - it was better than that"]);
        assert_eq!(stand.course.withdrawn(), None);
    }
}

#[test]
fn an_appeal_that_is_taken_back_leaves_the_re_review_and_its_clock() {
    let mut stand = told();
    stand.take(&["person ask_re_review 2026-07-13 - both tasks were moved"]);
    let due = stand.course.due(Act::DecideReReview, &stand.setting());
    stand.take(&[
        "person appeal 2026-07-20 - nobody answers",
        "appeals extend 2026-08-01 - papers of two towns are on their way",
        "person withdraw 2026-08-03",
    ]);
    assert_eq!(stand.course.state, State::ReReview);
    assert_eq!(stand.course.due(Act::DecideReReview, &stand.setting()), due);
    assert!(
        stand.course.extension().is_none(),
        "the days of the appeal were extended"
    );
    stand.take(&["person withdraw 2026-08-04"]);
    assert_eq!(
        (stand.course.state, stand.course.withdrawn()),
        (State::Told, Some(Act::AskReReview))
    );
    // What is decided is not taken back.
    let mut decided = told();
    decided.take(&[
        "person ask_re_review 2026-07-13 - both tasks were moved",
        "reviewer decide_re_review 2026-07-20 fairly_good they were",
    ]);
    assert!(matches!(
        decided.refusal("person withdraw 2026-07-21"),
        Refusal::NotNow { .. }
    ));
    decided.take(&[
        "person appeal 2026-07-22 - more than that",
        "person withdraw 2026-07-23",
    ]);
    assert_eq!(decided.course.state, State::ReReviewed);
    assert_eq!(decided.course.grade.as_deref(), Some("fairly_good"));
}

#[test]
fn a_name_stands_again_when_what_stood_against_it_is_taken_back() {
    let mut stand = good_year();
    stand.take(&TO_EXCELLENT);
    stand.take(&[
        "office publish 2026-07-10",
        "peer object_to_publication 2026-07-13 - the count is wrong",
    ]);
    assert_eq!(stand.refusal("person withdraw 2026-07-13"), Refusal::OwnCase);
    stand.take(&["peer withdraw 2026-07-14"]);
    assert_eq!(stand.course.state, State::Published);
    assert_eq!(stand.course.on(Act::Publish), Some(day("2026-07-10")));
    // It may be objected to anew while it is published, and is decided as it was.
    stand.take(&[
        "peer object_to_publication 2026-07-14 - the count of May is wrong",
        "peer withdraw 2026-07-15",
    ]);
    stand.take(&["head decide 2026-07-20 excellent"]);
    assert_eq!(stand.course.grade.as_deref(), Some("excellent"));
}
