//! Plans: set, handed down, answered, worked on, ended.

use super::world::World;
use domain::plan::{Breach, Did, Draft, State, Waits};
use domain::view::plan::{ItemPage, ItemView, MyPlan, UnitPlan};
use domain::{PlanItemId, UnitId, Violation};
use service::Error;
use service::plan::{self, Wanted};

pub fn draft(title: &str) -> Draft {
    Draft {
        title: title.into(),
        horizon: "month".into(),
        ..Draft::default()
    }
}

pub fn nowhere() -> UnitId {
    UnitId(String::new())
}

pub fn breach<T: std::fmt::Debug>(outcome: service::Result<T>) -> Breach {
    match outcome {
        Err(Error::Invalid(Violation::Plan { breach })) => breach,
        other => panic!("no breach: {other:?}"),
    }
}

impl World {
    /// An item that is due in three months, whatever the day of the test.
    pub fn far(&self, title: &str) -> Draft {
        let today: chrono::NaiveDate = self.daybook.today().parse().unwrap();
        Draft {
            due: (today + chrono::Days::new(90)).to_string(),
            ..draft(title)
        }
    }

    pub async fn set_far(&self, who: &str, title: &str) -> PlanItemId {
        plan::write(
            &self.daybook,
            &*self.actor(who).await,
            &self.far(title),
            &nowhere(),
            "",
            "",
        )
        .await
        .unwrap()
    }

    pub async fn hand(&self, leader: &str, title: &str, people: &[&str]) -> service::Result<PlanItemId> {
        let people: Vec<String> = people.iter().map(|p| self.id(p).0.clone()).collect();
        plan::assign(
            &self.daybook,
            &*self.actor(leader).await,
            &draft(title),
            &people,
            &nowhere(),
            "",
            "",
        )
        .await
    }

    pub async fn set(&self, who: &str, title: &str) -> PlanItemId {
        plan::write(
            &self.daybook,
            &*self.actor(who).await,
            &draft(title),
            &nowhere(),
            "",
            "",
        )
        .await
        .unwrap()
    }

    pub async fn unowned(&self, leader: &str, title: &str) -> PlanItemId {
        let unit = self.unit(leader).await;
        plan::assign(
            &self.daybook,
            &*self.actor(leader).await,
            &draft(title),
            &[],
            &unit,
            "",
            "",
        )
        .await
        .unwrap()
    }

    pub async fn item(&self, who: &str, item: &PlanItemId) -> service::Result<ItemPage> {
        plan::item_page(&self.daybook, &*self.actor(who).await, item).await
    }

    pub async fn look(&self, who: &str, item: &PlanItemId) -> ItemView {
        self.item(who, item).await.unwrap().item
    }

    pub async fn plan(&self, who: &str) -> MyPlan {
        plan::mine(&self.daybook, &*self.actor(who).await).await.unwrap()
    }

    pub async fn unit_plan(&self, who: &str, unit: &UnitId) -> service::Result<UnitPlan> {
        plan::unit_page(&self.daybook, &*self.actor(who).await, unit).await
    }

    pub async fn accept(&self, who: &str, item: &PlanItemId) -> service::Result<()> {
        plan::accept(&self.daybook, &*self.actor(who).await, item, 1, "").await
    }
}

pub fn titles(items: &[ItemView]) -> Vec<&str> {
    items.iter().map(|i| i.title.as_str()).collect()
}

pub fn open(plan: &MyPlan) -> Vec<ItemView> {
    let lists = [&plan.today, &plan.week, &plan.period, &plan.later];
    lists.into_iter().flatten().cloned().collect()
}

#[tokio::test]
async fn one_item_for_many_is_one_act() {
    let world = World::new().await;
    let first = world
        .hand("ole", "Count the files", &["ann", "bob", "pia", "xia"])
        .await
        .unwrap();
    assert_eq!(world.acts().await, ["plan_assigned"]);
    for who in ["ann", "bob", "pia", "xia"] {
        let plan = world.plan(who).await;
        assert_eq!(titles(&plan.waiting), ["Count the files"], "{who}");
        assert_eq!(
            (plan.waiting[0].state, plan.waiting[0].waits),
            (State::Proposed, Waits::Owner)
        );
    }
    assert_eq!(world.item("ole", &first).await.unwrap().batch.len(), 3);
    // A colleague sees those of the own unit only.
    assert_eq!(world.item("bob", &first).await.unwrap().batch.len(), 1);
    assert_eq!(world.plan("ole").await.handed_down.len(), 4);
}

#[tokio::test]
async fn an_item_for_somebody_who_is_not_led_is_an_item_for_nobody() {
    let world = World::new().await;
    // The harbour is nobody's business in the bureau: its people are not there at all.
    let outcome = world.hand("dir", "x y", &["ann", "har"]).await;
    assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    assert!(matches!(
        world.hand("ole", "x y", &["ann", "ole"]).await,
        Err(Error::Invalid(_))
    ));
    for nobody in ["ann", "har", "fay", "old"] {
        assert!(
            matches!(world.hand(nobody, "x y", &["bob"]).await, Err(Error::NotFound)),
            "{nobody}"
        );
    }
    assert_eq!(breach(world.hand("ole", "x y", &[]).await), Breach::NobodyChosen);
    let many: Vec<String> = (0..201).map(|n| format!("{n:026}")).collect();
    let outcome = plan::assign(
        &world.daybook,
        &*world.actor("ole").await,
        &draft("x y"),
        &many,
        &nowhere(),
        "",
        "",
    )
    .await;
    assert_eq!(
        breach(outcome),
        Breach::TooManyPeople {
            chosen: 201,
            limit: 200
        }
    );
    assert!(world.acts().await.is_empty() && open(&world.plan("ann").await).is_empty());
}

#[tokio::test]
async fn accepting_asking_back_and_the_answer() {
    let world = World::new().await;
    let (daybook, ole, ann) = (&world.daybook, world.actor("ole").await, world.actor("ann").await);
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    // Nobody answers for another, and nobody agrees to what is not theirs to agree to.
    for other in ["ole", "bob", "dir"] {
        assert!(
            matches!(world.accept(other, &item).await, Err(Error::Denied)),
            "{other}"
        );
    }
    assert!(matches!(
        plan::agree(daybook, &ole, &item, 1, "").await,
        Err(Error::Invalid(_))
    ));
    assert_eq!(
        breach(plan::ask_back(daybook, &ann, &item, 1, " ", "").await),
        Breach::Missing {
            field: domain::plan::Field::Reason
        }
    );
    plan::ask_back(daybook, &ann, &item, 1, "The cards are away", "")
        .await
        .unwrap();
    let waiting = world.plan("ole").await.waiting;
    assert_eq!(waiting[0].reason, "The cards are away");
    assert!(world.plan("ann").await.waiting.is_empty());
    plan::stand_by(daybook, &ole, &item, 1, "They are back on Monday", "")
        .await
        .unwrap();
    world.accept("ann", &item).await.unwrap();
    assert_eq!(world.look("bob", &item).await.state, State::Agreed);
    let did: Vec<Did> = world
        .item("ann", &item)
        .await
        .unwrap()
        .history
        .iter()
        .map(|c| c.did)
        .collect();
    assert_eq!(did.len(), 4);
    assert!(did.contains(&Did::StoodBy) && did.contains(&Did::Accepted));
    assert_eq!(breach(world.accept("ann", &item).await), Breach::NothingWaits);
    assert_eq!(
        world.acts().await,
        ["plan_assigned", "plan_answered", "plan_answered", "plan_answered"]
    );
}

#[tokio::test]
async fn what_one_sets_waits_for_the_leader_and_nobody_agrees_to_his_own() {
    let world = World::new().await;
    let item = world.set("ann", "Learn the new form").await;
    assert_eq!(titles(&world.plan("ole").await.waiting), ["Learn the new form"]);
    assert!(world.plan("dir").await.waiting.is_empty(), "the nearest is asked");
    for nobody in ["ann", "bob", "fin"] {
        let outcome = plan::agree(&world.daybook, &*world.actor(nobody).await, &item, 1, "").await;
        assert!(
            matches!(outcome, Err(Error::Denied | Error::NotFound)),
            "{nobody}: {outcome:?}"
        );
    }
    plan::agree(&world.daybook, &*world.actor("dir").await, &item, 1, "")
        .await
        .unwrap();
    assert_eq!(world.look("ann", &item).await.state, State::Agreed);
    assert!(world.plan("ole").await.waiting.is_empty());
    // The head of everything has nobody above.
    let own = world.set("dir", "Visit every unit").await;
    assert_eq!(world.look("dir", &own).await.state, State::Agreed);
    // Xia sits in Finance and reports to the Office: the Office is asked.
    world.set("xia", "Reconcile the ledger").await;
    assert_eq!(titles(&world.plan("ole").await.waiting), ["Reconcile the ledger"]);
}

#[tokio::test]
async fn a_changed_item_asks_again_and_keeps_what_it_said() {
    let world = World::new().await;
    let (daybook, ole, ann) = (&world.daybook, world.actor("ole").await, world.actor("ann").await);
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    world.accept("ann", &item).await.unwrap();
    plan::advance(daybook, &ann, &item, "40%", "Half of A", "")
        .await
        .unwrap();
    fn wanted(draft: &Draft) -> Wanted<'_> {
        Wanted {
            draft,
            owner: "",
            why: "It is needed sooner",
        }
    }
    let seen = world.look("ole", &item).await;
    let mut next = draft("Renew the whole index");
    next.due = seen.due.clone();
    next.start = seen.start.clone();
    plan::change(daybook, &ole, &item, 1, &wanted(&next), "").await.unwrap();
    let page = world.item("ann", &item).await.unwrap();
    assert_eq!(
        (page.item.state, page.item.waits, page.item.version, page.item.progress),
        (State::Proposed, Waits::Owner, 2, 40)
    );
    let change = page.history.iter().find(|c| c.did == Did::Changed).unwrap();
    assert_eq!(
        (change.edits[0].before.as_str(), change.words.as_str()),
        ("Renew the index", "It is needed sooner")
    );
    // What was read before it changed cannot be accepted.
    assert_eq!(breach(world.accept("ann", &item).await), Breach::ChangedMeanwhile);
    plan::accept(daybook, &ann, &item, 2, "").await.unwrap();
    assert_eq!(world.look("ann", &item).await.state, State::InHand);
    assert_eq!(
        breach(plan::change(daybook, &ole, &item, 2, &wanted(&next), "").await),
        Breach::NothingChanged
    );
    // Another owner, in another unit: it leaves one plan and stands in the other.
    let mut same = next.clone();
    same.title = "Renew the whole index".into();
    let pia = world.id("pia").0.clone();
    let moved = Wanted {
        draft: &same,
        owner: &pia,
        why: "",
    };
    plan::change(daybook, &ole, &item, 2, &moved, "").await.unwrap();
    assert!(open(&world.plan("ann").await).is_empty());
    assert_eq!(titles(&world.plan("pia").await.waiting), ["Renew the whole index"]);
    assert!(
        matches!(world.item("ann", &item).await, Err(Error::NotFound)),
        "it is in another unit now"
    );
    let history = world.item("pet", &item).await.unwrap().history;
    let owner = history
        .iter()
        .flat_map(|c| &c.edits)
        .find(|e| e.before == "Ann Three")
        .unwrap();
    assert_eq!(owner.after, "Pia Seven");
}

#[tokio::test]
async fn progress_finishing_dropping_and_going_on() {
    let world = World::new().await;
    let (daybook, ole, ann) = (&world.daybook, world.actor("ole").await, world.actor("ann").await);
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    assert_eq!(
        breach(plan::finish(daybook, &ann, &item, "", "").await),
        Breach::NotAgreed
    );
    world.accept("ann", &item).await.unwrap();
    for bad in ["101", "-1", "many", ""] {
        assert!(
            matches!(
                breach(plan::advance(daybook, &ann, &item, bad, "", "").await),
                Breach::Unfit { .. }
            ),
            "{bad}"
        );
    }
    assert!(matches!(
        plan::advance(daybook, &ole, &item, "50", "", "").await,
        Err(Error::Denied)
    ));
    plan::advance(daybook, &ann, &item, "50", "", "").await.unwrap();
    assert_eq!(world.look("ole", &item).await.state, State::InHand);
    // Handed down, it is not the owner's to drop.
    assert!(matches!(
        plan::drop_item(daybook, &ann, &item, "No", "").await,
        Err(Error::Denied)
    ));
    plan::finish(daybook, &ann, &item, "All cards", "").await.unwrap();
    let plan_of_ann = world.plan("ann").await;
    assert!(open(&plan_of_ann).is_empty());
    assert_eq!(
        (plan_of_ann.ended[0].state, plan_of_ann.ended[0].progress),
        (State::Done, 100)
    );
    for outcome in [
        plan::advance(daybook, &ann, &item, "10", "", "").await,
        plan::finish(daybook, &ann, &item, "", "").await,
        plan::drop_item(daybook, &ole, &item, "No", "").await,
    ] {
        assert_eq!(breach(outcome), Breach::Ended);
    }
    plan::reopen(daybook, &ole, &item, "One drawer is left", "")
        .await
        .unwrap();
    plan::drop_item(daybook, &ole, &item, "The archive takes it", "")
        .await
        .unwrap();
    let dropped = world.look("ann", &item).await;
    assert_eq!(
        (dropped.state, dropped.reason.as_str()),
        (State::Dropped, "The archive takes it")
    );
    plan::reopen(daybook, &ole, &item, "It does not", "").await.unwrap();
    assert_eq!(world.look("ann", &item).await.waits, Waits::Owner, "it is asked anew");
}
