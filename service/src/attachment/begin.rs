use super::give_way;
use crate::clock::{id_at, now_ms};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::file::{LARGEST, MOST_COMING, ORPHAN_HOURS, Refusal};
use domain::permission::{Action, Actor, Resource, decide};
use domain::{FileId, Violation};
use store::file::{COMING, FileRow};

pub(super) const ORPHAN_MS: i64 = ORPHAN_HOURS * 3_600_000;
/// Of a name as it came; how it is kept is decided at the end.
const MOST_NAME: usize = 300;

/// Announces a file of `bytes` bytes. `told` is the SHA-256 of what will come, in hex, or empty.
///
/// Whoever can write no record sends no files. [`Refusal::TooLarge`] comes before a byte is sent.
pub async fn begin(daybook: &Daybook, actor: &Actor, name: &str, bytes: u64, told: &str) -> Result<FileId> {
    daybook.throttle.marking(&actor.person)?;
    let writes = |path| decide(actor, Action::WriteRecord, &Resource::Unit { path }).allowed;
    if !actor.seats.iter().any(|seat| writes(seat.path.clone())) {
        return Err(Violation::NoPost.into());
    }
    match bytes {
        0 => return Err(Error::File(Refusal::Empty)),
        _ if bytes > LARGEST => return Err(Error::File(Refusal::TooLarge)),
        _ => {}
    }
    let told = told.trim().to_ascii_lowercase();
    let is_hash = told.len() == 64 && told.bytes().all(|b| b.is_ascii_hexdigit());
    let now = now_ms();
    let row = FileRow {
        id: id_at(now),
        owner: actor.person.0.clone(),
        state: COMING.into(),
        name: name.chars().take(MOST_NAME).collect(),
        kind: String::new(),
        mime: String::new(),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        width: 0,
        height: 0,
        told: if is_hash { told } else { String::new() },
        hash: String::new(),
        records: vec![],
        stale: now + ORPHAN_MS,
    };
    give_way(daybook, actor, now).await?;
    // What is only announced leaves no trace in the ledger: it may never come.
    daybook
        .perform(&actor.person, Act::FileAdded, "", |tx| {
            let row = &row;
            async move {
                let most = i64::try_from(MOST_COMING).unwrap_or(i64::MAX);
                if tx.files_coming(&actor.person, most).await?.len() >= MOST_COMING {
                    return Err(Error::File(Refusal::TooManyComing));
                }
                tx.create_file(row).await?;
                Ok(((), None))
            }
        })
        .await?;
    Ok(FileId(row.id))
}
