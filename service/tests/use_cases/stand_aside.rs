//! Who took part before sits on a body all the same: nothing is asked of him, and where nobody else is left the personnel office is asked.

use crate::notices::told;
use crate::result_again::{ask, shared};
use crate::result_kit::Kit;
use domain::Lang;
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use domain::permission::Duty;
use service::account;
use service::assess::{self, BodyChange};

/// `ann`, reviewed by `ole` and `dir`, is told that she is “average” and asks for a re-review, before these.
async fn asked_of(re_review: &[&str]) -> Kit {
    let kit = shared(re_review).await;
    kit.summarise("ann").await;
    for by in ["ole", "dir"] {
        kit.review(by, "ann", "average").await.unwrap();
    }
    kit.calibrate("fin", "ann", "average", "").await.unwrap();
    kit.decide("xia", "ann", "average", "").await.unwrap();
    kit.all("personnel", Act::GiveFeedback).await;
    account::give_duty(&kit.world.daybook, kit.world.id("two"), Duty::PersonnelOffice)
        .await
        .unwrap();
    ask(&kit, "ann", "re_review").await;
    kit
}

/// Whether somebody is told that `ann` waits for him, has her in his list, and on the side of every page.
async fn waits(kit: &Kit, who: &str) -> [bool; 3] {
    let (daybook, actor, ann) = (&kit.world.daybook, kit.actor(who).await, kit.course("ann").await);
    let notices = told(&kit.world, who).await;
    let told = notices
        .iter()
        .any(|n| n.unread && n.kind == NoticeKind::AssessAsked && n.thread == ann.as_str());
    let home = assess::home(daybook, &actor).await.unwrap();
    let side = service::notice::waits(daybook, &actor, Lang::En).await.unwrap().assess;
    [
        told,
        home.waiting.iter().any(|line| line.id == ann),
        side.iter().any(|e| e.words.starts_with("Re-reviews to decide")),
    ]
}

#[tokio::test]
async fn who_took_part_before_is_asked_nothing_and_reads_why() {
    let kit = asked_of(&["ole", "dir", "har"]).await;
    for who in ["ole", "dir"] {
        assert_eq!(waits(&kit, who).await, [false; 3], "{who}");
        let page = kit.page(who, "ann").await;
        assert!(!page.line.acts.contains(&Act::DecideReReview), "{who}");
        let why = page.aside.unwrap();
        assert!(why.en.starts_with("You took part in the decision before"), "{why:?}");
    }
    assert_eq!(waits(&kit, "har").await, [true; 3]);
    assert_eq!(waits(&kit, "two").await, [false; 3], "there is somebody to decide");
    for who in ["har", "personnel", "ann"] {
        assert_eq!(kit.page(who, "ann").await.aside, None, "{who}");
    }
}

#[tokio::test]
async fn where_nobody_is_left_the_personnel_office_lets_somebody_join() {
    let kit = asked_of(&["ole", "dir"]).await;
    assert_eq!(waits(&kit, "two").await, [true, false, false]);
    let why = kit.page("personnel", "ann").await.aside.unwrap();
    assert!(
        why.en.starts_with("Everybody who could decide this took part before"),
        "{why:?}"
    );
    assert_eq!(kit.page("ann", "ann").await.aside, None);
    let joins = BodyChange {
        body: "review_body".into(),
        person: kit.world.id("har").0.clone(),
        reason: "Both assessed her.".into(),
        ..BodyChange::default()
    };
    assess::change_body(&kit.world.daybook, &kit.personnel, &kit.period, &joins, "")
        .await
        .unwrap();
    assert_eq!(kit.page("personnel", "ann").await.aside, None);
    kit.answer_objection("har", "ann", "average", "The records are there.")
        .await
        .unwrap();
    assert_eq!(kit.state("ann").await, State::ReReviewed);
}
