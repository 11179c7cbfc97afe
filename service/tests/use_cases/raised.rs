//! The higher share of a quota, and the papers that approve it.

use crate::result_year::year;
use crate::world::{World, today};
use service::{assess, result};

#[tokio::test]
async fn a_higher_share_needs_a_paper_and_every_paper_is_kept() {
    let kit = year(World::new().await).await;
    let daybook = &kit.world.daybook;
    let raise = async |paper: &str, key: &str| result::raise(daybook, &kit.personnel, &kit.period, paper, key).await;
    let page = async || assess::period_page(daybook, &kit.personnel, &kit.period).await.unwrap();
    let raised = "10 people × 25 % = 2.5, rounded down to 2";
    assert!(raise(" ", "").await.is_err());
    let before = page().await;
    assert!(before.raised.is_empty() && before.may_raise);
    assert!(!before.quotas[0].steps[0].en.contains(raised));
    raise("Approval No. 12 (2026)", "k").await.unwrap();
    raise("Approval No. 12 (2026)", "k").await.unwrap();
    assert!(page().await.quotas[0].steps[0].en.contains(raised));
    // Another paper takes the place of none, and raises the share no further; the same one is not listed twice.
    raise("Approval No. 14 (2026)", "l").await.unwrap();
    raise("Approval No. 14 (2026)", "m").await.unwrap();
    let after = page().await;
    let papers: Vec<&str> = after.raised.iter().map(|of| of.paper.as_str()).collect();
    assert_eq!(papers, ["Approval No. 12 (2026)", "Approval No. 14 (2026)"]);
    for of in &after.raised {
        assert_eq!((of.by.as_str(), of.on), (kit.personnel.person.as_str(), Some(today())));
    }
    assert!(
        after.quotas[0].steps[0].en.contains(raised) && after.may_raise,
        "{:?}",
        after.quotas[0].steps
    );
    let leaves = kit.world.acts().await;
    assert_eq!(leaves.iter().filter(|act| *act == "period_raised").count(), 3);
}
