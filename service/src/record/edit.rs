use super::write::{placed, seat_for};
use super::{accept, all_lanes, anchors, ord, told_of};
use crate::act::{Deed, Outcome};
use crate::actor::Profile;
use crate::clock::now_ms;
use crate::{Daybook, Error, Result, feed};
use domain::act::Act;
use domain::event::{Event, Topic};
use domain::permission::{Action, Actor, Resource, decide};
use domain::view::{LiveEvent, RecordCard, RecordDraft};
use domain::{Audience, RecordId, Violation};
use store::organisation::SeatRow;
use store::record::RecordRow;

/// Replaces text, day and audience of an own record and keeps the version before. Nothing happens when nothing differs. A draft is
/// nobody's yet: it goes along with its writer, and is published from a post held now.
///
/// [`Violation::RecordChanged`] where another version came since the edit began, if it says when that was.
pub async fn edit(
    daybook: &Daybook,
    actor: &Actor,
    record: &RecordId,
    draft: &RecordDraft,
    key: &str,
) -> Result<RecordCard> {
    daybook.throttle.writing(&actor.person)?;
    let current = daybook.card_of(record).await?.ok_or(Error::NotFound)?;
    permitted(actor, &current.row)?;
    let written_on = daybook.clock.day_of(current.row.written);
    let accepted = accept(draft, daybook.clock.today())?;
    let ties = anchors::accept(daybook, actor, draft, &current.row.anchors, accepted.day).await?;
    let profile = daybook.profile(&actor.person).await?;
    let began: Option<i64> = draft.began.as_deref().and_then(|number| number.trim().parse().ok());
    let change = |before: &RecordRow| {
        let draft_still = accepted.audience == Audience::Draft;
        let publishing = before.audience() == Audience::Draft && !draft_still;
        let written = if publishing { now_ms() } else { before.written };
        let shown_on = if publishing { daybook.clock.today() } else { written_on };
        let after = RecordRow {
            text: accepted.text.clone(),
            day: accepted.day.to_string(),
            late: accepted.day < shown_on,
            audience: accepted.audience.as_str().to_owned(),
            revisions: before.revisions + 1,
            written,
            anchors: ties.clone(),
            ..before.clone()
        };
        if before.audience() != Audience::Draft {
            return Ok(after);
        }
        match seat_for(actor, &profile, named(&profile, before, &draft.unit)) {
            Ok(seat) => Ok(placed(after, &profile, seat)),
            // Who holds no post goes on with what is for nobody else.
            Err(_) if draft_still => Ok(after),
            Err(refused) => Err(refused),
        }
    };
    if same(&current.row, &change(&current.row)?) {
        return feed::card(daybook, actor, record).await;
    }
    let outcome = daybook
        .perform(&actor.person, Act::RecordEdited, key, |tx| {
            let change = &change;
            async move {
                let before = tx.record(record).await?.ok_or(Error::NotFound)?;
                permitted(actor, &before)?;
                if began.is_some_and(|began| began != before.revisions) {
                    return Err(Violation::RecordChanged.into());
                }
                let after = change(&before)?;
                tx.change_record(&before, &after, now_ms()).await?;
                tx.move_evidence(Some(&before), Some(&after)).await?;
                crate::attachment::hold(&tx, &after.id, &before.anchors.files, &after.anchors.files).await?;
                let lanes = move_between_lanes(&tx, &before, &after).await?;
                let mut deed = deed(&before, &after, lanes);
                deed.events
                    .extend(crate::plan::follow(&tx, Some(&before), &after, told_of(daybook, &after, None)).await?);
                Ok(((), deed))
            }
        })
        .await?;
    match outcome {
        Outcome::Before(other) if other != record.as_str() => Err(Violation::KeyReused.into()),
        _ => feed::card(daybook, actor, record).await,
    }
}

/// The post that a form names, or else the one a draft was begun in, or at least its unit, where either is still held.
fn named<'a>(profile: &'a Profile, draft: &RecordRow, chosen: &'a str) -> &'a str {
    if !chosen.is_empty() {
        return chosen;
    }
    let there = |seat: &&SeatRow| seat.unit == draft.unit;
    let seats = || profile.seats.iter();
    let begun = seats().filter(there).find(|seat| seat.title == draft.post);
    begun
        .or_else(|| seats().find(there))
        .map_or("", |seat| seat.position.as_str())
}

fn same(before: &RecordRow, after: &RecordRow) -> bool {
    before.text == after.text
        && before.day == after.day
        && before.audience == after.audience
        && before.anchors == after.anchors
        && (&before.post, &before.unit) == (&after.post, &after.unit)
}

pub(super) fn permitted(actor: &Actor, row: &RecordRow) -> Result<()> {
    let resource = Resource::Record(row.facts());
    if !decide(actor, Action::ReadRecord, &resource).allowed {
        return Err(Error::NotFound);
    }
    if row.withdrawn && row.author == actor.person.as_str() {
        return Err(Violation::Withdrawn.into());
    }
    if decide(actor, Action::EditRecord, &resource).allowed {
        Ok(())
    } else {
        Err(Error::Denied)
    }
}

/// Moves the record to the lanes of its new audience; tells which lanes changed.
pub(super) async fn move_between_lanes(tx: &store::Tx, before: &RecordRow, after: &RecordRow) -> Result<Vec<String>> {
    let id = RecordId(after.id.clone());
    let (old, new) = (all_lanes(before), all_lanes(after));
    let moved = ord(before) != ord(after);
    let gone: Vec<String> = old
        .iter()
        .filter(|lane| moved || !new.contains(lane))
        .cloned()
        .collect();
    let come: Vec<String> = new
        .iter()
        .filter(|lane| moved || !old.contains(lane))
        .cloned()
        .collect();
    tx.take_from_lanes(&gone, &id).await?;
    tx.add_to_lanes(&come, &id, ord(after)).await?;
    Ok(gone.into_iter().chain(come).collect())
}

fn deed(before: &RecordRow, after: &RecordRow, lanes: Vec<String>) -> Deed {
    let facts = after.facts();
    let topic = |facts, lanes| Topic::Record {
        record: after.id.as_str().into(),
        facts,
        lanes,
        before: Some(Box::new(before.facts())),
    };
    let published = before.audience() == Audience::Draft && after.audience() != Audience::Draft;
    let wire = if published {
        LiveEvent::Created {
            record: after.id.as_str().into(),
            author: after.author.as_str().into(),
            unit: after.unit.as_str().into(),
        }
    } else {
        LiveEvent::Changed {
            record: after.id.as_str().into(),
            moved: !lanes.is_empty(),
        }
    };
    let events = vec![Event {
        topic: topic(facts, lanes),
        wire,
    }];
    Deed {
        act: Act::RecordEdited,
        subject: after.id.clone(),
        content: Some(after.text.clone()),
        events,
    }
}
