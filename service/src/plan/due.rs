use super::mine::{MOST, waiting};
use super::see::rows;
use crate::{Daybook, Result};
use chrono::{Days, NaiveDate};
use domain::permission::Actor;
use domain::plan::rank_from;
use domain::view::{WaitingGroup, WaitingItem};
use std::collections::HashSet;
use std::sync::Arc;
use store::plan::{PlaceRow, PlanRow};

/// Days ahead in which an item is said to be due soon.
const SOON: u64 = 3;
/// Named in each list.
const NAMED: usize = 5;
/// The key of what is kept here in the cache's turns.
pub(crate) const TURN: &str = "plan";

/// What waits for somebody on a day. An item stands in one list: what is to be answered first.
pub(crate) struct Due {
    day: NaiveDate,
    pub answers: WaitingGroup,
    pub overdue: WaitingGroup,
    /// Due within three days.
    pub soon: WaitingGroup,
}

/// What waits for the actor, from memory if no plan changed since it was read. It counts no time spent and compares nobody.
pub(crate) async fn due(daybook: &Daybook, actor: &Actor) -> Result<Arc<Due>> {
    let today = daybook.clock.today();
    let (dues, person) = (&daybook.cache.dues, actor.person.as_str());
    if let Some(known) = dues.get(person).filter(|due| due.day == today) {
        return Ok(known);
    }
    let turn = daybook.cache.turn(TURN);
    let due = Arc::new(read(daybook, actor, today).await?);
    let keep = || dues.insert(person.to_owned(), due.clone());
    daybook.cache.keep(TURN, turn, keep, || drop(dues.remove(person)));
    Ok(due)
}

async fn read(daybook: &Daybook, actor: &Actor, today: NaiveDate) -> Result<Due> {
    let after = today.checked_add_days(Days::new(SOON + 1)).unwrap_or(today);
    let lane = format!("me:{}", actor.person);
    let db = daybook.db();
    let (answers, places) = tokio::try_join!(waiting(daybook, actor), async {
        Ok(db.plan_places_until(&lane, rank_from(after), MOST).await?)
    })?;
    let answered: HashSet<&str> = answers.iter().map(|row| row.id.as_str()).collect();
    let (overdue, soon): (Vec<_>, Vec<_>) = (places.into_iter())
        .filter(|place| !answered.contains(place.item.as_str()))
        .partition(|place| place.ord < rank_from(today));
    let ids = |places: Vec<PlaceRow>| places.into_iter().map(|p| p.item).collect::<Vec<_>>();
    let named = answers.iter().take(NAMED).map(named);
    Ok(Due {
        day: today,
        answers: WaitingGroup {
            items: named.collect(),
            more: beyond(answers.len()),
        },
        overdue: few(daybook, &ids(overdue)).await?,
        soon: few(daybook, &ids(soon)).await?,
    })
}

async fn few(daybook: &Daybook, ids: &[String]) -> Result<WaitingGroup> {
    let first = rows(daybook, ids.get(..NAMED).unwrap_or(ids)).await?;
    Ok(WaitingGroup {
        items: first.iter().map(named).collect(),
        more: beyond(ids.len()),
    })
}

fn named(row: &PlanRow) -> WaitingItem {
    let item = row.item();
    WaitingItem {
        id: row.id.as_str().into(),
        title: row.title.clone(),
        due: item.substance.due.to_string(),
        progress: item.progress,
    }
}

fn beyond(count: usize) -> u32 {
    u32::try_from(count.saturating_sub(NAMED)).unwrap_or(u32::MAX)
}
