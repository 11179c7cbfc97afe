use super::along::along;
use super::copy::counts;
use super::see::{lane, rows, view};
use crate::{Daybook, Result};
use chrono::Days;
use domain::permission::Actor;
use domain::plan::{Horizon, period};
use domain::view::UnitRef;
use domain::view::plan::MyPlan;
use store::plan::PlanRow;

/// Open items of one person that are read.
pub(super) const MOST: u32 = 400;
const HANDED: usize = 1_000;
const ENDED: usize = 20;

/// One's own plan: what waits for an answer, and what is due when.
pub async fn mine(daybook: &Daybook, actor: &Actor) -> Result<MyPlan> {
    // What is due stands on the page.
    crate::notice::read_thread(daybook, actor, actor.person.as_str()).await?;
    let (ended, mut open) = super::copy::mine(daybook, &actor.person).await?;
    // Who moved finds the own items in the new unit; a plan that cannot be brought there can still be read.
    let brought = along(daybook, actor, &open).await;
    match brought {
        Ok(false) => {}
        Ok(true) => (_, open) = super::copy::mine(daybook, &actor.person).await?,
        Err(error) => tracing::warn!(%error, "items could not go along with their owner"),
    }
    let today = daybook.clock.today();
    let show = |row: &PlanRow| view(actor, row, today);
    let (waiting, handed) = tokio::try_join!(waiting(daybook, actor), async {
        lane(daybook, &format!("set:{}", actor.person), HANDED as u32 + 1).await
    })?;
    let handed_more = handed.len() > HANDED;
    let handed = rows(daybook, handed.get(..HANDED).unwrap_or(&handed)).await?;
    let mut plan = MyPlan {
        waiting: waiting.iter().map(show).collect(),
        today: vec![],
        week: vec![],
        period: vec![],
        later: vec![],
        ended: ended.iter().take(ENDED).map(show).collect(),
        handed_down: handed
            .iter()
            .filter(|row| super::see::reads(actor, row))
            .map(show)
            .collect(),
        handed_more,
        copies: counts(&ended, &open, today),
        units_led: led_units(daybook, actor).await?,
    };
    let (week, quarter) = (period(Horizon::Week, today).last, period(Horizon::Quarter, today).last);
    for row in &open {
        let item = show(row);
        // What waits for an answer stands above, once.
        if plan.waiting.iter().any(|w| w.id == item.id) {
            continue;
        }
        let due = row.item().substance.due;
        // What comes due on Monday belongs on Friday's list of the week.
        let soon = today.checked_add_days(Days::new(3)).unwrap_or(today);
        let list = if due <= today {
            &mut plan.today
        } else if due <= week.max(soon) {
            &mut plan.week
        } else if due <= quarter {
            &mut plan.period
        } else {
            &mut plan.later
        };
        list.push(item);
    }
    Ok(plan)
}

/// Items that wait for the actor, by due day: as owner or setter, and for a post that the actor holds.
pub(super) async fn waiting(daybook: &Daybook, actor: &Actor) -> Result<Vec<PlanRow>> {
    let mut ids = lane(daybook, &format!("to:{}", actor.person), MOST).await?;
    for seat in &actor.seats {
        ids.extend(lane(daybook, &format!("at:{}", seat.position), MOST).await?);
    }
    let mut found = rows(daybook, &ids).await?;
    found.retain(|row| super::see::reads(actor, row));
    found.sort_by(|a, b| (&a.due, &a.id).cmp(&(&b.due, &b.id)));
    found.dedup_by(|a, b| a.id == b.id);
    Ok(found)
}

/// Units that the actor heads, by name.
async fn led_units(daybook: &Daybook, actor: &Actor) -> Result<Vec<UnitRef>> {
    let profile = daybook.profile(&actor.person).await?;
    let mut units: Vec<UnitRef> = Vec::new();
    for seat in profile.seats.iter().filter(|s| s.leads) {
        let unit = UnitRef {
            id: seat.unit.as_str().into(),
            name: seat.unit_name.clone(),
        };
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    Ok(units)
}
