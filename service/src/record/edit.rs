use super::{accept, all_lanes, anchors, ord, told_of};
use crate::act::{Deed, Outcome};
use crate::clock::now_ms;
use crate::{Daybook, Error, Result, feed};
use domain::act::Act;
use domain::event::{Event, Topic};
use domain::permission::{Action, Actor, Resource, decide};
use domain::view::{LiveEvent, RecordCard, RecordDraft};
use domain::{Audience, RecordId, Violation};
use store::record::RecordRow;

/// Replaces text, day and audience of an own record and keeps the version before. Nothing happens when nothing differs.
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
    let ties = anchors::accept(daybook, actor, draft, &current.row.anchors).await?;
    let change = |before: &RecordRow| {
        let publishing = before.audience() == Audience::Draft && accepted.audience != Audience::Draft;
        let written = if publishing { now_ms() } else { before.written };
        let shown_on = if publishing { daybook.clock.today() } else { written_on };
        RecordRow {
            text: accepted.text.clone(),
            day: accepted.day.to_string(),
            late: accepted.day < shown_on,
            audience: accepted.audience.as_str().to_owned(),
            revisions: before.revisions + 1,
            written,
            anchors: ties.clone(),
            ..before.clone()
        }
    };
    let same = current.row.text == accepted.text
        && current.row.day == accepted.day.to_string()
        && current.row.audience() == accepted.audience
        && current.row.anchors == ties;
    if same {
        return feed::card(daybook, actor, record).await;
    }
    let outcome = daybook
        .perform(&actor.person, Act::RecordEdited, key, |tx| {
            let change = &change;
            async move {
                let before = tx.record(record).await?.ok_or(Error::NotFound)?;
                permitted(actor, &before)?;
                let after = change(&before);
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
