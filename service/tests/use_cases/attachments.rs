//! Files of records: sending, taking up again, tying, reading, cleaning up.

use super::samples;
use super::world::{World, draft};
use domain::file::{LARGEST, MOST_COMING, Refusal};
use domain::view::{FileKind, FileRef, RecordDraft};
use domain::{FileId, Tie, Violation};
use service::attachment::{self, Progress};
use service::{Error, Result};
use std::path::Path;

const DAY: i64 = 24 * 3_600_000;

fn now() -> i64 {
    chrono::Utc::now().timestamp_millis()
}

impl World {
    async fn begin(&self, who: &str, name: &str, bytes: u64) -> Result<FileId> {
        attachment::begin(&self.daybook, &*self.actor(who).await, name, bytes, "").await
    }

    async fn part(&self, who: &str, id: &FileId, offset: u64, bytes: &[u8]) -> Result<Progress> {
        let bytes = bytes.to_vec().into();
        attachment::part(&self.daybook, &*self.actor(who).await, id, offset, bytes).await
    }

    /// Sends a whole file in one part.
    pub async fn file(&self, who: &str, name: &str, bytes: &[u8]) -> Result<FileRef> {
        let id = self.begin(who, name, bytes.len() as u64).await?;
        match self.part(who, &id, 0, bytes).await? {
            Progress::Kept(file) => Ok(file),
            Progress::At(at) => panic!("{at} of {} bytes", bytes.len()),
        }
    }

    async fn read(&self, who: &str, id: &FileId, small: bool) -> Result<Vec<u8>> {
        use futures::TryStreamExt;
        let opened = attachment::open(&self.daybook, &*self.actor(who).await, id, small).await?;
        let chunks: Vec<_> = opened.content.try_collect().await.unwrap();
        let bytes = chunks.concat();
        assert_eq!(bytes.len() as u64, opened.bytes);
        Ok(bytes)
    }

    async fn opens(&self, who: &str, id: &FileId) -> bool {
        match self.read(who, id, false).await {
            Ok(_) => true,
            Err(Error::NotFound) => false,
            Err(error) => panic!("{error}"),
        }
    }

    async fn discard(&self, who: &str, id: &FileId) -> Result<()> {
        attachment::discard(&self.daybook, &*self.actor(who).await, id).await
    }

    async fn clean(&self, after: i64) -> u64 {
        attachment::clean(&self.daybook, now() + after).await.unwrap()
    }
}

fn with_files(text: &str, audience: &str, files: &[&FileId]) -> RecordDraft {
    RecordDraft {
        files: Some(files.iter().map(|f| f.as_str()).collect::<Vec<_>>().join(",")),
        ..draft(text, audience)
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> Refusal {
    match outcome {
        Err(Error::File(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn is_unknown<T: std::fmt::Debug>(outcome: Result<T>) -> bool {
    matches!(outcome, Err(Error::Invalid(Violation::TieUnknown { what: Tie::File })))
}

/// Everything stored below a folder, contents and parts.
fn stored(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_some_and(|name| name != "mark") {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

#[tokio::test]
async fn a_file_is_read_by_whoever_may_read_a_record_that_holds_it() {
    let world = World::new().await;
    let file = world.file("ann", "照片.jpg", &samples::photo(6)).await.unwrap();
    assert_eq!((file.kind, file.name.as_str()), (FileKind::Image, "照片.jpg"));
    // Turned by its orientation: 80×60 stands upright.
    assert_eq!((file.width, file.height), (60, 80));
    for (who, opens) in [("ann", true), ("bob", false), ("ole", false), ("har", false)] {
        assert_eq!(
            world.opens(who, &file.id).await,
            opens,
            "{who}, before a record holds it"
        );
    }
    let record = world
        .try_write("ann", &with_files("With a photo", "unit", &[&file.id]), "")
        .await
        .unwrap();
    assert_eq!(record.anchors.files, [file.clone()]);
    for (who, opens) in [
        ("ann", true),
        ("bob", true),
        ("ole", true),
        ("dir", true),
        ("fay", false),
        ("har", false),
    ] {
        assert_eq!(
            world.opens(who, &file.id).await,
            opens,
            "{who}, held by a record of the unit"
        );
    }
    assert!(
        world
            .read("bob", &file.id, true)
            .await
            .unwrap()
            .starts_with(&[0xff, 0xd8])
    );
    let bytes = world.read("bob", &file.id, false).await.unwrap();
    let tells = |secret: &&[u8]| bytes.windows(secret.len()).any(|w| w == *secret);
    assert!(!samples::SECRETS.iter().any(tells), "the camera's words are gone");

    // A second record holds it for leaders only, and the first is edited not to: colleagues lose it.
    let second = with_files("For leaders", "leaders", &[&file.id]);
    let second = world.try_write("ann", &second, "").await.unwrap();
    world
        .edit("ann", &record.id, &with_files("No photo", "unit", &[]), "")
        .await
        .unwrap();
    assert!(!world.opens("bob", &file.id).await && world.opens("ole", &file.id).await);
    // A withdrawn record keeps it for its author alone.
    service::record::withdraw(&world.daybook, &*world.actor("ann").await, &second.id)
        .await
        .unwrap();
    assert!(!world.opens("ole", &file.id).await && world.opens("ann", &file.id).await);
    let acts = world.acts().await;
    assert_eq!(
        acts,
        [
            "file_added",
            "record_written",
            "record_written",
            "record_edited",
            "record_withdrawn"
        ]
    );
}

#[tokio::test]
async fn an_edit_that_does_not_speak_of_files_keeps_them() {
    let world = World::new().await;
    let file = world.file("ann", "a.pdf", &samples::pdf()).await.unwrap();
    let record = world
        .try_write("ann", &with_files("One", "unit", &[&file.id]), "")
        .await
        .unwrap();
    let edited = world.edit("ann", &record.id, &draft("Two", "unit"), "").await.unwrap();
    assert_eq!(edited.anchors.files.len(), 1);
    assert_eq!(world.clean(3 * DAY).await, 0);
    assert!(world.opens("bob", &file.id).await);
}

#[tokio::test]
async fn only_own_files_that_came_whole_are_tied() {
    let world = World::new().await;
    let anns = world.file("ann", "a.pdf", &samples::pdf()).await.unwrap();
    let half = world.begin("bob", "b.pdf", 100).await.unwrap();
    for id in [&anns.id, &half, &FileId("01JD3Z8V9QK4M5N6P7R8S9T0AB".into())] {
        assert!(
            is_unknown(world.try_write("bob", &with_files("Mine", "unit", &[id]), "").await),
            "{id}"
        );
    }
    // A colleague who may read it cannot put it elsewhere either.
    world
        .try_write("ann", &with_files("Ann's", "unit", &[&anns.id]), "")
        .await
        .unwrap();
    assert!(is_unknown(
        world
            .try_write("bob", &with_files("Mine", "unit", &[&anns.id]), "")
            .await
    ));
    assert!(
        world
            .feed("bob", &domain::Scope::Person(world.id("bob").clone()))
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_record_sent_again_with_its_files_is_one() {
    let world = World::new().await;
    let file = world.file("ann", "a.pdf", &samples::pdf()).await.unwrap();
    let draft = with_files("Once", "unit", &[&file.id]);
    let first = world.try_write("ann", &draft, "k").await.unwrap();
    assert_eq!(world.try_write("ann", &draft, "k").await.unwrap().id, first.id);
}

#[tokio::test]
async fn parts_come_in_any_number_again_and_overlapping() {
    let world = World::new().await;
    let bytes = samples::pdf();
    let id = world.begin("ann", "a.pdf", bytes.len() as u64).await.unwrap();
    let third = bytes.len() as u64 / 3;
    let cut = third as usize;
    assert_eq!(
        world.part("ann", &id, 0, &bytes[..cut]).await.unwrap(),
        Progress::At(third)
    );
    assert_eq!(
        world.part("ann", &id, 0, &bytes[..cut]).await.unwrap(),
        Progress::At(third)
    );
    // A gap is answered with where to go on; nothing of it is kept.
    assert_eq!(
        world.part("ann", &id, third + 5, &bytes[cut + 5..]).await.unwrap(),
        Progress::At(third)
    );
    assert_eq!(
        world.part("ann", &id, 10, &bytes[10..cut + 7]).await.unwrap(),
        Progress::At(third + 7)
    );
    let there = attachment::offset(&world.daybook, &*world.actor("ann").await, &id)
        .await
        .unwrap();
    assert_eq!(there, Progress::At(third + 7));
    let Progress::Kept(file) = world.part("ann", &id, third, &bytes[cut..]).await.unwrap() else {
        panic!("not kept")
    };
    assert_eq!(world.read("ann", &file.id, false).await.unwrap(), bytes);
    // The last part once more, its answer having been lost.
    assert_eq!(
        world.part("ann", &id, third, &bytes[cut..]).await.unwrap(),
        Progress::Kept(file)
    );
    assert_eq!(world.acts().await, ["file_added"]);
    // An upload is nobody else's to see or to add to.
    for outcome in [
        world.part("bob", &id, 0, b"x").await.map(drop),
        world.discard("bob", &id).await,
    ] {
        assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    }
}

#[tokio::test]
async fn the_last_part_twice_at_once_is_one_file() {
    let world = World::new().await;
    let bytes = samples::photo(1);
    let id = world.begin("ann", "a.jpg", bytes.len() as u64).await.unwrap();
    let sends = (0..4).map(|_| world.part("ann", &id, 0, &bytes));
    let ends = futures::future::join_all(sends).await;
    let kept = |end: &Result<Progress>| matches!(end, Ok(Progress::Kept(_)) | Err(Error::Conflict));
    assert!(ends.iter().all(kept) && ends.iter().any(Result::is_ok), "{ends:?}");
    assert!(world.opens("ann", &id).await);
    assert_eq!(world.acts().await, ["file_added"]);
}

#[tokio::test]
async fn the_same_content_is_stored_once_and_opens_nothing_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::with(service::Settings {
        files: Some(folder.path().join("files")),
        ..super::world::settings("mem://")
    })
    .await;
    let (one, two) = (
        world.file("ann", "a.pdf", &samples::pdf()).await.unwrap(),
        world.file("har", "b.pdf", &samples::pdf()).await.unwrap(),
    );
    assert_eq!(stored(folder.path()).len(), 1);
    assert!(!world.opens("ann", &two.id).await && !world.opens("har", &one.id).await);
    // The content stays for as long as somebody's row names it.
    world.discard("ann", &one.id).await.unwrap();
    assert!(!world.opens("ann", &one.id).await && world.opens("har", &two.id).await);
    world.discard("har", &two.id).await.unwrap();
    assert_eq!(stored(folder.path()), Vec::<String>::new());
    assert_eq!(
        world.acts().await,
        ["file_added", "file_added", "file_removed", "file_removed"]
    );
}

#[tokio::test]
async fn what_is_refused_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::with(service::Settings {
        files: Some(folder.path().join("files")),
        ..super::world::settings("mem://")
    })
    .await;
    assert_eq!(refused(world.begin("ann", "a.pdf", 0).await), Refusal::Empty);
    assert_eq!(
        refused(world.begin("ann", "a.pdf", LARGEST + 1).await),
        Refusal::TooLarge
    );
    for (name, bytes, refusal) in samples::hostile() {
        let outcome = world.file("ann", name, &bytes).await;
        assert_eq!(refused(outcome), refusal, "{name}");
        assert_eq!(stored(folder.path()), Vec::<String>::new(), "{name}");
    }
    // More than was announced, and other than was announced.
    let id = world.begin("ann", "a.pdf", 10).await.unwrap();
    assert_eq!(refused(world.part("ann", &id, 0, &[0; 11]).await), Refusal::Changed);
    let told = "00".repeat(32);
    let pdf = samples::pdf();
    let ann = world.actor("ann").await;
    let id = attachment::begin(&world.daybook, &ann, "a.pdf", pdf.len() as u64, &told)
        .await
        .unwrap();
    assert_eq!(refused(world.part("ann", &id, 0, &pdf).await), Refusal::Changed);
    assert!(matches!(world.part("ann", &id, 0, &pdf).await, Err(Error::NotFound)));
    assert_eq!(stored(folder.path()), Vec::<String>::new());
    assert_eq!(world.acts().await, Vec::<String>::new());
}

#[tokio::test]
async fn every_kind_that_is_taken_is_kept_under_its_own_name() {
    let world = World::new().await;
    for (name, bytes, kind, kept) in samples::friendly() {
        let file = world
            .file("ann", name, &bytes)
            .await
            .unwrap_or_else(|e| panic!("{name}: {e:?}"));
        assert_eq!((file.kind, file.name.as_str()), (kind, kept), "{name}");
        if kind != FileKind::Image {
            assert_eq!(world.read("ann", &file.id, false).await.unwrap(), bytes, "{name}");
            assert!(matches!(world.read("ann", &file.id, true).await, Err(Error::NotFound)));
        }
        world.discard("ann", &file.id).await.unwrap();
    }
}

#[tokio::test]
async fn unfinished_uploads_are_bounded_and_those_without_a_post_send_none() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for _ in 0..MOST_COMING {
        ids.push(world.begin("ann", "a.pdf", 100).await.unwrap());
    }
    assert_eq!(refused(world.begin("ann", "a.pdf", 100).await), Refusal::TooManyComing);
    assert!(world.begin("bob", "a.pdf", 100).await.is_ok());
    world.discard("ann", &ids[0]).await.unwrap();
    assert!(world.begin("ann", "a.pdf", 100).await.is_ok());
    let old = world.begin("old", "a.pdf", 100).await;
    assert!(matches!(old, Err(Error::Invalid(Violation::NoPost))), "{old:?}");
}

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
