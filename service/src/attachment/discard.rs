use super::clean::{remove, sweep};
use super::finish::forget;
use super::own;
use crate::{Daybook, Result};
use domain::FileId;
use domain::permission::Actor;

/// Takes back a file of one's own that no record holds, in whatever state it is. What a record holds is left to the record:
/// editing takes it off.
pub async fn discard(daybook: &Daybook, actor: &Actor, id: &FileId) -> Result<()> {
    daybook.throttle.marking(&actor.person)?;
    let mut row = own(daybook, actor, id).await?;
    if !row.is_kept() {
        match forget(daybook, actor, &row).await? {
            Some(kept) => row = kept,
            None => return Ok(()),
        }
    }
    if remove(daybook, &actor.person, id, |row| row.records.is_empty()).await? {
        sweep(daybook, std::slice::from_ref(&row.hash)).await?;
    }
    Ok(())
}
