//! What stands against a published name is answered as it was read.

use crate::result_kit::{Kit, ago, words};
use crate::result_year::{published, year};
use crate::world::World;
use domain::Violation;
use domain::assessment::process::State;
use domain::view::assess::PublishedLine;
use service::assess::{self, BodyChange};
use service::{Error, result};

pub async fn line(kit: &Kit, who: &str, of: &str) -> PublishedLine {
    let (course, actor) = (kit.course(of).await, kit.actor(who).await);
    let page = result::publication_page(&kit.world.daybook, &actor, &kit.period, "", "").await;
    let mut rows = page.unwrap().rows.into_iter();
    rows.find(|row| row.course == course).unwrap()
}

#[tokio::test]
async fn an_objection_that_came_meanwhile_is_read_before_it_is_answered() {
    let kit = year(World::new().await).await;
    published(&kit).await;
    let (daybook, pia) = (&kit.world.daybook, kit.course("pia").await);
    let object = async |who: &str, why: &str| {
        result::object_to_publication(daybook, &*kit.actor(who).await, &pia, why, "")
            .await
            .unwrap();
    };
    let answer = async |who: &str, version: u32| {
        let (actor, why) = (kit.actor(who).await, "The list was checked.");
        result::answer_publication(daybook, &actor, &pia, version, "excellent", why, "").await
    };
    let stale = |outcome: &service::Result<()>| matches!(outcome, Err(Error::Invalid(Violation::AssessChanged)));
    object("bob", "The August list was mine.").await;
    let read = line(&kit, "fay", "pia").await;
    assert_eq!((read.objections.len(), line(&kit, "bob", "pia").await.version), (1, 0));
    // Another joins while the answer to the first is written.
    object("two", "I saw bob write it.").await;
    let early = answer("fay", read.version).await;
    assert!(stale(&early), "{early:?}");
    let now = line(&kit, "fay", "pia").await;
    assert_eq!(now.objections.len(), 2);
    assert!(now.objections.iter().all(|o| o.answer.is_none()));
    answer("fay", now.version).await.unwrap();
    let after = line(&kit, "fay", "pia").await.objections;
    assert!(after.iter().all(|o| o.answer.is_some()), "{after:?}");
    // Somebody else of the committee had the same page open.
    let late = answer("fin", now.version).await;
    assert!(stale(&late), "{late:?}");
}

#[tokio::test]
async fn of_somebody_who_is_exempt_by_now_it_is_answered_that_there_is_no_grade() {
    let kit = year(World::new().await).await;
    published(&kit).await;
    let (daybook, pia) = (&kit.world.daybook, kit.course("pia").await);
    result::object_to_publication(daybook, &*kit.actor("bob").await, &pia, "The August list was mine.", "")
        .await
        .unwrap();
    assert_eq!(line(&kit, "fay", "pia").await.exempt, None);
    let of = kit.world.id("pia");
    assess::keep_status(daybook, &kit.personnel, of, "investigation", &ago(5), "", "", "")
        .await
        .unwrap();
    let why = line(&kit, "fay", "pia").await.exempt.unwrap();
    assert!(why.en.starts_with("Under open investigation"), "{why:?}");
    assert_eq!(line(&kit, "fay", "ann").await.exempt, None);
    let colleague = line(&kit, "bob", "pia").await;
    assert_eq!(colleague.exempt, None, "why is not a colleague's to know");
    let kept = kit.answer("fay", "pia", "excellent", "The list was checked.").await;
    assert!(words(kept).contains("Under open investigation"));
    kit.answer("fay", "pia", "", "It waits for the end of the investigation.")
        .await
        .unwrap();
    kit.decide("xia", "pia", "", "").await.unwrap();
    assert_eq!((kit.state("pia").await, kit.grade("pia").await), (State::Decided, None));
}

#[tokio::test]
async fn who_objected_to_a_name_decides_nothing_that_is_asked_of_the_result() {
    let kit = year(World::new().await).await;
    published(&kit).await;
    let (daybook, pia) = (&kit.world.daybook, kit.course("pia").await);
    for who in ["bob", "two"] {
        let joins = BodyChange {
            body: "review_body".into(),
            person: kit.world.id(who).0.clone(),
            reason: "One alone may be ill.".into(),
            ..BodyChange::default()
        };
        assess::change_body(daybook, &kit.personnel, &kit.period, &joins, "")
            .await
            .unwrap();
        result::object_to_publication(daybook, &*kit.actor(who).await, &pia, "The August list was mine.", "")
            .await
            .unwrap();
    }
    result::withdraw_name_objection(daybook, &*kit.actor("bob").await, &pia, "")
        .await
        .unwrap();
    kit.answer("fay", "pia", "competent", "The list was theirs.")
        .await
        .unwrap();
    kit.decide("xia", "pia", "competent", "").await.unwrap();
    result::give_feedback(daybook, &kit.personnel, &pia, "", vec![], "")
        .await
        .unwrap();
    let of = kit.actor("pia").await;
    result::ask(daybook, &of, &pia, "re_review", "The list was mine.", "")
        .await
        .unwrap();
    let decide = async |who: &str| {
        kit.answer_objection(who, "pia", "competent", "The list was checked.")
            .await
    };
    // Also who joined an objection that was open already.
    assert!(words(decide("two").await).starts_with("You objected to the name"));
    // Who took it back stands against the name no more.
    decide("bob").await.unwrap();
}
