//! Search after a plan item moved: what it is called finds a record for whom the item is open, and is not even counted for others.

use super::plan_moves::bob_moves;
use super::plan_ties::ties;
use super::plans::{draft, open};
use super::search::{HERE, all, ask, finds};
use super::world::World;
use domain::PlanItemId;
use domain::search::Ask;
use domain::view::RecordDraft;
use service::plan::{self, Wanted};
use std::time::Duration;

/// What is found in the work on an item.
async fn on(world: &World, who: &str, item: &PlanItemId) -> Vec<String> {
    let asked = Ask {
        scope: format!("plan:{item}"),
        ..ask("worked")
    };
    all(world, who, &asked).await
}

async fn give(world: &World, item: &PlanItemId, title: &str, version: u32, owner: &str) {
    let same = draft(title);
    let wanted = Wanted {
        draft: &same,
        owner: world.id(owner).as_str(),
        why: "",
    };
    plan::change(&world.daybook, &*world.actor("dir").await, item, version, &wanted, "")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_record_is_found_by_the_title_of_its_item_as_far_as_the_item_is_open_now() {
    let world = World::new().await;
    let finance = world.unit("fay").await;
    let item = world.set("fay", "Count the cash").await;
    let in_finance = RecordDraft {
        unit: finance.0,
        ..ties(&[&item], "", "unit")
    };
    let record = world.try_write("fay", &in_finance, "").await.unwrap().id.0;
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    let both = sorted(vec![item.0.clone(), record.clone()]);
    for who in ["fay", "xia", "fin", "dir"] {
        assert_eq!(sorted(finds(&world, who, "cash").await), both, "{who}");
        assert_eq!(on(&world, who, &item).await, [record.clone()], "{who}");
    }
    // The item goes to the Office: whoever reads the record in Finance learns nothing of it, not by a total either.
    give(&world, &item, "Count the cash", 1, "bob").await;
    for who in ["xia", "fin"] {
        assert!(finds(&world, who, "cash").await.is_empty(), "{who}");
        assert!(
            finds(&world, who, "worked cash").await.contains(&record),
            "{who}: some words"
        );
        assert!(on(&world, who, &item).await.is_empty(), "{who}");
        assert_eq!(finds(&world, who, "worked").await, [record.clone()], "{who}");
    }
    assert_eq!(finds(&world, "ann", "cash").await, [item.0.clone()]);
    assert!(on(&world, "ann", &item).await.is_empty(), "the record is closed to her");
    // And back again.
    give(&world, &item, "Count the cash", 2, "fay").await;
    for who in ["fay", "xia", "fin", "dir"] {
        assert_eq!(sorted(finds(&world, who, "cash").await), both, "{who}");
    }
    assert!(finds(&world, "ann", "cash").await.is_empty());
}

#[tokio::test]
async fn what_goes_along_with_its_owner_is_looked_for_in_vain_where_it_was() {
    let world = World::new().await;
    let item = world.set("bob", "Learn the new form").await;
    let record = world.tied("bob", &[&item], "", "unit").await.unwrap().0;
    assert!(finds(&world, "ann", "new form").await.contains(&record));
    bob_moves(&world).await;
    assert_eq!(open(&world.plan("bob").await).len(), 1);
    assert!(finds(&world, "ann", "new form").await.is_empty());
    assert_eq!(finds(&world, "fay", "new form").await, [item.0.clone()]);
    assert_eq!(finds(&world, "ann", "worked").await, [record]);
}

#[tokio::test]
async fn another_title_or_an_end_leaves_nothing_to_be_found_by_old_words() {
    let world = World::new().await;
    let item = world.set("fay", "Count the cash").await;
    assert_eq!(finds(&world, "fin", "cash").await, [item.0.clone()]);
    give(&world, &item, "Balance the books", 1, "fay").await;
    assert!(finds(&world, "fin", "cash").await.is_empty());
    assert_eq!(finds(&world, "fin", "books").await, [item.0.clone()]);
    let dir = world.actor("dir").await;
    plan::drop_item(&world.daybook, &dir, &item, "Not now", "")
        .await
        .unwrap();
    assert_eq!(
        finds(&world, "fin", "books").await,
        [item.0.clone()],
        "as it is open to read"
    );
    assert!(finds(&world, "ann", "books").await.is_empty());
}

#[tokio::test]
async fn a_question_that_nobody_waits_for_leaves_nothing_unread() {
    let world = World::new().await;
    assert!(finds(&world, "fay", "cash").await.is_empty());
    let item = world.set("fay", "Count the cash").await;
    let fay = world.actor("fay").await;
    let asked = ask("cash");
    let question = service::search::page(&world.daybook, &fay, HERE, &asked);
    assert!(tokio::time::timeout(Duration::ZERO, question).await.is_err());
    assert_eq!(finds(&world, "fay", "cash").await, [item.0]);
}
