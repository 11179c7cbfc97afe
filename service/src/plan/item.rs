use super::people::all_led;
use super::see::{lane, readable, rows, side, view, views};
use crate::{Daybook, Result};
use domain::permission::Actor;
use domain::plan::{Did, Hand, Horizon, MOST_PEOPLE};
use domain::view::PersonRef;
use domain::view::plan::{ChangeView, ItemPage, ItemView, StepView};
use domain::{PersonId, PlanItemId, UnitId};
use store::organisation::HolderRow;
use store::plan::PlanRow;

/// Entries of history and steps shown.
const ENTRIES: u32 = 200;
const LARGER: u32 = 40;

/// An item with its history, its steps, and what stands around it. What the reader may not see is left out.
pub async fn page(daybook: &Daybook, actor: &Actor, item: &PlanItemId) -> Result<ItemPage> {
    let row = readable(daybook, actor, item).await?;
    crate::notice::read_threads(daybook, actor, &[&row.id, &row.batch]).await?;
    let today = daybook.clock.today();
    let db = daybook.db();
    let (changes, steps, serves, served_by) = tokio::try_join!(
        db.plan_changes(item, i64::MIN, ENTRIES),
        db.plan_steps(item, i64::MIN, ENTRIES),
        db.plan_serves([item.as_str()]),
        db.plan_served_by(item, i64::MIN, ENTRIES),
    )?;
    let by = side(actor, &row);
    let batch = if row.batch.is_empty() {
        vec![]
    } else {
        let limit = u32::try_from(MOST_PEOPLE).unwrap_or(u32::MAX);
        let mut others = db.plan_batch(&row.batch, limit).await?;
        others.retain(|id| *id != row.id);
        views(daybook, actor, &others).await?
    };
    let larger = match &by {
        Some(_) => larger(daybook, actor, &row, &serves).await?,
        None => vec![],
    };
    let owners = match &by {
        Some(by) if by.hand == Hand::Leader => all_led(daybook, actor).await?.into_iter().map(reference).collect(),
        _ => vec![],
    };
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
    Ok(ItemPage {
        item: view(actor, &row, today),
        history,
        steps: steps
            .into_iter()
            .map(|s| StepView {
                by: s.by_name,
                at: daybook.clock.moment(s.at),
                progress: u8::try_from(s.progress).ok(),
                note: s.note,
                record: (!s.record.is_empty()).then(|| s.record.into()),
            })
            .collect(),
        serves: views(daybook, actor, &serves).await?,
        served_by: views(daybook, actor, &served_by).await?,
        larger,
        batch,
        owners,
    })
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

/// Items that this one could serve: of longer breath, the actor's own, the owner's, those of whoever is asked above, and of the
/// units above while nobody has them.
async fn larger(daybook: &Daybook, actor: &Actor, row: &PlanRow, there: &[String]) -> Result<Vec<ItemView>> {
    let mut lanes = vec![format!("me:{}", actor.person)];
    lanes.extend(row.owner.iter().map(|o| format!("me:{o}")));
    if !row.post.is_empty() {
        let holders = daybook.db().holders([row.post.as_str()]).await?;
        lanes.extend(holders.iter().map(|h| format!("me:{}", h.person)));
    }
    lanes.extend(row.path.iter().rev().map(|u| format!("free:{u}")));
    lanes.dedup();
    let mut ids: Vec<String> = Vec::new();
    for name in lanes {
        for id in lane(daybook, &name, LARGER).await? {
            if id != row.id && !there.contains(&id) && !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let horizon = row.item().substance.horizon;
    let fits = |other: Horizon| other < horizon || (other == Horizon::Year && horizon == Horizon::Year);
    let found = rows(daybook, &ids).await?;
    let ids: Vec<String> = (found.into_iter())
        .filter(|r| fits(r.item().substance.horizon))
        .map(|r| r.id)
        .collect();
    views(daybook, actor, &ids).await
}
