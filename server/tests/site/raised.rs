//! A paper that raises the share of a quota.

use super::house::House;
use axum::http::StatusCode;

#[tokio::test]
async fn a_paper_that_was_entered_by_mistake_is_taken_back_without_a_script() {
    let house = House::new().await;
    let period = house.raised().await;
    let base = format!("/assess/period/{period}");
    let page = house.get(&base, "per").await;
    assert!(
        page.body.contains("/api/take_back_paper") && page.body.contains("No. 7"),
        "{}",
        page.body
    );
    let other = house.get(&base, "dir").await;
    assert!(other.body.contains("No. 7") && !other.body.contains("/api/take_back_paper"));
    let fields = [
        ("period", period.as_str()),
        ("nth", "1"),
        ("reason", "Of the year before"),
        ("next", base.as_str()),
    ];
    let done = house.form("/api/take_back_paper", "per", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let after = house.get(&base, "per").await;
    for said in ["No. 7", "Of the year before", "The share is raised no more"] {
        assert!(after.body.contains(said), "{said}: {}", after.body);
    }
    assert!(!after.body.contains("/api/take_back_paper"), "{}", after.body);
    let twice = house.form("/api/take_back_paper", "per", &fields).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", twice.body);
}
