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
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

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

/// The answer, unless the question is given up after so many turns.
async fn given_up<Q: Future>(question: Q, turns: usize) -> Option<Q::Output> {
    let mut question = pin!(question);
    let mut taken = 0;
    poll_fn(|context| {
        taken += 1;
        match question.as_mut().poll(context) {
            Poll::Ready(answer) => Poll::Ready(Some(answer)),
            Poll::Pending if taken == turns => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Wherever in its reading it is given up: who reads in the background may have been first, so that one of them is answered.
#[tokio::test]
async fn a_question_that_nobody_waits_for_leaves_nothing_unread() {
    let world = World::new().await;
    let fay = world.actor("fay").await;
    let mut given = 0;
    for turns in 1..=8 {
        let word = format!("cash{turns}");
        assert!(finds(&world, "fay", &word).await.is_empty());
        let item = world.set("fay", &format!("Count the {word}")).await;
        let asked = ask(&word);
        let question = service::search::page(&world.daybook, &fay, HERE, &asked);
        given += usize::from(given_up(question, turns).await.is_none());
        assert_eq!(finds(&world, "fay", &word).await, [item.0], "{turns}");
    }
    assert!(given > 0, "no question was given up");
}
