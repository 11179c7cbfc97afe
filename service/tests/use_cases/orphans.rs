//! Cleaning up after files that nobody holds.

use super::attachments::{DAY, is_unknown, stored, with_files};
use super::samples;
use super::world::World;
use domain::FileId;
use domain::draft::Version;
use domain::file::{MOST_COMING, Refusal};
use service::Error;
use service::attachment::give_way;
use std::time::Duration;

#[tokio::test]
async fn what_nobody_holds_is_removed_after_a_day_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::with(service::Settings {
        files: Some(folder.path().join("files")),
        ..super::world::settings("mem://")
    })
    .await;
    let held = world.file("ann", "held.jpg", &samples::photo(1)).await.unwrap();
    let record = with_files("Held", "unit", &[&held.id]);
    let record = world.try_write("ann", &record, "").await.unwrap();
    let loose = world.file("ann", "loose.pdf", &samples::pdf()).await.unwrap();
    let half = world.begin("ann", "half.pdf", 100).await.unwrap();
    world.part("ann", &half, 0, b"%PDF-1.7").await.unwrap();
    // Left by a process that died between content and row.
    let stray = folder.path().join("files/blobs/ab");
    std::fs::create_dir_all(&stray).unwrap();
    std::fs::write(stray.join("ab".repeat(32)), b"stray").unwrap();

    assert_eq!(world.clean(DAY - 3_600_000).await, 0);
    assert_eq!(stored(folder.path()).len(), 5);
    assert!(world.clean(DAY + 60_000).await >= 3);
    assert_eq!(stored(folder.path()).len(), 2, "the photo and its small copy");
    assert!(world.opens("bob", &held.id).await && !world.opens("ann", &loose.id).await);
    assert!(matches!(world.part("ann", &half, 8, b"x").await, Err(Error::NotFound)));
    assert!(is_unknown(
        world
            .try_write("ann", &with_files("Late", "unit", &[&loose.id]), "")
            .await
    ));

    // Taken off its record it is nobody's either, though it can be put back within the day.
    world
        .edit("ann", &record.id, &with_files("Held", "unit", &[]), "")
        .await
        .unwrap();
    world
        .edit("ann", &record.id, &with_files("Held", "unit", &[&held.id]), "")
        .await
        .unwrap();
    assert_eq!(world.clean(3 * DAY).await, 0);
    world
        .edit("ann", &record.id, &with_files("Held", "unit", &[]), "")
        .await
        .unwrap();
    assert!(world.clean(3 * DAY).await >= 1);
    assert_eq!(stored(folder.path()), Vec::<String>::new());
    assert!(world.acts().await.iter().filter(|act| *act == "file_removed").count() == 2);
}

#[tokio::test]
async fn what_an_unsent_text_holds_stays_as_long_as_that_text() {
    let world = World::new().await;
    let [one, two, theirs] = [
        world.file("ann", "one.pdf", &samples::pdf()).await.unwrap(),
        world.file("ann", "two.jpg", &samples::photo(1)).await.unwrap(),
        world.file("bob", "theirs.jpg", &samples::photo(6)).await.unwrap(),
    ];
    let save = |files: String, at: i64, seen: i64| {
        let world = &world;
        async move {
            let body = serde_json::json!({ "text": "Half a record", "files": files }).to_string();
            let actor = world.actor("ann").await;
            let draft = service::draft::save(&world.daybook, &actor, Version { body, at }, "new", seen).await;
            draft.unwrap().kept.at
        }
    };
    let first = save(format!("{},", one.id), 5, 0).await;
    // Another device did not know of the first: both versions are kept, with what they hold. Nobody holds what is another's.
    let second = save(format!("{},{},", two.id, theirs.id), 9, 0).await;
    assert!(second > first);
    let there = async |world: &World| {
        [
            world.opens("ann", &one.id).await,
            world.opens("ann", &two.id).await,
            world.opens("bob", &theirs.id).await,
        ]
    };
    world.clean(DAY + 60_000).await;
    assert_eq!(there(&world).await, [true, true, false]);
    world.clean(30 * DAY).await;
    assert_eq!(there(&world).await, [true, true, false]);
    // The second version was thrown away; then the first was written without its file.
    let ann = world.actor("ann").await;
    service::draft::forget(&world.daybook, &ann, "new", second)
        .await
        .unwrap();
    world.clean(60 * DAY).await;
    assert_eq!(there(&world).await, [true, false, false]);
    save(",".to_owned(), 20, first).await;
    world.clean(90 * DAY).await;
    assert_eq!(there(&world).await, [false, false, false]);
}

#[tokio::test]
async fn another_databases_contents_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let settings = service::Settings {
        files: Some(folder.path().join("files")),
        ..super::world::settings("mem://")
    };
    let first = World::with(settings.clone()).await;
    first.file("ann", "a.pdf", &samples::pdf()).await.unwrap();
    assert_eq!(first.clean(0).await, 0);
    let second = World::with(settings).await;
    assert_eq!(second.clean(30 * DAY).await, 0);
    assert_eq!(stored(folder.path()).len(), 1);
}

#[tokio::test]
async fn where_too_many_are_unfinished_the_oldest_that_was_broken_off_gives_way() {
    let world = World::new().await;
    let mut ids = vec![world.begin("ann", "a.pdf", 100).await.unwrap()];
    // At one moment none is the oldest.
    tokio::time::sleep(Duration::from_millis(5)).await;
    while ids.len() < MOST_COMING {
        ids.push(world.begin("ann", "a.pdf", 100).await.unwrap());
    }
    world.part("ann", &ids[0], 0, b"%PDF-1.7").await.unwrap();
    let ann = world.actor("ann").await;
    let later = chrono::Utc::now().timestamp_millis() + 3 * 60_000;
    let full = |begun: service::Result<FileId>| matches!(begun, Err(Error::File(Refusal::TooManyComing)));
    assert!(full(world.begin("ann", "b.pdf", 100).await), "all of them are coming");
    give_way(&world.daybook, &*world.actor("bob").await, later)
        .await
        .unwrap();
    assert!(full(world.begin("ann", "b.pdf", 100).await), "others make no room");

    give_way(&world.daybook, &ann, later).await.unwrap();
    assert!(matches!(
        world.part("ann", &ids[0], 8, b"x").await,
        Err(Error::NotFound)
    ));
    assert!(world.part("ann", &ids[1], 0, b"%PDF-1.7").await.is_ok());
    assert!(world.begin("ann", "b.pdf", 100).await.is_ok());
    assert!(full(world.begin("ann", "c.pdf", 100).await), "one made room for one");
}
