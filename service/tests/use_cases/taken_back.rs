//! What was asked against a result or a name is taken back by who asked it, until it is decided.

use crate::answers::line;
use crate::notices::told;
use crate::result_kit::{Kit, words};
use crate::result_year::{published, year};
use crate::world::World;
use domain::assessment::process::{Act, State};
use domain::notice::NoticeKind;
use service::{Error, assess, result};

#[tokio::test]
async fn the_person_takes_a_request_back_and_the_body_has_nothing_to_decide() {
    let kit = Kit::usual().await;
    kit.reviewed(&[("ann", "ole", "average")]).await;
    kit.calibrate("fin", "ann", "average", "").await.unwrap();
    kit.decide("xia", "ann", "average", "").await.unwrap();
    kit.all("personnel", Act::GiveFeedback).await;
    let (daybook, ann) = (&kit.world.daybook, kit.course("ann").await);
    let withdraw =
        async |who: &str, key: &str| result::withdraw_objection(daybook, &*kit.actor(who).await, &ann, key).await;
    assert!(words(withdraw("ann", "").await).contains("not the moment to withdraw"));
    result::ask(daybook, &*kit.actor("ann").await, &ann, "re_review", "Two records.", "")
        .await
        .unwrap();
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
    let har = kit.actor("har").await;
    let late = result::decide_objection(daybook, &har, &ann, "average", "Too late.", "").await;
    assert!(matches!(late, Err(Error::Invalid(_))), "{late:?}");
    // The appeal is open within its days.
    result::ask(daybook, &*kit.actor("ann").await, &ann, "appeal", "Two records.", "")
        .await
        .unwrap();
    assert_eq!(kit.state("ann").await, State::Appealed);
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
}
