//! How each function about a whole period is called, and on what: a period of the Office in which Ann, Bob and Ole take part.

use super::house::{House, UNKNOWN};
use super::table::Cell;
use axum::http::StatusCode;
use domain::PeriodId;
use domain::permission::{Relation, Resource};
use service::Settings;
use service::assess::{Opening, open_period};
use service::result::raise;

/// Whoever stands in one of the relations is told or refused in words; for anybody else there is nothing.
pub fn told(way: &str, relations: &[Relation], relation: Option<Relation>, status: StatusCode, cell: &str) {
    // A name that is not published is not there: nobody learns by objecting how far somebody's assessment is.
    let published = !matches!(way, "object_to_publication" | "withdraw_name_objection");
    let theirs = published && relation.is_some_and(|r| relations.contains(&r));
    let told = status == StatusCode::OK || status == StatusCode::UNPROCESSABLE_ENTITY;
    assert_eq!(told, theirs, "{cell}");
    assert!(told || status == StatusCode::NOT_FOUND, "{cell}");
}

/// How a file is answered to whom it is for: there is no press in this house, and that is told.
pub fn file(path: &str) -> StatusCode {
    match path.ends_with(".pdf") {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    }
}

impl House {
    /// A year of the Office, with a democratic rating and a share that can be raised.
    pub async fn year(&self) -> PeriodId {
        let named = |who: &str| vec![self.id(who).0.clone()];
        let opening = Opening {
            kind: "year".into(),
            title: "The year of the Office".into(),
            first: "2026-01-01".into(),
            last: "2026-12-31".into(),
            pack: "cn-civil-servant".into(),
            overlays: vec!["cn-democratic-rating".into()],
            units: vec![self.unit("ann").await.0],
            committee: named("dir"),
            deciding: named("dir"),
            re_review: named("har"),
            appeal: named("qua"),
            ..Opening::default()
        };
        let office = self.actor("per").await;
        open_period(&self.daybook, &office, opening, "").await.unwrap()
    }

    /// A year whose share was raised by a paper.
    pub async fn raised(&self) -> PeriodId {
        let (year, per) = (self.year().await, self.actor("per").await);
        raise(&self.daybook, &per, &year, "No. 7", "").await.unwrap();
        year
    }
}

/// The cell of a function about periods; none for another's.
pub async fn cell(house: &House, function: &str) -> Option<Cell> {
    let text = |s: &str| s.to_owned();
    let on = |name: &'static str, id: String, rest: Vec<(&'static str, String)>, resource| Cell {
        real: [vec![(name, id)], rest.clone()].concat(),
        unreal: Some([vec![(name, text(UNKNOWN))], rest].concat()),
        resource,
    };
    let nothing = || Cell {
        real: vec![],
        unreal: None,
        resource: Resource::Site,
    };
    let site = Resource::Site;
    Some(match function {
        "new_period" | "statuses" | "simulate" | "statistics" => nothing(),
        "period" | "period_rules" | "period_people" | "publication" | "ballot" => {
            on("period", house.year().await.0, vec![], site)
        }
        "board" => {
            let rest = vec![("unit", house.unit("ann").await.0)];
            on("period", house.year().await.0, rest, site)
        }
        "period_act" => on("period", house.year().await.0, vec![("act", text("close"))], site),
        "hand_over" => super::people::handed(house).await,
        "add_joined" | "remind_people" | "handing_over" => on("period", house.year().await.0, vec![], site),
        "withdraw_period" => {
            let rest = vec![
                ("title", text("The year of the Office")),
                ("reason", text("Wrong days")),
            ];
            on("period", house.year().await.0, rest, site)
        }
        "change_body" => {
            let rest = vec![
                ("body", text("review_body")),
                ("person", house.id("fay").0.clone()),
                ("reason", text("One more")),
            ];
            on("period", house.year().await.0, rest, site)
        }
        "take_back_paper" => on(
            "period",
            house.raised().await.0,
            vec![("nth", text("1")), ("reason", text("No"))],
            site,
        ),
        "raise_quota" => on("period", house.year().await.0, vec![("paper", text("No. 8"))], site),
        "cast_ballots" => on(
            "period",
            house.year().await.0,
            vec![("ballots[x]", text("competent"))],
            site,
        ),
        "calibrate_course" | "decide_course" => {
            let rest = vec![
                ("version", text("1")),
                ("grade", text("good")),
                ("reason", text("It is so")),
            ];
            on("course", house.course().await.0, rest, house.of_ann().await)
        }
        "object_to_publication" | "withdraw_name_objection" | "answer_publication" => {
            let rest = vec![
                ("version", text("1")),
                ("grade", text("good")),
                ("reason", text("Not so")),
            ];
            on("course", house.course().await.0, rest, house.of_ann().await)
        }
        "keep_status" => {
            let rest = vec![("kind", text("training")), ("first", text("2026-03-02"))];
            on("person", house.id("ann").0.clone(), rest, site)
        }
        "end_status" => on("status", house.status().await, vec![("last", text("2026-03-09"))], site),
        "remove_status" => on("status", house.status().await, vec![], site),
        _ => return super::years::cell(house, function).await,
    })
}

/// The address of a route about a period that exists, or about a replay that is not kept.
pub async fn door(house: &House, path: &str) -> String {
    match path.contains("{id}") {
        true => path
            .replace("{id}", house.year().await.as_str())
            .replace("{act}", "close"),
        false => format!("{path}?run={UNKNOWN}"),
    }
}

const FORM: [(&str, &str); 6] = [
    ("kind", "period"),
    ("title", "Typed </b> by me"),
    ("first", "2026-07-01"),
    ("pack", "neutral"),
    ("overlay", ""),
    ("part", "Bob"),
];

#[tokio::test]
async fn what_was_typed_for_a_new_period_stays_whatever_the_form_was_sent_for() {
    let house = House::new().await;
    let (office, bob) = (house.unit("ann").await, house.id("bob").0.clone());
    let others = ["dir", "har", "qua"].map(|who| house.id(who).0.clone());
    let [dir, har, qua] = others.each_ref().map(String::as_str);
    let bodies = [
        ("committee", bob.as_str()),
        ("deciding", dir),
        ("re_review", har),
        ("appeal", qua),
    ];
    let own = [&[("unit", office.as_str())], &bodies[..]].concat();
    let typed = |step: &'static str, last: &'static str| [&FORM[..], &own, &[("last", last), ("step", step)]].concat();
    // A search and a look at the rules write nothing.
    for step in ["find", "look", "all", "none", ""] {
        let page = house.form("/assess/new", "per", &typed(step, "2026-09-30")).await;
        assert_eq!(page.status, StatusCode::OK, "{step}: {}", page.body);
        for kept in ["Typed &lt;/b&gt; by me", "2026-07-01", "Bob Four", &bob] {
            assert!(page.body.contains(kept), "{step}: {kept}: {}", page.body);
        }
    }
    // What stands against it is said above the same form.
    let refused = house.form("/assess/new", "per", &typed("open", "2026-06-01")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("role=\"alert\"") && refused.body.contains("Typed &lt;/b&gt; by me"));
    let opened = house.form("/assess/new", "per", &typed("open", "2026-09-30")).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    assert!(
        opened.header("location").starts_with("/assess/period/"),
        "{}",
        opened.header("location")
    );
    let page = house.get(opened.header("location"), "per").await;
    assert!(
        page.body.contains("Typed &lt;/b&gt; by me") && page.body.contains("Bob Four"),
        "{}",
        page.body
    );
    // It is for the personnel office alone.
    for who in ["ann", "sys", "aud"] {
        let answer = house.form("/assess/new", who, &typed("open", "2026-09-30")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who}");
        assert!(!answer.body.contains("Bob Four"), "{who}");
    }
}

#[tokio::test]
async fn who_a_status_is_searched_for_stands_in_no_address() {
    let house = House::new().await;
    let typed = [
        ("part", "Bob"),
        ("kind", "sick_leave"),
        ("first", "2026-03-02"),
        ("note", "Until </b> May"),
    ];
    let page = house.form("/assess/statuses", "per", &typed).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for kept in ["Bob Four", "2026-03-02", "Until &lt;/b&gt; May"] {
        assert!(page.body.contains(kept), "{kept}: {}", page.body);
    }
    let mut options = page.body.split("<option ").filter_map(|rest| rest.split('>').next());
    let kind = options.find(|tag| tag.contains("sick_leave"));
    assert!(kind.is_some_and(|tag| tag.contains("selected")), "{}", page.body);
    assert!(!page.body.contains("formmethod=\"get\""), "{}", page.body);
    let page = house.get("/assess/statuses?part=Bob", "per").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("Bob Four"), "{}", page.body);
    // Whoever was signed out meanwhile loses nothing; for others there is nothing.
    let nobody = house.form("/assess/statuses", "", &typed).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert!(nobody.body.contains("Until &lt;/b&gt; May") && !nobody.body.contains("Bob Four"));
    let other = house.form("/assess/statuses", "ann", &typed).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "{}", other.body);
}

#[tokio::test]
async fn a_special_assessment_is_opened_for_its_task_and_called_by_it() {
    let house = House::new().await;
    let office = house.unit("ann").await;
    let [dir, har, qua] = ["dir", "har", "qua"].map(|who| house.id(who).0.clone());
    let typed = |task: &'static str| {
        let fields = [
            ("kind", "special"),
            ("task", task),
            ("title", "The flood"),
            ("first", "2026-01-01"),
            ("last", "2026-12-31"),
            ("pack", "neutral"),
            ("unit", office.as_str()),
            ("committee", dir.as_str()),
            ("deciding", dir.as_str()),
            ("re_review", har.as_str()),
            ("appeal", qua.as_str()),
            ("step", "open"),
        ];
        fields.to_vec()
    };
    let refused = house.form("/assess/new", "per", &typed(" ")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(
        refused.body.contains("says which task it is about") && refused.body.contains("The flood"),
        "{}",
        refused.body
    );
    let opened = house.form("/assess/new", "per", &typed("Dykes & people")).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let period = opened.header("location").to_owned();
    let id = PeriodId::from(period.trim_start_matches("/assess/period/"));
    let course = format!("/assess/course/{}", house.course_in(&id, "ann").await);
    for (who, path) in [("per", period.as_str()), ("ann", "/assess"), ("ann", course.as_str())] {
        let page = house.get(path, who).await;
        let called = "Special assessment: Dykes &amp; people";
        assert!(page.body.contains(called), "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn a_step_for_many_is_asked_about_before_it_is_taken() {
    let house = House::new().await;
    let period = house.year().await;
    let base = format!("/assess/period/{period}");
    let page = house.get(&base, "per").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    // Nobody has submitted a summary: nothing is ready, and a step that is asked for all the same says so.
    let asked = house.get(&format!("{base}?do=compile"), "per").await;
    assert!(!asked.body.contains("/api/period_act"), "{}", asked.body);
    assert!(asked.body.contains("role=\"status\""), "{}", asked.body);
}

#[tokio::test]
async fn a_period_opened_by_mistake_is_taken_back_without_a_script() {
    let house = House::new().await;
    let period = house.year().await;
    let base = format!("/assess/period/{period}");
    let page = house.get(&base, "per").await;
    assert!(page.body.contains("/api/withdraw_period"), "{}", page.body);
    let send = async |title: &str| {
        let fields = [
            ("period", period.as_str()),
            ("title", title),
            ("reason", "Wrong days & units"),
            ("next", base.as_str()),
        ];
        house.form("/api/withdraw_period", "per", &fields).await
    };
    let refused = send("Another year").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("not that of this period"), "{}", refused.body);
    let done = send("The year of the Office").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    for (who, path) in [("per", base.as_str()), ("ann", base.as_str()), ("ann", "/assess")] {
        let page = house.get(path, who).await;
        assert!(
            page.body.contains("Reason: Wrong days &amp; units"),
            "{who} {path}: {}",
            page.body
        );
        assert!(!page.body.contains("/api/withdraw_period"), "{who} {path}");
    }
    // Nobody but the office is offered it.
    let other = house.year().await;
    let page = house.get(&format!("/assess/period/{other}"), "dir").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("/api/withdraw_period"), "{}", page.body);
}

#[tokio::test]
async fn who_sits_on_a_body_is_changed_without_a_script() {
    let house = House::new().await;
    let base = format!("/assess/period/{}", house.year().await);
    let found = house.get(&format!("{base}?who=Fay"), "per").await;
    let fay = house.id("fay").0.clone();
    assert!(found.body.contains("/api/change_body"), "{}", found.body);
    assert!(
        found.body.contains(&format!("name=\"person\" value=\"{fay}\"")),
        "{}",
        found.body
    );
    let fields = [
        ("period", base.trim_start_matches("/assess/period/")),
        ("body", "review_body"),
        ("out", house.id("har").as_str()),
        ("person", fay.as_str()),
        ("reason", "Ill & away"),
        ("next", base.as_str()),
    ];
    let done = house.form("/api/change_body", "per", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = house.get(&base, "per").await;
    assert!(page.body.contains("joined. Reason: Ill &amp; away"), "{}", page.body);
    // Nobody else is offered it, nor finds people by it.
    let page = house.get(&format!("{base}?who=Fay"), "dir").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        !page.body.contains("/api/change_body") && !page.body.contains("name=\"person\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn without_the_press_it_is_said_what_is_missing() {
    let house = House::new().await;
    let period = house.year().await;
    let back = format!("/assess/period/{period}");
    let page = house.get(&format!("{back}/roster.pdf"), "per").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    for told in ["The file was not made", "--press", "Excel", &format!("href=\"{back}\"")] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
}

#[tokio::test]
async fn a_mistake_in_a_workbook_of_the_office_is_told_on_a_page() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("roster.xlsx"), "no workbook").unwrap();
    let settings = Settings {
        forms: Some(folder.path().to_owned()),
        unlimited: true,
        ..Settings::default()
    };
    let house = House::of(settings, false, false).await;
    let back = format!("/assess/period/{}", house.year().await);
    let page = house.get(&format!("{back}/roster.xlsx"), "per").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    for told in ["The file was not made", "roster.xlsx", &format!("href=\"{back}\"")] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    let stranger = house.get(&format!("{back}/roster.xlsx"), "ann").await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
}
