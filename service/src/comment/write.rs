use super::{changed, mention, shown};
use crate::act::{Deed, Outcome};
use crate::clock::{new_id, now_ms};
use crate::notice::{self, News};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::notice::NoticeKind;
use domain::permission::{Action, Actor, Relation, Resource, decide, relation};
use domain::view::{CommentDraft, CommentView};
use domain::{CommentId, PersonId, RecordId, Violation};
use store::comment::CommentRow;

/// Comments on a record, or answers one of its comments. With the same `key` again, the comment of the first time is returned.
pub async fn write(
    daybook: &Daybook,
    actor: &Actor,
    record: &RecordId,
    draft: &CommentDraft,
    key: &str,
) -> Result<CommentView> {
    daybook.throttle.writing(&actor.person)?;
    let card = daybook.card_of(record).await?.ok_or(Error::NotFound)?;
    permitted(actor, &Resource::Record(card.facts.clone()))?;
    let text = domain::text::accept(&draft.text, domain::text::COMMENT_LIMIT)?;
    let mentions = mention::chosen(daybook, &card.facts, &draft.mentions, &text).await?;
    let profile = daybook.profile(&actor.person).await?;
    let seat = profile.seats.first();
    let row = CommentRow {
        id: new_id(),
        record: record.0.clone(),
        author: actor.person.0.clone(),
        author_name: profile.name.clone(),
        post: seat.map(|s| s.title.clone()).unwrap_or_default(),
        unit_name: seat.map(|s| s.unit_name.clone()).unwrap_or_default(),
        leader: relation(actor, &Resource::Record(card.facts.clone())) == Relation::Leader,
        written: now_ms(),
        text,
        reply_to: (!draft.reply_to.is_empty()).then(|| draft.reply_to.clone()),
        mentions,
        earlier: vec![],
        deleted: false,
    };
    let outcome = daybook
        .perform(&actor.person, Act::Commented, key, |tx| {
            let row = &row;
            async move {
                let target = tx.record(record).await?.ok_or(Error::NotFound)?;
                permitted(actor, &Resource::Record(target.facts()))?;
                let mut answered = None;
                if let Some(parent) = &row.reply_to {
                    let parent = tx
                        .comment(&CommentId(parent.clone()))
                        .await?
                        .filter(|p| p.record == record.as_str())
                        .ok_or(Error::NotFound)?;
                    if parent.reply_to.is_some() {
                        return Err(Violation::ReplyToReply.into());
                    }
                    answered = Some(PersonId(parent.author));
                }
                tx.create_comment(row).await?;
                let lanes: Vec<String> = row.mentions.iter().map(|m| format!("at:{}", m.id)).collect();
                // Mentioned twice on one record, it stands once in the list of mentions, at the newest.
                tx.take_from_lanes(&lanes, record).await?;
                tx.add_to_lanes(&lanes, record, -row.written * 1000).await?;
                let news = told(row, PersonId(target.author.clone()), answered);
                let news = notice::tell(daybook, &tx, &actor.person, &row.author_name, news).await?;
                let event = changed(record, target.facts(), lanes);
                Ok((
                    (),
                    Deed {
                        act: Act::Commented,
                        subject: row.id.clone(),
                        content: Some(row.text.clone()),
                        events: std::iter::once(event).chain(news).collect(),
                    },
                ))
            }
        })
        .await?;
    let id = match outcome {
        Outcome::Done(()) => row.id,
        Outcome::Before(subject) => subject,
    };
    shown(daybook, actor, record, &CommentId(id)).await
}

/// Who learns of a comment: those mentioned, whom it answers, and the record's author; each once, for the first reason.
fn told(row: &CommentRow, author: PersonId, answered: Option<PersonId>) -> Vec<News> {
    let mentioned = row
        .mentions
        .iter()
        .map(|m| (PersonId(m.id.clone()), NoticeKind::Mentioned));
    let answered = answered.map(|person| (person, NoticeKind::Replied));
    mentioned
        .chain(answered)
        .chain([(author, NoticeKind::Commented)])
        .map(|(to, kind)| News {
            to,
            kind,
            thread: row.record.clone(),
            subject: row.id.clone(),
        })
        .collect()
}

fn permitted(actor: &Actor, resource: &Resource) -> Result<()> {
    if !decide(actor, Action::ReadRecord, resource).allowed {
        return Err(Error::NotFound);
    }
    match resource {
        _ if decide(actor, Action::Comment, resource).allowed => Ok(()),
        Resource::Record(facts) if facts.withdrawn => Err(Violation::Withdrawn.into()),
        _ => Err(Error::Denied),
    }
}
