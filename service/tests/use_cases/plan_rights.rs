//! Who reads a plan, what records and steps tell of it, and what a form sent twice does.

use super::plan_ties::ties;
use super::plans::{draft, nowhere, open};
use super::search::finds;
use super::world::{HEADINGS, STAFF, World, import};
use domain::view::RecordDraft;
use domain::{Scope, UnitId};
use service::plan::Wanted;
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
    assert!(world.look("ole", &item).await.closed.is_empty());
    // Bob's post is vacant from today on.
    let now = STAFF.replace(
        "Bureau/Office,no,O3,Clerk,O1,4,Bob Four,bob,2024-01-01,",
        "Bureau/Office,no,O3,Clerk,O1,,,,,",
    );
    assert!(import(&world.daybook, &format!("{HEADINGS}{now}")).await.unwrap() > 0);
    let page = world.unit_plan("ole", &office).await.unwrap();
    assert!(page.people.iter().all(|p| p.person.name != "Bob Four"));
    assert_eq!(
        page.left.iter().map(|i| i.id.clone()).collect::<Vec<_>>(),
        [item.clone()]
    );
    assert_eq!(page.left[0].owner.as_ref().unwrap().name, "Bob Four");
    // There is no page of his any more that the name could lead to.
    let bob = world.id("bob").clone();
    assert_eq!(page.left[0].closed, [bob.clone()]);
    assert_eq!(world.look("ole", &item).await.closed, [bob]);
}

#[tokio::test]
async fn steps_lead_to_no_record_that_is_closed_to_their_reader() {
    let world = World::new().await;
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    world.accept("ann", &item).await.unwrap();
    let closed = world
        .tied("ann", &[&item], &format!("{item}:60"), "leaders")
        .await
        .unwrap();
    // It tells no figure: a colleague learns not even that it is there.
    let silent = world.tied("ann", &[&item], "", "leaders").await.unwrap();
    let open = world
        .tied("ann", &[&item], &format!("{item}:70"), "unit")
        .await
        .unwrap();
    let steps = async |who: &str| {
        let mut steps: Vec<_> = world.item(who, &item).await.unwrap().steps;
        steps.sort_by_key(|s| s.progress);
        steps.into_iter().map(|s| (s.progress, s.record)).collect::<Vec<_>>()
    };
    for who in ["ann", "ole"] {
        let all = [
            (None, Some(silent.clone())),
            (Some(60), Some(closed.clone())),
            (Some(70), Some(open.clone())),
        ];
        assert_eq!(steps(who).await, all, "{who}");
    }
    assert_eq!(steps("bob").await, [(Some(60), None), (Some(70), Some(open.clone()))]);
}

/// Somebody with posts in two units writes in the one of an item of the other: the record tells who reads it no title.
#[tokio::test]
async fn a_record_shows_the_titles_of_those_items_that_are_open_to_its_reader() {
    let world = World::new().await;
    let (finance, harbour) = (world.unit("fin").await, world.unit("har").await);
    let two = world.actor("two").await;
    let set = async |title: &str, unit: &UnitId| {
        plan::write(&world.daybook, &two, &draft(title), unit, "", "")
            .await
            .unwrap()
    };
    let (here, there) = (
        set("Count the cash", &finance).await,
        set("Sound the basin", &harbour).await,
    );
    let tied = RecordDraft {
        unit: finance.0.clone(),
        ..ties(&[&here, &there], "", "unit")
    };
    let written = world.try_write("two", &tied, "").await.unwrap().id;
    let shown = async |who: &str| {
        let items = world.card(who, &written).await.unwrap().anchors.items;
        items.into_iter().map(|item| item.title).collect::<Vec<_>>()
    };
    for who in ["fay", "fin", "dir"] {
        assert_eq!(shown(who).await, ["Count the cash"], "{who}");
        assert!(finds(&world, who, "basin").await.is_empty(), "{who}");
        assert!(finds(&world, who, "cash").await.contains(&written.0), "{who}");
    }
    assert_eq!(shown("two").await, ["Count the cash", "Sound the basin"]);
    // An item that goes to another unit is closed where it was, on records as well.
    let same = draft("Count the cash");
    let wanted = Wanted {
        draft: &same,
        owner: world.id("bob").as_str(),
        why: "",
    };
    plan::change(&world.daybook, &*world.actor("dir").await, &here, 1, &wanted, "")
        .await
        .unwrap();
    assert!(shown("fay").await.is_empty());
    assert_eq!(shown("dir").await, ["Count the cash"]);
}

#[tokio::test]
async fn a_leader_of_many_is_offered_two_hundred_owners_and_finds_the_rest() {
    let world = World::new().await;
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    let few = world.item("ole", &item).await.unwrap();
    assert!(few.owners.len() > 2 && !few.owners_more);
    let clerk = |n: u32| {
        format!(
            "Bureau/Office,no,X{n},Registrar,O1,{},Clerk No{n:03},,2024-01-01,\n",
            1_000 + n
        )
    };
    let clerks: String = (0..210).map(clerk).collect();
    import(&world.daybook, &format!("{HEADINGS}{STAFF}{clerks}"))
        .await
        .unwrap();
    let many = world.item("ole", &item).await.unwrap();
    assert_eq!((many.owners.len(), many.owners_more), (200, true));
    let asked = async |part: &str| {
        plan::item_page_asked(&world.daybook, &*world.actor("ole").await, &item, part, "")
            .await
            .unwrap()
    };
    let one = asked("no209").await;
    let names: Vec<&str> = one.owners.iter().map(|p| p.name.as_str()).collect();
    assert_eq!((names, one.owners_more), (vec!["Clerk No209"], false));
    assert!(asked("nobody").await.owners.is_empty());
    assert!(world.item("ann", &item).await.unwrap().owners.is_empty());
}

#[tokio::test]
async fn a_story_that_is_cut_says_so() {
    let world = World::new().await;
    let (daybook, ann) = (&world.daybook, world.actor("ann").await);
    let item = world.hand("ole", "Renew the index", &["ann"]).await.unwrap();
    world.accept("ann", &item).await.unwrap();
    for n in 0..200 {
        plan::advance(daybook, &ann, &item, "10", &format!("Drawer {n}"), "")
            .await
            .unwrap();
    }
    let whole = world.item("ann", &item).await.unwrap();
    assert_eq!((whole.steps.len(), whole.steps_more), (200, false));
    plan::advance(daybook, &ann, &item, "20", "The last", "").await.unwrap();
    let cut = world.item("ann", &item).await.unwrap();
    assert_eq!((cut.steps.len(), cut.steps_more), (200, true));
    assert!(cut.steps.iter().any(|s| s.note == "The last"), "the oldest is left out");
    assert!(!cut.history_more && !cut.served_more);
}
