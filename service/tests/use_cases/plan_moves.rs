//! Items whose owner moves to another unit, and items that go to somebody else.

use super::notices::{kinds, told, unread, wish};
use super::plans::{draft, open, titles};
use super::world::{HEADINGS, STAFF, World, import};
use domain::notice::NoticeKind as Kind;
use domain::plan::{Did, State, Waits};
use service::Error;
use service::plan::{self, Wanted};

/// Bob's post in the Office is vacant, and he holds one in Finance.
pub async fn bob_moves(world: &World) {
    let staff = STAFF.replace(
        "Bureau/Office,no,O3,Clerk,O1,4,Bob Four,bob,2024-01-01,\n",
        "Bureau/Office,no,O3,Clerk,O1,,,,,\n",
    ) + "Bureau/Finance,no,F5,Clerk,F1,4,Bob Four,bob,,\n";
    assert!(import(&world.daybook, &format!("{HEADINGS}{staff}")).await.unwrap() > 0);
}

#[tokio::test]
async fn open_items_go_along_with_their_owner_once_and_the_new_leader_is_asked() {
    let world = World::new().await;
    let (office, finance) = (world.unit("ole").await, world.unit("fin").await);
    let handed = world.hand("ole", "Renew the index", &["bob"]).await.unwrap();
    world.accept("bob", &handed).await.unwrap();
    let own = world.set("bob", "Learn the new form").await;
    let free = world.unowned("ole", "Air the cellar").await;
    bob_moves(&world).await;
    assert!(matches!(world.item("fin", &handed).await, Err(Error::NotFound)));
    let acts = world.acts().await.len();
    for _ in 0..2 {
        assert_eq!(open(&world.plan("bob").await).len(), 2);
        assert_eq!(world.acts().await.len(), acts + 1, "one act, once");
    }
    for item in [&handed, &own] {
        let page = world.item("fin", item).await.unwrap();
        assert_eq!((&page.item.unit.id, page.item.version), (&finance, 1));
        let (moved, edit) = (&page.history[0], &page.history[0].edits[0]);
        assert_eq!(
            (moved.did, edit.before.as_str(), edit.after.as_str()),
            (Did::Moved, "Office", "Finance")
        );
        assert!(matches!(world.item("ole", item).await, Err(Error::NotFound)));
    }
    assert_eq!(world.look("fin", &handed).await.state, State::Agreed);
    assert_eq!(titles(&world.plan("fin").await.waiting), ["Learn the new form"]);
    assert!(world.plan("ole").await.waiting.is_empty());
    // It is told to nobody; what the old leader was asked is no question any more.
    assert!(told(&world, "fin").await.is_empty());
    let asked = told(&world, "ole").await;
    assert!(asked.iter().any(|n| n.kind == Kind::PlanProposed && !n.unread));
    // What nobody has stays where it is.
    assert_eq!(world.look("ole", &free).await.unit.id, office);
    plan::agree(&world.daybook, &*world.actor("fin").await, &own, 1, "")
        .await
        .unwrap();
    assert_eq!(world.look("bob", &own).await.state, State::Agreed);
}

#[tokio::test]
async fn an_act_on_the_item_of_somebody_who_moved_brings_it_along() {
    let world = World::new().await;
    let (daybook, ole) = (&world.daybook, world.actor("ole").await);
    let own = world.set("bob", "Learn the new form").await;
    plan::agree(daybook, &ole, &own, 1, "").await.unwrap();
    bob_moves(&world).await;
    let next = draft("Learn both new forms");
    let wanted = Wanted {
        draft: &next,
        owner: "",
        why: "",
    };
    plan::change(daybook, &*world.actor("bob").await, &own, 1, &wanted, "")
        .await
        .unwrap();
    let page = world.item("fin", &own).await.unwrap();
    assert_eq!(
        (page.item.state, page.item.waits, page.item.version),
        (State::Proposed, Waits::Leader, 2)
    );
    let did: Vec<Did> = page.history.iter().map(|c| c.did).collect();
    assert_eq!(did, [Did::Changed, Did::Moved, Did::Agreed, Did::Set]);
    assert_eq!(titles(&world.plan("fin").await.waiting), ["Learn both new forms"]);
    assert_eq!(kinds(&told(&world, "fin").await), [Kind::PlanProposed]);
    assert!(world.plan("ole").await.waiting.is_empty());
    assert_eq!(unread(&world, "ole").await, 0, "the old leader is not asked");
}

#[tokio::test]
async fn who_led_where_it_was_agrees_to_nothing_after_the_move() {
    let world = World::new().await;
    let own = world.set("bob", "Learn the new form").await;
    bob_moves(&world).await;
    let late = plan::agree(&world.daybook, &*world.actor("ole").await, &own, 1, "").await;
    assert!(matches!(late, Err(Error::Denied)), "{late:?}");
    assert_eq!(open(&world.plan("bob").await).len(), 1);
    plan::agree(&world.daybook, &*world.actor("fin").await, &own, 1, "")
        .await
        .unwrap();
    assert_eq!(world.look("bob", &own).await.state, State::Agreed);
}

#[tokio::test]
async fn a_link_to_what_one_may_not_read_any_more_can_be_taken_away() {
    let world = World::new().await;
    let daybook = &world.daybook;
    let goal = world.unowned("ole", "Tidy the archive").await;
    let item = world.set("bob", "Renew the index").await;
    plan::serve(daybook, &*world.actor("bob").await, &item, &goal, "")
        .await
        .unwrap();
    bob_moves(&world).await;
    let bob = world.actor("bob").await;
    assert!(matches!(world.item("bob", &goal).await, Err(Error::NotFound)));
    let page = world.item("bob", &item).await.unwrap();
    assert_eq!((page.serves.len(), page.serves_closed), (0, vec![goal.clone()]));
    // Who only reads the item is not told of it.
    assert!(world.item("ann", &item).await.unwrap().serves_closed.is_empty());
    plan::unserve(daybook, &bob, &item, &goal, "").await.unwrap();
    let page = world.item("bob", &item).await.unwrap();
    let last = &page.history[0];
    assert_eq!(
        (last.did, last.words.as_str(), page.serves_closed.len()),
        (Did::Unlinked, "", 0)
    );
    assert!(world.item("dir", &goal).await.unwrap().served_by.is_empty());
    // Without the link it is as if it were not there.
    for outcome in [
        plan::unserve(daybook, &bob, &item, &goal, "").await,
        plan::serve(daybook, &bob, &item, &goal, "").await,
    ] {
        assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    }
}

#[tokio::test]
async fn who_had_an_item_is_told_that_it_went_to_somebody_else_and_asked_no_more() {
    let world = World::new().await;
    for who in ["ann", "bob"] {
        // At the end of a month the item is due soon, which is another matter.
        wish(&world, who, "kind:plan_due", "off").await.unwrap();
    }
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    assert_eq!(unread(&world, "ann").await, 1);
    let (same, bob) = (draft("Renew the index"), world.id("bob").0.clone());
    let wanted = Wanted {
        draft: &same,
        owner: &bob,
        why: "Ann is away",
    };
    plan::change(&world.daybook, &*world.actor("ole").await, &item, 1, &wanted, "")
        .await
        .unwrap();
    let ann = told(&world, "ann").await;
    assert_eq!(
        ann.iter().map(|n| (n.kind, n.unread)).collect::<Vec<_>>(),
        [(Kind::PlanChanged, true), (Kind::PlanAssigned, false)]
    );
    assert_eq!(
        (ann[0].by.clone(), unread(&world, "ann").await),
        (vec!["Ole Two".to_owned()], 1)
    );
    assert!(world.plan("ann").await.waiting.is_empty());
    assert_eq!(kinds(&told(&world, "bob").await), [Kind::PlanAssigned]);
}

#[tokio::test]
async fn a_leader_takes_on_what_nobody_has_where_it_stands_and_it_is_as_his_own() {
    let world = World::new().await;
    let second = "Bureau/Registry,yes,R1,Head of registry,B1,2,Ole Two,ole,2024-06-01,\n";
    import(&world.daybook, &format!("{HEADINGS}{STAFF}{second}"))
        .await
        .unwrap();
    let (daybook, ole) = (&world.daybook, world.actor("ole").await);
    let registry = ole.seats.last().unwrap().unit.clone();
    assert_ne!(registry, world.unit("ole").await);
    let same = draft("Air the cellar");
    let item = plan::assign(daybook, &ole, &same, &[], &registry, "", "")
        .await
        .unwrap();
    let me = world.id("ole");
    assert_eq!(&world.item("ole", &item).await.unwrap().owners[0].id, me);
    let wanted = Wanted {
        draft: &same,
        owner: me.as_str(),
        why: "",
    };
    plan::change(daybook, &ole, &item, 1, &wanted, "").await.unwrap();
    let taken = world.look("ole", &item).await;
    assert_eq!((&taken.unit.id, taken.waits), (&registry, Waits::Leader));
    plan::agree(daybook, &*world.actor("dir").await, &item, 2, "")
        .await
        .unwrap();
    let may = world.look("ole", &item).await.may;
    assert!(may.drop && !may.ask_back, "nobody asks himself back");
}
