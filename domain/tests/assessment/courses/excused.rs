//! Who takes no part any more.

use super::stand::{GRADED_AFTERWARDS, Stand, TO_EXCELLENT, TO_FEEDBACK, good_year, told, ungraded};
use crate::cases::day;
use domain::assessment::process::{Act, Kind, Refusal, Role, State};

#[test]
fn the_office_takes_out_whoever_is_not_decided_and_in_again_where_it_was() {
    for (at, steps) in TO_FEEDBACK.iter().enumerate().take(4) {
        let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
        stand.take(&TO_FEEDBACK[..at]);
        let (state, grade) = (stand.course.state, stand.course.grade.clone());
        for nobody in ["leader", "head", "peer"] {
            let by = vec![Role::Personnel];
            let refused = stand.refusal(&format!("{nobody} excuse 2026-07-08 - retired"));
            assert_eq!(refused, Refusal::NotYours { act: Act::Excuse, by });
        }
        assert_eq!(
            stand.refusal("person excuse 2026-07-08 - retired"),
            Refusal::OwnCase,
            "nobody himself"
        );
        assert_eq!(
            stand.refusal("office excuse 2026-07-08"),
            Refusal::ReasonMissing { act: Act::Excuse }
        );
        assert!(matches!(
            stand.refusal("office take_in 2026-07-08 - by mistake"),
            Refusal::NotNow { .. }
        ));
        stand.take(&["office excuse 2026-07-08 - retired"]);
        assert_eq!((stand.course.state, &stand.course.grade), (State::Excused, &None));
        // Nothing is taken any more, by nobody.
        for step in TO_FEEDBACK.iter().chain(["office excuse 2026-07-10 - retired"].iter()) {
            assert!(stand.try_to(step, 0).is_err(), "{step} after {steps}");
        }
        assert!(
            stand
                .course
                .open_to(&"leader".into(), &[Role::Assessor], stand.ruleset.pack())
                .is_empty()
        );
        assert_eq!(
            stand.refusal("person take_in 2026-07-09 - still here"),
            Refusal::OwnCase
        );
        stand.take(&["office take_in 2026-07-09 - the wrong person"]);
        assert_eq!((stand.course.state, &stand.course.grade), (state, &grade));
        assert_eq!(stand.course.before, None);
    }
    // The clock of the summary runs from the day on which the person was taken in again.
    let mut stand = Stand::new("cn-civil-servant", Kind::Period, "");
    let due = stand.course.due(Act::SubmitSummary, &stand.setting()).unwrap();
    stand.take(&[
        "office excuse 2026-07-01 - retired",
        "office take_in 2026-08-03 - not he",
    ]);
    let later = stand.course.due(Act::SubmitSummary, &stand.setting()).unwrap();
    assert!(later.last > due.last && later.last > day("2026-08-03"));
}

#[test]
fn what_is_decided_or_objected_to_goes_on() {
    let mut decided = Stand::new("cn-civil-servant", Kind::Period, "");
    decided.take(&TO_FEEDBACK[..4]);
    for mut stand in [decided, told()] {
        let state = stand.course.state;
        assert_eq!(
            stand.refusal("office excuse 2026-07-13 - retired"),
            Refusal::NotNow {
                act: Act::Excuse,
                state
            }
        );
        if state == State::Told {
            stand.take(&["person acknowledge 2026-07-13", "office close 2026-07-13"]);
            assert!(matches!(
                stand.refusal("office excuse 2026-07-14 - retired"),
                Refusal::NotNow { .. }
            ));
        }
    }
    // Decided without a grade and graded afterwards: what was told is not undone.
    let mut graded = ungraded();
    graded.clear();
    for (step, state) in GRADED_AFTERWARDS.iter().zip([State::Reviewed, State::Calibrated]) {
        graded.take(&[*step]);
        let act = Act::Excuse;
        assert_eq!(
            graded.refusal("office excuse 2026-09-03 - retired"),
            Refusal::NotNow { act, state }
        );
    }
    let mut year = good_year();
    year.take(&TO_EXCELLENT);
    year.take(&[
        "office publish 2026-07-09",
        "peer object_to_publication 2026-07-10 - not so",
    ]);
    assert!(matches!(
        year.refusal("office excuse 2026-07-13 - retired"),
        Refusal::NotNow { .. }
    ));
}

#[test]
fn a_name_that_was_taken_down_is_published_anew() {
    let mut year = good_year();
    year.take(&TO_EXCELLENT);
    year.take(&[
        "office publish 2026-07-09",
        "office excuse 2026-07-10 - retired",
        "office take_in 2026-08-03 - not he",
    ]);
    assert_eq!(year.course.state, State::Calibrated);
    assert_eq!(year.course.grade.as_deref(), Some("excellent"));
    assert_eq!(
        year.refusal("head decide 2026-08-04 excellent"),
        Refusal::NotPublished,
        "the days of before do not count"
    );
    year.take(&["office publish 2026-08-04"]);
    assert!(matches!(
        year.refusal("head decide 2026-08-05 excellent"),
        Refusal::StillPublished { .. }
    ));
    year.take(&["head decide 2026-08-20 excellent"]);
}
