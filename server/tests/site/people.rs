//! From the counts of a period to the names behind them, and the button that reminds them.

use crate::house::{House, UNKNOWN};
use crate::table::Cell;
use axum::http::StatusCode;
use domain::permission::Resource;

/// All that Ole has left to review in a year of its own, to be handed over.
pub async fn handed(house: &House) -> Cell {
    let on = |period: String| {
        let who = |name: &str| house.id(name).0.clone();
        vec![("period", period), ("from", who("ole")), ("person", who("dir"))]
    };
    Cell {
        real: on(house.year().await.0),
        unreal: Some(on(UNKNOWN.to_owned())),
        resource: Resource::Site,
    }
}

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

#[tokio::test]
async fn the_office_hands_over_all_reviews_of_one_assessor_and_reads_what_became_of_it() {
    let house = House::new().await;
    let base = format!("/assess/period/{}/people", house.year().await);
    let (ole, dir) = (house.id("ole").0.clone(), house.id("dir").0.clone());
    let page = house.get(&base, "per").await;
    assert!(page.body.contains("Choose an assessor"), "{}", page.body);
    assert!(!page.body.contains("hand-from"), "{}", page.body);
    let asked = |from: &str, to: &str| format!("{base}?hand=1&from={from}&to={to}");
    let page = house.get(&asked(&ole, "dir"), "per").await;
    for there in [
        "hand-from",
        "/api/hand_over",
        "Hand over what Ole Two has left",
        "Dir One",
    ] {
        assert!(page.body.contains(there), "{there}: {}", page.body);
    }
    let period = base.split('/').nth(3).unwrap();
    let next = format!("{base}#hand-over");
    let send = async |from: &str, to: &str| {
        let form = [
            ("period", period),
            ("from", from),
            ("person", to),
            ("next", next.as_str()),
        ];
        let sent = house.form("/api/hand_over", "per", &form).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert_eq!(sent.header("location"), next);
        house.get(&base, "per").await.body
    };
    let page = send(&ole, &dir).await;
    assert!(
        page.contains("Ole Two to Dir One: ") && page.contains(" handed over."),
        "{page}"
    );
    // Ole himself is among those whom the director reviews.
    let page = send(&dir, &ole).await;
    assert!(
        page.contains("; 1 not.") && page.contains("Nobody reviews himself"),
        "{page}"
    );
    // Nobody else is shown anything of it, bodies that read the list included.
    for who in ["dir", "ole"] {
        let page = house.get(&asked(&ole, "dir"), who).await;
        assert!(
            !page.body.contains("hand-over") && !page.body.contains("Nobody reviews"),
            "{who}: {}",
            page.body
        );
    }
}
