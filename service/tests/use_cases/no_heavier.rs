//! Nobody fares worse for asking, nor by what is entered while it runs: measures after a re-review and an appeal, and grades that these
//! have decided.

use crate::result_again::ask;
use crate::result_kit::{FIVE_WORKED, Kit, ago, opening};
use crate::world::World;
use chrono::{Datelike, NaiveDate};
use domain::assessment::process::Act;
use service::assess;

/// A year in which these are told that they are “incompetent”.
async fn incompetent(all: &[(&str, &str)], before: &[(&str, &str)]) -> Kit {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let kit = Kit::open(world, opening("year", "2026", &units), (300, 1)).await;
    for (who, grade) in before {
        year_before(&kit, who, grade).await;
    }
    for (who, _) in all {
        kit.summarise(who).await;
    }
    assert_eq!(kit.all("personnel", Act::Compile).await.refused, []);
    for (who, by) in all {
        kit.review(by, who, "incompetent").await.unwrap();
        kit.calibrate("fin", who, "incompetent", "").await.unwrap();
        kit.decide("xia", who, "incompetent", "").await.unwrap();
    }
    assert_eq!(kit.all("personnel", Act::GiveFeedback).await.refused, []);
    kit
}

/// The personnel office brings in the result of the year before.
async fn year_before(kit: &Kit, who: &str, grade: &str) {
    let year = ago(1).parse::<NaiveDate>().unwrap().year() - 1;
    let (person, year, grade) = (kit.world.id(who), year.to_string(), format!("cn-civil-servant/{grade}"));
    assess::keep_year(
        &kit.world.daybook,
        &kit.personnel,
        person,
        &year,
        &grade,
        "No. 3",
        "",
        "",
    )
    .await
    .unwrap();
}

async fn decide(kit: &Kit, by: &str, of: &str, grade: &str) {
    kit.answer_objection(by, of, grade, "The records say so.")
        .await
        .unwrap();
}

async fn measures(kit: &Kit, who: &str) -> Vec<String> {
    let outcome = kit.page(who, who).await.dossier.outcome.unwrap();
    let mut measures: Vec<String> = outcome.measures.into_iter().map(|(measure, _)| measure).collect();
    measures.sort();
    measures
}

/// What decisions changed of the measures, in their order.
async fn changed(kit: &Kit, who: &str) -> Vec<String> {
    let all = kit.page(who, who).await.differences.into_iter().map(|w| w.en);
    all.filter(|w| w.starts_with("Measures")).collect()
}

#[tokio::test]
async fn what_is_entered_while_one_asks_makes_nothing_heavier() {
    let kit = incompetent(&[("ann", "ole"), ("pia", "pet")], &[]).await;
    for who in ["ann", "pia"] {
        assert_eq!(measures(&kit, who).await, ["down_one_level"], "{who}");
        ask(&kit, who, "re_review").await;
    }
    // A second year of the same grade: each would lead to more by itself.
    year_before(&kit, "ann", "incompetent").await;
    year_before(&kit, "pia", "basic").await;
    decide(&kit, "har", "ann", "incompetent").await;
    assert_eq!(measures(&kit, "ann").await, ["down_one_level"]);
    let unchanged = "Measures that follow: unchanged (Down one post or rank level).";
    assert_eq!(changed(&kit, "ann").await, [unchanged]);
    let remarks = kit.page("ann", "ann").await.dossier.remarks;
    assert!(
        remarks
            .iter()
            .any(|r| r.en.starts_with("Nobody fares worse for asking")),
        "{remarks:?}"
    );
    decide(&kit, "har", "pia", "basic").await;
    assert_eq!(
        measures(&kit, "pia").await,
        ["admonition", "no_bonus", "no_promotion"],
        "two years running would be a reassignment"
    );
    // A later decision leaves what is said of the earlier one as it was.
    ask(&kit, "ann", "appeal").await;
    decide(&kit, "hal", "ann", "competent").await;
    assert_eq!(measures(&kit, "ann").await, Vec::<String>::new());
    let became = "Measures that follow: “Down one post or rank level” became “none”.";
    assert_eq!(changed(&kit, "ann").await, [unchanged, became]);
}

#[tokio::test]
async fn what_rested_on_a_wrong_entry_falls_with_it_where_the_grade_is_upheld() {
    let kit = incompetent(&[("bob", "ole")], &[("bob", "incompetent")]).await;
    assert_eq!(measures(&kit, "bob").await, ["dismissal", "down_one_level"]);
    ask(&kit, "bob", "re_review").await;
    let (daybook, office) = (&kit.world.daybook, &kit.personnel);
    let entry = assess::years_page(daybook, office, "").await.unwrap().rows.remove(0);
    assess::remove_year(daybook, office, &entry.id, "It was another Bob’s.", "")
        .await
        .unwrap();
    decide(&kit, "har", "bob", "incompetent").await;
    assert_eq!(measures(&kit, "bob").await, ["down_one_level"]);
}

#[tokio::test]
async fn what_was_decided_anew_is_carried_out_whatever_is_entered_while_the_name_stands() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let usual = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    usual.summarise("ann").await;
    given(&usual, "good").await;
    let kit = Kit::open(usual.world, opening("year", "2026", &units), (300, 1)).await;
    kit.summarise("ann").await;
    assert_eq!(kit.all("personnel", Act::Compile).await.refused, []);
    given(&kit, "competent").await;
    assert_eq!(kit.all("personnel", Act::GiveFeedback).await.refused, []);
    ask(&kit, "ann", "re_review").await;
    decide(&kit, "har", "ann", "excellent").await;
    assert_eq!(kit.all("personnel", Act::Publish).await.refused, []);
    let (daybook, ann) = (&kit.world.daybook, kit.world.id("ann"));
    assess::keep_status(daybook, &kit.personnel, ann, "investigation", &ago(5), "", "", "")
        .await
        .unwrap();
    daybook.pass_days(FIVE_WORKED);
    assert_eq!(kit.page("xia", "ann").await.outcome.no_grade, None);
    assert_eq!(kit.all("xia", Act::Decide).await.refused, []);
    assert_eq!(kit.all("personnel", Act::GiveFeedback).await.refused, []);
    assert_eq!(kit.grade("ann").await.as_deref(), Some("excellent"));
    assert_eq!(measures(&kit, "ann").await, ["commendation", "tenure_shorter"]);
    let page = kit.page("ann", "ann").await;
    assert!(
        page.dossier.case.investigations.is_empty(),
        "it rests on the facts of the decision"
    );
    let said = page.dossier.remarks.iter().map(|r| r.en.as_str());
    let said: Vec<&str> = said.filter(|r| r.starts_with("The grade was given as")).collect();
    assert_eq!(said.len(), 1, "{:?}", page.dossier.remarks);
    let became = "Measures that follow: “none” became “Commendation (嘉奖); Rank tenure shortened by half a year”.";
    assert_eq!(changed(&kit, "ann").await, [became]);
}

/// `ann` is given a grade by her assessor, the committee and the deciding head.
async fn given(kit: &Kit, grade: &str) {
    kit.review("ole", "ann", grade).await.unwrap();
    kit.calibrate("fin", "ann", grade, "").await.unwrap();
    kit.decide("xia", "ann", grade, "").await.unwrap();
}
