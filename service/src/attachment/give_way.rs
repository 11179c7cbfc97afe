use super::begin::ORPHAN_MS;
use super::finish::forget;
use crate::{Daybook, Result};
use domain::FileId;
use domain::file::MOST_COMING;
use domain::permission::Actor;

/// An upload of which nothing came for so long was broken off, ms: browsers that go on do so sooner.
const BROKEN_OFF: i64 = 120_000;

/// Where no more uploads of the actor's may come, the oldest that was broken off at `now` (ms) gives way. Should its sender go
/// on after all, it is begun anew.
pub async fn give_way(daybook: &Daybook, actor: &Actor, now: i64) -> Result<()> {
    let most = i64::try_from(MOST_COMING).unwrap_or(i64::MAX);
    let coming = daybook.db().files_coming(&actor.person, most).await?;
    if coming.len() < MOST_COMING {
        return Ok(());
    }
    let mut rows = daybook.db().files(coming.iter().map(String::as_str)).await?;
    rows.sort_by_key(|row| row.stale);
    for row in rows {
        let begun = row.stale - ORPHAN_MS;
        let last = daybook.blobs.last_part(&FileId(row.id.clone())).await?.unwrap_or(begun);
        if last + BROKEN_OFF < now {
            forget(daybook, actor, &row).await?;
            return Ok(());
        }
    }
    Ok(())
}
