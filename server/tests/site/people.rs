//! From the counts of a period to the names behind them, and the button that reminds them.

use crate::house::House;
use axum::http::StatusCode;

#[tokio::test]
async fn a_count_leads_to_names_and_the_button_reminds_them() {
    let house = House::new().await;
    let (period, unit) = (house.year().await, house.unit("ann").await);
    let base = format!("/assess/period/{period}");
    let list = format!("{base}/people?state=opened&unit={unit}");
    let page = house.get(&base, "per").await;
    let link = list.replace('&', "&amp;");
    assert!(page.body.contains(&link) || page.body.contains(&list), "{}", page.body);
    let names = house.get(&list, "per").await;
    assert_eq!(names.status, StatusCode::OK);
    for there in ["Ann Three", "Bob Four"] {
        assert!(names.body.contains(there), "{there}: {}", names.body);
    }
    // The opening has told everybody today.
    assert!(!names.body.contains("/api/remind_people"), "{}", names.body);
    house.daybook.pass_days(1);
    let names = house.get(&list, "per").await;
    assert!(names.body.contains("/api/remind_people"), "{}", names.body);
    let form = [
        ("period", period.as_str()),
        ("state", "opened"),
        ("unit", unit.as_str()),
        ("next", list.as_str()),
    ];
    let sent = house.form("/api/remind_people", "per", &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(sent.header("location"), list);
    let names = house.get(&list, "per").await;
    assert!(
        names.body.contains("Told or reminded today") && !names.body.contains("/api/remind_people"),
        "{}",
        names.body
    );
    let found = house.get(&format!("{base}/people?part=bob"), "per").await;
    assert!(
        found.body.contains("Bob Four") && !found.body.contains("Ann Three"),
        "{}",
        found.body
    );
    // Heads of units and those who take part see counts of their own at most, and no list.
    for who in ["ole", "ann"] {
        let page = house.get(&base, who).await;
        assert!(!page.body.contains(&format!("{base}/people")), "{who}: {}", page.body);
    }
}
