//! What comes after a result: objections before others, in a period that is closed, and a grade once an investigation is over.

use crate::notices::told;
use crate::result_kit::{Kit, ago, opening, words};
use crate::world::{World, official};
use domain::assessment::Ratio;
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use domain::permission::Duty;
use domain::{CourseId, Lang};
use service::assess::{self, Opening};
use service::result;

/// Two assessors for everybody, of `ann` and `bob` first `ole`, then `dir`. `ole` sits on the appeal body too.
pub async fn shared(re_review: &[&str]) -> Kit {
    let world = World::new().await;
    let ids = |names: &[&str]| names.iter().map(|n| world.id(n).0.clone()).collect::<Vec<_>>();
    let units = [world.unit("ole").await];
    let opening = Opening {
        overlays: vec!["cn-zhuhai".into()],
        first: ago(100),
        last: ago(10),
        committee: ids(&["fin", "fay"]),
        deciding: ids(&["xia"]),
        re_review: ids(re_review),
        appeal: ids(&["ole", "hal"]),
        ..opening("period", "Q3", &units)
    };
    let personnel = official(Duty::PersonnelOffice);
    let period = assess::open_period(&world.daybook, &personnel, opening, "")
        .await
        .unwrap();
    Kit {
        world,
        period,
        personnel,
    }
}

pub async fn ask(kit: &Kit, who: &str, which: &str) {
    let (actor, course) = (kit.actor(who).await, kit.course(who).await);
    result::ask(
        &kit.world.daybook,
        &actor,
        &course,
        which,
        "Two records were not looked at.",
        "",
    )
    .await
    .unwrap();
}

async fn decide_objection(kit: &Kit, by: &str, of: &str, grade: &str) -> service::Result<()> {
    kit.answer_objection(by, of, grade, "The records are there.").await
}

/// What of courses waits for somebody.
async fn waiting(kit: &Kit, who: &str) -> Vec<(CourseId, Vec<Act>)> {
    let home = assess::home(&kit.world.daybook, &*kit.actor(who).await).await.unwrap();
    home.waiting.into_iter().map(|line| (line.id, line.acts)).collect()
}

#[tokio::test]
async fn an_assessor_who_submitted_first_does_not_decide_on_it_again() {
    let kit = shared(&["ole", "dir", "har"]).await;
    kit.summarise("ann").await;
    for by in ["ole", "dir"] {
        kit.review(by, "ann", "average").await.unwrap();
    }
    kit.calibrate("fin", "ann", "average", "").await.unwrap();
    kit.decide("xia", "ann", "average", "").await.unwrap();
    kit.all("personnel", Act::GiveFeedback).await;
    ask(&kit, "ann", "re_review").await;
    let before = "You took part in the decision before; somebody else decides now.";
    for by in ["ole", "dir"] {
        assert_eq!(
            words(decide_objection(&kit, by, "ann", "average").await),
            before,
            "{by}"
        );
    }
    decide_objection(&kit, "har", "ann", "average").await.unwrap();
    ask(&kit, "ann", "appeal").await;
    assert_eq!(words(decide_objection(&kit, "ole", "ann", "average").await), before);
    decide_objection(&kit, "hal", "ann", "fairly_good").await.unwrap();
    assert_eq!(kit.grade("ann").await.as_deref(), Some("fairly_good"));
}

#[tokio::test]
async fn one_of_two_assessors_who_has_submitted_is_asked_no_more() {
    let kit = shared(&["ole", "dir", "har"]).await;
    for who in ["ann", "bob"] {
        kit.summarise(who).await;
    }
    let reviews = async |who: &str| {
        let waits = service::notice::waits(&kit.world.daybook, &*kit.actor(who).await, Lang::En)
            .await
            .unwrap();
        let words = waits.assess.into_iter().map(|e| e.words);
        words.filter(|w| w.ends_with("to review")).collect::<Vec<_>>()
    };
    for who in ["ole", "dir"] {
        assert_eq!(reviews(who).await, ["2 to review"], "{who}");
    }
    kit.review("ole", "ann", "average").await.unwrap();
    assert_eq!(reviews("ole").await, ["1 to review"]);
    assert_eq!(reviews("dir").await, ["2 to review"]);
    kit.review("ole", "bob", "average").await.unwrap();
    assert_eq!(reviews("ole").await, Vec::<String>::new());
    kit.review("dir", "ann", "average").await.unwrap();
    assert_eq!(reviews("dir").await, ["1 to review"]);
}

#[tokio::test]
async fn an_objection_to_a_closed_period_is_listed_for_those_who_decide() {
    let kit = Kit::usual().await;
    let line = [
        ("ole", "dir", "fairly_good"),
        ("ann", "ole", "fairly_good"),
        ("bob", "ole", "fairly_good"),
        ("pet", "ole", "fairly_good"),
        ("pia", "pet", "fairly_good"),
    ];
    kit.reviewed(&line).await;
    assert_eq!(kit.all("fin", Act::Calibrate).await.refused, []);
    assert_eq!(kit.all("xia", Act::Decide).await.refused, []);
    kit.all("personnel", Act::GiveFeedback).await;
    for (who, ..) in line {
        let (actor, course) = (kit.actor(who).await, kit.course(who).await);
        result::acknowledge(&kit.world.daybook, &actor, &course, "", "")
            .await
            .unwrap();
    }
    assert_eq!(kit.all("personnel", Act::Close).await.refused, []);
    let page = assess::period_page(&kit.world.daybook, &kit.personnel, &kit.period)
        .await
        .unwrap();
    assert!(page.line.closed);
    for body in ["har", "hal"] {
        assert_eq!(waiting(&kit, body).await, [], "{body}");
    }
    // Who has acknowledged can still object in time.
    let ann = kit.course("ann").await;
    ask(&kit, "ann", "re_review").await;
    assert_eq!(waiting(&kit, "har").await, [(ann.clone(), vec![Act::DecideReReview])]);
    decide_objection(&kit, "har", "ann", "fairly_good").await.unwrap();
    assert_eq!(waiting(&kit, "har").await, []);
    ask(&kit, "ann", "appeal").await;
    assert_eq!(waiting(&kit, "hal").await, [(ann, vec![Act::DecideAppeal])]);
}

#[tokio::test]
async fn who_can_be_graded_once_an_investigation_is_over_is_brought_to_the_assessor() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    for (who, kind) in [("pia", "investigation"), ("bob", "investigation"), ("ann", "probation")] {
        assess::keep_status(daybook, &kit.personnel, kit.world.id(who), kind, &ago(30), "", "", "")
            .await
            .unwrap();
    }
    kit.reviewed(&[("pia", "pet", ""), ("bob", "ole", ""), ("ann", "ole", "")])
        .await;
    assert_eq!(kit.all("fin", Act::Calibrate).await.refused, []);
    assert_eq!(kit.all("xia", Act::Decide).await.refused, []);
    kit.all("personnel", Act::GiveFeedback).await;
    let (pia, bob) = (kit.course("pia").await, kit.course("bob").await);
    let asked = async |who: &str, course: &CourseId| {
        let notices = told(&kit.world, who).await;
        let told = notices
            .iter()
            .any(|n| n.unread && n.kind == NoticeKind::AssessAsked && n.thread == course.as_str());
        let listed = waiting(&kit, who).await;
        let listed = listed
            .iter()
            .any(|(id, acts)| id == course && acts.contains(&Act::GradeAfterwards));
        (told, listed)
    };
    let end = async |who: &str, how: &str| {
        let rows = assess::statuses_page(daybook, &kit.personnel, "").await.unwrap().rows;
        let row = rows
            .iter()
            .find(|r| r.kind == "investigation" && r.person.id == *kit.world.id(who))
            .unwrap();
        assess::end_status(daybook, &kit.personnel, &row.id, &row.end, &ago(0), how, "")
            .await
            .unwrap();
    };
    assert_eq!(asked("pet", &pia).await, (false, false), "it is still open");
    end("pia", "cleared").await;
    assert_eq!(asked("pet", &pia).await, (true, true));
    // With more than a warning there is nothing to be graded, and the course rests on that.
    end("bob", "heavier").await;
    assert_eq!(asked("ole", &bob).await, (false, false));
    let case = kit.page("personnel", "bob").await.dossier.case;
    assert!(case.investigations.iter().all(|i| i.ended.is_some()), "{case:?}");
    // It was entered wrongly, and is put right.
    end("bob", "cleared").await;
    assert_eq!(asked("ole", &bob).await, (true, true));
    end("bob", "heavier").await;
    assert!(!asked("ole", &bob).await.1);
    // Who is exempt for good is nobody's to grade.
    assert_eq!(waiting(&kit, "ole").await, []);
    kit.written_since("pet", "pia").await;
    let pet = kit.actor("pet").await;
    result::grade_afterwards(daybook, &pet, &pia, "fairly_good", "Cleared; the work was sound.", "")
        .await
        .unwrap();
    assert_eq!(kit.state("pia").await, State::Reviewed);
    assert_eq!(asked("pet", &pia).await, (false, false));
}

#[tokio::test]
async fn two_periods_of_the_same_days_have_each_its_own_score() {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let usual = Kit::open(world, opening("period", "Q3", &units), (100, 10)).await;
    usual.summarise("ann").await;
    usual.scored("ole", "ann", "good", "90").await.unwrap();
    usual.calibrate("fin", "ann", "good", "").await.unwrap();
    usual.decide("xia", "ann", "good", "").await.unwrap();
    let flood = Kit::open(usual.world, opening("period", "The flood", &units), (100, 10)).await;
    flood.summarise("ann").await;
    flood.scored("ole", "ann", "fairly_good", "70").await.unwrap();
    flood.calibrate("fin", "ann", "fairly_good", "").await.unwrap();
    flood.decide("xia", "ann", "fairly_good", "").await.unwrap();
    let mut year = opening("year", "2026", &units);
    year.overlays = vec!["cn-hebei".into()];
    let kit = Kit::open(flood.world, year, (300, 1)).await;
    kit.summarise("ann").await;
    assert_eq!(kit.all("personnel", Act::Compile).await.refused, []);
    let earlier = kit.page("personnel", "ann").await.dossier.earlier;
    let mut scores: Vec<(&str, Option<Ratio>)> = earlier.iter().map(|e| (e.title.as_str(), e.score)).collect();
    scores.sort_unstable_by_key(|(title, _)| *title);
    assert_eq!(
        scores,
        [("Q3", Some(Ratio::whole(90))), ("The flood", Some(Ratio::whole(70)))]
    );
}

/// `ann` and `bob` are graded “average” and told.
async fn told_average() -> Kit {
    let kit = Kit::usual().await;
    kit.reviewed(&[("ann", "ole", "average"), ("bob", "ole", "average")])
        .await;
    assert_eq!(kit.all("fin", Act::Calibrate).await.refused, []);
    assert_eq!(kit.all("xia", Act::Decide).await.refused, []);
    kit.all("personnel", Act::GiveFeedback).await;
    kit
}

#[tokio::test]
async fn the_days_for_an_appeal_are_extended_once_and_the_person_is_told() {
    let kit = told_average().await;
    let daybook = &kit.world.daybook;
    for who in ["ann", "bob"] {
        ask(&kit, who, "appeal").await;
    }
    let ann = kit.course("ann").await;
    let extend = async |by: &str, of: &str, reason: &str| {
        let (actor, course) = (kit.actor(by).await, kit.course(of).await);
        result::extend_decision(daybook, &actor, &course, ("appeal", 1), reason, "").await
    };
    // Until when is said to whoever can do it, and to nobody else.
    let until = kit.page("hal", "ann").await.extends_to.unwrap();
    for other in ["ann", "har", "personnel"] {
        assert_eq!(kit.page(other, "ann").await.extends_to, None, "{other}");
    }
    let due = async || {
        let clocks = kit.page("ann", "ann").await.clocks;
        clocks.into_iter().find(|c| c.act == Act::DecideAppeal).unwrap().last
    };
    let before = due().await;
    assert!(before < until);
    assert!(words(extend("hal", "ann", " ").await).contains("Give a reason"));
    assert!(words(extend("har", "ann", "Two towns.").await).contains("the appeal body"));
    let acts = kit.world.acts().await.len();
    extend("hal", "ann", "Papers of two towns are on their way.")
        .await
        .unwrap();
    assert_eq!(kit.world.acts().await.len(), acts + 1, "it stands in the ledger");
    let again = words(extend("hal", "ann", "And once more.").await);
    assert_eq!(again, "The days were extended once already.");
    let notices = told(&kit.world, "ann").await;
    let news = |kind| {
        notices
            .iter()
            .any(|n| n.unread && n.kind == kind && n.thread == ann.as_str())
    };
    assert!(news(NoticeKind::AssessResult), "{notices:?}");
    // The new day is on the page, in what waits, and with its reason in the dossier.
    assert_eq!(due().await, until);
    let hal = kit.actor("hal").await;
    let waiting = assess::home(daybook, &hal).await.unwrap().waiting;
    let line = waiting.iter().find(|line| line.id == ann).unwrap();
    assert_eq!(line.clock.as_ref().map(|c| c.last.as_str()), Some(until.as_str()));
    let page = kit.page("ann", "ann").await;
    let last = page.history.last().unwrap();
    assert_eq!(
        (last.act, last.reason.as_str()),
        (Act::Extend, "Papers of two towns are on their way.")
    );
    let said = format!("were extended until {until}. Reason: Papers of two towns");
    assert!(
        page.differences.iter().any(|w| w.en.contains(&said)),
        "{:?}",
        page.differences
    );
    assert_eq!(kit.page("hal", "ann").await.extends_to, None, "once");
    // Sixty days are over for whoever was not extended.
    daybook.pass_days(70);
    let late = words(extend("hal", "bob", "Too late.").await);
    assert!(
        late.contains("The last day to extend the days for deciding was"),
        "{late}"
    );
    for (who, late) in [("ann", false), ("bob", true)] {
        decide_objection(&kit, "hal", who, "average").await.unwrap();
        assert_eq!(kit.page("hal", who).await.history.last().unwrap().late, late, "{who}");
    }
}

#[tokio::test]
async fn a_grade_is_upheld_under_an_investigation_that_was_opened_since() {
    let kit = told_average().await;
    let daybook = &kit.world.daybook;
    ask(&kit, "ann", "re_review").await;
    assert!(kit.page("har", "ann").await.outcome.no_grade.is_none());
    let ann = kit.world.id("ann");
    assess::keep_status(daybook, &kit.personnel, ann, "investigation", &ago(30), "", "", "")
        .await
        .unwrap();
    // Whoever decides sees what the rules say by now; the result goes on resting on what it rested on.
    let page = kit.page("har", "ann").await;
    assert!(page.outcome.no_grade.is_some() && page.dossier.outcome.unwrap().no_grade.is_none());
    let better = words(decide_objection(&kit, "har", "ann", "fairly_good").await);
    assert!(better.contains("Under open investigation"), "{better}");
    decide_objection(&kit, "har", "ann", "average").await.unwrap();
    let page = kit.page("ann", "ann").await;
    assert_eq!(page.line.state, State::ReReviewed);
    assert_eq!(page.line.grade.map(|g| g.id).as_deref(), Some("average"));
    assert!(page.dossier.outcome.unwrap().no_grade.is_none());
    assert!(page.dossier.case.investigations.is_empty());
    assert!(
        page.dossier.remarks.iter().any(|r| r
            .en
            .starts_with("The grade was upheld: it rests on things as they were")),
        "{:?}",
        page.dossier.remarks
    );
    assert!(
        page.differences
            .iter()
            .any(|w| w.en.starts_with("Grade: “Average” stands"))
    );
}
