use super::{changed, mention, shown};
use crate::act::Deed;
use crate::clock::now_ms;
use crate::notice::{self, News};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::notice::NoticeKind;
use domain::permission::{Action, Actor, Resource, decide};
use domain::record::COMMENT_EDIT_MINUTES;
use domain::view::CommentView;
use domain::{CommentId, PersonId, RecordId, Violation};
use store::Tx;
use store::comment::{CommentRow, MentionRow};

/// Rewords an own comment within the window. The earlier wording stays visible; the same words change nothing.
pub async fn edit(daybook: &Daybook, actor: &Actor, comment: &CommentId, text: &str, key: &str) -> Result<CommentView> {
    let text = domain::text::accept(text, domain::text::COMMENT_LIMIT)?;
    let mentions = mentions(daybook, actor, comment, &text).await?;
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
        after.mentions.clone_from(&mentions);
        Ok(Some(after))
    })
    .await
}

/// Whom an own comment mentions when it says this; whether it can be changed at all is decided later.
async fn mentions(daybook: &Daybook, actor: &Actor, comment: &CommentId, text: &str) -> Result<Vec<MentionRow>> {
    if !domain::id::is_ulid(comment.as_str()) {
        return Err(Error::NotFound);
    }
    let row = daybook.db().comment(comment).await?;
    let row = row
        .filter(|r| r.author == actor.person.as_str())
        .ok_or(Error::NotFound)?;
    let card = daybook.card_of(&RecordId(row.record)).await?.ok_or(Error::NotFound)?;
    mention::still(daybook, &card.facts, &row.mentions, text).await
}

/// Deletes an own comment; twice is once. That there was one stays visible; the words stay in the database for the audit. It
/// mentions nobody any more.
pub async fn delete(daybook: &Daybook, actor: &Actor, comment: &CommentId) -> Result<CommentView> {
    change(daybook, actor, comment, (Act::CommentDeleted, ""), |row| {
        Ok(Some(CommentRow {
            deleted: true,
            mentions: vec![],
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
                let names = |row: &CommentRow, id: &str| row.mentions.iter().any(|m| m.id == id);
                let fresh = after.mentions.iter().filter(|m| !names(&row, &m.id));
                let fresh: Vec<PersonId> = fresh.map(|m| PersonId(m.id.clone())).collect();
                let lanes: Vec<String> = fresh.iter().map(|p| format!("at:{p}")).collect();
                if !lanes.is_empty() {
                    tx.take_from_lanes(&lanes, record).await?;
                    tx.add_to_lanes(&lanes, record, -now_ms() * 1000).await?;
                }
                // Who is named in no comment of the record any more has it no longer among what mentions him.
                let mut gone: Vec<&MentionRow> = row.mentions.iter().filter(|m| !names(&after, &m.id)).collect();
                if !gone.is_empty() {
                    let mut others = tx.comments_of([record.as_str()]).await?;
                    others.retain(|c| c.id != row.id && !c.deleted);
                    gone.retain(|m| !others.iter().any(|c| names(c, &m.id)));
                }
                let gone: Vec<String> = gone.into_iter().map(|m| format!("at:{}", m.id)).collect();
                if !gone.is_empty() {
                    tx.take_from_lanes(&gone, record).await?;
                }
                let lanes: Vec<String> = lanes.into_iter().chain(gone).collect();
                let news = fresh.into_iter().map(|to| News {
                    to,
                    kind: NoticeKind::Mentioned,
                    thread: record.0.clone(),
                    subject: comment.0.clone(),
                });
                let told = notice::tell(daybook, &tx, &actor.person, &row.author_name, news.collect()).await?;
                let content = (act == Act::CommentEdited).then(|| after.text.clone());
                Ok((
                    (),
                    Some(Deed {
                        act,
                        subject: comment.0.clone(),
                        content,
                        events: std::iter::once(changed(record, target.facts(), lanes))
                            .chain(told)
                            .collect(),
                    }),
                ))
            }
        })
        .await?;
    shown(daybook, actor, &record, comment).await
}
