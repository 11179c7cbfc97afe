//! What nobody needs any more: uploads that no record came to hold, parts of none, contents that no row names.

use super::begin::ORPHAN_MS;
use super::blobs::{Listed, Shelf};
use crate::act::{Deed, Outcome};
use crate::clock::{new_id, now_ms};
use crate::draft::LIMIT;
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::draft::holds;
use domain::{FileId, PersonId};
use futures::TryStreamExt;
use std::time::Duration;
use store::file::FileRow;

/// Who does it, in the ledger.
const CLEANER: &str = "cleaner";
const EVERY: Duration = Duration::from_secs(600);
/// Looking through the whole store is for every so many turns.
const WHOLE_EVERY: u32 = 36;
const BATCH: i64 = 100;

/// Starts to clean every ten minutes, and through and through every six hours; it ends with the bus.
pub(crate) fn follow(daybook: &Daybook) {
    let daybook = daybook.clone();
    tokio::spawn(async move {
        let mut closed = daybook.bus.closed();
        let mut turn: u32 = 0;
        loop {
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = closed.changed() => return,
            }
            let now = now_ms();
            let cleaned = if turn.is_multiple_of(WHOLE_EVERY) {
                clean(&daybook, now).await
            } else {
                stale(&daybook, now).await
            };
            match cleaned {
                Ok(0) => {}
                Ok(removed) => tracing::info!(removed, "files that nobody needed were removed"),
                Err(error) => tracing::warn!(%error, "files could not be cleaned up; again in ten minutes"),
            }
            turn = turn.wrapping_add(1);
        }
    });
}

/// Removes everything that nobody needs at `now` (ms); how much that was.
pub async fn clean(daybook: &Daybook, now: i64) -> Result<u64> {
    let mut removed = stale(daybook, now).await?;
    let mark = daybook.store.files_folder(&new_id()).await?;
    if !daybook.blobs.belongs_to(&mark).await? {
        // Another database's contents look like orphans to this one.
        tracing::warn!("the folder of files belongs to another database: contents that no row names are left alone");
        return Ok(removed);
    }
    removed += parts(daybook, now).await?;
    for shelf in [Shelf::Blobs, Shelf::Thumbs] {
        let old = |found: &Listed| found.written < now - ORPHAN_MS;
        let mut listed = daybook.blobs.shelf(shelf).try_chunks(200);
        while let Some(found) = listed.try_next().await.map_err(|error| error.1)? {
            let hashes: Vec<String> = found.into_iter().filter(old).map(|f| f.name).collect();
            removed += sweep(daybook, &hashes).await?;
        }
    }
    Ok(removed)
}

/// Uploads whose time is over, but for those that an unsent text holds.
async fn stale(daybook: &Daybook, now: i64) -> Result<u64> {
    let mut removed = 0;
    loop {
        let rows = daybook.db().files_stale(now, BATCH).await?;
        if rows.is_empty() {
            return Ok(removed);
        }
        for row in rows {
            let id = FileId(row.id);
            if spared(daybook, &id, now).await? {
                continue;
            }
            let hash = daybook.db().file(&id).await?.map(|row| row.hash).unwrap_or_default();
            if remove(daybook, &PersonId(CLEANER.into()), &id, |row| row.stale < now).await? {
                removed += 1;
            }
            daybook.blobs.drop_parts(&id).await?;
            sweep(daybook, &[hash]).await?;
        }
    }
}

/// Gives a file that an unsent text of its owner's holds another day, as long as that text is there.
async fn spared(daybook: &Daybook, id: &FileId, now: i64) -> Result<bool> {
    daybook
        .store
        .transact(|tx| async move {
            let Some(mut row) = tx.file(id).await?.filter(|row| row.is_kept() && row.stale < now) else {
                return Ok(false);
            };
            let owner = PersonId(row.owner.clone());
            let held = tx.drafts_of(&owner, LIMIT).await?.into_iter().any(|draft| {
                let mut bodies = std::iter::once(draft.body).chain(draft.other);
                bodies.any(|body| holds(&body, id.as_str()))
            });
            if held {
                row.stale = now + ORPHAN_MS;
                tx.change_file(&row).await?;
            }
            Ok(held)
        })
        .await
}

/// Removes a row if it is still `unneeded` within the transaction; a kept one leaves a leaf in the ledger.
pub(super) async fn remove(
    daybook: &Daybook,
    who: &PersonId,
    id: &FileId,
    unneeded: impl Fn(&FileRow) -> bool,
) -> Result<bool> {
    let outcome = daybook
        .perform(who, Act::FileRemoved, "", |tx| {
            let unneeded = &unneeded;
            async move {
                let Some(row) = tx.file(id).await?.filter(|row| unneeded(row)) else {
                    return Ok((false, None));
                };
                tx.drop_file(id.as_str()).await?;
                let deed = row.is_kept().then(|| Deed {
                    act: Act::FileRemoved,
                    subject: row.id.clone(),
                    content: Some(format!("{}\n{}", row.name, row.hash)),
                    events: vec![],
                });
                Ok((true, deed))
            }
        })
        .await?;
    Ok(matches!(outcome, Outcome::Done(true)))
}

/// Removes contents that no row names. A row that comes to name one in the same moment gets it back: rows name a hash before
/// its content is put.
pub(super) async fn sweep(daybook: &Daybook, hashes: &[String]) -> Result<u64> {
    let hashes: Vec<String> = hashes.iter().filter(|h| !h.is_empty()).cloned().collect();
    if hashes.is_empty() {
        return Ok(0);
    }
    let named = daybook.db().hashes_named(&hashes).await?;
    let mut removed = 0;
    for hash in hashes.iter().filter(|h| !named.contains(h)) {
        let mut held = Vec::new();
        for shelf in [Shelf::Blobs, Shelf::Thumbs] {
            match daybook.blobs.fetch(shelf, hash).await {
                Ok(content) => held.push((shelf, content)),
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
            daybook.blobs.remove(shelf, hash).await?;
        }
        if daybook.db().hashes_named(std::slice::from_ref(hash)).await?.is_empty() {
            removed += held.len() as u64;
            continue;
        }
        for (shelf, content) in held {
            daybook.blobs.put(shelf, hash, content).await?;
        }
    }
    Ok(removed)
}

/// Parts of uploads that have no row or have ended.
async fn parts(daybook: &Daybook, now: i64) -> Result<u64> {
    let mut removed = 0;
    let mut listed = daybook.blobs.all_parts().try_chunks(200);
    while let Some(found) = listed.try_next().await.map_err(|error| error.1)? {
        let mut ids: Vec<String> = found
            .into_iter()
            .filter(|f| f.written < now - ORPHAN_MS)
            .map(|f| f.folder)
            .collect();
        ids.dedup();
        let rows = daybook.db().files(ids.iter().map(String::as_str)).await?;
        let coming = |id: &String| rows.iter().any(|row| row.id == *id && !row.is_kept());
        for id in ids.iter().filter(|id| !coming(id)) {
            daybook.blobs.drop_parts(&FileId(id.clone())).await?;
            removed += 1;
        }
    }
    Ok(removed)
}
