//! The form of a new period names who came only after its last day, and keeps what was chosen about them.

use super::house::House;
use axum::http::StatusCode;

/// Whether the choice is there, and ticked.
fn ticked(body: &str, choice: &str) -> Option<bool> {
    let mut fields = body.split("<input ").filter_map(|rest| rest.split('>').next());
    let field = fields.find(|f| f.contains("name=\"later\"") && f.contains(&format!("value=\"{choice}\"")));
    field.map(|f| f.contains("checked"))
}

/// What the choice is about, as the form says it.
fn asked_of(body: &str) -> String {
    let mut fields = body.split("<input ").filter_map(|rest| rest.split('>').next());
    let field = fields.find(|f| f.contains("name=\"later_of\"")).unwrap_or_default();
    let value = field.split("value=\"").nth(1).and_then(|rest| rest.split('"').next());
    value.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn who_began_after_the_last_day_is_chosen_about_without_a_script() {
    let house = House::new().await;
    let office = house.unit("ann").await;
    let [dir, har, qua] = ["dir", "har", "qua"].map(|who| house.id(who).0.clone());
    let typed = |step: &'static str, (first, last): (&'static str, &'static str), later: &'static str| {
        let fields = [
            ("kind", "period"),
            ("title", "Before the list"),
            ("first", first),
            ("last", last),
            ("pack", "neutral"),
            ("unit", office.as_str()),
            ("committee", dir.as_str()),
            ("deciding", dir.as_str()),
            ("re_review", har.as_str()),
            ("appeal", qua.as_str()),
            ("later", later),
            ("step", step),
        ];
        fields.to_vec()
    };
    // All appointments of the house begin in 2024.
    let (before, since) = (("2023-01-01", "2023-03-31"), ("2024-01-01", "2024-03-31"));
    let refused = house.form("/assess/new", "per", &typed("open", before, "")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    for told in [
        "hold posts only since after the last day, 2023-03-31",
        "3 hold posts only since after the last day, 0 since before",
        "Before the list",
    ] {
        assert!(refused.body.contains(told), "{told}: {}", refused.body);
    }
    let choice = |body: &str| (ticked(body, "in"), ticked(body, "out"));
    assert_eq!(choice(&refused.body), (Some(true), Some(false)), "{}", refused.body);
    // It is named before anything is opened, and stays as it was chosen.
    let looked = house.form("/assess/new", "per", &typed("find", before, "out")).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
    assert_eq!(choice(&looked.body), (Some(false), Some(true)), "{}", looked.body);
    let nobody = house.form("/assess/new", "per", &typed("find", since, "")).await;
    assert_eq!(choice(&nobody.body), (None, None), "{}", nobody.body);
    // What was answered holds for the day and the units that were asked about, and no other.
    let counted = asked_of(&looked.body);
    assert_eq!(counted, format!("2023-03-31 {office}"));
    let answer = async |last: &'static str, of: &str| {
        let mut fields = typed("open", (before.0, last), "in");
        fields.push(("later_of", of));
        house.form("/assess/new", "per", &fields).await
    };
    let other_unit = format!("2023-03-31 {}", house.unit("fin").await);
    for (last, of) in [("2023-02-28", counted.as_str()), ("2023-03-31", other_unit.as_str())] {
        let stale = answer(last, of).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", stale.body);
        let told = format!("3 hold posts only since after the last day, {last}, and 0 since before");
        assert!(stale.body.contains(&told), "{told}: {}", stale.body);
        assert_eq!(asked_of(&stale.body), format!("{last} {office}"));
    }
    // Days that are filled in for another kind were not counted.
    let mut another = typed("look", before, "out");
    another.extend([
        ("proposed_kind", "year"),
        ("proposed_first", before.0),
        ("proposed_last", before.1),
    ]);
    let filled = house.form("/assess/new", "per", &another).await;
    assert_eq!(choice(&filled.body), (None, None), "{}", filled.body);
    let opened = answer("2023-03-31", counted.as_str()).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
}
