use super::blobs::reached;
use super::finish::{end_row, refuse, shown};
use super::own;
use crate::{Daybook, Result};
use bytes::Bytes;
use domain::FileId;
use domain::file::{LARGEST, Refusal};
use domain::permission::Actor;
use domain::view::FileRef;

/// Parts of one upload: twenty megabytes over a very poor line.
const MOST_PARTS: usize = 2_000;

/// How far an upload has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The next byte that is wanted.
    At(u64),
    Kept(FileRef),
}

/// Adds what comes from `offset` on. What is there already is passed over, and a gap is answered with where to go on, so that
/// a part can be sent again at any time; after the last byte the file is checked and kept.
///
/// A refusal removes what has come.
pub async fn part(daybook: &Daybook, actor: &Actor, id: &FileId, offset: u64, bytes: Bytes) -> Result<Progress> {
    let row = own(daybook, actor, id).await?;
    if row.is_kept() {
        return Ok(Progress::Kept(shown(&row)));
    }
    daybook.throttle.sending(&actor.person, bytes.len())?;
    let parts = daybook.blobs.parts(id).await?;
    let (have, wanted) = (reached(&parts), row.bytes.unsigned_abs());
    if offset.saturating_add(bytes.len() as u64) > wanted || parts.len() >= MOST_PARTS {
        let longest = wanted == LARGEST && parts.len() < MOST_PARTS;
        let refusal = if longest { Refusal::TooLarge } else { Refusal::Changed };
        return refuse(daybook, actor, &row, refusal).await.map(Progress::Kept);
    }
    let known = have.checked_sub(offset).and_then(|known| usize::try_from(known).ok());
    let new = match known {
        Some(known) if known < bytes.len() => bytes.slice(known..),
        _ => Bytes::new(),
    };
    let have = have + new.len() as u64;
    if !new.is_empty() {
        let at = have - new.len() as u64;
        daybook.blobs.put_part(id, at, new).await?;
    }
    if have < wanted {
        return Ok(Progress::At(have));
    }
    end_row(daybook, actor, row).await.map(Progress::Kept)
}

/// Where to go on after a cut.
pub async fn offset(daybook: &Daybook, actor: &Actor, id: &FileId) -> Result<Progress> {
    let row = own(daybook, actor, id).await?;
    if row.is_kept() {
        return Ok(Progress::Kept(shown(&row)));
    }
    Ok(Progress::At(reached(&daybook.blobs.parts(id).await?)))
}
