//! Likes, and leaders' circled marks.

use crate::act::Deed;
use crate::clock::now_ms;
use crate::notice::{News, take_back, tell};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::event::{Event, Topic};
use domain::notice::NoticeKind;
use domain::permission::{Action, Actor, Relation, Resource, decide};
use domain::view::{LikeState, LiveEvent, Mark};
use domain::{PersonId, RecordId};

/// Likes a record, or takes the like back. What is so already stays, without an event.
pub async fn set(daybook: &Daybook, actor: &Actor, record: &RecordId, on: bool) -> Result<LikeState> {
    daybook.throttle.marking(&actor.person)?;
    let card = daybook.card_of(record).await?.ok_or(Error::NotFound)?;
    permitted(actor, Resource::Record(card.facts.clone()))?;
    if card.liked.contains(actor.person.as_str()) != on {
        change(daybook, actor, record, on).await?;
    }
    let card = daybook.card_of(record).await?.ok_or(Error::NotFound)?;
    Ok(LikeState {
        likes: card.likes(),
        marks: card.marks.clone(),
        liked: card.liked.contains(actor.person.as_str()),
    })
}

/// Whether it is a leader's mark.
fn permitted(actor: &Actor, resource: Resource) -> Result<bool> {
    let decision = decide(actor, Action::Like, &resource);
    match decide(actor, Action::ReadRecord, &resource).allowed {
        true if decision.allowed => Ok(decision.relation == Relation::Leader),
        true => Err(Error::Denied),
        false => Err(Error::NotFound),
    }
}

async fn change(daybook: &Daybook, actor: &Actor, record: &RecordId, on: bool) -> Result<()> {
    let name = daybook.profile(&actor.person).await?.name.clone();
    let act = if on { Act::Liked } else { Act::Unliked };
    daybook
        .perform(&actor.person, act, "", |tx| {
            let name = &name;
            async move {
                let row = tx.record(record).await?.ok_or(Error::NotFound)?;
                let mark = permitted(actor, Resource::Record(row.facts()))?;
                match (on, tx.likes(&actor.person, record).await?) {
                    (true, false) => tx.like(&actor.person, name, record, mark, now_ms()).await?,
                    (false, true) => tx.unlike(&actor.person, record).await?,
                    _ => return Ok(((), None)),
                }
                let author = PersonId(row.author.clone());
                let news = match (mark, on) {
                    (false, _) => None,
                    (true, false) => Some(take_back(&tx, &author, NoticeKind::Marked, record.as_str(), name).await?),
                    (true, true) => {
                        let news = News {
                            to: author,
                            kind: NoticeKind::Marked,
                            thread: record.0.clone(),
                            subject: record.0.clone(),
                        };
                        tell(daybook, &tx, &actor.person, name, vec![news]).await?
                    }
                };
                let likes = tx.likes_of([record.as_str()]).await?;
                let mut marks: Vec<Mark> = likes
                    .iter()
                    .filter(|l| l.mark)
                    .map(|l| Mark {
                        person: l.person.as_str().into(),
                        name: l.name.clone(),
                    })
                    .collect();
                marks.sort_by(|a, b| a.name.cmp(&b.name));
                let count = u32::try_from(likes.len() - marks.len()).unwrap_or(u32::MAX);
                let wire = LiveEvent::Liked {
                    record: record.clone(),
                    likes: count,
                    marks,
                    by: actor.person.clone(),
                    on,
                };
                let topic = Topic::Record {
                    record: record.clone(),
                    facts: row.facts(),
                    lanes: vec![],
                    before: None,
                };
                Ok((
                    (),
                    Some(Deed {
                        act,
                        subject: record.0.clone(),
                        content: None,
                        events: std::iter::once(Event { topic, wire }).chain(news).collect(),
                    }),
                ))
            }
        })
        .await?;
    Ok(())
}
