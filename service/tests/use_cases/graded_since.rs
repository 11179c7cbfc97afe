//! What assessors write once an investigation is over, and the grade that is given on it: after the result, or before the decision.

use crate::investigated::{end, open};
use crate::notices::told;
use crate::result_kit::{Kit, ago, opening, words};
use crate::result_shown::cells;
use crate::seat::{DIRECTOR, staff};
use crate::world::World;
use domain::Lang;
use domain::assessment::pack::NoGrade;
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use service::{assess, result};

/// What `ole` writes of `ann`.
const WORDS: &str = "as seen by ole";
const WHY: &str = "Cleared; the work was sound.";

/// Under investigation, reviewed by all assessors and told that there is no grade for the time being.
async fn without_grade(kit: &Kit, of: &str, by: &[&str]) {
    open(kit, of, &ago(30)).await;
    kit.summarise(of).await;
    for by in by {
        kit.review(by, of, "").await.unwrap();
    }
    kit.calibrate("fin", of, "", "").await.unwrap();
    kit.decide("xia", of, "", "").await.unwrap();
    assert_eq!(kit.all("personnel", Act::GiveFeedback).await.refused, []);
}

/// Two review: `ole` and `dir` assess `ann`.
async fn with_two() -> Kit {
    let world = World::new().await;
    let units = [world.unit("ole").await];
    let mut opening = opening("period", "Q3", &units);
    opening.overlays = vec!["cn-zhuhai".into()];
    Kit::open(world, opening, (100, 10)).await
}

async fn grade(kit: &Kit, by: &str, of: &str, grade: &str) -> service::Result<()> {
    let (actor, course) = (kit.actor(by).await, kit.course(of).await);
    result::grade_afterwards(&kit.world.daybook, &actor, &course, grade, WHY, "").await
}

/// Whether the list of an assessor says that a grade is to be given.
async fn listed(kit: &Kit, who: &str, of: &str) -> bool {
    let (actor, course) = (kit.actor(who).await, kit.course(of).await);
    let home = assess::home(&kit.world.daybook, &actor).await.unwrap();
    let line = home.waiting.into_iter().find(|line| line.id == course);
    line.is_some_and(|line| line.acts.contains(&Act::GradeAfterwards))
}

/// Whether an assessor was told that something waits, and has not read it.
async fn asked(kit: &Kit, who: &str, of: &str) -> bool {
    let (notices, course) = (told(&kit.world, who).await, kit.course(of).await);
    notices
        .iter()
        .any(|n| n.unread && n.kind == NoticeKind::AssessAsked && n.thread == course.as_str())
}

#[tokio::test]
async fn what_is_written_since_is_the_writers_own_until_the_grade_is_given() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    without_grade(&kit, "ann", &["ole"]).await;
    daybook.pass_days(3);
    end(&kit, "ann", "cleared").await;
    kit.written_since("ole", "ann").await;
    let (ann, ole, course) = (kit.actor("ann").await, kit.actor("ole").await, kit.course("ann").await);
    let form = async |who: &str| {
        let made = result::course_xlsx(daybook, &*kit.actor(who).await, &course, Lang::En).await;
        cells(made.unwrap()).join("\n")
    };
    let seen = async |who: &str| {
        let page = serde_json::to_string(&kit.page(who, "ann").await).unwrap();
        [page, form(who).await].map(|text| text.contains(WORDS))
    };
    let review = async || assess::review_page(daybook, &ole, &course).await.unwrap();
    for who in ["ann", "fin", "personnel"] {
        assert_eq!(seen(who).await, [false; 2], "{who}");
    }
    let page = review().await;
    assert!(page.may_edit && page.words.contains(WORDS));
    // While an objection is open the reviews stand as they were given, for whoever decides on it.
    result::ask(daybook, &ann, &course, "re_review", "Look again.", "")
        .await
        .unwrap();
    let page = review().await;
    assert!(!page.may_edit && page.words.is_empty());
    let typed = assess::TypedReview {
        words: "Something else.".into(),
        ..assess::TypedReview::default()
    };
    let kept = assess::keep_review(daybook, &ole, &course, page.version, &typed, false, "").await;
    assert!(words(kept).contains("in re-review"));
    assert_eq!(seen("har").await, [false; 2]);
    result::withdraw_objection(daybook, &ann, &course, ("re_review", 1), "")
        .await
        .unwrap();
    grade(&kit, "ole", "ann", "fairly_good").await.unwrap();
    let day = daybook.today();
    assert_eq!((seen("ann").await, seen("fin").await), ([false; 2], [true; 2]));
    daybook.pass_days(2);
    kit.calibrate("fin", "ann", "fairly_good", "").await.unwrap();
    kit.decide("xia", "ann", "fairly_good", "").await.unwrap();
    assert_eq!(kit.all("personnel", Act::GiveFeedback).await.refused, []);
    assert_eq!(seen("ann").await, [true; 2]);
    // The proposal, why it came afterwards, and the day on which it was signed.
    let own = form("ann").await;
    for said in [
        format!("Why it is graded afterwards: {WHY}"),
        "Proposed: Fairly good".to_owned(),
        format!("Signed: Ole Two    Date: {day}"),
    ] {
        assert!(own.contains(&said), "{said}: {own}");
    }
}

#[tokio::test]
async fn of_several_each_writes_and_the_last_one_takes_the_step() {
    let kit = with_two().await;
    let daybook = &kit.world.daybook;
    without_grade(&kit, "ann", &["ole", "dir"]).await;
    end(&kit, "ann", "cleared").await;
    assert!(listed(&kit, "ole", "ann").await && listed(&kit, "dir", "ann").await);
    kit.written_since("ole", "ann").await;
    // What the other one has not cited is no gap of this one.
    grade(&kit, "ole", "ann", "good").await.unwrap();
    assert_eq!((kit.state("ann").await, kit.grade("ann").await), (State::Told, None));
    assert!(!listed(&kit, "ole", "ann").await && listed(&kit, "dir", "ann").await);
    let (dir, course) = (kit.actor("dir").await, kit.course("ann").await);
    let page = assess::review_page(daybook, &dir, &course).await.unwrap();
    assert_eq!(page.others_review, [("Ole Two".to_owned(), true)]);
    assert!(!serde_json::to_string(&page).unwrap().contains(WORDS));
    // What is changed is handed in again.
    kit.written_since("ole", "ann").await;
    assert!(listed(&kit, "ole", "ann").await);
    grade(&kit, "ole", "ann", "good").await.unwrap();
    let refused = words(grade(&kit, "dir", "ann", "average").await);
    assert!(refused.contains("No citation, no grade"), "{refused}");
    kit.written_since("dir", "ann").await;
    grade(&kit, "dir", "ann", "average").await.unwrap();
    let dossier = kit.page("fin", "ann").await.dossier;
    // Equal weights: the first assessor's, until somebody chooses.
    assert_eq!(
        (dossier.course.state, dossier.course.grade.as_deref()),
        (State::Reviewed, Some("good"))
    );
    let given = dossier.reviews.iter().map(|r| (r.by_name.as_str(), r.grade.as_deref()));
    assert_eq!(
        given.collect::<Vec<_>>(),
        [("Ole Two", Some("good")), ("Dir One", Some("average"))]
    );
    assert!(
        (dossier.remarks.iter())
            .any(|r| r.en.contains("The assessors differ") && r.en.contains("The weights are equal")),
        "{:?}",
        dossier.remarks
    );
}

#[tokio::test]
async fn who_waits_for_one_who_left_waits_for_whom_the_office_names() {
    let kit = with_two().await;
    let (world, daybook) = (&kit.world, &kit.world.daybook);
    without_grade(&kit, "ann", &["ole", "dir"]).await;
    end(&kit, "ann", "cleared").await;
    kit.written_since("ole", "ann").await;
    grade(&kit, "ole", "ann", "good").await.unwrap();
    let ann = kit.course("ann").await;
    let nobody = async || {
        let page = assess::period_page(daybook, &kit.personnel, &kit.period).await.unwrap();
        page.unassessed.iter().any(|(id, ..)| *id == ann)
    };
    assert!(!nobody().await);
    // Nobody is above the director.
    staff(world, &[(DIRECTOR, "Bureau,yes,B1,Director,,,,,,,\n")], "").await;
    let assessors = kit.page("personnel", "ann").await.dossier.assessors;
    assert_eq!(
        assessors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(),
        ["Ole Two"]
    );
    assert!(nobody().await);
    assess::reassign(daybook, &kit.personnel, &ann, world.id("fay"), "")
        .await
        .unwrap();
    assert!(!nobody().await && asked(&kit, "fay", "ann").await);
    kit.written_since("fay", "ann").await;
    grade(&kit, "fay", "ann", "good").await.unwrap();
    assert_eq!(
        (kit.state("ann").await, kit.grade("ann").await.as_deref()),
        (State::Reviewed, Some("good"))
    );
}

#[tokio::test]
async fn who_is_cleared_before_the_decision_is_judged_before_a_grade_is_given() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    for who in ["ann", "pia"] {
        open(&kit, who, &ago(30)).await;
    }
    kit.reviewed(&[("ann", "ole", ""), ("pia", "pet", "")]).await;
    kit.calibrate("fin", "pia", "", "").await.unwrap();
    assert!(!listed(&kit, "ole", "ann").await && !listed(&kit, "pet", "pia").await);
    for (of, by) in [("ann", "ole"), ("pia", "pet")] {
        end(&kit, of, "cleared").await;
        assert!(asked(&kit, by, of).await && listed(&kit, by, of).await, "{by}");
    }
    for given in ["good", "fairly_good"] {
        for refused in [
            words(kit.calibrate("fin", "ann", given, "Steady work.").await),
            words(kit.decide("xia", "pia", given, "Steady work.").await),
        ] {
            assert!(refused.starts_with("It was reviewed without a grade"), "{refused}");
        }
    }
    kit.written_since("ole", "ann").await;
    grade(&kit, "ole", "ann", "good").await.unwrap();
    assert_eq!(kit.state("ann").await, State::Reviewed);
    kit.calibrate("fin", "ann", "good", "").await.unwrap();
    // Nobody is left without an assessor: the office names another.
    assert!(kit.page("personnel", "pia").await.may_reassign);
    let pia = kit.course("pia").await;
    assess::reassign(daybook, &kit.personnel, &pia, kit.world.id("ole"), "")
        .await
        .unwrap();
    assert!(asked(&kit, "ole", "pia").await);
    kit.written_since("ole", "pia").await;
    grade(&kit, "ole", "pia", "average").await.unwrap();
    assert_eq!(
        (kit.state("pia").await, kit.grade("pia").await.as_deref()),
        (State::Reviewed, Some("average"))
    );
}

#[tokio::test]
async fn who_was_left_without_a_grade_by_an_entry_that_was_wrong_is_asked_for_until_it_is_decided() {
    let kit = Kit::usual().await;
    let (daybook, hr) = (&kit.world.daybook, &kit.personnel);
    let leave = async |of: &str| {
        let of = kit.world.id(of);
        let entered = assess::keep_status(daybook, hr, of, "sick_leave", &ago(95), "", "", "").await;
        entered.unwrap();
        let rows = assess::statuses_page(daybook, hr, "").await.unwrap().rows;
        rows.into_iter().find(|r| r.person.id == *of).unwrap().id
    };
    let (ann, bob, pia) = (leave("ann").await, leave("bob").await, leave("pia").await);
    kit.reviewed(&[("ann", "ole", ""), ("bob", "ole", ""), ("pia", "pet", "")])
        .await;
    kit.calibrate("fin", "pia", "", "").await.unwrap();
    kit.decide("xia", "pia", "", "").await.unwrap();
    let read = async |who: &str| {
        let actor = kit.actor(who).await;
        service::notice::read_all(daybook, &actor, i64::MAX).await.unwrap();
    };
    for (by, of) in [("ole", "ann"), ("ole", "bob"), ("pet", "pia")] {
        read(by).await;
        assert!(!listed(&kit, by, of).await, "{of}");
    }
    // One was no leave at all, one a short one.
    assess::remove_status(daybook, hr, &ann, "").await.unwrap();
    assess::end_status(daybook, hr, &bob, "", &ago(90), "", "")
        .await
        .unwrap();
    for of in ["ann", "bob"] {
        assert!(asked(&kit, "ole", of).await && listed(&kit, "ole", of).await, "{of}");
    }
    // Nobody is asked twice for the same.
    read("ole").await;
    let enter = assess::end_status(daybook, hr, &bob, &ago(90), &ago(89), "", "").await;
    enter.unwrap();
    // What is decided stays as it was decided.
    assess::remove_status(daybook, hr, &pia, "").await.unwrap();
    assert!(!asked(&kit, "ole", "bob").await && !asked(&kit, "pet", "pia").await);
}

#[tokio::test]
async fn nobody_is_offered_what_the_assessor_does_first() {
    let kit = Kit::usual().await;
    let (unit, course) = (kit.world.unit("ole").await, kit.course("ann").await);
    open(&kit, "ann", &ago(30)).await;
    kit.reviewed(&[("ann", "ole", "")]).await;
    // Of the board and of the page: the assessor comes first, and calibrating is offered.
    let seen = async || {
        let rows = kit.board("fin", &unit).await.unwrap().rows;
        let row = rows.into_iter().find(|row| row.course == course).unwrap();
        let page = kit.page("fin", "ann").await;
        [(row.awaits, row.acts), (page.awaits, page.line.acts)]
            .map(|(awaits, acts)| (awaits, acts.contains(&Act::Calibrate)))
    };
    assert_eq!(seen().await, [(false, true); 2], "by the rules there is none");
    end(&kit, "ann", "cleared").await;
    assert_eq!(seen().await, [(true, false); 2]);
    assert!(!kit.page("ann", "ann").await.awaits, "how it was reviewed is not told");
    kit.written_since("ole", "ann").await;
    grade(&kit, "ole", "ann", "fairly_good").await.unwrap();
    assert_eq!(seen().await, [(false, true); 2]);
}

#[tokio::test]
async fn whoever_grades_after_the_decision_sees_what_can_be_given_now() {
    let kit = Kit::usual().await;
    without_grade(&kit, "ann", &["ole"]).await;
    end(&kit, "ann", "cleared").await;
    let none = Some(NoGrade::Pending);
    let page = kit.page("ole", "ann").await;
    assert!(page.line.acts.contains(&Act::GradeAfterwards));
    assert!(page.outcome.can_be_graded(), "{:?}", page.outcome);
    // What it was decided on stays as it was, for him and for the others.
    assert_eq!(page.dossier.outcome.and_then(|kept| kept.no_grade), none);
    assert_eq!(kit.page("fin", "ann").await.outcome.no_grade, none);
}
