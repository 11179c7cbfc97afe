//! Cells of the authorisation table about indicators, and the pages that only the server draws.

use super::house::{FORM, House, STAFF, UNKNOWN, encode};
use super::table::{Cell, Fields, Things};
use axum::http::{StatusCode, header};
use domain::indicator::SetScope;
use domain::permission::{Resource, SetFacts};
use domain::{IndicatorSetId, Lang};
use service::import;
use service::indicator::{GivenRow, Source, agree, check_sheet, draft, save, set};

fn rows() -> Vec<GivenRow> {
    ["Visitors received", "Letters answered"]
        .map(|name| GivenRow {
            dimension: "ji".into(),
            name: name.into(),
            measure: "Counted".into(),
            weight: "50".into(),
            ..GivenRow::default()
        })
        .to_vec()
}

/// The draft of the Office's set, with its rows; the one that is there, if there is one.
async fn office_draft(house: &House, scope: &SetScope) -> IndicatorSetId {
    let office = house.actor("per").await;
    let begun = draft(&house.daybook, &office, scope, &Source::Last, Lang::En)
        .await
        .unwrap();
    let id = begun.id;
    let edition = set(&house.daybook, &office, &id, Lang::En).await.unwrap().edition;
    save(&house.daybook, &office, &id, edition, "", &rows()).await.unwrap();
    id
}

/// Two agreed versions of a scope, the second from tomorrow or later: a day is taken by one version.
async fn two_versions(house: &House, scope: &SetScope) -> (IndicatorSetId, IndicatorSetId) {
    let office = house.actor("per").await;
    let page = |id: IndicatorSetId| {
        let office = office.clone();
        async move { set(&house.daybook, &office, &id, Lang::En).await.unwrap() }
    };
    let first = office_draft(house, scope).await;
    let versions = page(first.clone()).await.versions;
    let agreed: Vec<_> = versions
        .iter()
        .filter(|v| v.from.is_some())
        .map(|v| v.id.clone())
        .collect();
    if let [second, first, ..] = agreed.as_slice() {
        return (first.clone(), second.clone());
    }
    let edition = page(first.clone()).await.edition;
    agree(&house.daybook, &office, &first, edition, "", "").await.unwrap();
    let second = office_draft(house, scope).await;
    let there = page(second.clone()).await;
    agree(&house.daybook, &office, &second, there.edition, &there.earliest, "")
        .await
        .unwrap();
    (first, second)
}

pub async fn cell(house: &House, things: &Things, function: &str) -> Cell {
    let on_unit = Resource::Indicators(SetFacts::Unit {
        path: things.path.clone(),
    });
    let scope = SetScope::Unit(things.office.clone());
    let with = |name: &'static str, id: String, rest: &[(&'static str, String)], resource: Resource| {
        let fields = |id: String| {
            std::iter::once((name, id))
                .chain(rest.iter().cloned())
                .collect::<Fields>()
        };
        Cell {
            real: fields(id),
            unreal: Some(fields(UNKNOWN.into())),
            resource,
        }
    };
    let plain = |resource: Resource| Cell {
        real: vec![],
        unreal: None,
        resource,
    };
    match function {
        "indicators" => plain(Resource::Site),
        "indicator_library" => plain(Resource::Indicators(SetFacts::Family)),
        "indicator_set" => with("set", two_versions(house, &scope).await.0.0, &[], on_unit),
        "compare_indicators" => {
            let (first, second) = two_versions(house, &scope).await;
            with("a", first.0, &[("b", second.0)], on_unit)
        }
        "person_indicators" => {
            let profile = house.daybook.profile(house.id("ann")).await.unwrap();
            with("person", house.id("ann").0.clone(), &[], profile.resource())
        }
        "discard_indicators" => with("set", office_draft(house, &scope).await.0, &[], on_unit),
        "agree_indicators" => {
            // A new post's day each time: versions of one scope must follow each other.
            let position = house.actor("ann").await.seats.first().unwrap().position.clone();
            let scope = SetScope::Post(position.clone());
            let id = office_draft(house, &scope).await;
            let page = set(&house.daybook, &*house.actor("per").await, &id, Lang::En)
                .await
                .unwrap();
            let profile = house.daybook.profile(house.id("ann")).await.unwrap();
            let line = profile.lines.iter().flat_map(|l| l.posts.clone()).collect();
            let resource = Resource::Indicators(SetFacts::Post {
                position,
                path: things.path.clone(),
                line,
            });
            let rest = [("edition", page.edition.to_string()), ("from", page.earliest)];
            with("set", id.0, &rest, resource)
        }
        "indicator_import" | "apply_indicator_import" => {
            let file =
                b"For,Family unit or post,Dimension,Indicator,Weight\nunit,Bureau/Office,ji,Visits,100\n".to_vec();
            let ole = house.actor("ole").await;
            let job = check_sheet(&house.daybook, &ole, "sets.csv", file).await.unwrap();
            with("job", job, &[], on_unit)
        }
        other => panic!("{other}: give it a line here"),
    }
}

/// A route with what it is about, and the form that goes with it.
pub async fn door(house: &House, method: &str, path: &str) -> (String, Option<String>) {
    let office = house.unit("ann").await;
    let form = |fields: &[(&str, &str)]| Some(String::from_utf8(encode(fields).to_vec()).unwrap());
    match (method, path) {
        ("POST", "/indicators/draft") => (path.into(), form(&[("kind", "unit"), ("target", office.as_str())])),
        ("POST", "/indicators/set/{id}") => {
            let id = office_draft(house, &SetScope::Unit(office)).await;
            (
                path.replace("{id}", id.as_str()),
                form(&[("edition", "0"), ("r0-name", "A")]),
            )
        }
        ("GET", "/indicators/import/{job}/report.xlsx") => (path.replace("{job}", &checked(house).await), None),
        _ => (path.into(), None),
    }
}

/// A file of Ole's for the Office, checked; one of its cells is empty.
async fn checked(house: &House) -> String {
    let file =
        b"For,Family unit or post,Dimension,Indicator,Weight,Measure\nunit,Bureau/Office,ji,Visits,100,\n".to_vec();
    check_sheet(&house.daybook, &*house.actor("ole").await, "sets.csv", file)
        .await
        .unwrap()
}

/// Whether somebody who may is led to where the route leads. A save of an old edition is answered by the page itself.
pub fn leads_on(path: &str, location: &str) -> bool {
    match path {
        "/indicators/draft" => location.starts_with("/indicators/set/0"),
        "/indicators/import" => location.starts_with("/indicators/import/0"),
        _ => location.is_empty(),
    }
}

#[tokio::test]
async fn who_saves_second_gets_the_page_with_what_was_written() {
    let house = House::new().await;
    let scope = SetScope::Unit(house.unit("ann").await);
    let id = office_draft(&house, &scope).await;
    let path = format!("/indicators/set/{id}");
    let page = house.get(&path, "per").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Visitors received"));
    let fields = [
        ("edition", "1"),
        ("note", "Mine"),
        ("r0-name", "Typed <by> me"),
        ("r0-weight", "a lot"),
        ("r1-name", "Gone"),
        ("r1-remove", "1"),
    ];
    let answer = house.form(&path, "per", &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for kept in ["Typed &lt;by&gt; me", "a lot", "Mine", "Saved by: PER"] {
        assert!(answer.body.contains(kept), "{kept}: {}", answer.body);
    }
    assert!(!answer.body.contains("value=\"Gone\""));
    // With the edition of that page it goes through, faults and all.
    let edition = set(&house.daybook, &*house.actor("per").await, &id, Lang::En)
        .await
        .unwrap()
        .edition
        .to_string();
    let fields = [
        ("edition", edition.as_str()),
        ("r0-name", "Typed <by> me"),
        ("r0-weight", "a lot"),
    ];
    let answer = house.form(&path, "per", &fields).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, path.as_str())
    );
    let page = house.get(&path, "per").await;
    assert!(
        page.body.contains("value=\"a lot\"") && page.body.contains("flaws bad"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn pages_of_indicators_have_no_script_of_the_app_and_strangers_get_nothing() {
    let house = House::new().await;
    let ann = house.id("ann").clone();
    let scope = SetScope::Unit(house.unit("ann").await);
    let (first, second) = two_versions(&house, &scope).await;
    let pages = [
        "/indicators".to_owned(),
        "/indicators/library".to_owned(),
        "/indicators/import".to_owned(),
        format!("/indicators/set/{first}"),
        format!("/indicators/compare?a={first}&b={second}"),
        format!("/person/{ann}/indicators"),
    ];
    for path in &pages {
        let page = house.get(path, "ole").await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("boot.js"), "{path} loads the bundle");
        assert_eq!(house.get(path, "").await.status, StatusCode::FOUND, "{path}");
    }
    for path in &pages[3..] {
        let page = house.get(path, "fay").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!page.body.contains("Visitors"), "{path}");
    }
    // The personnel office reads by what somebody is measured, and cannot open the page of the person: there the name is no link.
    let link = format!("href=\"/person/{ann}\"");
    for (who, opens) in [("ole", true), ("per", false)] {
        let page = house.get(&format!("/person/{ann}/indicators"), who).await;
        assert_eq!(
            (page.status, page.body.contains(&link)),
            (StatusCode::OK, opens),
            "{who}"
        );
    }
    // A workbook of one set, for those who may know it.
    for (who, status) in [("ann", StatusCode::OK), ("fay", StatusCode::NOT_FOUND)] {
        let answer = house.get(&format!("/indicators/export.xlsx?set={first}"), who).await;
        assert_eq!(answer.status, status, "{who}");
    }
    let request = house
        .request("POST", "/indicators/set/nonsense", "per")
        .header(header::CONTENT_TYPE, FORM);
    let answer = house.send(request.body("edition=1".into()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_report_is_downloaded_and_one_that_is_gone_is_said_to_be() {
    let house = House::new().await;
    let job = checked(&house).await;
    let page = house.get(&format!("/indicators/import/{job}"), "ole").await;
    let report = format!("/indicators/import/{job}/report.xlsx");
    assert!(
        page.status == StatusCode::OK && page.body.contains(&report),
        "{}",
        page.body
    );
    let answer = house.get(&report, "ole").await;
    assert!(answer.body.starts_with("PK"));
    assert!(
        answer
            .header("content-disposition")
            .contains("daybook-indicators-report.xlsx")
    );
    // Made too long ago or elsewhere, or not for this reader: one answer.
    let gone = house.get(&format!("/indicators/import/{UNKNOWN}"), "ole").await;
    let closed = house.get(&format!("/indicators/import/{job}"), "fay").await;
    for page in [&gone, &closed] {
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(
            page.body.contains("upload the file again") && page.body.contains("/indicators/import\""),
            "{}",
            page.body
        );
    }
    assert_eq!(house.get(&report, "fay").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn rows_are_moved_without_a_script() {
    let house = House::new().await;
    let id = office_draft(&house, &SetScope::Unit(house.unit("ann").await)).await;
    let (path, office) = (format!("/indicators/set/{id}"), house.actor("per").await);
    let page = set(&house.daybook, &office, &id, Lang::En).await.unwrap();
    let edition = page.edition.to_string();
    let ids: Vec<String> = page.rows.iter().map(|r| r.id.0.clone()).collect();
    let fields = [
        ("edition", edition.as_str()),
        ("r0-id", ids[0].as_str()),
        ("r0-name", "Visitors received"),
        ("r0-weight", "50"),
        ("r1-id", ids[1].as_str()),
        ("r1-name", "Letters answered"),
        ("r1-weight", "50"),
        ("move", "up-1"),
    ];
    let answer = house.form(&path, "per", &fields).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, format!("{path}#row-1").as_str())
    );
    let rows = set(&house.daybook, &office, &id, Lang::En).await.unwrap().rows;
    let moved: Vec<&str> = rows.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(moved, [ids[1].as_str(), ids[0].as_str()], "each keeps its id");
}

#[tokio::test]
async fn a_set_for_a_vacant_post_is_begun_where_it_is_listed() {
    let house = House::new().await;
    let own = "name=\"kind\" value=\"post\"";
    assert!(!house.get("/indicators?lacking=", "per").await.body.contains(own));
    let files = [(
        "staff.csv".to_owned(),
        format!("{STAFF}Bureau/Office,no,O9,Registrar,O1,,,,,\n").into_bytes(),
    )];
    let checked = import::check(&house.daybook, &files, import::Kind::StaffList, &mut |_, _| {})
        .await
        .unwrap();
    let changes = checked.changes.unwrap();
    import::write_from_terminal(&house.daybook, &"terminal".into(), &changes, &|_, _| {})
        .await
        .unwrap();
    let page = house.get("/indicators?lacking=", "per").await.body;
    let (_, form) = page.split_once(own).unwrap();
    let (_, rest) = form.split_once("name=\"target\" value=\"").unwrap();
    let post = rest.split_once('"').unwrap().0;
    let answer = house
        .form("/indicators/draft", "per", &[("kind", "post"), ("target", post)])
        .await;
    let draft = answer.header("location").to_owned();
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(house.get(&draft, "per").await.body.contains("Registrar"), "{draft}");
}

#[tokio::test]
async fn a_form_of_more_rows_than_a_draft_can_have_loses_none_without_a_word() {
    let house = House::new().await;
    let id = office_draft(&house, &SetScope::Unit(house.unit("ann").await)).await;
    let (path, office) = (format!("/indicators/set/{id}"), house.actor("per").await);
    let page = set(&house.daybook, &office, &id, Lang::En).await.unwrap();
    let send = async |rows: usize| {
        let mut fields = vec![
            ("edition".to_owned(), page.edition.to_string()),
            ("note".to_owned(), "Why".to_owned()),
        ];
        fields.extend((0..rows).map(|n| (format!("r{}-name", 5 + n), format!("Visits {n}"))));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        house.form(&path, "per", &fields).await
    };
    let many = send(61).await;
    assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(many.body.contains("There are 61 indicators") && many.body.contains("Visits 60"));
    let kept = set(&house.daybook, &office, &id, Lang::En).await.unwrap();
    assert_eq!((kept.edition, kept.rows.len()), (page.edition, page.rows.len()));
    assert_eq!(send(60).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        set(&house.daybook, &office, &id, Lang::En).await.unwrap().rows.len(),
        60
    );
}
