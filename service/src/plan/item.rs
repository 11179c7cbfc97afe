use super::goals::{READ, lanes};
use super::people::owners;
use super::see::{close, lane, readable, side, view, views};
use crate::{Daybook, Result};
use domain::permission::{Action, Actor, Resource, decide};
use domain::plan::{Did, Hand, Horizon, MOST_PEOPLE};
use domain::view::PersonRef;
use domain::view::plan::{ChangeView, ItemPage, ItemView, StepView};
use domain::{PersonId, PlanItemId, UnitId};
use std::collections::HashSet;
use store::organisation::HolderRow;
use store::plan::{PlanRow, StepRow};

/// Entries of history and steps shown.
const ENTRIES: u32 = 200;
const LARGER: usize = 200;

/// An item with its history, its steps, and what stands around it. What the reader may not see is left out.
pub async fn page(daybook: &Daybook, actor: &Actor, item: &PlanItemId) -> Result<ItemPage> {
    page_asked(daybook, actor, item, "", "").await
}

/// The same; offered are owners whose name, post or unit contains `part`, and larger items whose title contains `goal`.
pub async fn page_asked(
    daybook: &Daybook,
    actor: &Actor,
    item: &PlanItemId,
    part: &str,
    goal: &str,
) -> Result<ItemPage> {
    let row = readable(daybook, actor, item).await?;
    crate::notice::read_threads(daybook, actor, &[&row.id, &row.batch]).await?;
    let today = daybook.clock.today();
    let db = daybook.db();
    let (changes, steps, serves, served_by) = tokio::try_join!(
        db.plan_changes(item, i64::MIN, ENTRIES + 1),
        db.plan_steps(item, i64::MIN, ENTRIES + 1),
        db.plan_serves([item.as_str()]),
        db.plan_served_by(item, i64::MIN, ENTRIES + 1),
    )?;
    let ((changes, history_more), (steps, steps_more)) = (cut(changes), cut(steps));
    let (served_by, served_more) = cut(served_by);
    let by = side(actor, &row);
    let batch = if row.batch.is_empty() {
        vec![]
    } else {
        let limit = u32::try_from(MOST_PEOPLE).unwrap_or(u32::MAX);
        let mut others = db.plan_batch(&row.batch, limit).await?;
        others.retain(|id| *id != row.id);
        views(daybook, actor, &others).await?
    };
    let (larger, larger_more) = match &by {
        Some(_) => larger(daybook, actor, &row, &serves, goal).await?,
        None => (vec![], false),
    };
    let (owners, owners_more) = match &by {
        Some(by) if by.hand == Hand::Leader => owners(daybook, actor, &row.unit, part).await?,
        _ => (vec![], false),
    };
    let links = views(daybook, actor, &serves).await?;
    let closed = |id: &&String| by.is_some() && links.iter().all(|link| link.id.as_str() != id.as_str());
    let serves_closed: Vec<PlanItemId> = serves.iter().filter(closed).map(|id| id.as_str().into()).collect();
    let name = |id: &str| owner_name(daybook, id.to_owned());
    let mut history = Vec::with_capacity(changes.len());
    for change in changes {
        let mut edits: Vec<_> = change.edits.iter().filter_map(store::plan::EditRow::edit).collect();
        for edit in edits.iter_mut().filter(|e| e.field == domain::plan::Field::Owner) {
            edit.before = name(&edit.before).await;
            edit.after = name(&edit.after).await;
        }
        history.push(ChangeView {
            did: Did::parse(&change.did).unwrap_or(Did::Changed),
            by: change.by_name,
            at: daybook.clock.moment(change.at),
            words: change.words,
            edits,
        });
    }
    let mut item = view(actor, &row, today);
    close(daybook, actor, &mut item).await?;
    Ok(ItemPage {
        item,
        history,
        history_more,
        steps_more,
        steps: shown(daybook, actor, steps).await?,
        serves: links,
        serves_closed,
        served_by: views(daybook, actor, &served_by).await?,
        served_more,
        larger,
        larger_more,
        batch,
        owners,
        owners_more,
    })
}

/// As many entries as are shown, and whether there are more.
fn cut<T>(mut entries: Vec<T>) -> (Vec<T>, bool) {
    let more = entries.len() > ENTRIES as usize;
    entries.truncate(ENTRIES as usize);
    (entries, more)
}

/// Steps for a reader. Each record is decided on by itself: one that is closed leaves the figure that it told, and nothing where it
/// told none.
async fn shown(daybook: &Daybook, actor: &Actor, steps: Vec<StepRow>) -> Result<Vec<StepView>> {
    let mut records: Vec<String> = steps.iter().map(|s| s.record.clone()).collect();
    records.retain(|id| !id.is_empty());
    records.sort_unstable();
    records.dedup();
    let cards = daybook.cards(&records).await?;
    let open = |id: &str| {
        let facts = cards.get(id).map(|card| Resource::Record(card.facts.clone()));
        facts.is_some_and(|facts| decide(actor, Action::ReadRecord, &facts).allowed)
    };
    let step = |s: StepRow| {
        let (told, closed) = (!s.record.is_empty(), !s.record.is_empty() && !open(&s.record));
        let progress = u8::try_from(s.progress).ok();
        (progress.is_some() || !closed).then(|| StepView {
            by: s.by_name,
            at: daybook.clock.moment(s.at),
            progress,
            note: if closed { String::new() } else { s.note },
            record: (told && !closed).then(|| s.record.into()),
        })
    };
    Ok(steps.into_iter().filter_map(step).collect())
}

/// Who an id in the history was; nobody for what is empty.
async fn owner_name(daybook: &Daybook, id: String) -> String {
    if id.is_empty() {
        return id;
    }
    match daybook.profile(&PersonId(id)).await {
        Ok(profile) => profile.name.clone(),
        Err(_) => String::new(),
    }
}

pub(super) fn reference(holder: HolderRow) -> PersonRef {
    PersonRef {
        id: PersonId(holder.person),
        name: holder.name,
        post: holder.title,
        unit: holder.unit_name,
        unit_id: Some(UnitId(holder.unit)),
    }
}

/// Items that this one could serve: of longer breath, those that a new one of the actor's could, the owner's, those of whoever is
/// asked above, and of the units above while nobody has them; titles that contain `part`. Whether there are more.
async fn larger(
    daybook: &Daybook,
    actor: &Actor,
    row: &PlanRow,
    there: &[String],
    part: &str,
) -> Result<(Vec<ItemView>, bool)> {
    let part = part.trim().to_lowercase();
    let mut names = lanes(daybook, actor).await?.concat();
    names.extend(row.owner.iter().map(|o| format!("me:{o}")));
    if !row.post.is_empty() {
        let holders = daybook.db().holders([row.post.as_str()]).await?;
        names.extend(holders.iter().map(|h| format!("me:{}", h.person)));
    }
    names.extend(row.path.iter().rev().map(|u| format!("free:{u}")));
    let mut asked: HashSet<String> = HashSet::new();
    names.retain(|name| asked.insert(name.clone()));
    let mut seen: HashSet<String> = there.iter().chain([&row.id]).cloned().collect();
    let mut ids: Vec<String> = Vec::new();
    for name in names {
        let found = lane(daybook, &name, READ).await?;
        ids.extend(found.into_iter().filter(|id| seen.insert(id.clone())));
    }
    let horizon = row.item().substance.horizon;
    let fits = |other: Horizon| other < horizon || (other == Horizon::Year && horizon == Horizon::Year);
    let mut found = views(daybook, actor, &ids).await?;
    found.retain(|i| fits(i.horizon) && i.title.to_lowercase().contains(&part));
    let more = found.len() > LARGER;
    found.truncate(LARGER);
    Ok((found, more))
}
