//! What a kill leaves on the disk: entries of the log that are only half there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use domain::PersonId;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};
use store::Store;

/// Everything in `from` as it is now, as a kill at this moment would leave it, in a new folder `to`. What the engine puts away in the
/// background may be gone before it is copied: then all of it once more.
fn image(from: &Path, to: &Path) {
    for _ in 0..100 {
        match copied(from, to) {
            Err(error) if error.kind() == ErrorKind::NotFound => std::fs::remove_dir_all(to).unwrap(),
            done => return done.unwrap(),
        }
    }
    panic!("{} is never still", from.display());
}

fn copied(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Cuts `bytes` off the file that the log ends in, so that its last entry is torn.
fn tear(folder: &Path, bytes: u64) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join("wal"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let last = files.pop().unwrap();
    let length = last.metadata().unwrap().len();
    assert!(length > bytes, "{} holds {length} bytes", last.display());
    OpenOptions::new()
        .write(true)
        .open(last)
        .unwrap()
        .set_len(length - bytes)
        .unwrap();
}

#[tokio::test]
async fn a_torn_entry_costs_no_later_write() {
    let place = tempfile::tempdir().unwrap();
    let person: PersonId = "x".into();
    let mut folder = place.path().join("0");
    let mut written: Vec<String> = Vec::new();
    // The first cut takes the end of an entry, others more of it, down to bits of its head.
    for (run, cut) in [3u64, 20, 60, 1, 90, 7].into_iter().enumerate() {
        let url = format!("surrealkv://{}?sync=every", folder.display());
        let store = Store::open(&url, None).await.unwrap();
        for digest in &written {
            let found = store.read().session(digest).await.unwrap();
            assert!(found.is_some(), "start {run}: {digest} is gone");
        }
        for n in 0..40 {
            let digest = format!("{run}-{n}");
            store.open_session(&digest, &person, 1).await.unwrap();
            written.push(digest);
        }
        // This one is torn, so nobody was told that it is saved.
        store.open_session(&format!("torn {run}"), &person, 1).await.unwrap();
        let next = place.path().join(format!("{}", run + 1));
        image(&folder, &next);
        tear(&next, cut);
        folder = next;
    }
}
