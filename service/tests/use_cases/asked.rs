//! What a period asks of heads of units, bodies and the personnel office, on the side of every page.

use crate::ballots::{self, BUREAU};
use crate::result_kit::{FIVE_WORKED, Kit};
use crate::result_year::{self, published};
use crate::world::World;
use domain::Lang;
use domain::assessment::process::Act;
use domain::notice::NoticeKind;
use domain::view::Errand;
use service::result;

async fn errands(kit: &Kit, who: &str) -> Vec<Errand> {
    let waits = service::notice::waits(&kit.world.daybook, &*kit.actor(who).await, Lang::En).await;
    let all = waits.unwrap().assess;
    assert!(all.iter().all(|e| e.about == "Q3"), "{all:?}");
    all
}

/// What is asked of somebody who acts on many: words and where they lead.
async fn asked(kit: &Kit, who: &str) -> Vec<(String, String)> {
    let own = ["Write your summary", "Read your result"];
    let all = errands(kit, who).await.into_iter();
    let others = all.filter(|e| !own.contains(&e.words.as_str()) && !e.words.ends_with("to review"));
    others.map(|e| (e.words, e.path)).collect()
}

fn one(words: &str, path: &str) -> Vec<(String, String)> {
    vec![(words.to_owned(), path.to_owned())]
}

#[tokio::test]
async fn heads_bodies_and_the_office_are_asked_once_a_period_until_it_is_done() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    for who in ["ole", "dir", "fin", "xia", "har", "hal", "personnel"] {
        assert_eq!(asked(&kit, who).await, [], "{who}");
    }
    kit.reviewed(&[
        ("ole", "dir", "fairly_good"),
        ("ann", "ole", "fairly_good"),
        ("bob", "ole", "average"),
    ])
    .await;
    let period = format!("/assess/period/{}", kit.period);
    let board = format!("{period}/unit/{}", kit.world.unit("ole").await);
    assert_eq!(asked(&kit, "fin").await, one("3 to calibrate", &period));
    assert_eq!(
        asked(&kit, "ole").await,
        one("2 to calibrate", &board),
        "nobody calibrates himself"
    );
    for nobody in ["two", "ann", "xia", "personnel"] {
        assert_eq!(asked(&kit, nobody).await, [], "{nobody}");
    }
    kit.all("fin", Act::Calibrate).await;
    assert_eq!(asked(&kit, "xia").await, one("3 to decide", &period));
    assert_eq!(asked(&kit, "ole").await, []);
    kit.all("xia", Act::Decide).await;
    assert_eq!(asked(&kit, "xia").await, []);
    assert_eq!(asked(&kit, "personnel").await, one("Results to give: 3", &period));
    assert_eq!(asked(&kit, "ole").await, one("Results to give: 2", "/assess"));
    kit.all("personnel", Act::GiveFeedback).await;
    for told in ["personnel", "ole"] {
        assert_eq!(asked(&kit, told).await, [], "{told}");
    }
    // Whoever disagrees is heard by the assessor and the office, without an objection.
    let bob = kit.course("bob").await;
    let disagrees = result::disagree(daybook, &*kit.actor("bob").await, &bob, "Two months are missing.", "").await;
    disagrees.unwrap();
    assert_eq!(
        asked(&kit, "personnel").await,
        one("Disagree with the result: 1", &period)
    );
    let told = service::notice::page(daybook, &*kit.actor("ole").await, None)
        .await
        .unwrap();
    let told = told
        .notices
        .iter()
        .find(|n| n.kind == NoticeKind::AssessDisagreed)
        .unwrap();
    assert!(told.unread && told.path == format!("/assess/course/{bob}"), "{told:?}");
    result::ask(
        daybook,
        &*kit.actor("bob").await,
        &bob,
        "re_review",
        "Two months are missing.",
        "",
    )
    .await
    .unwrap();
    assert_eq!(asked(&kit, "personnel").await, []);
    assert_eq!(
        asked(&kit, "har").await,
        one("Re-reviews to decide: 1", &format!("/assess/course/{bob}"))
    );
    let due = errands(&kit, "har").await.into_iter().find_map(|e| e.due);
    assert!(due.is_some_and(|due| due > daybook.today()));
    assert_eq!(asked(&kit, "hal").await, []);
    // Nobody can ask anything more of the other two.
    daybook.pass_days(60);
    assert_eq!(asked(&kit, "personnel").await, one("2 to close", &period));
}

/// What the personnel office is asked for in a period.
pub async fn of_office(kit: &Kit) -> Vec<String> {
    let waits = service::notice::waits(&kit.world.daybook, &kit.personnel, Lang::En).await;
    let path = format!("/assess/period/{}", kit.period);
    let of_it = waits.unwrap().assess.into_iter().filter(|e| e.path == path);
    of_it.map(|e| e.words).collect()
}

#[tokio::test]
async fn the_office_is_asked_for_its_own_steps_of_a_year() {
    // Finance is too small to vote; there are six others.
    let kit = ballots::year(true).await;
    for who in BUREAU.iter().filter(|who| **who != "fay") {
        kit.summarise(who).await;
    }
    assert_eq!(of_office(&kit).await, ["9 to compile"]);
    kit.all("personnel", Act::Compile).await;
    for who in ["dir", "ole", "ann", "bob", "pet", "pia"] {
        assert_eq!(of_office(&kit).await, Vec::<String>::new(), "{who} has not voted");
        let (daybook, actor) = (&kit.world.daybook, kit.actor(who).await);
        let page = result::ballot_page(daybook, &actor, &kit.period).await.unwrap();
        let people = page.people.into_iter();
        let ballots: Vec<_> = people.map(|(course, _)| (course, "competent".to_owned())).collect();
        result::cast(daybook, &actor, &kit.period, &ballots, "").await.unwrap();
    }
    assert_eq!(of_office(&kit).await, ["Close the rating: 6 of 6 have voted"]);
    kit.all("personnel", Act::Rate).await;
    assert_eq!(of_office(&kit).await, Vec::<String>::new());
    // For whom there was no place is not published yet.
    let kit = result_year::year(World::new().await).await;
    published(&kit).await;
    assert_eq!(of_office(&kit).await, ["1 to publish"]);
}

#[tokio::test]
async fn the_last_day_is_that_of_whoever_has_waited_longest() {
    let kit = Kit::usual().await;
    let reviews = async || {
        let all = errands(&kit, "ole").await.into_iter();
        let asked = all.map(|e| (e.words, e.due));
        asked
            .filter(|(words, _)| words.ends_with("to review"))
            .collect::<Vec<_>>()
    };
    kit.summarise("bob").await;
    let first = reviews().await;
    let due = first.first().and_then(|(_, due)| due.clone());
    assert!(due.is_some(), "{first:?}");
    // Ann, whose name comes first, is later.
    kit.world.daybook.pass_days(FIVE_WORKED);
    kit.summarise("ann").await;
    assert_eq!(reviews().await, [("2 to review".to_owned(), due)]);
}
