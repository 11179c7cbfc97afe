//! Before the feedback nothing that reaches the person's browser tells of the result: neither words nor scores, grades or rules.

use crate::result_kit::{FIVE_WORKED, Kit, opening};
use crate::world::World;
use domain::assessment::process::{Act, State};
use domain::view::assess::CoursePage;
use service::{Error, assess, result};

/// What `ole` writes of `ann`, and what those who calibrate and decide say.
const WORDS: [&str; 7] = [
    "as seen by ole",
    "Did what was asked",
    "Nothing was written on it",
    "93.17",
    "\"num\"",
    "scale.cutoff",
    "SECRET",
];

/// The page without the names of all grades there are.
fn told(page: &CoursePage) -> String {
    let mut page = serde_json::to_value(page).unwrap();
    page.as_object_mut().unwrap().remove("grades");
    page.to_string()
}

async fn silent(kit: &Kit, state: State, grades: &[&str]) {
    let page = kit.page("ann", "ann").await;
    assert_eq!(page.line.state, state);
    assert!(!page.shows_result && !page.forms && page.differences.is_empty());
    let told = told(&page);
    for word in WORDS.iter().chain(grades) {
        assert!(!told.contains(word), "{state:?}: {word} in {told}");
    }
}

#[tokio::test]
async fn a_period_tells_the_person_nothing_before_the_feedback() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let mut opening = opening("period", "Q3", &units);
    opening.overlays = vec!["cn-cutoffs-90-80-60".into()];
    let kit = Kit::open(world, opening, (100, 10)).await;
    let grades = ["\"good\"", "“Good”", "“好”", "praise", "usual.effect"];
    silent(&kit, State::Opened, &grades).await;
    kit.summarise("ann").await;
    silent(&kit, State::Summarised, &grades).await;
    kit.scored("ole", "ann", "good", "93.17").await.unwrap();
    silent(&kit, State::Reviewed, &grades).await;
    // They are there, for those who judge.
    let theirs = told(&kit.page("fin", "ann").await);
    for word in ["as seen by ole", "93.17", "scale.cutoff"] {
        assert!(theirs.contains(word), "{word} in {theirs}");
    }
    kit.calibrate("fin", "ann", "good", "SECRET").await.unwrap();
    silent(&kit, State::Calibrated, &grades).await;
    kit.decide("xia", "ann", "good", "SECRET").await.unwrap();
    silent(&kit, State::Decided, &grades).await;
    kit.all("personnel", Act::GiveFeedback).await;
    let page = kit.page("ann", "ann").await;
    assert!(page.shows_result && told(&page).contains("usual.effect-good"));
}

#[tokio::test]
async fn a_year_tells_the_person_nothing_before_the_feedback() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let first = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    first.reviewed(&[("ann", "ole", "good")]).await;
    first.calibrate("fin", "ann", "good", "").await.unwrap();
    first.decide("xia", "ann", "good", "").await.unwrap();
    // It is decided and not given: the year rests on it, and does not tell of it either.
    let kit = Kit::open(first.world, opening("year", "2026", &units), (300, 1)).await;
    let grades = [
        "\"good\"",
        "“Good”",
        "“好”",
        "Q3: Good",
        "annual.all-good",
        "\"excellent\"",
        "“Excellent”",
        "“优秀”",
        "commendation",
        "effect.",
    ];
    for who in ["ann", "ole", "bob", "pet", "pia"] {
        kit.summarise(who).await;
    }
    silent(&kit, State::Summarised, &grades).await;
    kit.all("personnel", Act::Compile).await;
    // The one place is given when everybody is reviewed.
    for (who, by) in [("ole", "dir"), ("bob", "ole"), ("pet", "ole"), ("pia", "pet")] {
        kit.review(by, who, "competent").await.unwrap();
    }
    silent(&kit, State::Compiled, &grades).await;
    let page = kit.page("ann", "ann").await;
    assert_eq!((page.dossier.earlier.len(), page.dossier.remarks.len()), (1, 1));
    assert_eq!(page.dossier.remarks[0].en, "Q3: no grade, or not decided yet");
    assert!(told(&kit.page("fin", "ann").await).contains("Q3: Good"));
    kit.review("ole", "ann", "excellent").await.unwrap();
    silent(&kit, State::Reviewed, &grades).await;
    kit.calibrate("fin", "ann", "excellent", "").await.unwrap();
    silent(&kit, State::Calibrated, &grades).await;
    kit.all("personnel", Act::Publish).await;
    silent(&kit, State::Published, &grades).await;
    // Who objects, and why, is for those who answer.
    let (daybook, ann) = (&kit.world.daybook, kit.course("ann").await);
    let bob = kit.actor("bob").await;
    result::object_to_publication(daybook, &bob, &ann, "SECRET: the list was mine.", "")
        .await
        .unwrap();
    silent(&kit, State::PublicationObjected, &grades).await;
    assert!(!told(&kit.page("ann", "ann").await).contains("Bob Four"));
    assert!(told(&kit.page("fin", "ann").await).contains("Bob Four"));
    kit.answer("fay", "ann", "excellent", "SECRET: it was hers.")
        .await
        .unwrap();
    daybook.pass_days(FIVE_WORKED);
    kit.decide("xia", "ann", "excellent", "").await.unwrap();
    silent(&kit, State::Decided, &grades).await;
    kit.all("personnel", Act::GiveFeedback).await;
    let page = kit.page("ann", "ann").await;
    let given = told(&page);
    assert!(page.shows_result && given.contains("commendation"));
    assert!(!given.contains("Bob Four"), "{given}");
    let home = assess::home(daybook, &*kit.actor("ann").await).await.unwrap();
    let grade = home.own.iter().find(|l| l.period == kit.period).unwrap().grade.clone();
    assert_eq!(grade.map(|g| g.id).as_deref(), Some("excellent"));
}

#[tokio::test]
async fn a_lower_grade_after_an_objection_is_published_to_nobody() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let first = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    first.reviewed(&[("ann", "ole", "good")]).await;
    first.calibrate("fin", "ann", "good", "").await.unwrap();
    first.decide("xia", "ann", "good", "").await.unwrap();
    let kit = Kit::open(first.world, opening("year", "2026", &units), (300, 1)).await;
    for who in ["ann", "ole", "bob", "pet", "pia"] {
        kit.summarise(who).await;
    }
    kit.all("personnel", Act::Compile).await;
    for (who, by) in [("ole", "dir"), ("bob", "ole"), ("pet", "ole"), ("pia", "pet")] {
        kit.review(by, who, "competent").await.unwrap();
    }
    kit.review("ole", "ann", "excellent").await.unwrap();
    kit.calibrate("fin", "ann", "excellent", "").await.unwrap();
    kit.all("personnel", Act::Publish).await;
    let (daybook, ann) = (&kit.world.daybook, kit.course("ann").await);
    let page = async |who: &str| {
        result::publication_page(daybook, &*kit.actor(who).await, &kit.period, "", "")
            .await
            .unwrap()
    };
    assert_eq!(page("pia").await.rows.len(), 1);
    let bob = kit.actor("bob").await;
    result::object_to_publication(daybook, &bob, &ann, "The list was mine.", "")
        .await
        .unwrap();
    assert_eq!(page("pia").await.rows.len(), 1, "it stands until it is answered");
    kit.answer("fay", "ann", "competent", "The list was his.")
        .await
        .unwrap();
    for (who, answers) in [("ann", 0), ("bob", 1), ("pia", 0), ("hal", 0)] {
        let page = page(who).await;
        assert_eq!((page.rows.len(), page.answered.len()), (0, answers), "{who}");
        let told = serde_json::to_string(&page).unwrap();
        assert!(!told.contains("ompetent") && !told.contains("称职"), "{who}: {told}");
    }
    // Whoever would object to it now is told what a stranger is.
    let pia = kit.actor("pia").await;
    let again = result::object_to_publication(daybook, &pia, &ann, "And mine.", "").await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
    kit.decide("xia", "ann", "competent", "The list was his.")
        .await
        .unwrap();
    assert_eq!(kit.grade("ann").await.as_deref(), Some("competent"));
}
