//! Several assessors, when something is entered about the person between their reviews.

use super::assess::{cited, office};
use super::notices::told;
use super::world::World;
use domain::CourseId;
use domain::assessment::process::State;
use domain::notice::NoticeKind;
use domain::view::NoticeView;
use domain::view::assess::CoursePage;
use service::assess::{self, Opening};
use service::result;

/// Ann has handed in her summary, to be reviewed by Ole and Dir.
async fn handed_in(world: &World) -> CourseId {
    world.done_on("ann", "Counted 42 files.", 10).await;
    let opening = Opening {
        overlays: vec!["cn-zhuhai".into()],
        ..world.opening(&["ole"]).await
    };
    assess::open_period(&world.daybook, &office(), opening, "")
        .await
        .unwrap();
    let course = world.own_course("ann").await.unwrap();
    world.submit("ann", &course).await.unwrap();
    course
}

/// The first assessor gives the best grade, the office enters what happened, and then the second gives another.
async fn second_after(kind: &str, days_ago: u64, grade: &str) -> CoursePage {
    let world = World::new().await;
    let course = handed_in(&world).await;
    let (daybook, hr) = (&world.daybook, office());
    let first = cited(&world.review("ole", &course).await, "good");
    world.keep("ole", &course, &first, "").await.unwrap();
    let today: chrono::NaiveDate = daybook.today().parse().unwrap();
    let since = (today - chrono::Days::new(days_ago)).to_string();
    assess::keep_status(daybook, &hr, world.id("ann"), kind, &since, "", "", "")
        .await
        .unwrap();
    let second = cited(&world.review("dir", &course).await, grade);
    world.keep("dir", &course, &second, "").await.unwrap();
    world.course("fin", &course).await.unwrap()
}

#[tokio::test]
async fn a_grade_that_was_barred_since_stops_no_other_assessor() {
    let page = second_after("warning", 0, "fairly_good").await;
    let course = &page.dossier.course;
    assert_eq!(
        (course.state, course.grade.as_deref()),
        (State::Reviewed, Some("fairly_good"))
    );
    let said = |words: &str| page.dossier.remarks.iter().any(|r| r.en.contains(words));
    assert!(
        said("Leaving out what the rules do not allow any more"),
        "{:?}",
        page.dossier.remarks
    );
}

#[tokio::test]
async fn whoever_is_not_to_be_graded_since_is_reviewed_without_a_grade() {
    let page = second_after("sick_leave", 60, "").await;
    let course = &page.dossier.course;
    assert_eq!((course.state, course.grade.as_deref()), (State::Reviewed, None));
}

#[tokio::test]
async fn who_was_not_to_be_graded_when_the_first_submitted_can_be_when_the_second_does() {
    let world = World::new().await;
    let (daybook, hr) = (&world.daybook, office());
    assess::keep_status(daybook, &hr, world.id("ann"), "probation", "2024-01-01", "", "", "")
        .await
        .unwrap();
    let course = handed_in(&world).await;
    let mut comments = cited(&world.review("ole", &course).await, "");
    for row in &mut comments.rows {
        row.cites.clear();
    }
    world.keep("ole", &course, &comments, "").await.unwrap();
    let rows = assess::statuses_page(daybook, &hr, "").await.unwrap().rows;
    assess::remove_status(daybook, &hr, &rows[0].id, "").await.unwrap();
    let second = cited(&world.review("dir", &course).await, "fairly_good");
    world.keep("dir", &course, &second, "").await.unwrap();
    let page = world.course("fin", &course).await.unwrap();
    let course = &page.dossier.course;
    assert_eq!(
        (course.state, course.grade.as_deref()),
        (State::Reviewed, Some("fairly_good"))
    );
}

#[tokio::test]
async fn on_a_board_nobody_reads_what_another_wrote_before_he_has_judged_himself() {
    let world = World::new().await;
    let ann = handed_in(&world).await;
    world.done_on("bob", "Counted 40 files.", 9).await;
    let bob = world.own_course("bob").await.unwrap();
    world.submit("bob", &bob).await.unwrap();
    let period = world.course("dir", &ann).await.unwrap().line.period;
    let office = world.unit("ole").await;
    let seen = async |who: &str| {
        let board = result::board(&world.daybook, &*world.actor(who).await, &period, &office, ("", 0, "")).await;
        let board = board.unwrap();
        let row = board.rows.iter().find(|r| r.person.id == *world.id("ann")).unwrap();
        (row.words.clone(), row.uncited, !board.questions.is_empty())
    };
    let judge = async |who: &str, words: &str| {
        for course in [&ann, &bob] {
            let mut typed = cited(&world.review(who, course).await, "fairly_good");
            typed.words = words.to_owned();
            world.keep(who, course, &typed, "").await.unwrap();
        }
    };
    let nothing = (String::new(), 0, false);
    judge("ole", "Kept every list of the archive in order.").await;
    // Ole finds his own words; that they are the same for two people is asked when all have judged.
    assert_eq!(seen("ole").await.0, "Kept every list of the archive in order.");
    for who in ["dir", "fin"] {
        assert_eq!(seen(who).await, nothing, "{who}");
    }
    judge("dir", "Answers letters on the day they come in.").await;
    for who in ["ole", "dir", "fin"] {
        let (words, _, asked) = seen(who).await;
        assert!(
            words.contains("list of the archive") && words.contains("Answers letters") && asked,
            "{who}: {words}"
        );
    }
}

#[tokio::test]
async fn what_one_submitted_is_a_draft_again_when_another_returns_the_summary() {
    let world = World::new().await;
    let course = handed_in(&world).await;
    let first = cited(&world.review("ole", &course).await, "good");
    world.keep("ole", &course, &first, "").await.unwrap();
    let (dir, page) = (world.actor("dir").await, world.review("dir", &course).await);
    assess::return_summary(&world.daybook, &dir, &course, page.version, "Say what came of it.", "")
        .await
        .unwrap();
    let notices = told(&world, "ole").await;
    let changed = |n: &&NoticeView| n.kind == NoticeKind::AssessChanged && n.thread == course.as_str();
    assert!(notices.iter().find(changed).is_some_and(|n| n.unread), "{notices:?}");
    world.submit("ann", &course).await.unwrap();
    let page = world.review("ole", &course).await;
    assert!(page.may_edit && !page.submitted && page.words == first.words);
    let second = cited(&world.review("dir", &course).await, "good");
    world.keep("dir", &course, &second, "").await.unwrap();
    let state = async || world.course("fin", &course).await.unwrap().line.state;
    assert_eq!(state().await, State::Summarised, "nobody has read the new one but Dir");
    world.keep("ole", &course, &first, "").await.unwrap();
    assert_eq!(state().await, State::Reviewed);
}
