use super::{accept, all_lanes, anchors, ord, told_of};
use crate::act::{Deed, Outcome};
use crate::actor::{Line, Profile};
use crate::clock::{id_at, now_ms};
use crate::{Daybook, Error, Result, feed};
use domain::act::Act;
use domain::event::{Event, Topic};
use domain::permission::{Action, Actor, RecordFacts, Resource, decide};
use domain::view::{LiveEvent, RecordCard, RecordDraft};
use domain::{Audience, RecordId, UnitId, Violation};
use store::organisation::SeatRow;
use store::record::{AnchorRow, RecordRow};

/// Writes a record for the unit one sits in. With the same `key` again, the record of the first time is returned.
pub async fn write(daybook: &Daybook, actor: &Actor, draft: &RecordDraft, key: &str) -> Result<RecordCard> {
    daybook.throttle.writing(&actor.person)?;
    let row = match row(daybook, actor, draft).await {
        Ok(row) => row,
        Err(refused) if is_of_now(&refused) => {
            return match daybook.came_before(&actor.person, Act::RecordWritten, key).await? {
                Some(before) => feed::card(daybook, actor, &RecordId(before)).await,
                None => Err(refused),
            };
        }
        Err(refused) => return Err(refused),
    };
    let id = RecordId(row.id.clone());
    let of = told_of(daybook, &row, draft.composed.as_deref());
    let outcome = daybook
        .perform(&actor.person, Act::RecordWritten, key, |tx| {
            let (row, id, of) = (&row, &id, &of);
            async move {
                let facts = row.facts();
                let lanes = all_lanes(row);
                tx.create_record(row).await?;
                tx.move_evidence(None, Some(row)).await?;
                crate::attachment::hold(&tx, &row.id, &[], &row.anchors.files).await?;
                tx.add_to_lanes(&lanes, id, ord(row)).await?;
                let mut events = vec![written(row, facts, lanes)];
                events.extend(crate::plan::follow(&tx, None, row, *of).await?);
                Ok((
                    (),
                    Deed {
                        act: Act::RecordWritten,
                        subject: row.id.clone(),
                        content: Some(row.text.clone()),
                        events,
                    },
                ))
            }
        })
        .await?;
    let id = match outcome {
        Outcome::Done(()) => id,
        Outcome::Before(subject) => RecordId(subject),
    };
    feed::card(daybook, actor, &id).await
}

/// Whether the same draft may have been taken earlier: what it is tied to, or the post it was written from, can have ended since.
fn is_of_now(refused: &Error) -> bool {
    matches!(
        refused,
        Error::Denied
            | Error::NotFound
            | Error::Invalid(Violation::NoPost | Violation::PostNotHeld | Violation::TieUnknown { .. })
    )
}

async fn row(daybook: &Daybook, actor: &Actor, draft: &RecordDraft) -> Result<RecordRow> {
    let accepted = accept(draft, daybook.clock.today())?;
    let profile = daybook.profile(&actor.person).await?;
    let seat = seat_for(actor, &profile, &draft.unit)?;
    let written = now_ms();
    let row = RecordRow {
        id: id_at(written),
        author: actor.person.0.clone(),
        written,
        late: accepted.day < daybook.clock.today(),
        day: accepted.day.to_string(),
        text: accepted.text,
        audience: accepted.audience.as_str().to_owned(),
        anchors: anchors::accept(daybook, actor, draft, &AnchorRow::default(), accepted.day).await?,
        ..RecordRow::default()
    };
    Ok(placed(row, &profile, seat))
}

/// A post held now, with those above it.
pub(super) type Seat<'a> = (&'a SeatRow, &'a Line);

/// The record as written from a post, with the names of this moment.
pub(super) fn placed(row: RecordRow, profile: &Profile, (seat, line): Seat<'_>) -> RecordRow {
    RecordRow {
        author_name: profile.name.clone(),
        post: seat.title.clone(),
        unit: seat.unit.clone(),
        unit_name: seat.unit_name.clone(),
        path: seat.path.clone(),
        line: line.posts.iter().map(|p| p.0.clone()).collect(),
        covered: line.covered.iter().map(|p| p.0.clone()).collect(),
        ..row
    }
}

/// The seat written from: the post named, or one in the unit named, or the first.
pub(super) fn seat_for<'a>(actor: &Actor, profile: &'a Profile, unit: &str) -> Result<Seat<'a>> {
    let seats = profile.seats.iter().zip(&profile.lines);
    let mut fitting = seats.filter(|(seat, _)| unit.is_empty() || seat.position == unit || seat.unit == unit);
    let none = match profile.seats.is_empty() {
        true => Violation::NoPost,
        false => Violation::PostNotHeld,
    };
    let (seat, line) = fitting.next().ok_or(none)?;
    let path = seat.path.iter().map(|u| UnitId(u.clone())).collect();
    if !decide(actor, Action::WriteRecord, &Resource::Unit { path }).allowed {
        return Err(Error::Denied);
    }
    Ok((seat, line))
}

pub(super) fn written(row: &RecordRow, facts: RecordFacts, lanes: Vec<String>) -> Event {
    let wire = if facts.audience == Audience::Draft {
        LiveEvent::Changed {
            record: row.id.as_str().into(),
            moved: true,
        }
    } else {
        LiveEvent::Created {
            record: row.id.as_str().into(),
            author: row.author.as_str().into(),
            unit: row.unit.as_str().into(),
        }
    };
    Event {
        topic: Topic::Record {
            record: row.id.as_str().into(),
            facts,
            lanes,
            before: None,
        },
        wire,
    }
}
