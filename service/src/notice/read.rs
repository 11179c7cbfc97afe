use super::change;
use crate::clock::now_ms;
use crate::{Daybook, Error, Result};
use domain::permission::Actor;

/// Makes one own notice read; [`Error::NotFound`] for another's.
pub async fn open(daybook: &Daybook, actor: &Actor, notice: &str) -> Result<()> {
    let row = daybook.db().notice(notice).await?.ok_or(Error::NotFound)?;
    if row.person != actor.person.as_str() {
        return Err(Error::NotFound);
    }
    if !row.unread {
        return Ok(());
    }
    change(
        daybook,
        &actor.person,
        |tx| async move { Ok(tx.read_notice(notice).await?) },
    )
    .await
}

/// Makes every own notice up to a moment (ms) read, so that what came while the reader looked stays unread.
pub async fn read_all(daybook: &Daybook, actor: &Actor, until: i64) -> Result<()> {
    let (person, until) = (&actor.person, until.min(now_ms()));
    change(daybook, person, |tx| async move {
        Ok(tx.read_notices(person, None, until).await?)
    })
    .await
}

/// Makes what the reader was told of a record or plan item read: it is on the screen.
pub async fn read_thread(daybook: &Daybook, actor: &Actor, thread: &str) -> Result<()> {
    let person = &actor.person;
    if daybook.db().unread_notices(person, 1).await?.is_empty() {
        return Ok(());
    }
    change(daybook, person, |tx| async move {
        Ok(tx.read_notices(person, Some(thread), now_ms()).await?)
    })
    .await
}
