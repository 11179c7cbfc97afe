//! All that one assessor has left to review goes to another one: what is moved, what stays and why, and who is told.

use crate::investigated::{end, open};
use crate::result_again::shared;
use crate::result_kit::{Kit, ago, words};
use domain::notice::NoticeKind;
use domain::permission::{Actor, Duty};
use domain::view::NoticeView;
use domain::view::assess::{Absent, HandedOver, HandingOver};
use service::{Error, assess};

async fn hand_over(kit: &Kit, who: &str, (from, to): (&str, &str), key: &str) -> service::Result<HandedOver> {
    let (daybook, actor) = (&kit.world.daybook, kit.actor(who).await);
    assess::hand_over(daybook, &actor, &kit.period, kit.world.id(from), kit.world.id(to), key).await
}

async fn given(kit: &Kit, from: &str, to: &str) -> HandedOver {
    hand_over(kit, "personnel", (from, to), "").await.unwrap()
}

async fn asked_for(kit: &Kit, who: &str, from: &str, part: &str) -> service::Result<HandingOver> {
    let actor = kit.actor(who).await;
    let from = if from.is_empty() {
        ""
    } else {
        kit.world.id(from).as_str()
    };
    assess::handing_over(&kit.world.daybook, &actor, &kit.period, (true, from, part)).await
}

/// Who has how many left.
async fn left(kit: &Kit) -> Vec<(String, u32)> {
    let page = asked_for(kit, "personnel", "", "").await.unwrap();
    page.reviewers.into_iter().map(|one| (one.name, one.left)).collect()
}

fn named(names: &[(&str, u32)]) -> Vec<(String, u32)> {
    names.iter().map(|(name, left)| ((*name).to_owned(), *left)).collect()
}

async fn assessors(kit: &Kit, of: &str) -> Vec<String> {
    let dossier = kit.page("personnel", of).await.dossier;
    dossier.assessors.into_iter().map(|a| a.name).collect()
}

fn refusals(over: &HandedOver) -> Vec<(&str, &str)> {
    let each = over.refused.iter();
    each.map(|(name, why)| (name.as_str(), why.en.as_str())).collect()
}

/// What somebody was told of a kind and has not read.
async fn told(kit: &Kit, who: &str, kind: NoticeKind) -> Vec<NoticeView> {
    let page = service::notice::page(&kit.world.daybook, &*kit.actor(who).await, None).await;
    let all = page.unwrap().notices.into_iter();
    all.filter(|n| n.kind == kind && n.unread).collect()
}

async fn traces(kit: &Kit, of: &str) -> usize {
    kit.world.acts().await.iter().filter(|act| *act == of).count()
}

#[tokio::test]
async fn what_is_open_goes_and_each_is_told_once() {
    let kit = Kit::usual().await;
    for who in ["ann", "bob", "pet"] {
        kit.summarise(who).await;
    }
    assert_eq!(
        left(&kit).await,
        named(&[("Dir One", 1), ("Ole Two", 3), ("Pet Six", 1)])
    );
    let moved = traces(&kit, "course_moved").await;
    let over = given(&kit, "ole", "two").await;
    assert_eq!((over.from.as_str(), over.to.as_str()), ("Ole Two", "Two Eleven"));
    assert_eq!((over.done, over.more, over.refused.len()), (3, 0, 0));
    assert_eq!(
        left(&kit).await,
        named(&[("Dir One", 1), ("Pet Six", 1), ("Two Eleven", 3)])
    );
    assert_eq!(
        traces(&kit, "course_moved").await - moved,
        3,
        "each in a transaction of its own"
    );
    assert_eq!(traces(&kit, "reviews_handed_over").await, 1);
    for who in ["ann", "bob", "pet"] {
        assert_eq!(assessors(&kit, who).await, ["Two Eleven"], "{who}");
        let path = format!("/assess/course/{}", kit.course(who).await);
        let changed = told(&kit, who, NoticeKind::AssessChanged).await;
        assert!(changed.iter().any(|n| n.path == path), "{who}: {changed:?}");
    }
    let remarks = kit.page("personnel", "ann").await.dossier.remarks;
    let said = "the personnel office handed the review over from Ole Two to Two Eleven.";
    assert!(remarks.iter().any(|r| r.en.ends_with(said)), "{remarks:?}");
    assert!(
        remarks
            .iter()
            .any(|r| r.zh.ends_with("人事部门将评鉴由Ole Two移交Two Eleven。")),
        "{remarks:?}"
    );
    // One line for all of them, and one for whoever need not do it any more.
    let asked = told(&kit, "two", NoticeKind::AssessAsked).await;
    let lines: Vec<_> = asked.iter().map(|n| (n.path.as_str(), n.many)).collect();
    assert_eq!(lines, [("/assess", Some(3))]);
    let path = format!("/assess/period/{}", kit.period);
    let changed = told(&kit, "ole", NoticeKind::AssessChanged).await;
    assert_eq!(changed.iter().filter(|n| n.path == path).count(), 1, "{changed:?}");
}

#[tokio::test]
async fn who_cannot_be_handed_over_stays_and_is_named_and_a_second_press_does_nothing() {
    let kit = Kit::usual().await;
    for who in ["bob", "pet"] {
        kit.summarise(who).await;
    }
    kit.review("ole", "bob", "fairly_good").await.unwrap();
    let press = async || hand_over(&kit, "personnel", ("ole", "pet"), "k").await.unwrap();
    let over = press().await;
    assert_eq!(over.done, 1);
    let himself = [("Pet Six", "Nobody reviews himself. Choose somebody else.")];
    assert_eq!(refusals(&over), himself);
    // What is submitted stays with whoever wrote it.
    for (of, by) in [("ann", "Pet Six"), ("bob", "Ole Two"), ("pet", "Ole Two")] {
        assert_eq!(assessors(&kit, of).await, [by], "{of}");
    }
    let acts = kit.world.acts().await;
    assert_eq!((press().await, kit.world.acts().await), (over.clone(), acts));
    assert_eq!(asked_for(&kit, "personnel", "", "").await.unwrap().report, Some(over));
    // Another form finds nobody but who stayed; and of one alone it is told as of one.
    let again = given(&kit, "ole", "pet").await;
    assert_eq!((again.done, refusals(&again).as_slice()), (0, &himself[..]));
    assert_eq!(given(&kit, "ole", "fay").await.done, 1);
    let asked = told(&kit, "fay", NoticeKind::AssessAsked).await;
    let path = format!("/assess/course/{}", kit.course("pet").await);
    assert_eq!(asked.iter().map(|n| n.path.as_str()).collect::<Vec<_>>(), [path]);
    let acts = kit.world.acts().await;
    assert_eq!(
        (given(&kit, "ole", "fay").await.done, kit.world.acts().await),
        (0, acts)
    );
}

#[tokio::test]
async fn of_several_assessors_whoever_has_submitted_stays() {
    let kit = shared(&["har"]).await;
    for who in ["ann", "bob"] {
        kit.summarise(who).await;
    }
    kit.review("ole", "ann", "average").await.unwrap();
    let over = given(&kit, "ole", "fay").await;
    assert_eq!((over.done, over.refused.len()), (3, 0), "bob, pet and pia: {over:?}");
    assert_eq!(assessors(&kit, "ann").await, ["Ole Two", "Dir One"]);
    assert_eq!(assessors(&kit, "bob").await, ["Fay Nine", "Dir One"]);
    let over = given(&kit, "dir", "fay").await;
    let twice = "This person reviews already.";
    assert_eq!(refusals(&over), [("Bob Four", twice), ("Pet Six", twice)]);
    assert_eq!(over.done, 2, "ole, and the other review of ann");
    // What is submitted is nobody else's to read yet.
    let dossier = kit.page("ole", "ann").await.dossier;
    let names: Vec<_> = dossier.assessors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["Ole Two", "Fay Nine"]);
    assert!(dossier.reviews.iter().any(|r| r.submitted && r.by_name == "Ole Two"));
}

#[tokio::test]
async fn a_grade_that_may_still_come_goes_along() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    open(&kit, "pia", &ago(30)).await;
    assess::keep_status(
        daybook,
        &kit.personnel,
        kit.world.id("ann"),
        "probation",
        &ago(30),
        "",
        "",
        "",
    )
    .await
    .unwrap();
    kit.reviewed(&[("pia", "pet", ""), ("ann", "ole", "")]).await;
    // Who is exempt for good is nobody's to grade.
    assert_eq!(
        left(&kit).await,
        named(&[("Dir One", 1), ("Ole Two", 2), ("Pet Six", 1)])
    );
    assert_eq!(given(&kit, "pet", "fay").await.done, 1);
    let dossier = kit.page("personnel", "pia").await.dossier;
    assert_eq!(
        (dossier.assessors[0].name.as_str(), dossier.reviews[0].by_name.as_str()),
        ("Fay Nine", "Pet Six")
    );
    assert_eq!(
        told(&kit, "fay", NoticeKind::AssessAsked).await,
        [],
        "nothing can be written yet"
    );
    end(&kit, "pia", "cleared").await;
    assert_eq!(told(&kit, "fay", NoticeKind::AssessAsked).await.len(), 1);
    kit.written_since("fay", "pia").await;
}

#[tokio::test]
async fn it_is_for_the_office_and_not_about_the_own_case() {
    let kit = Kit::usual().await;
    let (daybook, world) = (&kit.world.daybook, &kit.world);
    for who in ["ole", "dir", "fin", "xia", "two", "ann"] {
        let refused = hand_over(&kit, who, ("ole", "fay"), "").await;
        assert!(matches!(refused, Err(Error::NotFound)), "{who}");
        let refused = asked_for(&kit, who, "", "").await;
        assert!(matches!(refused, Err(Error::NotFound)), "{who}");
    }
    let same = hand_over(&kit, "personnel", ("ole", "ole"), "").await;
    assert!(words(same).starts_with("That is the same person."));
    let ann = Actor {
        duties: vec![Duty::PersonnelOffice],
        ..Actor::clone(&*kit.actor("ann").await)
    };
    let over = assess::hand_over(daybook, &ann, &kit.period, world.id("ole"), world.id("fay"), "").await;
    let over = over.unwrap();
    assert_eq!((over.done, over.by.as_str()), (2, "Ann Three"));
    let refused = refusals(&over);
    assert_eq!(refused.len(), 1, "{over:?}");
    assert!(
        refused[0].0 == "Ann Three" && refused[0].1.starts_with("This is about yourself"),
        "{over:?}"
    );
    assert_eq!(assessors(&kit, "ann").await, ["Ole Two"]);
}

#[tokio::test]
async fn who_is_not_there_stands_first_and_is_not_offered_to_take_over() {
    let kit = Kit::usual().await;
    let (daybook, world) = (&kit.world.daybook, &kit.world);
    assess::keep_status(
        daybook,
        &kit.personnel,
        world.id("ole"),
        "sick_leave",
        &ago(3),
        "",
        "",
        "",
    )
    .await
    .unwrap();
    // Over since yesterday.
    assess::keep_status(
        daybook,
        &kit.personnel,
        world.id("dir"),
        "other_leave",
        &ago(3),
        &ago(1),
        "",
        "",
    )
    .await
    .unwrap();
    let page = asked_for(&kit, "personnel", "ole", "o").await.unwrap();
    let listed: Vec<_> = page
        .reviewers
        .iter()
        .map(|one| (one.name.as_str(), one.absent))
        .collect();
    assert_eq!(
        listed,
        [("Ole Two", Some(Absent::OnLeave)), ("Dir One", None), ("Pet Six", None)]
    );
    let found: Vec<_> = page.people.iter().map(|person| person.name.as_str()).collect();
    assert!(
        found.contains(&"Two Eleven") && !found.contains(&"Ole Two"),
        "{found:?}"
    );
    // Until it is asked for, nothing is read but what became of it.
    let closed = assess::handing_over(daybook, &kit.personnel, &kit.period, (false, "", "")).await;
    assert_eq!(closed.unwrap(), HandingOver::default());
}
