//! How each function about one assessment is called, and on what: a course of Ann's in a period of the Office, just opened.

use super::house::{House, UNKNOWN};
use super::simulator::reviewed;
use super::table::Cell;
use axum::http::StatusCode;
use domain::permission::{CourseFacts, Relation, Resource};
use domain::{CourseId, PeriodId};
use service::assess::{Opening, home, keep_status, keep_summary, open_period, summary_page};

/// Where less is told than the right to a course would allow: a summary is the person's to write, a review the assessors' to read, and
/// there is nothing to become better at before there is a result.
pub fn open_to(function: &str, relation: Option<Relation>) -> Option<bool> {
    match function {
        "course_summary" => Some(relation == Some(Relation::Own)),
        "course_review" => Some(matches!(relation, Some(Relation::Leader | Relation::Named))),
        "improve" => Some(false),
        _ => None,
    }
}

/// What a form of nothing is answered with.
pub fn refusal(path: &str, who: &str) -> StatusCode {
    match (path.ends_with("/summary"), who) {
        (true, "ann") | (false, "ole") => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::NOT_FOUND,
    }
}

impl House {
    /// A period of the Office. Its bodies are people who are nothing else to Ann.
    pub async fn opened(&self) -> PeriodId {
        let named = |who: &str| vec![self.id(who).0.clone()];
        let opening = Opening {
            kind: "period".into(),
            title: "The year of the Office".into(),
            first: "2026-01-01".into(),
            last: "2026-12-31".into(),
            pack: "neutral".into(),
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

    /// Somebody's course in a period.
    pub async fn course_in(&self, period: &PeriodId, who: &str) -> CourseId {
        let home = home(&self.daybook, &*self.actor(who).await).await.unwrap();
        home.own.into_iter().find(|line| line.period == *period).unwrap().id
    }

    /// Ann's, in a period of its own.
    pub async fn course(&self) -> CourseId {
        let period = self.opened().await;
        self.course_in(&period, "ann").await
    }

    /// What the right to Ann's course is decided by.
    pub async fn of_ann(&self) -> Resource {
        let ann = self.daybook.profile(self.id("ann")).await.unwrap();
        Resource::Course(CourseFacts {
            person: self.id("ann").clone(),
            path: ann.actor.seats.first().unwrap().path.clone(),
            line: ann.lines.iter().flat_map(|l| l.posts.clone()).collect(),
            named: ["ole", "dir", "har", "qua"].map(|who| self.id(who).clone()).to_vec(),
        })
    }
}

/// The cell of a function about one assessment; none for another's.
pub async fn cell(house: &House, function: &str) -> Option<Cell> {
    let nothing = |rest: &[(&'static str, &str)]| Cell {
        real: rest.iter().map(|(n, v)| (*n, (*v).to_owned())).collect(),
        unreal: None,
        resource: Resource::Site,
    };
    let rest: &[(&'static str, &str)] = match function {
        "assess_home" | "rule_packs" => return Some(nothing(&[])),
        "rule_pack" => return Some(nothing(&[("pack", "neutral")])),
        "assessors" => return Some(nothing(&[("part", "three")])),
        "course" | "course_summary" | "course_review" | "verify_course" | "acknowledge_result" => &[],
        "withdraw_objection" => &[("which", "re_review"), ("nth", "1")],
        "return_summary" => &[("version", "1"), ("reason", "More of it")],
        "go_on" => &[("reason", "Ill since March")],
        "give_feedback" => &[("words", "Well done")],
        "improve" => &[("at", "0")],
        "ask_objection" => &[("which", "re_review"), ("reason", "Not so")],
        "disagree_result" => &[("reason", "Not so")],
        "extend_decision" => &[("which", "re_review"), ("nth", "1"), ("reason", "Not so")],
        "decide_objection" => &[
            ("which", "re_review"),
            ("nth", "1"),
            ("grade", "good"),
            ("reason", "It is so"),
        ],
        "grade_afterwards" => &[("grade", "good"), ("reason", "It is so")],
        "reassign_course" => &[],
        "excuse_course" => &[("since", "2026-01-05"), ("reason", "Retired")],
        "take_in_course" => &[("reason", "Another of that name")],
        _ => return None,
    };
    let mut rest: Vec<(&'static str, String)> = rest.iter().map(|(n, v)| (*n, (*v).to_owned())).collect();
    if function == "reassign_course" {
        rest.push(("person", house.id("dir").0.clone()));
    }
    let named = |id: String| [vec![("course", id)], rest.clone()].concat();
    let course = house.course().await;
    if function == "take_in_course" {
        house.excuse(&course).await;
    }
    Some(Cell {
        real: named(course.0),
        unreal: Some(named(UNKNOWN.into())),
        resource: match function {
            "reassign_course" | "excuse_course" | "take_in_course" => Resource::Site,
            _ => house.of_ann().await,
        },
    })
}

#[tokio::test]
async fn what_was_typed_stands_on_the_page_of_a_refusal() {
    let house = House::new().await;
    house.write("ann", "Counted the ships", "unit").await;
    let course = house.course().await;
    let path = format!("/assess/course/{course}/summary");
    let page = house.get(&path, "ann").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let typed = "Typed </textarea><b>by me";
    let stale = [
        ("version", "99"),
        ("do", "keep"),
        ("text", typed),
        ("text-else", "Ships & more"),
    ];
    let answer = house.form(&path, "ann", &stale).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        "Typed &lt;/textarea&gt;&lt;b&gt;by me",
        "Ships &amp; more",
        "role=\"alert\"",
        "data-refused",
    ] {
        assert!(answer.body.contains(kept), "{kept}: {}", answer.body);
    }
    // With the version of that page it is kept, and submitted.
    let version = answer.body.split("name=\"version\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap().to_owned();
    let again = [
        ("version", version.as_str()),
        ("do", "submit"),
        ("text", typed),
        ("text-else", "Ships & more"),
    ];
    let answer = house.form(&path, "ann", &again).await;
    let there = format!("/assess/course/{course}?done=submitted");
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, there.as_str()),
        "{}",
        answer.body
    );
    let page = house.get(&there, "ann").await;
    assert!(
        page.body.contains("Ships &amp; more") && page.body.contains("role=\"status\""),
        "{}",
        page.body
    );
    // It is nobody else's to write, and a stranger's not even to read.
    assert_eq!(house.get(&path, "ole").await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.form(&path, "ole", &again).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&there, "fay").await.status, StatusCode::NOT_FOUND);
    // Whoever writes on is not to lose a word either: each form of words has a draft of its own.
    let review = house.get(&format!("/assess/course/{course}/review"), "ole").await;
    for form in ["review", "return"] {
        let draft = format!("data-draft=\"{form}:{course}\"");
        assert!(review.body.contains(&draft), "{draft}: {}", review.body);
    }
}

#[tokio::test]
async fn who_is_asked_to_look_is_led_to_the_questions() {
    let house = House::new().await;
    let period = house.opened().await;
    for who in ["ann", "bob"] {
        let (course, actor) = (house.course_in(&period, who).await, house.actor(who).await);
        let page = summary_page(&house.daybook, &actor, &course).await.unwrap();
        let mut own = page.summary;
        own.overall = "A steady quarter.".into();
        keep_summary(&house.daybook, &actor, &course, page.version, &own, true, "")
            .await
            .unwrap();
    }
    let send = async |who: &str, step: &str| {
        let path = format!("/assess/course/{}/review", house.course_in(&period, who).await);
        let page = house.get(&path, "ole").await;
        let version = page.body.split("name=\"version\" value=\"").nth(1).unwrap();
        let version = version.split('"').next().unwrap();
        let same = "All that was due was done in time, and what came late was said early.";
        let answer = house
            .form(&path, "ole", &[("version", version), ("do", step), ("text", same)])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.header("location").to_owned()
    };
    send("ann", "keep").await;
    let look = send("bob", "submit").await;
    assert!(look.ends_with("/review?done=look"), "{look}");
    let page = house.get(&look, "ole").await;
    let (link, there) = (
        page.body.find("href=\"#questions\""),
        page.body.find("id=\"questions\""),
    );
    assert!(link.is_some() && link < there, "{}", page.body);
    // Without having been asked nobody is led anywhere.
    let page = house.get(look.trim_end_matches("?done=look"), "ole").await;
    assert!(!page.body.contains("href=\"#questions\""), "{}", page.body);
}

#[tokio::test]
async fn a_step_on_what_others_changed_leads_to_it_with_what_was_typed() {
    let house = House::new().await;
    let course = house.course().await;
    let typed = [
        ("course", course.as_str()),
        ("version", "99"),
        ("grade", "good"),
        ("reason", "Typed <b>by dir"),
    ];
    let answer = house.form("/api/calibrate_course", "dir", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for told in [
        "Somebody changed this assessment",
        "Typed &lt;b&gt;by dir",
        "Read it as it is now",
    ] {
        assert!(answer.body.contains(told), "{told}: {}", answer.body);
    }
    // Sent again as it is, it would be refused for ever.
    assert!(!answer.body.contains("value=\"99\""), "{}", answer.body);
}

#[tokio::test]
async fn a_grade_proposed_before_the_rules_said_none_is_taken_back_on_the_board() {
    let house = House::new().await;
    let period = reviewed(&house).await;
    let (per, ann) = (house.actor("per").await, house.id("ann"));
    keep_status(&house.daybook, &per, ann, "sick_leave", "2026-01-01", "", "", "")
        .await
        .unwrap();
    let board = format!("/assess/period/{period}/unit/{}", house.unit("ann").await);
    let page = house.get(&board, "dir").await;
    // It cannot stay, nor be another; why, is said beside it.
    assert!(!page.body.contains("value=\"good\""), "{}", page.body);
    for there in ["/api/calibrate_course", "more than half: no grade", "No grade"] {
        assert!(page.body.contains(there), "{there}: {}", page.body);
    }
    let version = page.body.split("name=\"version\" value=\"").nth(1).unwrap();
    let version = version.split('"').next().unwrap();
    let course = house.course_in(&period, "ann").await;
    let typed = [
        ("course", course.as_str()),
        ("version", version),
        ("grade", ""),
        ("reason", "On leave, as was entered since."),
        ("next", board.as_str()),
    ];
    let answer = house.form("/api/calibrate_course", "dir", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    // One press decides it as it is.
    let page = house.get(&board, "dir").await;
    assert!(page.body.contains("/api/decide_course"), "{}", page.body);
}

#[tokio::test]
async fn what_cannot_reach_a_grade_is_explained_to_everybody() {
    let house = House::new().await;
    let course = house.course().await;
    let public = house.get("/why", "").await;
    assert_eq!(public.status, StatusCode::OK);
    // The whole explanation of the page for those who are signed in, and the way to check it.
    let own = house.get(&format!("/assess/firewall?course={course}"), "ann").await;
    assert!(own.body.contains("href=\"/why\""), "{}", own.body);
    assert!(
        public.body.contains("href=\"/assess/firewall#verify\""),
        "{}",
        public.body
    );
    for class in ["outside", "inside"] {
        let list = |body: &str| {
            let rest = body.split(&format!("<section class=\"box {class}\">")).nth(1)?;
            rest.split("</section>").next().map(str::to_owned)
        };
        let told = list(&public.body);
        assert!(
            told.as_ref().is_some_and(|told| told.contains("<dt>")),
            "{class}: {}",
            public.body
        );
        assert_eq!(told, list(&own.body), "{class}");
    }
}

#[tokio::test]
async fn a_check_that_had_nothing_to_change_is_no_proof() {
    let house = House::new().await;
    let course = house.course().await;
    let path = format!("/assess/firewall?course={course}");
    let (proof, nothing) = ("It held: whatever was changed", "this check shows nothing");
    let page = house.get(&path, "ann").await;
    assert!(
        page.body.contains(nothing) && !page.body.contains(proof),
        "{}",
        page.body
    );
    house.write("ann", "Counted the ships", "unit").await;
    let page = house.get(&path, "ann").await;
    // Only a record of the year that is assessed is one of the period.
    let within = house.daybook.today().starts_with("2026-");
    assert_eq!(page.body.contains(proof), within, "{}", page.body);
}

#[tokio::test]
async fn pages_of_assessment_have_no_script_of_the_app() {
    let house = House::new().await;
    let course = house.course().await;
    let own = format!("/assess/course/{course}");
    for (who, path) in [
        ("ann", "/assess".to_owned()),
        ("ann", own.clone()),
        ("ann", format!("{own}/summary")),
        ("ann", format!("/assess/firewall?course={course}")),
        ("bob", "/assess/rules".to_owned()),
        ("bob", "/assess/rules/neutral".to_owned()),
        ("per", own),
    ] {
        let page = house.get(&path, who).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        assert!(!page.body.contains("boot.js"), "{path} loads the bundle");
        assert_eq!(house.get(&path, "").await.status, StatusCode::FOUND, "{path}");
    }
    assert_eq!(
        house.get("/assess/rules/nonsense", "bob").await.status,
        StatusCode::NOT_FOUND
    );
}
