//! The separate duties: given and taken by the security administrator, never by the one who holds them.

use crate::act::Deed;
use crate::{Daybook, Error, Result};
use domain::act::{Act, duty_subject};
use domain::event::{Event, Topic};
use domain::permission::{Action, Actor, Duty, Resource, decide};
use domain::view::LiveEvent;
use domain::{PersonId, Violation};
use store::Tx;

/// Gives a duty or takes it away; as it is already, nothing happens. Open pages of the holder follow at once.
pub async fn change_duty(
    daybook: &Daybook,
    actor: &Actor,
    person: &PersonId,
    duty: &str,
    on: bool,
    key: &str,
) -> Result<()> {
    let resource = Resource::Duties { holder: person.clone() };
    if !decide(actor, Action::ManageDuties, &resource).allowed || !domain::id::is_ulid(person.as_str()) {
        return Err(Error::NotFound);
    }
    daybook.throttle.writing(&actor.person)?;
    daybook
        .perform(&actor.person, Act::DutiesChanged, key, |tx| async move {
            tx.person(person).await?.ok_or(Error::NotFound)?;
            let duty = Duty::parse(duty).ok_or(Violation::DutyUnknown)?;
            Ok(((), put_duty(&tx, person, duty, on).await?))
        })
        .await?;
    Ok(())
}

/// One person holds one of the separate duties at most.
pub(super) async fn put_duty(tx: &Tx, person: &PersonId, duty: Duty, on: bool) -> Result<Option<Deed>> {
    let held: Vec<Duty> = tx.duties(person).await?.iter().filter_map(|d| Duty::parse(d)).collect();
    if held.contains(&duty) == on {
        return Ok(None);
    }
    if on {
        if let Some(&held) = held.first() {
            return Err(Violation::DutiesApart { held }.into());
        }
        tx.give_duty(person, duty.as_str()).await?;
    } else {
        tx.take_duty(person, duty.as_str()).await?;
    }
    Ok(Some(Deed {
        act: Act::DutiesChanged,
        subject: duty_subject(person, duty, on),
        content: None,
        events: vec![Event {
            topic: Topic::Rights {
                person: Some(person.clone()),
            },
            wire: LiveEvent::Rights,
        }],
    }))
}
