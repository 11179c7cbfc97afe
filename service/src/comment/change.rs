use super::{changed, shown};
use crate::act::Deed;
use crate::clock::now_ms;
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::{Action, Actor, Resource, decide};
use domain::record::COMMENT_EDIT_MINUTES;
use domain::view::CommentView;
use domain::{CommentId, RecordId, Violation};
use store::Tx;
use store::comment::CommentRow;

/// Rewords an own comment within the window. The earlier wording stays visible; the same words change nothing.
pub async fn edit(daybook: &Daybook, actor: &Actor, comment: &CommentId, text: &str, key: &str) -> Result<CommentView> {
    let text = domain::text::accept(text, domain::text::COMMENT_LIMIT)?;
    change(daybook, actor, comment, (Act::CommentEdited, key), |row| {
        if row.text == text {
            return Ok(None);
        }
        if now_ms() - row.written > i64::from(COMMENT_EDIT_MINUTES) * 60_000 {
            return Err(Violation::EditWindowOver {
                minutes: COMMENT_EDIT_MINUTES,
            }
            .into());
        }
        let mut after = row.clone();
        after.earlier.push(std::mem::replace(&mut after.text, text.clone()));
        Ok(Some(after))
    })
    .await
}

/// Deletes an own comment; twice is once. That there was one stays visible; the words stay in the database for the audit.
pub async fn delete(daybook: &Daybook, actor: &Actor, comment: &CommentId) -> Result<CommentView> {
    change(daybook, actor, comment, (Act::CommentDeleted, ""), |row| {
        Ok(Some(CommentRow {
            deleted: true,
            ..row.clone()
        }))
    })
    .await
}

async fn change(
    daybook: &Daybook,
    actor: &Actor,
    comment: &CommentId,
    (act, key): (Act, &str),
    revise: impl Fn(&CommentRow) -> Result<Option<CommentRow>>,
) -> Result<CommentView> {
    daybook.throttle.writing(&actor.person)?;
    if !domain::id::is_ulid(comment.as_str()) {
        return Err(Error::NotFound);
    }
    let record = daybook
        .db()
        .comment(comment)
        .await?
        .map(|c| RecordId(c.record))
        .ok_or(Error::NotFound)?;
    daybook
        .perform(&actor.person, act, key, |tx: Tx| {
            let (record, revise) = (&record, &revise);
            async move {
                let row = tx.comment(comment).await?.ok_or(Error::NotFound)?;
                let target = tx.record(record).await?.ok_or(Error::NotFound)?;
                let action = if act == Act::CommentDeleted {
                    Action::DeleteComment
                } else {
                    Action::EditComment
                };
                let resource = Resource::Comment {
                    author: row.author.as_str().into(),
                    record: target.facts(),
                };
                if !decide(actor, action, &resource).allowed {
                    return Err(Error::NotFound);
                }
                // Pressed twice, or in two tabs: it is deleted already.
                if row.deleted {
                    return match act {
                        Act::CommentDeleted => Ok(((), None)),
                        _ => Err(Error::NotFound),
                    };
                }
                let Some(after) = revise(&row)? else {
                    return Ok(((), None));
                };
                tx.change_comment(&after).await?;
                let content = (act == Act::CommentEdited).then(|| after.text.clone());
                Ok((
                    (),
                    Some(Deed {
                        act,
                        subject: comment.0.clone(),
                        content,
                        events: vec![changed(record, target.facts(), vec![])],
                    }),
                ))
            }
        })
        .await?;
    shown(daybook, actor, &record, comment).await
}
