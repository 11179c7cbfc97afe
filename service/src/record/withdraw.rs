use super::edit::{move_between_lanes, permitted};
use crate::act::Deed;
use crate::{Daybook, Error, Result, feed};
use domain::act::Act;
use domain::event::{Event, Topic};
use domain::permission::Actor;
use domain::view::{LiveEvent, RecordCard};
use domain::{RecordId, Violation};
use store::record::RecordRow;

/// Takes an own record out of sight; its author and their leaders keep a trace of it.
pub async fn withdraw(daybook: &Daybook, actor: &Actor, record: &RecordId) -> Result<RecordCard> {
    daybook.throttle.writing(&actor.person)?;
    if !domain::id::is_ulid(record.as_str()) {
        return Err(Error::NotFound);
    }
    let outcome = daybook
        .perform(&actor.person, Act::RecordWithdrawn, "", |tx| async move {
            let before = tx.record(record).await?.ok_or(Error::NotFound)?;
            permitted(actor, &before)?;
            let after = RecordRow {
                withdrawn: true,
                ..before.clone()
            };
            tx.withdraw_record(record).await?;
            tx.move_evidence(Some(&before), None).await?;
            let lanes = move_between_lanes(&tx, &before, &after).await?;
            let topic = Topic::Record {
                record: record.clone(),
                facts: after.facts(),
                lanes,
                before: Some(Box::new(before.facts())),
            };
            let event = Event {
                topic,
                wire: LiveEvent::Changed {
                    record: record.clone(),
                    moved: true,
                },
            };
            let mut events = vec![event];
            events.extend(crate::plan::follow(&tx, Some(&before), &after, after.written).await?);
            Ok((
                (),
                Deed {
                    act: Act::RecordWithdrawn,
                    subject: record.0.clone(),
                    content: None,
                    events,
                },
            ))
        })
        .await;
    match outcome {
        Ok(_) | Err(Error::Invalid(Violation::Withdrawn)) => feed::card(daybook, actor, record).await,
        Err(error) => Err(error),
    }
}
