//! Points: a grade that rests on them has them for every indicator, and what they come to is told to whoever decides, and then to the person.

use crate::result_kit::{Kit, ago, opening, words};
use crate::world::World;
use domain::assessment::process::{Act, State};
use domain::view::assess::{BoardRow, ReviewPage};
use service::assess::{self, TypedReview, TypedRow};
use service::result;

/// A usual assessment of the Office and below, by the Chinese rules with these overlays.
async fn by(overlays: &[&str]) -> Kit {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let mut opening = opening("period", "Q3", &units);
    opening.overlays = overlays.iter().map(|o| (*o).to_owned()).collect();
    Kit::open(world, opening, (100, 10)).await
}

async fn page(kit: &Kit, by: &str, of: &str) -> ReviewPage {
    let (actor, course) = (kit.actor(by).await, kit.course(of).await);
    assess::review_page(&kit.world.daybook, &actor, &course).await.unwrap()
}

/// A review with 92 points for so many indicators, the first ones, and none for the others.
async fn review(kit: &Kit, (by, of): (&str, &str), grade: &str, many: usize, submit: bool) -> service::Result<()> {
    let (actor, course) = (kit.actor(by).await, kit.course(of).await);
    let page = page(kit, by, of).await;
    let rows = page.rows.iter().enumerate().map(|(at, row)| TypedRow {
        indicator: row.aspect.id.0.clone(),
        reason: "Did what was asked, and in time.".into(),
        none: "Nothing was written on it in the quarter.".into(),
        score: if at < many { "92".into() } else { String::new() },
        ..TypedRow::default()
    });
    let typed = TypedReview {
        rows: rows.collect(),
        grade: grade.into(),
        words: format!("What {of} did this quarter."),
    };
    assess::keep_review(&kit.world.daybook, &actor, &course, page.version, &typed, submit, "").await
}

async fn on_board(kit: &Kit, by: &str, of: &str) -> BoardRow {
    let board = kit.board(by, &kit.world.unit("ole").await).await.unwrap();
    let mut rows = board.rows.into_iter();
    rows.find(|r| r.person.id == *kit.world.id(of)).unwrap()
}

#[tokio::test]
async fn where_grades_begin_at_points_every_indicator_has_some() {
    let kit = by(&["cn-jilin"]).await;
    kit.summarise("ann").await;
    let rows = page(&kit, "ole", "ann").await.rows;
    let (all, last) = (rows.len(), &rows.last().unwrap().aspect.name);
    assert!(all > 1 && page(&kit, "ole", "ann").await.needs_scores);
    for many in [0, all - 1] {
        let refused = words(review(&kit, ("ole", "ann"), "good", many, true).await);
        assert!(
            refused.contains("No points yet") && refused.contains(last),
            "{many}: {refused}"
        );
        assert_eq!(refused.contains(&rows[0].aspect.name), many == 0, "{refused}");
        assert_eq!(kit.state("ann").await, State::Summarised);
    }
    // A draft can have gaps.
    review(&kit, ("ole", "ann"), "good", all - 1, false).await.unwrap();
    review(&kit, ("ole", "ann"), "good", all, true).await.unwrap();
    assert_eq!(kit.state("ann").await, State::Reviewed);
    let row = on_board(&kit, "fin", "ann").await;
    assert_eq!((row.score.as_deref(), row.score_told.len()), (Some("92"), 1));
    assert!(row.score_told[0].en.ends_with("= 92"), "{:?}", row.score_told);
    let fired = kit.page("fin", "ann").await.outcome.fired;
    assert!(fired.iter().any(|f| f.rule == "scale.cutoff"));
}

#[tokio::test]
async fn a_review_without_a_grade_needs_no_points() {
    let kit = by(&["cn-jilin"]).await;
    assess::keep_status(
        &kit.world.daybook,
        &kit.personnel,
        kit.world.id("ann"),
        "probation",
        &ago(400),
        "",
        "",
        "",
    )
    .await
    .unwrap();
    kit.summarise("ann").await;
    kit.review("ole", "ann", "").await.unwrap();
    assert_eq!(
        (kit.state("ann").await, kit.grade("ann").await),
        (State::Reviewed, None)
    );
    assert_eq!(on_board(&kit, "fin", "ann").await.score_told, []);
    // The status was none: a first grade rests on points as any other does.
    let daybook = &kit.world.daybook;
    let rows = assess::statuses_page(daybook, &kit.personnel, "").await.unwrap().rows;
    assess::remove_status(daybook, &kit.personnel, &rows[0].id, "")
        .await
        .unwrap();
    let refused = words(kit.calibrate("fin", "ann", "good", "Steady work.").await);
    assert!(refused.starts_with("It was reviewed without a grade"), "{refused}");
    let (ole, course) = (kit.actor("ole").await, kit.course("ann").await);
    let grade = async || result::grade_afterwards(daybook, &ole, &course, "good", "Steady work.", "").await;
    let all = page(&kit, "ole", "ann").await.rows.len();
    review(&kit, ("ole", "ann"), "", all - 1, false).await.unwrap();
    assert!(words(grade().await).contains("No points yet"));
    review(&kit, ("ole", "ann"), "", all, false).await.unwrap();
    grade().await.unwrap();
    assert_eq!(on_board(&kit, "fin", "ann").await.score.as_deref(), Some("92"));
}

#[tokio::test]
async fn where_only_the_assessors_are_weighed_there_are_points_for_all_or_for_none() {
    let kit = by(&["cn-zhuhai"]).await;
    for who in ["ann", "bob"] {
        kit.summarise(who).await;
    }
    let shown = page(&kit, "ole", "ann").await;
    assert!(shown.scores && !shown.needs_scores);
    let refused = words(review(&kit, ("ole", "ann"), "good", 1, true).await);
    assert!(refused.contains("No points yet"), "{refused}");
    review(&kit, ("ole", "ann"), "good", 0, true).await.unwrap();
    review(&kit, ("ole", "bob"), "good", shown.rows.len(), true)
        .await
        .unwrap();
}

#[tokio::test]
async fn two_assessors_points_come_to_a_total_and_a_grade_that_is_told_with_its_arithmetic() {
    let kit = by(&["cn-zhuhai", "cn-cutoffs-90-80-60"]).await;
    kit.summarise("ann").await;
    kit.scored("ole", "ann", "good", "94").await.unwrap();
    // The other one judges for himself first.
    assert_eq!(on_board(&kit, "dir", "ann").await.score_told, []);
    assert_eq!(kit.page("fin", "ann").await.score, []);
    kit.scored("dir", "ann", "fairly_good", "84").await.unwrap();
    // By weight alone it would be the first one's “good”.
    assert_eq!(kit.grade("ann").await.as_deref(), Some("fairly_good"));
    let told = kit.page("fin", "ann").await.score;
    let total = told.last().unwrap();
    assert_eq!(told.len(), 3, "each of the two, and both: {told:?}");
    assert_eq!(
        (total.zh.as_str(), total.en.as_str()),
        (
            "第一评鉴人 94 × 50% + 第二评鉴人 84 × 50% = 89",
            "First assessor 94 × 50 % + Second assessor 84 × 50 % = 89"
        )
    );
    let row = on_board(&kit, "fin", "ann").await;
    assert_eq!((row.score.as_deref(), &row.score_told), (Some("89"), &told));
    kit.calibrate("fin", "ann", "fairly_good", "").await.unwrap();
    kit.decide("xia", "ann", "fairly_good", "").await.unwrap();
    assert_eq!(kit.page("ann", "ann").await.score, [], "before the feedback");
    kit.all("personnel", Act::GiveFeedback).await;
    assert_eq!(kit.page("ann", "ann").await.score, told);
}

#[tokio::test]
async fn of_two_assessors_where_one_is_found_the_own_points_are_the_total_and_that_is_said() {
    let kit = by(&["cn-zhuhai", "cn-cutoffs-90-80-60"]).await;
    kit.summarise("ole").await;
    kit.scored("dir", "ole", "good", "94").await.unwrap();
    assert_eq!(kit.state("ole").await, State::Reviewed);
    let row = on_board(&kit, "fin", "ole").await;
    assert_eq!(row.score.as_deref(), Some("94"));
    let said = row.score_told.last().unwrap();
    assert_eq!(
        (said.zh.as_str(), said.en.as_str()),
        (
            "只有一位评鉴人，总分即其得分：94",
            "Only one assessor: the total is that score, 94"
        )
    );
    let fired = kit.page("fin", "ole").await.outcome.fired;
    assert!(fired.iter().any(|f| f.rule == "scale.cutoff"));
}

#[tokio::test]
async fn the_places_of_a_grade_go_to_who_has_more_points() {
    let kit = by(&["cn-cutoffs-90-80-60"]).await;
    // Five people at 40 % are two places, and three are proposed.
    for (who, by, grade, points) in [
        ("ole", "dir", "good", "91"),
        ("ann", "ole", "good", "93"),
        ("bob", "ole", "good", "95.5"),
        ("pet", "ole", "fairly_good", "85"),
        ("pia", "pet", "average", "70"),
    ] {
        kit.summarise(who).await;
        kit.scored(by, who, grade, points).await.unwrap();
    }
    let board = kit.board("fin", &kit.world.unit("ole").await).await.unwrap();
    let cut: Vec<_> = board.cut.iter().map(|(course, ..)| course.clone()).collect();
    assert_eq!(cut, [kit.course("ole").await], "{:?}", board.cut);
    let run = kit.all("fin", Act::Calibrate).await;
    let refused: Vec<&str> = run.refused.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(refused, ["Ole Two"]);
    for who in ["ann", "bob"] {
        kit.decide("xia", who, "good", "").await.unwrap();
    }
    kit.calibrate("fin", "ole", "good", "").await.unwrap();
    let full = words(kit.decide("xia", "ole", "good", "").await);
    assert!(full.contains("there are 2 places"), "{full}");
}
