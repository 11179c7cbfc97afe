//! Cleaning up after files that nobody holds.

use super::attachments::{DAY, is_unknown, stored, with_files};
use super::samples;
use super::world::World;
use service::Error;

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

    assert_eq!(world.clean(DAY - 60_000).await, 0);
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
