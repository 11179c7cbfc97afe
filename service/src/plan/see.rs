//! Items as their readers see them.

use super::known;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::permission::{Action, Actor, Resource, decide};
use domain::plan::{By, Hand, moves};
use domain::view::plan::{ItemRights, ItemView};
use domain::view::{PersonRef, UnitRef};
use domain::{PersonId, PlanItemId, UnitId};
use std::collections::HashMap;
use store::Db;
use store::plan::PlanRow;

/// The item, if the actor may read it; [`Error::NotFound`] otherwise.
pub(crate) async fn readable(daybook: &Daybook, actor: &Actor, item: &PlanItemId) -> Result<PlanRow> {
    known(item)?;
    let row = daybook.db().plan_item(item).await?.ok_or(Error::NotFound)?;
    if reads(actor, &row) {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}

pub(super) fn reads(actor: &Actor, row: &PlanRow) -> bool {
    decide(actor, Action::ReadPlan, &Resource::Plan(row.facts())).allowed
}

/// From which side the actor can act on the item, if from any.
pub(super) fn side(actor: &Actor, row: &PlanRow) -> Option<By> {
    let may = |action| decide(actor, action, &Resource::Plan(row.facts())).allowed;
    let hand = if may(Action::AnswerPlan) {
        Hand::Owner
    } else if may(Action::AssignPlan) {
        Hand::Leader
    } else {
        return None;
    };
    Some(By {
        person: actor.person.clone(),
        hand,
        led: !row.post.is_empty(),
    })
}

/// The owner works on an item; while it is nobody's, its leader can.
pub(super) fn works(by: &By, row: &PlanRow) -> bool {
    by.hand == Hand::Owner || row.owner.is_none()
}

fn rights(actor: &Actor, row: &PlanRow) -> ItemRights {
    let Some(by) = side(actor, row) else {
        return ItemRights::default();
    };
    let item = row.item();
    let open = item.state.open();
    let works = works(&by, row);
    ItemRights {
        own: by.hand == Hand::Owner,
        lead: by.hand == Hand::Leader,
        accept: moves::accept(&item, &by).is_ok(),
        agree: moves::agree(&item, &by).is_ok(),
        ask_back: moves::ask_back(&item, &by, "").is_ok(),
        stand_by: moves::stand_by(&item, &by, "").is_ok(),
        change: open,
        advance: works && open,
        finish: works && moves::finish(&item, "").is_ok(),
        drop: moves::drop_it(&item, &by, "").is_ok(),
        reopen: !open,
    }
}

/// An item for a reader who may read it.
pub(super) fn view(actor: &Actor, row: &PlanRow, today: NaiveDate) -> ItemView {
    let item = row.item();
    let days = (item.substance.due - today).num_days();
    let unit_id = UnitId(row.unit.clone());
    let plain = |id: &str, name: &str, post: &str| PersonRef {
        id: PersonId(id.to_owned()),
        name: name.to_owned(),
        post: post.to_owned(),
        unit: row.unit_name.clone(),
        unit_id: Some(unit_id.clone()),
    };
    ItemView {
        id: row.item_id(),
        version: u32::try_from(row.version).unwrap_or_default(),
        title: row.title.clone(),
        measure: row.measure.clone(),
        note: row.note.clone(),
        unit: UnitRef {
            id: unit_id.clone(),
            name: row.unit_name.clone(),
        },
        owner: row
            .owner
            .as_deref()
            .map(|id| plain(id, &row.owner_name, &row.owner_post)),
        set_by: plain(&row.set_by, &row.set_by_name, ""),
        handed: row.handed,
        horizon: item.substance.horizon,
        weight: item.substance.weight,
        difficulty: item.substance.difficulty,
        key: row.key_task,
        start: row.starts.clone(),
        due: row.due.clone(),
        state: item.state,
        waits: item.waits,
        reason: row.reason.clone(),
        progress: item.progress,
        evidenced: row.evidence > 0,
        days: i32::try_from(days).unwrap_or(i32::MAX),
        batch: row.batch.clone(),
        closed: vec![],
        may: rights(actor, row),
    }
}

/// Notes whose page the actor cannot open, of those whom the item names: it keeps the name of whoever left.
pub(super) async fn close(daybook: &Daybook, actor: &Actor, item: &mut ItemView) -> Result<()> {
    let owner = item.owner.as_ref().map(|owner| owner.id.clone());
    let set_by = Some(item.set_by.id.clone()).filter(|set_by| owner.as_ref() != Some(set_by));
    for person in owner.into_iter().chain(set_by) {
        if !opens(daybook, actor, &person).await? {
            item.closed.push(person);
        }
    }
    Ok(())
}

async fn opens(daybook: &Daybook, actor: &Actor, person: &PersonId) -> Result<bool> {
    match daybook.profile(person).await {
        Ok(profile) => Ok(decide(actor, Action::ReadPerson, &profile.resource()).allowed),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Items by id in the order of the ids, those that the actor may read.
pub(super) async fn views(daybook: &Daybook, actor: &Actor, ids: &[String]) -> Result<Vec<ItemView>> {
    let today = daybook.clock.today();
    let rows = rows(daybook, ids).await?;
    Ok(rows
        .iter()
        .filter(|row| reads(actor, row))
        .map(|row| view(actor, row, today))
        .collect())
}

/// Items by id in the order of the ids.
pub(super) async fn rows(daybook: &Daybook, ids: &[String]) -> Result<Vec<PlanRow>> {
    rows_in(&daybook.db(), ids).await
}

/// The same, as a transaction sees it.
pub(super) async fn rows_in(db: &Db, ids: &[String]) -> Result<Vec<PlanRow>> {
    let found = db.plan_items(ids.iter().map(String::as_str)).await?;
    let mut found: HashMap<String, PlanRow> = found.into_iter().map(|row| (row.id.clone(), row)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The items of one list, first places first.
pub(super) async fn lane(daybook: &Daybook, lane: &str, limit: u32) -> Result<Vec<String>> {
    lane_in(&daybook.db(), lane, limit).await
}

/// The same, as a transaction sees it.
pub(super) async fn lane_in(db: &Db, lane: &str, limit: u32) -> Result<Vec<String>> {
    let places = db.plan_places(lane, i64::MIN, limit).await?;
    Ok(places.into_iter().map(|p| p.item).collect())
}
