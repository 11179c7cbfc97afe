//! The days of a new period: those of its kind, and a year that is a whole one unless it is said not to be.

use crate::house::{Answer, House};
use axum::http::StatusCode;

/// Sends the form for the Office by the neutral rules, with what is typed about the time.
async fn send(house: &House, time: &[(&str, &str)]) -> Answer {
    let office = house.unit("ann").await;
    let [dir, har, qua] = ["dir", "har", "qua"].map(|who| house.id(who).0.clone());
    let others = [
        ("pack", "neutral"),
        ("unit", office.as_str()),
        ("committee", dir.as_str()),
        ("deciding", dir.as_str()),
        ("re_review", har.as_str()),
        ("appeal", qua.as_str()),
        ("step", "open"),
    ];
    house.form("/assess/new", "per", &[time, &others].concat()).await
}

#[tokio::test]
async fn a_year_is_not_opened_with_the_days_of_a_quarter_unseen() {
    let house = House::new().await;
    let quarter = [("title", "2026 Q3"), ("first", "2026-07-01"), ("last", "2026-09-30")];
    let proposed = [
        ("proposed_kind", "period"),
        ("proposed_title", "2026 Q3"),
        ("proposed_first", "2026-07-01"),
        ("proposed_last", "2026-09-30"),
    ];
    // As they were proposed and left: another kind has other days, which are shown first.
    let left = send(&house, &[&[("kind", "year")][..], &quarter[..], &proposed[..]].concat()).await;
    assert_eq!(left.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", left.body);
    for gone in ["2026-07-01", "2026-09-30", "2026 Q3"] {
        let field = format!("value=\"{gone}\"");
        assert!(!left.body.contains(&field), "{gone}: {}", left.body);
    }
    for there in ["-01-01\"", "-12-31\"", "The kind was changed"] {
        assert!(left.body.contains(there), "{there}: {}", left.body);
    }
    // As they were typed: they stay, and are asked about.
    let typed = [&[("kind", "year")][..], &quarter[..]].concat();
    let asked = send(&house, &typed).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.body);
    for there in ["2026-07-01", "twelve whole months", "name=\"short_year\""] {
        assert!(asked.body.contains(there), "{there}: {}", asked.body);
    }
    let meant = send(&house, &[&typed[..], &[("short_year", "1")]].concat()).await;
    assert_eq!(meant.status, StatusCode::SEE_OTHER, "{}", meant.body);
    // A usual one has whatever days it has.
    let usual = send(
        &house,
        &[&[("kind", "period")][..], &quarter[..], &proposed[..]].concat(),
    )
    .await;
    assert_eq!(usual.status, StatusCode::SEE_OTHER, "{}", usual.body);
}
