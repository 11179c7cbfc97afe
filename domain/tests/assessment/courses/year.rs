//! The year: publication, rating, archive.

use super::stand::{Stand, TO_EXCELLENT, good_year};
use crate::cases::day;
use domain::Lang;
use domain::assessment::process::{Act, Kind, Refusal, State};

#[test]
fn excellent_is_published_before_it_is_final() {
    let mut stand = good_year();
    stand.take(&TO_EXCELLENT);
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
    assert_eq!(
        stand.refusal("peer object_to_publication 2026-07-17 - too late"),
        Refusal::TooLate {
            act: Act::ObjectToPublication,
            last: day("2026-07-16")
        }
    );
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
fn a_name_that_an_answer_took_down_is_not_decided_as_it_was_published() {
    let mut stand = good_year();
    stand.take(&TO_EXCELLENT);
    stand.take(&[
        "office publish 2026-07-09",
        "peer object_to_publication 2026-07-10 - the count is wrong",
    ]);
    // Kept by the answer it has stood all the time.
    let kept = stand.course.clone();
    stand.take(&["head answer_publication 2026-07-13 competent it is"]);
    // Its five working days would be over by then.
    let back = "head decide 2026-07-20 excellent on second thoughts";
    assert_eq!(stand.refusal(back), Refusal::TakenDown);
    assert!(stand.try_to("head decide 2026-07-14 competent", 0).is_ok());
    // Nor when it comes back by a second answer: the days in between were none.
    stand.take(&[
        "peer object_to_publication 2026-07-14 - it was right before",
        "head answer_publication 2026-07-15 excellent so it was",
    ]);
    assert_eq!(stand.refusal(back), Refusal::NotPublished);
    stand.take(&["office publish 2026-07-15"]);
    assert_eq!(
        stand.refusal("head decide 2026-07-20 excellent"),
        Refusal::StillPublished {
            last: day("2026-07-22")
        }
    );
    assert!(stand.try_to("head decide 2026-07-23 excellent", 0).is_ok());
    stand.course = kept;
    stand.take(&[
        "head answer_publication 2026-07-13 excellent it was checked",
        "head decide 2026-07-17 excellent",
    ]);
}

#[test]
fn a_grade_that_is_given_afterwards_is_published_for_itself() {
    let of = |facts: &str| {
        Stand::new(
            "cn-civil-servant",
            Kind::Year,
            &format!("results=good good good good{facts}"),
        )
    };
    let mut stand = of("");
    stand.take(&TO_EXCELLENT);
    stand.take(&["office publish 2026-07-09"]);
    stand.outcome = of("; investigation=2026-05-01").outcome;
    stand.take(&[
        "head decide 2026-07-10 - under investigation",
        "office give_feedback 2026-07-10",
    ]);
    stand.outcome = of("; investigation=2026-05-01..2026-09-01 cleared").outcome;
    stand.take(&[
        "leader grade_afterwards 2026-09-02 excellent cleared",
        "head calibrate 2026-09-03 excellent",
    ]);
    assert_eq!(stand.refusal("head decide 2026-09-04 excellent"), Refusal::NotPublished);
}

#[test]
fn only_what_the_pack_publishes_is_published_and_a_year_stays_open_to_objection() {
    let mut stand = good_year();
    stand.take(&TO_EXCELLENT[..2]);
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
fn who_may_still_be_graded_afterwards_is_not_archived() {
    let of = |facts: &str| Stand::new("cn-civil-servant", Kind::Year, &format!("results=good good; {facts}"));
    let mut stand = of("investigation=2026-05-01");
    stand.take(&TO_EXCELLENT[..2]);
    stand.take(&[
        "leader submit_review 2026-07-06 - not written for now",
        "head calibrate 2026-07-08",
        "head decide 2026-07-09",
        "office give_feedback 2026-07-10",
        "person acknowledge 2026-07-13",
        "office close 2026-07-13",
    ]);
    let archive = "office archive 2026-09-10";
    let pending = stand.refusal(archive);
    assert!(
        matches!(&pending, Refusal::Ungraded { because } if because.len() == 1 && because[0].rule == "annual.investigation-open")
    );
    assert!(pending.words(Lang::Zh).contains("还可能要补定等次"));
    // Cleared, and not graded yet.
    stand.outcome = of("investigation=2026-05-01..2026-09-01 cleared").outcome;
    assert_eq!(stand.refusal(archive), Refusal::Ungraded { because: vec![] });
    // Ended with more than a warning there is nothing to be graded.
    let ended = of("investigation=2026-05-01..2026-09-01 heavier; heavier=2026-09-01");
    let cleared = std::mem::replace(&mut stand.outcome, ended.outcome);
    assert_eq!(stand.try_to(archive, 0).map(|c| c.state), Ok(State::Archived));
    stand.outcome = cleared;
    stand.take(&[
        "leader grade_afterwards 2026-09-02 competent cleared",
        "head calibrate 2026-09-03 competent",
        "head decide 2026-09-04 competent",
        "office give_feedback 2026-09-07",
        "person acknowledge 2026-09-08",
        "office close 2026-09-08",
        "office archive 2026-10-20",
    ]);
}

#[test]
fn where_the_pack_asks_for_a_rating_it_comes_first() {
    let mut stand = Stand::new("cn-democratic-rating", Kind::Year, "results=good good good good");
    stand.take(&TO_EXCELLENT[..2]);
    assert_eq!(stand.refusal(TO_EXCELLENT[2]), Refusal::NotRated);
    stand.take(&["office rate 2026-07-03"]);
    assert!(stand.try_to(TO_EXCELLENT[2], 0).is_ok());
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
