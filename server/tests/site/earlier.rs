//! A record of an earlier day, written without a script.

use super::house::House;
use axum::http::StatusCode;
use domain::Lang;
use domain::indicator::SetScope;
use service::indicator::{GivenRow, Source, agree, draft, save, set};

/// The Office is measured by this alone, from today on.
async fn measured(house: &House, name: &str) {
    let (daybook, office) = (&house.daybook, house.actor("per").await);
    let scope = SetScope::Unit(house.unit("ann").await);
    let begun = draft(daybook, &office, &scope, &Source::Last, Lang::En).await.unwrap();
    let row = GivenRow {
        dimension: "ji".into(),
        name: name.into(),
        measure: "Counted".into(),
        weight: "100".into(),
        ..GivenRow::default()
    };
    let edition = set(daybook, &office, &begun.id, Lang::En).await.unwrap().edition;
    save(daybook, &office, &begun.id, edition, "", &[row]).await.unwrap();
    let edition = set(daybook, &office, &begun.id, Lang::En).await.unwrap().edition;
    agree(daybook, &office, &begun.id, edition, "", "").await.unwrap();
}

/// Whether an element of this kind has all of these in its tag.
fn has(page: &str, element: &str, parts: &[&str]) -> bool {
    let opened = format!("<{element} ");
    let tags = page.split(&opened).skip(1);
    let mut tags = tags.filter_map(|rest| rest.split('>').next());
    tags.any(|tag| parts.iter().all(|part| tag.contains(part)))
}

#[tokio::test]
async fn without_a_script_a_record_of_an_earlier_day_is_tied_to_what_held_then() {
    let house = House::new().await;
    measured(&house, "Visitors received").await;
    let (day, ann) = (house.daybook.today(), house.id("ann").0.clone());
    house.daybook.pass_days(10);
    measured(&house, "Letters answered").await;
    let (boxed, listed) = (house.own().await.0, house.own().await.0);
    let today = house.get("/new", "ann").await.body;
    assert!(
        today.contains("Letters answered") && !today.contains("Visitors received"),
        "{today}"
    );
    for page in ["/", "/new"] {
        let page = house.get(page, "ann").await.body;
        assert!(
            page.contains("formaction=\"/new\"") && page.contains("boot.js"),
            "{page}"
        );
    }
    let told = format!("progress-{boxed}");
    // In the order of the page.
    let form = [
        ("next", "/"),
        ("daybook-person", ann.as_str()),
        ("key", "k1"),
        ("text", "Three </b> boats came"),
        ("items", boxed.as_str()),
        ("items", listed.as_str()),
        ("items", ","),
        (told.as_str(), "40"),
        ("progress-", "70"),
        ("indicators", ""),
        ("indicators", ","),
        ("progress", ""),
        ("day", day.as_str()),
        ("audience", "leaders"),
    ];
    let before = house.acts().await;
    let page = house.form("/new", "ann", &form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let page = page.body;
    for part in ["Three &lt;/b&gt; boats came", "Letters answered", "Visitors received"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(
        has(&page, "input", &["name=\"day\"", &format!("value=\"{day}\"")]),
        "{page}"
    );
    assert!(has(&page, "option", &["\"leaders\"", "selected"]), "{page}");
    for (item, percent) in [(&boxed, "40"), (&listed, "70")] {
        let (ticked, field) = (format!("value=\"{item}\""), format!("name=\"progress-{item}\""));
        assert!(has(&page, "input", &["name=\"items\"", &ticked, "checked"]), "{page}");
        assert!(
            has(&page, "input", &[&field, &format!("value=\"{percent}\"")]),
            "{page}"
        );
    }
    // No script takes over what it does not know of.
    assert!(!page.contains("boot.js"), "{page}");
    // Whoever was signed out meanwhile loses nothing, and whoever else sits here now is shown that it is not theirs.
    for who in ["", "bob"] {
        let kept = house.form("/new", who, &form).await;
        assert_eq!(kept.status, StatusCode::UNAUTHORIZED, "{who}");
        assert!(
            kept.body.contains("Three &lt;/b&gt; boats came"),
            "{who}: {}",
            kept.body
        );
    }
    assert_eq!(house.acts().await, before);

    let (option, _) = page.split_once(">Visitors received</option>").unwrap();
    let then = option.rsplit("value=\"").next().unwrap().split('"').next().unwrap();
    let form = [
        ("text", "Three boats came"),
        ("day", day.as_str()),
        ("audience", "leaders"),
        ("items", ","),
        ("indicators", then),
        ("indicators", ","),
        ("key", "k2"),
        ("next", "/"),
    ];
    let sent = house.multipart("ann", &form, &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let feed = house.call("feed", "ann", &[("scope", "all")]).await.json();
    let card = &feed["cards"][0];
    assert_eq!(card["late_for"], day);
    assert_eq!(card["anchors"]["indicators"][0]["name"], "Visitors received", "{card}");
}
