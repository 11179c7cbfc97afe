//! The higher share of a quota, and the papers that approve it.

use crate::result_kit::{Kit, ago, opening, words};
use crate::result_year::year;
use crate::world::{World, today};
use domain::assessment::process::Act;
use service::{Error, assess, result};

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

/// A year of Finance: of its four people none can be excellent by 20 %, and one by 25 %.
async fn four() -> Kit {
    let world = World::new().await;
    let units = [world.unit("fin").await];
    let kit = Kit::open(world, opening("year", "2026", &units), (300, 1)).await;
    let two = kit.world.id("two");
    assess::keep_status(
        &kit.world.daybook,
        &kit.personnel,
        two,
        "leading_member",
        &ago(290),
        "",
        "",
        "",
    )
    .await
    .unwrap();
    let all = [
        ("fin", "dir", "competent"),
        ("fay", "fin", "competent"),
        ("xia", "ole", "competent"),
        ("two", "fin", "excellent"),
    ];
    for (who, _, _) in all {
        kit.summarise(who).await;
    }
    assert_eq!(kit.all("personnel", Act::Compile).await.refused, []);
    for (who, by, grade) in all {
        kit.review(by, who, grade).await.unwrap();
    }
    kit.calibrate("fay", "two", "excellent", "").await.unwrap();
    kit
}

#[tokio::test]
async fn a_paper_of_another_period_is_taken_back_unless_its_places_are_held() {
    let kit = four().await;
    let (daybook, hr, period) = (&kit.world.daybook, &kit.personnel, &kit.period);
    let page = async || assess::period_page(daybook, hr, period).await.unwrap();
    let back = async |nth: u32, why: &str, key: &str| result::take_back_paper(daybook, hr, period, nth, why, key).await;
    assert_eq!(kit.all("personnel", Act::Publish).await.refused.len(), 1, "no place");
    for paper in ["No. 12", "No. 14"] {
        result::raise(daybook, hr, period, paper, "").await.unwrap();
    }
    assert_eq!(kit.all("personnel", Act::Publish).await.refused, []);
    // Nobody else can, nor without a reason; and there must be such a paper.
    let fin = kit.actor("fin").await;
    let other = result::take_back_paper(daybook, &fin, period, 1, "Of 2025", "").await;
    assert!(matches!(other, Err(Error::NotFound)));
    assert!(back(1, " ", "").await.is_err());
    for none in [0, 3] {
        assert!(matches!(back(none, "Of 2025", "").await, Err(Error::NotFound)));
    }
    // The other one holds still.
    back(1, "Of 2025", "k").await.unwrap();
    back(1, "Of 2025", "k").await.unwrap();
    assert!(words(back(1, "Of 2025", "").await).contains("took this paper back on"));
    assert_eq!(page().await.quotas[0].units[0].places, 1);
    let held = words(back(2, "Of 2025", "").await);
    assert!(
        held.contains("Finance: more hold “Excellent” than the 0 places"),
        "{held}"
    );
    assert!(page().await.raised[1].stands());

    // Once nobody holds it, the lower share holds again. Both papers stay, with who took them back and why.
    let two = kit.course("two").await;
    result::excuse(daybook, hr, &two, &ago(1), "Went to the Harbour.", "")
        .await
        .unwrap();
    let counted = page().await;
    assert_eq!(counted.quotas[0].units[0].counted, 3);
    back(2, "Of 2025", "").await.unwrap();
    let after = page().await;
    assert!(
        after.quotas[0].steps[0].en.contains("3 people × 20 %"),
        "{:?}",
        after.quotas[0].steps
    );
    let revoked: Vec<_> = after.raised.iter().filter_map(|of| of.taken_back.as_ref()).collect();
    assert_eq!(revoked.len(), 2);
    for of in revoked {
        assert_eq!(
            (of.by.as_str(), of.on, of.why.as_str()),
            (hr.person.as_str(), today(), "Of 2025")
        );
    }
    let leaves = kit.world.acts().await;
    assert_eq!(leaves.iter().filter(|act| *act == "period_lowered").count(), 2);
    // The same paper, entered where it belongs after all, raises it again.
    result::raise(daybook, hr, period, "No. 14", "").await.unwrap();
    let again = page().await;
    assert!(again.raised.len() == 3 && again.raised[2].stands());
    assert!(again.quotas[0].steps[0].en.contains("3 people × 25 %"));
}
