//! What a result means beyond its course: names that are published first, appeals where nobody decides, and years that rest on it.

use crate::notices::told;
use crate::result_kit::{FIVE_WORKED, Kit, ago, opening, words};
use crate::world::{World, today};
use chrono::{Datelike, NaiveDate};
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use domain::permission::Duty;
use domain::{CourseId, PeriodId};
use service::{account, assess, result};

const REASON: &str = "Two records were not looked at.";

async fn ask(kit: &Kit, who: &str, which: &str) -> service::Result<()> {
    let (actor, course) = (kit.actor(who).await, kit.course(who).await);
    result::ask(&kit.world.daybook, &actor, &course, which, REASON, "").await
}

async fn settle(kit: &Kit, by: &str, of: &str, grade: &str) -> service::Result<()> {
    kit.answer_objection(by, of, grade, "The records are there.").await
}

/// From the review to the decision, one by one.
async fn decided(kit: &Kit, who: &str, by: &str, grade: &str) {
    kit.review(by, who, grade).await.unwrap();
    kit.calibrate("fin", who, grade, "").await.unwrap();
    kit.decide("xia", who, grade, "").await.unwrap();
}

async fn asked(kit: &Kit, who: &str, kind: NoticeKind, course: &CourseId) -> bool {
    let notices = told(&kit.world, who).await;
    notices.iter().any(|n| n.kind == kind && n.thread == course.as_str())
}

/// `two` is in the personnel office.
async fn office(kit: &Kit) {
    account::give_duty(&kit.world.daybook, kit.world.id("two"), Duty::PersonnelOffice)
        .await
        .unwrap();
}

#[tokio::test]
async fn excellent_by_re_review_is_published_before_it_is_told() {
    let mut world = World::new().await;
    let units = [world.unit("ole").await];
    // Who was good all the year can be excellent.
    for (title, days) in [("Q2", (190, 110)), ("Q3", (100, 10))] {
        let usual = Kit::open(world, opening("period", title, &units), days).await;
        for (who, by) in [("ann", "ole"), ("pia", "pet")] {
            usual.summarise(who).await;
            decided(&usual, who, by, "good").await;
        }
        world = usual.world;
    }
    let kit = Kit::open(world, opening("year", "2026", &units), (300, 1)).await;
    let daybook = &kit.world.daybook;
    office(&kit).await;
    let line = [
        ("ole", "dir", "competent"),
        ("ann", "ole", "competent"),
        ("bob", "ole", "competent"),
        ("pet", "ole", "competent"),
        ("pia", "pet", "excellent"),
    ];
    for (who, ..) in line {
        kit.summarise(who).await;
    }
    kit.all("personnel", Act::Compile).await;
    for (who, by, grade) in line {
        kit.review(by, who, grade).await.unwrap();
    }
    assert_eq!(kit.all("fin", Act::Calibrate).await.refused, []);
    kit.all("personnel", Act::Publish).await;
    daybook.pass_days(FIVE_WORKED);
    // The one place is taken.
    assert_eq!(kit.all("xia", Act::Decide).await.refused, []);
    kit.all("personnel", Act::GiveFeedback).await;
    ask(&kit, "ann", "re_review").await.unwrap();
    settle(&kit, "har", "ann", "excellent").await.unwrap();
    let ann = kit.course("ann").await;
    assert!(asked(&kit, "two", NoticeKind::AssessAsked, &ann).await);
    assert_eq!(kit.state("ann").await, State::Calibrated);
    // Nothing of it is told before it is in force.
    let own = kit.page("ann", "ann").await;
    let said = serde_json::to_string(&own.dossier).unwrap();
    assert!(!own.shows_result && !said.contains("excellent"), "{said}");
    assert!(own.dossier.objections.iter().all(|o| o.decided.is_none()));
    let bound = words(kit.decide("xia", "ann", "competent", "There are too many.").await);
    assert!(bound.contains("not decided again"), "{bound}");
    let early = words(kit.decide("xia", "ann", "excellent", "").await);
    assert!(early.contains("published before it is decided"), "{early}");
    assert_eq!(kit.all("personnel", Act::Publish).await.refused, []);
    let bob = kit.actor("bob").await;
    let page = result::publication_page(daybook, &bob, &kit.period, "", "")
        .await
        .unwrap();
    assert_eq!(page.rows.len(), 1);
    assert!(page.rows[0].may_object);
    assert!(words(kit.decide("xia", "ann", "excellent", "").await).contains("It is published until"));
    daybook.pass_days(FIVE_WORKED);
    kit.decide("xia", "ann", "excellent", "").await.unwrap();
    assert_eq!(kit.all("personnel", Act::GiveFeedback).await.refused, []);
    let own = kit.page("ann", "ann").await;
    assert_eq!(own.line.grade.map(|g| g.id).as_deref(), Some("excellent"));
    assert!(own.dossier.objections.iter().all(|o| o.decided.is_some()));
    assert!(
        own.dossier
            .outcome
            .unwrap()
            .measures
            .iter()
            .any(|(m, _)| m == "commendation")
    );
}

#[tokio::test]
async fn who_waits_for_a_re_review_can_appeal_in_time_and_when_nobody_decides() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    kit.reviewed(&[("ann", "ole", "average"), ("bob", "ole", "average")])
        .await;
    kit.all("fin", Act::Calibrate).await;
    kit.all("xia", Act::Decide).await;
    kit.all("personnel", Act::GiveFeedback).await;
    for who in ["ann", "bob"] {
        ask(&kit, who, "re_review").await.unwrap();
    }
    let offered = async |who: &str| {
        let page = kit.page(who, who).await;
        let clock = page.clocks.iter().any(|c| c.act == Act::Appeal);
        (page.line.acts.contains(&Act::Appeal), clock)
    };
    assert_eq!(offered("bob").await, (true, true), "directly");
    ask(&kit, "bob", "appeal").await.unwrap();
    let over = kit.page("bob", "bob").await.differences;
    let over: Vec<&str> = over.iter().map(|w| w.en.as_str()).collect();
    assert!(
        over.contains(&"The re-review was not decided: the person appealed meanwhile."),
        "{over:?}"
    );
    settle(&kit, "hal", "bob", "fairly_good").await.unwrap();
    assert_eq!(kit.grade("bob").await.as_deref(), Some("fairly_good"));
    // The thirty days of the body began with the request, and are over as calendar days are; those of the person may have moved on.
    let page = kit.page("har", "ann").await;
    let due = page.clocks.iter().find(|c| c.act == Act::DecideReReview).unwrap().days;
    daybook.pass_days(u32::try_from(due).unwrap() + 1);
    assert_eq!(offered("ann").await, (true, true), "nobody decided");
    ask(&kit, "ann", "appeal").await.unwrap();
    assert_eq!(kit.state("ann").await, State::Appealed);
}

/// A usual assessment and the year over it, in which `who` is compiled; first the usual one is at hand.
async fn year_over(first: Kit, who: &str) -> (Kit, PeriodId) {
    let units = [first.world.unit("ole").await];
    let usual = first.period.clone();
    let kit = Kit::open(first.world, opening("year", "2026", &units), (300, 1)).await;
    kit.summarise(who).await;
    (kit, usual)
}

#[tokio::test]
async fn a_year_is_renewed_by_what_its_periods_come_to_until_it_is_decided() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let third = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    third.summarise("ann").await;
    decided(&third, "ann", "ole", "good").await;
    let fourth = Kit::open(third.world, opening("period", "Q4", &units), (9, 2)).await;
    fourth.summarise("ann").await;
    let (mut kit, fourth) = year_over(fourth, "ann").await;
    let year = kit.period.clone();
    let run = kit.all("personnel", Act::Compile).await;
    assert_eq!(run.refused, []);
    let notes: Vec<&str> = run.notes.iter().map(|w| w.en.as_str()).collect();
    assert_eq!(notes.len(), 1);
    assert!(notes[0].starts_with("Q4: 1 "), "{notes:?}");
    let rests = async |kit: &Kit| -> Vec<String> {
        let page = kit.page("personnel", "ann").await;
        let remarks = page.dossier.remarks.into_iter().map(|r| r.en);
        remarks.filter(|r| r.starts_with('Q')).collect()
    };
    assert_eq!(rests(&kit).await, ["Q3: Good", "Q4: no grade, or not decided yet"]);
    kit.period = fourth;
    decided(&kit, "ann", "ole", "good").await;
    kit.period = year;
    assert_eq!(
        rests(&kit).await,
        ["Q3: Good", "Q4: Good"],
        "beside the rules that count it"
    );
    decided(&kit, "ann", "ole", "competent").await;
    assert_eq!(rests(&kit).await, ["Q3: Good", "Q4: Good"], "as it was decided on");
    let dossier = kit.page("personnel", "ann").await.dossier;
    let grades: Vec<Option<&str>> = dossier.earlier.iter().map(|e| e.grade.as_deref()).collect();
    assert_eq!(grades, [Some("good"), Some("good")]);
    assert_eq!(dossier.case.results.len(), 2);
}

/// What the year of `who` remarks of a result that is another one since.
async fn remarked(kit: &Kit, who: &str) -> Vec<String> {
    let remarks = kit.page("personnel", who).await.dossier.remarks.into_iter();
    let remarks = remarks.map(|r| r.en);
    remarks
        .filter(|r| r.contains("not what this year was decided on"))
        .collect()
}

#[tokio::test]
async fn a_result_that_is_changed_after_the_year_is_remarked_there_and_told() {
    let first = Kit::usual().await;
    first.summarise("ann").await;
    decided(&first, "ann", "ole", "fairly_good").await;
    first.all("personnel", Act::GiveFeedback).await;
    let (mut kit, usual) = year_over(first, "ann").await;
    office(&kit).await;
    kit.all("personnel", Act::Compile).await;
    decided(&kit, "ann", "ole", "competent").await;
    let (year, course) = (kit.period.clone(), kit.course("ann").await);
    kit.period = usual.clone();
    ask(&kit, "ann", "re_review").await.unwrap();
    // Upheld, nothing is another one.
    settle(&kit, "har", "ann", "fairly_good").await.unwrap();
    kit.period = year.clone();
    assert_eq!(remarked(&kit, "ann").await, Vec::<String>::new());
    for (who, kind) in [("two", NoticeKind::AssessAsked), ("ann", NoticeKind::AssessResult)] {
        assert!(!asked(&kit, who, kind, &course).await, "{who}");
    }
    kit.period = usual;
    ask(&kit, "ann", "appeal").await.unwrap();
    settle(&kit, "hal", "ann", "good").await.unwrap();
    kit.period = year;
    let remarks = remarked(&kit, "ann").await;
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].contains("“Q3” became “Good”"), "{remarks:?}");
    assert!(asked(&kit, "two", NoticeKind::AssessAsked, &course).await);
    assert!(asked(&kit, "ann", NoticeKind::AssessResult, &course).await);
    // The year stays as it was decided.
    let dossier = kit.page("personnel", "ann").await.dossier;
    assert_eq!(dossier.course.state, State::Decided);
    assert_eq!(dossier.course.grade.as_deref(), Some("competent"));
    assert_eq!(dossier.earlier[0].grade.as_deref(), Some("fairly_good"));
}

#[tokio::test]
async fn a_result_that_is_given_after_the_year_is_remarked_when_it_is_told() {
    let first = Kit::usual().await;
    let (daybook, bob) = (&first.world.daybook, first.world.id("bob"));
    assess::keep_status(daybook, &first.personnel, bob, "investigation", &ago(30), "", "", "")
        .await
        .unwrap();
    first.summarise("bob").await;
    decided(&first, "bob", "ole", "").await;
    first.all("personnel", Act::GiveFeedback).await;
    let (mut kit, usual) = year_over(first, "bob").await;
    kit.all("personnel", Act::Compile).await;
    decided(&kit, "bob", "ole", "").await;
    let year = std::mem::replace(&mut kit.period, usual);
    let daybook = &kit.world.daybook;
    let rows = assess::statuses_page(daybook, &kit.personnel, "").await.unwrap().rows;
    let row = rows.iter().find(|r| r.kind == "investigation").unwrap();
    assess::end_status(daybook, &kit.personnel, &row.id, &row.end, &ago(0), "cleared", "")
        .await
        .unwrap();
    kit.written_since("ole", "bob").await;
    let (ole, course) = (kit.actor("ole").await, kit.course("bob").await);
    result::grade_afterwards(
        daybook,
        &ole,
        &course,
        "fairly_good",
        "Cleared; the work was sound.",
        "",
    )
    .await
    .unwrap();
    kit.calibrate("fin", "bob", "fairly_good", "").await.unwrap();
    kit.decide("xia", "bob", "fairly_good", "").await.unwrap();
    let usual = std::mem::replace(&mut kit.period, year.clone());
    assert_eq!(remarked(&kit, "bob").await, Vec::<String>::new(), "it is not told yet");
    kit.period = usual;
    assert_eq!(kit.all("personnel", Act::GiveFeedback).await.refused, []);
    kit.period = year;
    let remarks = remarked(&kit, "bob").await;
    assert!(
        remarks.len() == 1 && remarks[0].contains("became “Fairly good”"),
        "{remarks:?}"
    );
    assert_eq!(kit.state("bob").await, State::Decided);
}

#[tokio::test]
async fn an_earlier_year_that_is_changed_is_remarked_in_the_year_after_it_and_told() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let year = ago(20).parse::<NaiveDate>().unwrap().year();
    let since = |year, month, day| {
        let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        u64::try_from((today() - day).num_days()).unwrap()
    };
    let days = (since(year - 1, 1, 1), since(year - 1, 12, 31));
    let first = Kit::open(world, opening("year", "The first", &units), days).await;
    office(&first).await;
    first.summarise("ann").await;
    first.all("personnel", Act::Compile).await;
    decided(&first, "ann", "ole", "incompetent").await;
    first.all("personnel", Act::GiveFeedback).await;
    let before = first.period.clone();
    let days = (since(year, 1, 1), 20);
    let mut kit = Kit::open(first.world, opening("year", "The second", &units), days).await;
    kit.summarise("ann").await;
    kit.all("personnel", Act::Compile).await;
    decided(&kit, "ann", "ole", "incompetent").await;
    let (second, course) = (kit.period.clone(), kit.course("ann").await);
    let dismissed = async |kit: &Kit| {
        let outcome = kit.page("personnel", "ann").await.dossier.outcome.unwrap();
        outcome.measures.iter().any(|(measure, _)| measure == "dismissal")
    };
    assert!(dismissed(&kit).await);
    kit.period = before.clone();
    ask(&kit, "ann", "re_review").await.unwrap();
    settle(&kit, "har", "ann", "incompetent").await.unwrap();
    kit.period = second.clone();
    assert_eq!(remarked(&kit, "ann").await, Vec::<String>::new(), "it was upheld");
    kit.period = before;
    ask(&kit, "ann", "appeal").await.unwrap();
    settle(&kit, "hal", "ann", "competent").await.unwrap();
    kit.period = second;
    let remarks = remarked(&kit, "ann").await;
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(
        remarks[0].contains("“The first” became “Competent”") && remarks[0].contains("what it leads to"),
        "{remarks:?}"
    );
    assert!(asked(&kit, "two", NoticeKind::AssessAsked, &course).await);
    assert!(asked(&kit, "ann", NoticeKind::AssessResult, &course).await);
    assert!(dismissed(&kit).await, "the year stays as it was decided");
}
