use super::see::{lane, reads, rows};
use crate::{Daybook, Result};
use domain::permission::Actor;
use store::plan::PlanRow;

/// Items of one person, and of each of its units, that are offered.
const OFFERED: u32 = 60;

/// What a record of the actor's can advance: own open items, and open ones of the actor's units that nobody has; by due day.
pub(crate) async fn open(daybook: &Daybook, actor: &Actor) -> Result<Vec<PlanRow>> {
    let mut lanes = vec![format!("me:{}", actor.person)];
    for seat in &actor.seats {
        let free = format!("free:{}", seat.unit);
        if !lanes.contains(&free) {
            lanes.push(free);
        }
    }
    let mut ids: Vec<String> = Vec::new();
    for name in &lanes {
        ids.extend(lane(daybook, name, OFFERED).await?);
    }
    Ok(rows(daybook, &ids)
        .await?
        .into_iter()
        .filter(|row| reads(actor, row))
        .collect())
}
