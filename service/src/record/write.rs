use super::{accept, all_lanes, anchors, ord, told_of};
use crate::act::{Deed, Outcome};
use crate::actor::Profile;
use crate::clock::{id_at, now_ms};
use crate::{Daybook, Error, Result, feed};
use domain::act::Act;
use domain::event::{Event, Topic};
use domain::permission::{Action, Actor, RecordFacts, Resource, decide};
use domain::view::{LiveEvent, RecordCard, RecordDraft};
use domain::{Audience, RecordId, UnitId, Violation};
use store::record::{AnchorRow, RecordRow};

/// Writes a record for the unit one sits in. With the same `key` again, the record of the first time is returned.
pub async fn write(daybook: &Daybook, actor: &Actor, draft: &RecordDraft, key: &str) -> Result<RecordCard> {
    daybook.throttle.writing(&actor.person)?;
    let row = row(daybook, actor, draft).await?;
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

async fn row(daybook: &Daybook, actor: &Actor, draft: &RecordDraft) -> Result<RecordRow> {
    let accepted = accept(draft, daybook.clock.today())?;
    let profile = daybook.profile(&actor.person).await?;
    let seat = seat_for(&profile, &draft.unit)?;
    let (row, line) = seat;
    let path = row.path.iter().map(|u| UnitId(u.clone())).collect();
    if !decide(actor, Action::WriteRecord, &Resource::Unit { path }).allowed {
        return Err(Error::Denied);
    }
    let written = now_ms();
    Ok(RecordRow {
        id: id_at(written),
        author: actor.person.0.clone(),
        author_name: profile.name.clone(),
        post: row.title.clone(),
        unit: row.unit.clone(),
        unit_name: row.unit_name.clone(),
        path: row.path.clone(),
        line: line.posts.iter().map(|p| p.0.clone()).collect(),
        covered: line.covered.iter().map(|p| p.0.clone()).collect(),
        written,
        late: accepted.day < daybook.clock.today(),
        day: accepted.day.to_string(),
        text: accepted.text,
        audience: accepted.audience.as_str().to_owned(),
        revisions: 0,
        withdrawn: false,
        anchors: anchors::accept(daybook, actor, draft, &AnchorRow::default()).await?,
    })
}

/// The seat written from: the post named, or one in the unit named, or the first.
fn seat_for<'a>(profile: &'a Profile, unit: &str) -> Result<(&'a store::organisation::SeatRow, crate::actor::Line)> {
    let seats = profile.seats.iter().zip(&profile.lines);
    let mut fitting = seats.filter(|(seat, _)| unit.is_empty() || seat.position == unit || seat.unit == unit);
    let none = if unit.is_empty() {
        Error::Invalid(Violation::NoPost)
    } else {
        Error::Denied
    };
    fitting.next().map(|(seat, line)| (seat, line.clone())).ok_or(none)
}

pub(super) fn written(row: &RecordRow, facts: RecordFacts, lanes: Vec<String>) -> Event {
    let wire = if facts.audience == Audience::Draft {
        LiveEvent::Changed {
            record: row.id.as_str().into(),
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
