//! Investigations of which one hears when the period is over and nothing is decided yet.

use crate::result_kit::{Kit, ago, words};
use domain::assessment::pack::NoGrade;
use domain::assessment::process::{Act, State};
use service::{assess, result};

pub async fn open(kit: &Kit, of: &str, first: &str) {
    let (daybook, of) = (&kit.world.daybook, kit.world.id(of));
    assess::keep_status(daybook, &kit.personnel, of, "investigation", first, "", "", "")
        .await
        .unwrap();
}

pub async fn end(kit: &Kit, of: &str, how: &str) {
    let daybook = &kit.world.daybook;
    let rows = assess::statuses_page(daybook, &kit.personnel, "").await.unwrap().rows;
    let row = rows.iter().find(|r| r.person.id == *kit.world.id(of)).unwrap();
    assess::end_status(daybook, &kit.personnel, &row.id, &row.end, &daybook.today(), how, "")
        .await
        .unwrap();
}

#[tokio::test]
async fn an_end_that_is_still_to_come_is_none() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    open(&kit, "ann", &ago(30)).await;
    kit.summarise("ann").await;
    let rows = assess::statuses_page(daybook, &kit.personnel, "").await.unwrap().rows;
    let today: chrono::NaiveDate = daybook.today().parse().unwrap();
    let tomorrow = (today + chrono::Days::new(1)).to_string();
    for typed in [tomorrow.as_str(), "2062-01-05"] {
        let refused =
            words(assess::end_status(daybook, &kit.personnel, &rows[0].id, &rows[0].end, typed, "cleared", "").await);
        assert!(refused.starts_with("That day is still to come"), "{refused}");
    }
    assert!(words(kit.review("ole", "ann", "fairly_good").await).contains("Under open investigation"));
    end(&kit, "ann", "cleared").await;
    kit.review("ole", "ann", "fairly_good").await.unwrap();
    // Leave can be entered before it is over.
    let bob = kit.world.id("bob");
    assess::keep_status(daybook, &kit.personnel, bob, "sick_leave", &daybook.today(), "", "", "")
        .await
        .unwrap();
    let rows = assess::statuses_page(daybook, &kit.personnel, "").await.unwrap().rows;
    let leave = rows.iter().find(|r| r.kind == "sick_leave").unwrap();
    assess::end_status(daybook, &kit.personnel, &leave.id, &leave.end, &tomorrow, "", "")
        .await
        .unwrap();
}

#[tokio::test]
async fn none_is_entered_as_over_without_how_it_ended() {
    let kit = Kit::usual().await;
    let (daybook, hr, ann) = (&kit.world.daybook, &kit.personnel, kit.world.id("ann"));
    let refused = words(assess::keep_status(daybook, hr, ann, "investigation", &ago(30), &ago(5), "", "").await);
    assert!(
        refused.starts_with("An investigation is entered without its last day"),
        "{refused}"
    );
    open(&kit, "ann", &ago(30)).await;
    let rows = assess::statuses_page(daybook, hr, "").await.unwrap().rows;
    assert!(rows.len() == 1 && rows[0].open, "{rows:?}");
    end(&kit, "ann", "cleared").await;
    assert!(!assess::statuses_page(daybook, hr, "").await.unwrap().rows[0].open);
}

#[tokio::test]
async fn one_that_is_opened_after_the_last_day_counts_until_the_grade_is_decided() {
    // The last day was ten days ago.
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    for who in ["ann", "pia"] {
        open(&kit, who, &ago(5)).await;
        kit.summarise(who).await;
    }
    let refused = words(kit.review("ole", "ann", "fairly_good").await);
    assert!(refused.contains("Under open investigation"), "{refused}");
    kit.review("ole", "ann", "").await.unwrap();
    kit.review("pet", "pia", "").await.unwrap();
    kit.reviewed(&[("bob", "ole", "average")]).await;
    assert_eq!(kit.all("fin", Act::Calibrate).await.refused, []);
    assert_eq!(kit.all("xia", Act::Decide).await.refused, []);
    kit.all("personnel", Act::GiveFeedback).await;
    for who in ["ann", "pia"] {
        assert_eq!(
            (kit.state(who).await, kit.grade(who).await),
            (State::Told, None),
            "{who}"
        );
    }
    daybook.pass_days(3);
    // What is opened when the grade is decided has nothing to do with it any more.
    open(&kit, "bob", &daybook.today()).await;
    let bob = kit.course("bob").await;
    result::ask(daybook, &*kit.actor("bob").await, &bob, "re_review", "Look again.", "")
        .await
        .unwrap();
    assert_eq!(kit.page("har", "bob").await.outcome.no_grade, None);
    kit.answer_objection("har", "bob", "fairly_good", "The records are there.")
        .await
        .unwrap();
    assert_eq!(kit.grade("bob").await.as_deref(), Some("fairly_good"));
    // Who was left without a grade for it goes by how it ends.
    end(&kit, "ann", "cleared").await;
    kit.written_since("ole", "ann").await;
    let (ole, ann) = (kit.actor("ole").await, kit.course("ann").await);
    result::grade_afterwards(daybook, &ole, &ann, "fairly_good", "Cleared; the work was sound.", "")
        .await
        .unwrap();
    end(&kit, "pia", "heavier").await;
    let case = kit.page("personnel", "pia").await.dossier.case;
    assert!(case.investigations.iter().any(|i| i.ended.is_some()), "{case:?}");
    let (pet, pia) = (kit.actor("pet").await, kit.course("pia").await);
    let page = assess::review_page(daybook, &pet, &pia).await.unwrap();
    assert_eq!(page.outcome.no_grade, Some(NoGrade::Unrated));
}

#[tokio::test]
async fn what_was_to_become_better_stands_when_a_result_is_given_again() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    open(&kit, "ann", &ago(30)).await;
    kit.reviewed(&[("ann", "ole", "")]).await;
    let (ole, ann) = (kit.actor("ole").await, kit.actor("ann").await);
    let course = kit.course("ann").await;
    let (once, later) = ("Answer within ten days".to_owned(), "Ask earlier".to_owned());
    let give = async |points: Vec<String>| {
        result::give_feedback(daybook, &ole, &course, "", points, "")
            .await
            .unwrap();
    };
    kit.calibrate("fin", "ann", "", "").await.unwrap();
    kit.decide("xia", "ann", "", "").await.unwrap();
    give(vec![once.clone()]).await;
    let item = result::improve(daybook, &ann, &course, 0, "").await.unwrap();
    end(&kit, "ann", "cleared").await;
    kit.written_since("ole", "ann").await;
    result::grade_afterwards(daybook, &ole, &course, "fairly_good", "The work was sound.", "")
        .await
        .unwrap();
    kit.calibrate("fin", "ann", "fairly_good", "").await.unwrap();
    kit.decide("xia", "ann", "fairly_good", "").await.unwrap();
    give(vec![once.clone(), later.clone()]).await;
    let points = kit.page("ann", "ann").await.dossier.improvements;
    let points: Vec<_> = points.into_iter().map(|p| (p.text, p.item)).collect();
    assert_eq!(points, [(once, Some(item)), (later, None)]);
}

#[tokio::test]
async fn an_end_that_somebody_entered_meanwhile_is_corrected_by_whoever_has_read_it() {
    let kit = Kit::usual().await;
    let (daybook, hr) = (&kit.world.daybook, &kit.personnel);
    open(&kit, "ann", &ago(30)).await;
    let row = async || assess::statuses_page(daybook, hr, "").await.unwrap().rows.remove(0);
    let stale = row().await;
    assert!(stale.open && stale.ends && stale.end.is_empty(), "{stale:?}");
    let enter = async |seen: &str, last: &str, how: &str, key: &str| {
        assess::end_status(daybook, hr, &stale.id, seen, last, how, key).await
    };
    let (five, two) = (ago(5), ago(2));
    enter(&stale.end, &five, "heavier", "the first").await.unwrap();
    // Another officer had the page open since before.
    let refused = words(enter(&stale.end, &two, "cleared", "the second").await);
    assert!(
        refused.starts_with("Somebody has changed this entry meanwhile") && refused.contains(&five),
        "{refused}"
    );
    let stands = row().await;
    assert_eq!((stands.last.as_ref(), stands.open), (Some(&five), false));
    // The same end overwrites nothing, and what is sent twice is done once.
    enter(&stale.end, &five, "heavier", "the third").await.unwrap();
    enter(&stands.end, &two, "cleared", "the fourth").await.unwrap();
    enter(&stands.end, &two, "cleared", "the fourth").await.unwrap();
    assert_eq!(row().await.last, Some(two));
    // What was taken back meanwhile does not come back.
    assess::remove_status(daybook, hr, &stale.id, "").await.unwrap();
    let gone = enter("", &five, "cleared", "").await;
    assert!(matches!(gone, Err(service::Error::NotFound)), "{gone:?}");
    // Nothing of a sanction is left to end.
    assess::keep_status(daybook, hr, kit.world.id("ann"), "warning", &five, "", "", "")
        .await
        .unwrap();
    assert!(!row().await.ends);
}
