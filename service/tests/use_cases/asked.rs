//! What a period asks of heads of units, bodies and the personnel office, on the side of every page.

use crate::result_kit::Kit;
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
    kit.all("personnel", Act::GiveFeedback).await;
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
}
