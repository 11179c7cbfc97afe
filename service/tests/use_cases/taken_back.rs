//! What was asked against a result or a name is taken back by who asked it, until it is decided.

use crate::answers::line;
use crate::notices::told;
use crate::result_kit::{FIVE_WORKED, Kit, ago, words};
use crate::result_year::{published, year};
use crate::world::World;
use domain::Violation;
use domain::assessment::Words;
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use service::assess::{self, BodyChange};
use service::{Error, result};

/// From the review of `ann` to the result that is given.
async fn given(kit: &Kit, grade: &str) {
    kit.calibrate("fin", "ann", grade, "").await.unwrap();
    kit.decide("xia", "ann", grade, "").await.unwrap();
    kit.all("personnel", Act::GiveFeedback).await;
}

/// `ann` was given “average”. `har`, who decides on a re-review, sits on the body for appeals too, beside `hal`.
async fn on_both_bodies() -> Kit {
    let kit = Kit::usual().await;
    kit.reviewed(&[("ann", "ole", "average")]).await;
    given(&kit, "average").await;
    let joins = BodyChange {
        body: "appeal_body".into(),
        person: kit.world.id("har").0.clone(),
        reason: "One alone may be ill.".into(),
        ..BodyChange::default()
    };
    assess::change_body(&kit.world.daybook, &kit.personnel, &kit.period, &joins, "")
        .await
        .unwrap();
    kit
}

/// `ann` asks for a re-review or appeals.
async fn ask(kit: &Kit, which: &str) {
    let (actor, course) = (kit.actor("ann").await, kit.course("ann").await);
    result::ask(&kit.world.daybook, &actor, &course, which, "Two records.", "")
        .await
        .unwrap();
}

async fn withdraw(kit: &Kit, who: &str, of: (&str, u32), key: &str) -> service::Result<()> {
    let (actor, course) = (kit.actor(who).await, kit.course("ann").await);
    result::withdraw_objection(&kit.world.daybook, &actor, &course, of, key).await
}

async fn decide(kit: &Kit, who: &str, of: (&str, u32), key: &str) -> service::Result<()> {
    let (actor, course) = (kit.actor(who).await, kit.course("ann").await);
    let why = "Both records bear it out.";
    result::decide_objection(&kit.world.daybook, &actor, &course, of, "fairly_good", why, key).await
}

/// What is said of an objection that is open no more.
fn over(outcome: service::Result<()>) -> Words {
    match outcome {
        Err(Error::Invalid(Violation::AssessOver { words })) => words,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_person_takes_a_request_back_and_the_body_has_nothing_to_decide() {
    let kit = Kit::usual().await;
    kit.reviewed(&[("ann", "ole", "average")]).await;
    given(&kit, "average").await;
    let (daybook, ann) = (&kit.world.daybook, kit.course("ann").await);
    let withdraw = async |who: &str, key: &str| withdraw(&kit, who, ("re_review", 1), key).await;
    assert!(words(withdraw("ann", "").await).contains("not the moment to withdraw"));
    ask(&kit, "re_review").await;
    assert!(kit.page("ann", "ann").await.may_withdraw);
    for other in ["ole", "har", "personnel"] {
        assert!(!kit.page(other, "ann").await.may_withdraw, "{other}");
    }
    assert!(words(withdraw("ole", "").await).contains("not the moment to withdraw"));
    let waits = async || {
        let home = assess::home(daybook, &*kit.actor("har").await).await.unwrap();
        home.waiting.iter().any(|line| line.id == ann)
    };
    assert!(waits().await);
    for _ in 0..2 {
        withdraw("ann", "once").await.unwrap();
    }
    assert!(!waits().await);
    let page = kit.page("ann", "ann").await;
    assert_eq!((page.line.state, page.may_withdraw), (State::Told, false));
    assert_eq!(page.line.grade.map(|g| g.id).as_deref(), Some("average"));
    assert!(
        page.clocks.iter().all(|c| c.act != Act::DecideReReview),
        "{:?}",
        page.clocks
    );
    // It leaves its trace, in the history and beside what was asked.
    assert_eq!(page.history.iter().filter(|h| h.act == Act::Withdraw).count(), 1);
    let taken_back = page.differences.iter().any(|w| w.en.starts_with("Taken back on"));
    assert!(taken_back, "{:?}", page.differences);
    assert!(
        page.dossier
            .objections
            .iter()
            .all(|o| o.withdrawn.is_some() && o.decided.is_none())
    );
    let notices = told(&kit.world, "har").await;
    let changed = |kind| notices.iter().any(|n| n.kind == kind && n.thread == ann.as_str());
    assert!(changed(NoticeKind::AssessChanged), "{notices:?}");
    // Whoever had its form open is told what became of it, and not of an appeal.
    let day = page.dossier.objections[0].withdrawn.unwrap();
    let late = over(decide(&kit, "har", ("re_review", 1), "").await);
    assert!(
        late.en
            .starts_with(&format!("The person took this re-review back on {day}:")),
        "{late:?}"
    );
    assert!(
        late.zh.starts_with(&format!("本人已于 {day} 撤回这次复核，")),
        "{late:?}"
    );
    // The appeal is open within its days.
    ask(&kit, "appeal").await;
    assert_eq!(kit.state("ann").await, State::Appealed);
}

#[tokio::test]
async fn reasons_that_were_written_on_a_re_review_decide_no_appeal() {
    let kit = on_both_bodies().await;
    ask(&kit, "re_review").await;
    let form = kit.asked("ann").await;
    assert_eq!(form, ("re_review", 1));
    withdraw(&kit, "ann", form, "").await.unwrap();
    ask(&kit, "appeal").await;
    let (har, course) = (kit.actor("har").await, kit.course("ann").await);
    let extended =
        result::extend_decision(&kit.world.daybook, &har, &course, form, "Papers are on their way.", "").await;
    for refused in [decide(&kit, "har", form, "").await, extended] {
        let said = over(refused).en;
        assert!(said.starts_with("The person took this re-review back on"), "{said}");
    }
    let page = kit.page("har", "ann").await;
    assert_eq!(page.line.state, State::Appealed);
    assert!(page.dossier.objections.iter().all(|o| o.decided.is_none()));
    assert!(page.extends_to.is_some(), "its days are not extended either");
    // What became of it is told to nobody who would not have decided it.
    for (other, why) in [("ann", "A decision about oneself"), ("hal", "the re-review body")] {
        let refused = words(decide(&kit, other, form, "").await);
        assert!(refused.contains(why), "{other}: {refused}");
    }
    for none in [("re_review", 2), ("appeal", 0), ("appeal", 2)] {
        let refused = words(decide(&kit, "har", none, "").await);
        assert!(
            refused.starts_with("It is in appeal: not the moment to decide"),
            "{refused}"
        );
    }
    let odd = decide(&kit, "har", ("pardon", 1), "").await;
    assert!(matches!(odd, Err(Error::NotFound)), "{odd:?}");
    // The appeal is decided by its own form, which counts once.
    for _ in 0..2 {
        decide(&kit, "har", ("appeal", 1), "one form").await.unwrap();
    }
    let late = over(decide(&kit, "hal", ("appeal", 1), "").await).en;
    assert!(late.starts_with("Har Twelve decided this appeal on"), "{late}");
    let page = kit.page("ann", "ann").await;
    let decided: Vec<bool> = page.dossier.objections.iter().map(|o| o.decided.is_some()).collect();
    assert_eq!(decided, [false, true]);
    assert_eq!(page.history.iter().filter(|h| h.act == Act::DecideAppeal).count(), 1);
}

#[tokio::test]
async fn of_two_who_decide_at_once_the_second_hears_that_it_is_decided() {
    let kit = on_both_bodies().await;
    ask(&kit, "appeal").await;
    let form = kit.asked("ann").await;
    let (one, two) = tokio::join!(decide(&kit, "har", form, ""), decide(&kit, "hal", form, ""));
    let both = [one, two];
    assert_eq!(both.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{both:?}");
    let second = both.into_iter().find(Result::is_err).unwrap();
    let said = over(second).en;
    assert!(said.contains(" decided this appeal on "), "{said}");
    let history = kit.page("ann", "ann").await.history;
    assert_eq!(history.iter().filter(|h| h.act == Act::DecideAppeal).count(), 1);
}

#[tokio::test]
async fn a_re_review_that_gave_way_to_an_appeal_is_decided_when_that_is_taken_back() {
    let kit = on_both_bodies().await;
    ask(&kit, "re_review").await;
    let form = kit.asked("ann").await;
    ask(&kit, "appeal").await;
    let early = over(decide(&kit, "har", form, "").await).en;
    assert!(early.starts_with("The person appealed meanwhile"), "{early}");
    assert_eq!(kit.state("ann").await, State::Appealed);
    // A page from before the appeal takes nothing back, nor does one that was there before a request was taken back and made again.
    let stale = over(withdraw(&kit, "ann", form, "").await).en;
    assert!(stale.starts_with("An appeal was made since"), "{stale}");
    let appeal = kit.asked("ann").await;
    withdraw(&kit, "ann", appeal, "").await.unwrap();
    let again = over(withdraw(&kit, "ann", appeal, "").await).en;
    assert!(again.contains("taken back on") && again.contains("already"), "{again}");
    assert_eq!(kit.state("ann").await, State::ReReview, "the re-review lives");
    decide(&kit, "har", form, "").await.unwrap();
    assert_eq!(kit.state("ann").await, State::ReReviewed);
}

#[tokio::test]
async fn a_re_review_of_a_grade_that_was_given_afterwards_is_told_from_the_one_before() {
    let kit = Kit::usual().await;
    let (daybook, ann) = (&kit.world.daybook, kit.world.id("ann"));
    assess::keep_status(daybook, &kit.personnel, ann, "investigation", &ago(30), "", "", "")
        .await
        .unwrap();
    kit.reviewed(&[("ann", "ole", "")]).await;
    given(&kit, "").await;
    ask(&kit, "re_review").await;
    let before = kit.asked("ann").await;
    withdraw(&kit, "ann", before, "").await.unwrap();
    let rows = assess::statuses_page(daybook, &kit.personnel, "").await.unwrap().rows;
    let row = rows.iter().find(|r| r.kind == "investigation").unwrap();
    assess::end_status(daybook, &kit.personnel, &row.id, &row.end, &ago(0), "cleared", "")
        .await
        .unwrap();
    kit.written_since("ole", "ann").await;
    let (ole, course) = (kit.actor("ole").await, kit.course("ann").await);
    let why = "Cleared; the work was sound.";
    result::grade_afterwards(daybook, &ole, &course, "fairly_good", why, "")
        .await
        .unwrap();
    given(&kit, "fairly_good").await;
    ask(&kit, "re_review").await;
    let now = kit.asked("ann").await;
    assert_eq!((before, now), (("re_review", 1), ("re_review", 2)));
    let late = over(decide(&kit, "har", before, "").await).en;
    assert!(late.starts_with("The person took this re-review back on"), "{late}");
    assert_eq!(kit.state("ann").await, State::ReReview);
    decide(&kit, "har", now, "").await.unwrap();
    let objections = kit.page("ann", "ann").await.dossier.objections;
    let decided: Vec<bool> = objections.iter().map(|o| o.decided.is_some()).collect();
    assert_eq!(decided, [false, true]);
}

#[tokio::test]
async fn a_name_stands_as_before_when_all_that_stood_against_it_is_taken_back() {
    let kit = year(World::new().await).await;
    published(&kit).await;
    let (daybook, pia) = (&kit.world.daybook, kit.course("pia").await);
    for who in ["bob", "two"] {
        result::object_to_publication(daybook, &*kit.actor(who).await, &pia, "The August list was mine.", "")
            .await
            .unwrap();
    }
    // To those who answer it is no request against a result: none is in force, and the answer can change the grade.
    let differences = async |who: &str| {
        let all = kit.page(who, "pia").await.differences.into_iter().map(|w| w.en);
        all.filter(|w| !w.contains("SHA-256")).collect::<Vec<_>>()
    };
    let open = differences("fay").await;
    assert!(
        open.len() == 2 && open.iter().all(|w| w.contains("so no result is in force")),
        "{open:?}"
    );
    let withdraw = async |who: &str| result::withdraw_name_objection(daybook, &*kit.actor(who).await, &pia, "").await;
    for nobody in ["ann", "pia", "hal", "fay"] {
        let refused = withdraw(nobody).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{nobody}: {refused:?}");
    }
    let own = line(&kit, "bob", "pia").await.objections;
    assert!(own.len() == 1 && own[0].may_withdraw, "{own:?}");
    let all = line(&kit, "fay", "pia").await;
    assert!(all.objections.iter().all(|o| !o.may_withdraw && o.withdrawn.is_none()));
    withdraw("bob").await.unwrap();
    let left = line(&kit, "fay", "pia").await;
    assert_eq!(left.state, State::PublicationObjected, "another stands against it");
    assert_eq!(left.objections.iter().filter(|o| o.withdrawn.is_some()).count(), 1);
    withdraw("two").await.unwrap();
    let after = line(&kit, "fay", "pia").await;
    assert_eq!((after.state, after.objections.len()), (State::Published, 2));
    assert!(matches!(withdraw("two").await, Err(Error::NotFound)), "once");
    let notices = told(&kit.world, "fin").await;
    let changed = notices
        .iter()
        .any(|n| n.kind == NoticeKind::AssessChanged && n.thread == pia.as_str());
    assert!(changed, "{notices:?}");
    // Who objected is not the person's to know, nor that it was taken back.
    let history = kit.page("pia", "pia").await.history;
    assert!(
        history
            .iter()
            .all(|h| !matches!(h.act, Act::ObjectToPublication | Act::Withdraw))
    );
    // It can be objected to again while it stands.
    assert!(line(&kit, "bob", "pia").await.may_object);
    let over = differences("fay").await;
    assert!(
        over.len() == 2 && over.iter().all(|w| w.ends_with("nothing is to be answered.")),
        "{over:?}"
    );
    // Nor is it when the result is told.
    daybook.pass_days(FIVE_WORKED);
    kit.decide("xia", "pia", "excellent", "").await.unwrap();
    result::give_feedback(daybook, &kit.personnel, &pia, "", vec![], "")
        .await
        .unwrap();
    let own = kit.page("pia", "pia").await;
    assert!(own.shows_result && own.differences.is_empty(), "{:?}", own.differences);
    assert_eq!(kit.page("fay", "pia").await.differences.len(), 4);
}
