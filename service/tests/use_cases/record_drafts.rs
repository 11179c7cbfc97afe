//! Drafts: nobody's until they are published, from a post held then.

use super::plan_moves::bob_moves;
use super::world::{HEADINGS, STAFF, World, draft, import};
use domain::view::RecordDraft;
use domain::{Scope, Violation};
use service::Error;

#[tokio::test]
async fn a_draft_is_seen_by_nobody_until_published() {
    let world = World::new().await;
    let record = world.write("ann", "Half a thought", "draft").await.id;
    let by_ann = Scope::Person(world.id("ann").clone());
    for reader in ["bob", "ole", "dir", "fin", "har"] {
        assert!(
            !world.reads(reader, &record).await && !world.sees(reader, &record).await,
            "{reader}"
        );
    }
    assert_eq!(world.feed("ann", &by_ann).await, [record.clone()]);
    assert!(world.feed("ole", &by_ann).await.is_empty());
    let between = world.write("bob", "Meanwhile", "unit").await.id;
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    world
        .edit("ann", &record, &draft("A whole thought", "unit"), "")
        .await
        .unwrap();
    // It is new now: it stands above what was written before it was published.
    assert_eq!(world.feed("bob", &Scope::All).await, [record.clone(), between]);
    assert_eq!(world.feed("ole", &by_ann).await, [record.clone()]);
    // And can be taken back.
    world
        .edit("ann", &record, &draft("A whole thought", "draft"), "")
        .await
        .unwrap();
    assert!(
        !world.reads("bob", &record).await && !world.sees("ole", &record).await && !world.sees("bob", &record).await
    );
}

/// A draft is nobody's yet: it comes from where its writer is when others read it for the first time.
#[tokio::test]
async fn a_draft_is_published_from_the_post_held_then() {
    let world = World::new().await;
    let record = world.write("bob", "Half a thought", "draft").await.id;
    let told = world.write("bob", "Told in the office", "unit").await.id;
    bob_moves(&world).await;
    let card = world
        .edit("bob", &record, &draft("A whole thought", "unit"), "")
        .await
        .unwrap();
    assert_eq!(card.unit.name, "Finance");
    for (reader, reads) in [
        ("fay", true),
        ("fin", true),
        ("dir", true),
        ("ann", false),
        ("ole", false),
    ] {
        assert_eq!(world.sees(reader, &record).await, reads, "{reader}");
        assert_eq!(world.reads(reader, &record).await, reads, "{reader}");
    }
    // What others have read stays where it was written.
    let card = world
        .edit("bob", &told, &draft("Told once more", "unit"), "")
        .await
        .unwrap();
    assert_eq!(card.unit.name, "Office");
    assert!(world.reads("ann", &told).await && !world.reads("fay", &told).await);
}

#[tokio::test]
async fn what_was_read_in_the_unit_before_stays_with_its_readers() {
    let world = World::new().await;
    let record = world.write("bob", "v0: in the office", "unit").await.id;
    world
        .edit("bob", &record, &draft("v1: taken back", "draft"), "")
        .await
        .unwrap();
    bob_moves(&world).await;
    world
        .edit("bob", &record, &draft("v2: in finance", "unit"), "")
        .await
        .unwrap();
    for (reader, versions) in [("bob", 2), ("dir", 1), ("fay", 0), ("fin", 0)] {
        let page = service::feed::record_page(&world.daybook, &*world.actor(reader).await, &record)
            .await
            .unwrap();
        assert_eq!(page.history.len(), versions, "{reader}");
    }
}

#[tokio::test]
async fn a_draft_of_who_holds_several_posts_or_none() {
    let world = World::new().await;
    let (finance, harbour) = (world.unit("fay").await, world.unit("har").await);
    let from = |unit: &domain::UnitId, audience: &str| RecordDraft {
        unit: unit.0.clone(),
        ..draft("Of two places", audience)
    };
    let record = world.try_write("two", &from(&harbour, "draft"), "").await.unwrap().id;
    let mut unit = harbour;
    for (chosen, audience) in [(None, "draft"), (Some(&finance), "draft"), (None, "unit")] {
        unit = chosen.cloned().unwrap_or(unit);
        let form = from(chosen.unwrap_or(&domain::UnitId(String::new())), audience);
        let card = world.edit("two", &record, &form, "").await.unwrap();
        assert_eq!(card.unit.id, unit, "{audience}");
    }
    // Without a post one goes on with a draft, and publishes nothing.
    let kept = world.write("ann", "Not yet", "draft").await.id;
    let staff = STAFF.replace(
        "Bureau/Office,no,O2,Clerk,O1,3,Ann Three,ann,2024-01-01,\n",
        "Bureau/Office,no,O2,Clerk,O1,,,,,\n",
    );
    assert!(import(&world.daybook, &format!("{HEADINGS}{staff}")).await.unwrap() > 0);
    world
        .edit("ann", &kept, &draft("Still not", "draft"), "")
        .await
        .unwrap();
    let refused = world.edit("ann", &kept, &draft("Now", "unit"), "").await;
    assert!(matches!(refused, Err(Error::Invalid(Violation::NoPost))), "{refused:?}");
}
