use super::{change, noticed};
use crate::{Daybook, Error, Result};
use domain::PersonId;
use domain::event::Event;
use domain::permission::Actor;
use store::Tx;

/// Makes one own notice read; [`Error::NotFound`] for another's.
pub async fn open(daybook: &Daybook, actor: &Actor, notice: &str) -> Result<()> {
    let row = daybook.db().notice(notice).await?.ok_or(Error::NotFound)?;
    if row.person != actor.person.as_str() {
        return Err(Error::NotFound);
    }
    if !row.unread {
        return Ok(());
    }
    change(daybook, &actor.person, |tx| async move {
        tx.read_notice(notice).await?;
        Ok(true)
    })
    .await
}

/// Makes every own notice shown up to a moment (ms) read, so that what came while the reader looked stays unread.
pub async fn read_all(daybook: &Daybook, actor: &Actor, until: i64) -> Result<()> {
    let (person, until) = (&actor.person, until.min(daybook.clock.now()));
    change(daybook, person, |tx| async move {
        Ok(tx.read_notices(person, None, until).await? > 0)
    })
    .await
}

/// Makes what the reader was told of a record or plan item read: it is on the screen.
pub async fn read_thread(daybook: &Daybook, actor: &Actor, thread: &str) -> Result<()> {
    read_threads(daybook, actor, &[thread]).await
}

/// The same for what stands on one page.
pub(crate) async fn read_threads(daybook: &Daybook, actor: &Actor, threads: &[&str]) -> Result<()> {
    let person = &actor.person;
    if daybook.db().unread_notices(person, i64::MAX, 1).await?.is_empty() {
        return Ok(());
    }
    change(daybook, person, |tx| async move {
        Ok(tx.read_notices(person, Some(threads), i64::MAX).await? > 0)
    })
    .await
}

/// The same in the transaction of an act: who answers has read. The event for the reader's other devices, if there was something.
pub(crate) async fn read_within(tx: &Tx, person: &PersonId, thread: &str) -> Result<Option<Event>> {
    let read = tx.read_notices(person, Some(&[thread]), i64::MAX).await?;
    Ok((read > 0).then(|| noticed(vec![person.clone()])))
}
