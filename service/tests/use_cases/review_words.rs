//! Words of a review where there is no grade: some rules want them, others do not allow any.

use crate::result_kit::{Kit, ago, words};
use domain::assessment::process::{Act, State};
use service::assess::{self, TypedReview, TypedRow};

async fn status(kit: &Kit, of: &str, kind: &str) {
    assess::keep_status(
        &kit.world.daybook,
        &kit.personnel,
        kit.world.id(of),
        kind,
        &ago(30),
        "",
        "",
        "",
    )
    .await
    .unwrap();
}

async fn keep(kit: &Kit, typed: &TypedReview, submit: bool) -> service::Result<()> {
    let (course, ole) = (kit.course("ann").await, kit.actor("ole").await);
    let page = assess::review_page(&kit.world.daybook, &ole, &course).await.unwrap();
    assess::keep_review(&kit.world.daybook, &ole, &course, page.version, typed, submit, "").await
}

fn says(text: &str) -> TypedReview {
    TypedReview {
        words: text.into(),
        ..TypedReview::default()
    }
}

#[tokio::test]
async fn a_probationer_gets_comments_from_the_assessor() {
    let kit = Kit::usual().await;
    status(&kit, "ann", "probation").await;
    kit.summarise("ann").await;
    let refused = words(keep(&kit, &says(" "), true).await);
    assert!(refused.contains("comments are needed"), "{refused}");
    assert_eq!(kit.state("ann").await, State::Summarised);
    keep(&kit, &says("Learns quickly, and asks when in doubt."), true)
        .await
        .unwrap();
    let page = kit.page("fin", "ann").await;
    let reason = page.history.last().unwrap().reason.clone();
    assert_eq!(reason, "Learns quickly, and asks when in doubt.");
}

#[tokio::test]
async fn comments_that_were_given_are_not_written_anew() {
    const GIVEN: &str = "Learns quickly, and asks when in doubt.";
    let kit = Kit::usual().await;
    status(&kit, "ann", "probation").await;
    kit.summarise("ann").await;
    keep(&kit, &says(GIVEN), true).await.unwrap();
    let stands = async || {
        let refused = words(keep(&kit, &says("Slow after all."), false).await);
        assert!(refused.contains("no grade can be given now"), "{refused}");
        let (course, ole) = (kit.course("ann").await, kit.actor("ole").await);
        let page = assess::review_page(&kit.world.daybook, &ole, &course).await.unwrap();
        assert!(!page.may_edit && page.words == GIVEN);
    };
    stands().await;
    kit.calibrate("fin", "ann", "", "").await.unwrap();
    kit.decide("xia", "ann", "", "").await.unwrap();
    assert_eq!(kit.all("personnel", Act::GiveFeedback).await.refused, []);
    stands().await;
    assert_eq!(kit.page("ann", "ann").await.dossier.reviews[0].words, GIVEN);
}

#[tokio::test]
async fn under_an_open_investigation_nothing_is_written_of_the_work() {
    let kit = Kit::usual().await;
    status(&kit, "ann", "investigation").await;
    kit.summarise("ann").await;
    let course = kit.course("ann").await;
    let ole = kit.actor("ole").await;
    let page = assess::review_page(&kit.world.daybook, &ole, &course).await.unwrap();
    let row = TypedRow {
        indicator: page.rows.first().unwrap().aspect.id.0.clone(),
        reason: "Slow of late.".into(),
        ..TypedRow::default()
    };
    let rows = TypedReview {
        rows: vec![row],
        ..TypedReview::default()
    };
    for typed in [says("A good quarter."), rows] {
        for submit in [false, true] {
            let refused = words(keep(&kit, &typed, submit).await);
            assert!(refused.starts_with("Under an open investigation"), "{refused}");
        }
    }
    // The course goes on all the same, and says why it has neither words nor a grade.
    keep(&kit, &TypedReview::default(), true).await.unwrap();
    let dossier = kit.page("fin", "ann").await.dossier;
    assert_eq!(dossier.course.state, State::Reviewed);
    let review = dossier.reviews.first().unwrap();
    assert!(review.words.is_empty() && review.rows.iter().all(|r| r.reason.is_empty()));
    let reason = &dossier.course.done.last().unwrap().reason;
    assert!(reason.contains("no comments and no grade"), "{reason}");
}
