//! The clocks on the page of a period: those that run, whatever its size, and no others.

use crate::result_kit::Kit;
use domain::assessment::process::Act;
use service::{assess, result};

/// What runs until when, by the page of somebody; the same where the documents of everybody are too many to read.
async fn running(kit: &Kit, who: &str) -> Vec<Act> {
    let (daybook, actor) = (&kit.world.daybook, kit.actor(who).await);
    let page = assess::period_page(daybook, &actor, &kit.period).await.unwrap();
    let large = assess::period_page_within(daybook, &actor, &kit.period, 2).await;
    assert_eq!(page.clocks, large.unwrap().clocks, "{who}");
    page.clocks.into_iter().map(|clock| clock.act).collect()
}

const LINE: [(&str, &str, &str); 5] = [
    ("ole", "dir", "fairly_good"),
    ("ann", "ole", "fairly_good"),
    ("bob", "ole", "fairly_good"),
    ("pet", "ole", "fairly_good"),
    ("pia", "pet", "fairly_good"),
];

#[tokio::test]
async fn clocks_run_as_long_as_somebody_is_in_their_step() {
    let kit = Kit::usual().await;
    // The director heads the unit above, and takes no part.
    for who in ["personnel", "dir", "ann"] {
        assert_eq!(running(&kit, who).await, [Act::SubmitSummary], "{who}");
    }
    kit.reviewed(&LINE[..3]).await;
    kit.summarise("pet").await;
    let mut now = running(&kit, "personnel").await;
    now.sort();
    assert_eq!(now, [Act::SubmitSummary, Act::SubmitReview]);
    assert_eq!(running(&kit, "dir").await, [Act::SubmitSummary]);
    kit.review("ole", "pet", "fairly_good").await.unwrap();
    kit.reviewed(&LINE[4..]).await;
    for who in ["personnel", "dir", "ann"] {
        assert_eq!(running(&kit, who).await, [], "nobody writes any more: {who}");
    }
    kit.all("fin", Act::Calibrate).await;
    kit.all("xia", Act::Decide).await;
    kit.all("personnel", Act::GiveFeedback).await;
    let (bob, actor) = (kit.course("bob").await, kit.actor("bob").await);
    let why = "Two months are missing.";
    result::ask(&kit.world.daybook, &actor, &bob, "re_review", why, "")
        .await
        .unwrap();
    for who in ["personnel", "har"] {
        let mut now = running(&kit, who).await;
        now.sort();
        let all = [Act::Acknowledge, Act::AskReReview, Act::DecideReReview, Act::Appeal];
        assert_eq!(now, all, "{who}");
    }
    assert_eq!(running(&kit, "dir").await, []);
}
