//! Who was reviewed without a grade that can be given by now: the assessor comes first.

use super::house::House;
use service::assess::{
    TypedReview, keep_review, keep_status, keep_summary, remove_status, review_page, statuses_page, summary_page,
};

#[tokio::test]
async fn who_waits_for_the_assessors_grade_is_not_offered_to_others_and_is_said_to_be_waited_for() {
    let house = House::new().await;
    let (daybook, period) = (&house.daybook, house.opened().await);
    let course = house.course_in(&period, "ann").await;
    let (per, ann, ole) = (
        house.actor("per").await,
        house.actor("ann").await,
        house.actor("ole").await,
    );
    keep_status(daybook, &per, house.id("ann"), "sick_leave", "2026-01-01", "", "", "")
        .await
        .unwrap();
    let page = summary_page(daybook, &ann, &course).await.unwrap();
    let mut summary = page.summary;
    summary.overall = "What there was time for.".into();
    keep_summary(daybook, &ann, &course, page.version, &summary, true, "")
        .await
        .unwrap();
    let page = review_page(daybook, &ole, &course).await.unwrap();
    let review = TypedReview {
        words: "Away for most of it.".into(),
        ..TypedReview::default()
    };
    keep_review(daybook, &ole, &course, page.version, &review, true, "")
        .await
        .unwrap();
    let board = format!("/assess/period/{period}/unit/{}", house.unit("ann").await);
    let case = format!("/assess/course/{course}");
    let seen = async || [house.get(&board, "dir").await.body, house.get(&case, "dir").await.body];
    let [on_board, on_page] = seen().await;
    assert!(on_board.contains("/api/calibrate_course"), "{on_board}");
    assert!(!on_page.contains("The assessor grades first."), "{on_page}");
    // The leave was none.
    let rows = statuses_page(daybook, &per, "").await.unwrap().rows;
    remove_status(daybook, &per, &rows[0].id, "").await.unwrap();
    let [on_board, on_page] = seen().await;
    assert!(
        on_board.contains("the assessor grades first") && !on_board.contains("/api/calibrate_course"),
        "{on_board}"
    );
    assert!(on_page.contains("The assessor grades first."), "{on_page}");
}
