//! Who reads a plan, and what a form sent twice does.

use super::plans::{draft, nowhere, open};
use super::world::{HEADINGS, STAFF, World, import};
use domain::Scope;
use service::{Error, plan};

#[tokio::test]
async fn a_form_sent_twice_is_one_item_and_other_words_are_another() {
    let world = World::new().await;
    let ann = world.actor("ann").await;
    let send = |title: &'static str| {
        let (daybook, ann) = (&world.daybook, &ann);
        async move {
            plan::write(daybook, ann, &draft(title), &nowhere(), "", "key")
                .await
                .unwrap()
        }
    };
    assert_eq!(send("One item").await, send("One item").await);
    assert_ne!(send("One item").await, send("Another item").await);
    assert_eq!(open(&world.plan("ann").await).len(), 2);
    let people = ["ann", "bob"].map(|p| world.id(p).0.clone());
    let ole = world.actor("ole").await;
    let mut firsts = Vec::new();
    for _ in 0..2 {
        let item = plan::assign(&world.daybook, &ole, &draft("For two"), &people, &nowhere(), "", "key").await;
        firsts.push(item.unwrap());
    }
    assert_eq!(world.item("ole", &firsts[0]).await.unwrap().batch.len(), 1);
    assert_eq!(world.acts().await, ["plan_written", "plan_written", "plan_assigned"]);
}

#[tokio::test]
async fn who_reads_a_plan_and_who_does_not() {
    let world = World::new().await;
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    let office = world.unit("ann").await;
    for (who, reads) in [
        ("ann", true),
        ("bob", true),
        ("ole", true),
        ("dir", true),
        ("pia", false),
        ("fin", false),
        ("hal", false),
        ("old", false),
    ] {
        assert_eq!(world.item(who, &item).await.is_ok(), reads, "{who}");
        assert_eq!(world.unit_plan(who, &office).await.is_ok(), reads, "{who}");
        assert_eq!(
            world.page(who, &Scope::Plan(item.clone()), None).await.is_ok(),
            reads,
            "{who}"
        );
    }
    for nonsense in ["01JD3Z8V9QK4M5N6P7R8S9T0AB", "'; DELETE plan_item"] {
        assert!(matches!(
            world.item("dir", &nonsense.into()).await,
            Err(Error::NotFound)
        ));
    }
    // A unit that is authorised reads along; the leader's figures stay the leader's.
    let harbour = world.unit("har").await;
    service::grant::give(&world.daybook, &*world.actor("ole").await, &office, &harbour, "")
        .await
        .unwrap();
    let seen = world.unit_plan("hal", &office).await.unwrap();
    assert!(!seen.leads && seen.bare.is_empty() && seen.waiting.is_empty());
    for who in ["hal", "bob"] {
        let seen = world.unit_plan(who, &office).await.unwrap();
        let figures = seen.people.iter().any(|p| p.load.is_some()) || seen.below.iter().any(|u| u.overdue.is_some());
        assert!(!figures, "{who} compares nobody");
    }
    let led = world.unit_plan("ole", &office).await.unwrap();
    assert!(led.people.iter().all(|p| p.load.is_some()) && led.below[0].overdue == Some(0));
    assert_eq!(seen.people.iter().map(|p| p.items.len()).sum::<usize>(), 1);
}

#[tokio::test]
async fn what_somebody_leaves_behind_is_shown_to_the_leader_of_the_unit() {
    let world = World::new().await;
    let item = world.hand("ole", "Renew the index", &["bob"]).await.unwrap();
    let office = world.unit("ole").await;
    assert!(world.unit_plan("ole", &office).await.unwrap().left.is_empty());
    // Bob's post is vacant from today on.
    let now = STAFF.replace(
        "Bureau/Office,no,O3,Clerk,O1,4,Bob Four,bob,2024-01-01,",
        "Bureau/Office,no,O3,Clerk,O1,,,,,",
    );
    assert!(import(&world.daybook, &format!("{HEADINGS}{now}")).await.unwrap() > 0);
    let page = world.unit_plan("ole", &office).await.unwrap();
    assert!(page.people.iter().all(|p| p.person.name != "Bob Four"));
    assert_eq!(page.left.iter().map(|i| i.id.clone()).collect::<Vec<_>>(), [item]);
    assert_eq!(page.left[0].owner.as_ref().unwrap().name, "Bob Four");
}
