//! A period that was opened by mistake and taken back.

use super::notices::{kinds, told};
use crate::result_kit::{Kit, opening, words};
use crate::world::{World, official};
use domain::Lang;
use domain::assessment::dossier::Summary;
use domain::assessment::process::State;
use domain::notice::NoticeKind;
use domain::permission::Duty;
use service::{Error, assess, result};

const WHY: &str = "The units were the wrong ones.";

impl Kit {
    async fn withdraw(&self, by: &str, title: &str, reason: &str) -> service::Result<()> {
        let actor = self.actor(by).await;
        assess::withdraw_period(&self.world.daybook, &actor, &self.period, title, reason, "").await
    }
}

#[tokio::test]
async fn in_a_period_that_was_taken_back_nobody_acts() {
    let kit = Kit::usual().await;
    let daybook = &kit.world.daybook;
    kit.reviewed(&[("ann", "ole", "good")]).await;
    kit.summarise("bob").await;
    let (ann, bob, pia) = (
        kit.course("ann").await,
        kit.course("bob").await,
        kit.course("pia").await,
    );
    let version = kit.page("fin", "ann").await.version;
    assert_eq!(
        assess::home(daybook, &*kit.actor("ole").await)
            .await
            .unwrap()
            .waiting
            .len(),
        1
    );
    assert!(matches!(kit.withdraw("ole", "Q3", WHY).await, Err(Error::NotFound)));
    assert!(words(kit.withdraw("personnel", "Q4", WHY).await).contains("not that of this period"));
    assert!(
        kit.withdraw("personnel", "Q3", " ").await.is_err(),
        "a reason is needed"
    );
    kit.withdraw("personnel", " Q3 ", WHY).await.unwrap();
    assert_eq!(
        kit.world.acts().await.last().map(String::as_str),
        Some("period_withdrawn")
    );

    // Whoever took part, reviewed or sat on a body is told, and reads why.
    for who in ["pia", "dir", "har"] {
        let told = kinds(&told(&kit.world, who).await);
        assert!(told.contains(&NoticeKind::AssessChanged), "{who}: {told:?}");
    }
    let page = assess::period_page(daybook, &*kit.actor("pia").await, &kit.period)
        .await
        .unwrap();
    assert!(page.line.closed && page.line.withdrawn.is_some_and(|why| why.en.ends_with(WHY)));
    let page = assess::period_page(daybook, &kit.personnel, &kit.period).await.unwrap();
    assert!(page.clocks.is_empty() && page.batches.is_empty() && page.unassessed.is_empty());

    // It asks for nobody; a course can still be read.
    let home = assess::home(daybook, &*kit.actor("pia").await).await.unwrap();
    assert!(home.own.is_empty() && home.periods.iter().any(|p| p.withdrawn.is_some()));
    let home = assess::home(daybook, &*kit.actor("ole").await).await.unwrap();
    assert!(home.waiting.is_empty() && home.boards.is_empty());
    for who in ["pia", "ole"] {
        let waits = service::notice::waits(daybook, &*kit.actor(who).await, Lang::En).await;
        assert!(waits.unwrap().assess.is_empty(), "{who}");
    }
    for (who, course) in [("pia", &pia), ("ole", &bob), ("fin", &ann)] {
        let page = assess::course_page(daybook, &*kit.actor(who).await, course)
            .await
            .unwrap();
        assert!(
            page.line.acts.is_empty() && page.clocks.is_empty() && page.withdrawn.is_some(),
            "{who}"
        );
    }
    let summary = assess::summary_page(daybook, &*kit.actor("pia").await, &pia)
        .await
        .unwrap();
    assert!(!summary.may_submit && summary.clock.is_none());
    let review = assess::review_page(daybook, &*kit.actor("ole").await, &bob)
        .await
        .unwrap();
    assert!(!review.may_edit && !review.may_return);

    // Every step is refused, with the reason.
    let typed = Summary {
        points: vec![],
        overall: "Too late.".into(),
    };
    let fin = kit.actor("fin").await;
    let own = kit.actor("pia").await;
    let refused = [
        assess::keep_summary(daybook, &own, &pia, summary.version, &typed, false, "").await,
        assess::keep_summary(daybook, &own, &pia, summary.version, &typed, true, "").await,
        assess::return_summary(daybook, &*kit.actor("ole").await, &bob, review.version, "Again.", "").await,
        assess::go_on(daybook, &kit.personnel, &pia, "Gone.", "").await,
        result::calibrate(daybook, &fin, &ann, version, "good", "", "").await,
        assess::reassign(daybook, &kit.personnel, &pia, kit.world.id("dir"), "").await,
        assess::add_joined(daybook, &kit.personnel, &kit.period, "").await,
        kit.withdraw("personnel", "Q3", "Again.").await,
    ];
    for (at, refused) in refused.into_iter().enumerate() {
        let said = words(refused);
        assert!(said.ends_with(WHY), "{at}: {said}");
    }
    let page = assess::course_page(daybook, &kit.personnel, &pia).await.unwrap();
    assert_eq!((page.line.state, page.history.len()), (State::Opened, 0));
}

#[tokio::test]
async fn what_others_have_looked_at_is_not_taken_back() {
    let kit = Kit::usual().await;
    kit.reviewed(&[("ann", "ole", "average")]).await;
    kit.calibrate("fin", "ann", "average", "").await.unwrap();
    let said = words(kit.withdraw("personnel", "Q3", WHY).await);
    assert!(said.starts_with("1 of its assessments"), "{said}");
    assert_eq!(kit.state("ann").await, State::Calibrated);
}

#[tokio::test]
async fn the_same_days_are_proposed_again() {
    let world = World::new().await;
    let office = official(Duty::PersonnelOffice);
    let proposed = async |world: &World| {
        let page = assess::new_period(&world.daybook, &office, "cn-civil-servant", &[], "")
            .await
            .unwrap();
        (page.first, page.last)
    };
    let before = proposed(&world).await;
    let units = [world.unit("ole").await];
    let one = |who: &str| vec![world.id(who).0.clone()];
    let opening = assess::Opening {
        first: before.0.clone(),
        last: before.1.clone(),
        committee: one("fin"),
        deciding: one("xia"),
        re_review: one("har"),
        appeal: one("hal"),
        ..opening("period", "By mistake", &units)
    };
    let period = assess::open_period(&world.daybook, &office, opening, "").await.unwrap();
    assert_ne!(proposed(&world).await, before);
    assess::withdraw_period(&world.daybook, &office, &period, "By mistake", WHY, "")
        .await
        .unwrap();
    assert_eq!(proposed(&world).await, before);
}
