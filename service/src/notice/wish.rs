use super::{change, kind_target, thread_target};
use crate::{Daybook, Error, Result};
use domain::id::is_ulid;
use domain::notice::{NoticeKind, Wish};
use domain::permission::Actor;

/// Sets how the reader wants to be told: of a kind (`kind:KIND`), or of a thread (`thread:ID`, where `off` mutes).
pub async fn wish(daybook: &Daybook, actor: &Actor, target: &str, wish: &str) -> Result<()> {
    let wish = Wish::parse(wish).ok_or(Error::NotFound)?;
    let target = match target.split_once(':') {
        Some(("kind", kind)) => kind_target(NoticeKind::parse(kind).ok_or(Error::NotFound)?),
        Some(("thread", id)) if is_ulid(id) => thread_target(id),
        _ => return Err(Error::NotFound),
    };
    let (person, target) = (&actor.person, &target);
    change(daybook, person, |tx| async move {
        tx.set_wish(person, target, wish.as_str()).await?;
        Ok(true)
    })
    .await
}
