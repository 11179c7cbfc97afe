use super::see::{lane, reads, rows};
use crate::actor::holds;
use crate::{Daybook, Result};
use domain::permission::Actor;
use domain::plan::Horizon;
use domain::view::plan::{Goal, PlanGoals};
use std::collections::HashSet;
use store::plan::PlanRow;

/// Items of one list that are read, and shown of one group.
pub(super) const READ: u32 = 200;
const SHOWN: usize = 40;

/// Open items that a new one could serve: the actor's own, those of the leaders above, and those of the own unit and the units
/// above that nobody has; titles that contain `part`, and those in `chosen` anyway. The work of one week is nobody's goal.
pub async fn goals(daybook: &Daybook, actor: &Actor, part: &str, chosen: &[String]) -> Result<PlanGoals> {
    let part = part.trim().to_lowercase();
    let mut seen: HashSet<String> = HashSet::new();
    let mut more = false;
    let mut groups = [Vec::new(), Vec::new(), Vec::new()];
    for (group, lanes) in groups.iter_mut().zip(lanes(daybook, actor).await?) {
        for name in lanes {
            let mut found = rows(daybook, &lane(daybook, &name, READ).await?).await?;
            found.retain(|row| {
                row.horizon != Horizon::Week.as_str() && reads(actor, row) && seen.insert(row.id.clone())
            });
            group.extend(found);
        }
        let picked = |row: &PlanRow| chosen.contains(&row.id);
        group.retain(|row| picked(row) || row.title.to_lowercase().contains(&part));
        group.sort_by_key(|row| !picked(row));
        more |= group.len() > SHOWN;
        group.truncate(SHOWN.max(chosen.len()));
    }
    let [own, leaders, units] = groups.map(|rows| rows.iter().map(goal).collect());
    Ok(PlanGoals {
        own,
        leaders,
        units,
        more,
    })
}

/// The lists that are looked at: the actor's own, those of the leaders above, and those of the units.
pub(super) async fn lanes(daybook: &Daybook, actor: &Actor) -> Result<[Vec<String>; 3]> {
    let own = vec![format!("me:{}", actor.person)];
    Ok([own, leaders(daybook, actor).await?, units(actor)])
}

/// The lists of whoever stands above the actor today: in the lines of the posts, and the heads of the units.
async fn leaders(daybook: &Daybook, actor: &Actor) -> Result<Vec<String>> {
    let profile = daybook.profile(&actor.person).await?;
    let (db, today) = (daybook.db(), daybook.today());
    let posts = profile
        .lines
        .iter()
        .flat_map(|line| &line.posts)
        .map(|post| post.as_str());
    let mut above = db.holders(posts).await?;
    let path = actor.seats.iter().flat_map(|seat| &seat.path).map(|unit| unit.as_str());
    above.extend(db.members_in(path).await?.into_iter().filter(|m| m.leads));
    let mut lanes: Vec<String> = Vec::new();
    for holder in above {
        let name = format!("me:{}", holder.person);
        let present = holds(holder.starts.as_deref(), holder.ends.as_deref(), &today);
        if present && holder.person != actor.person.as_str() && !lanes.contains(&name) {
            lanes.push(name);
        }
    }
    Ok(lanes)
}

/// The lists of the own units and those above, the nearest first.
fn units(actor: &Actor) -> Vec<String> {
    let mut lanes: Vec<String> = Vec::new();
    for unit in actor.seats.iter().flat_map(|seat| seat.path.iter().rev()) {
        let name = format!("free:{unit}");
        if !lanes.contains(&name) {
            lanes.push(name);
        }
    }
    lanes
}

fn goal(row: &PlanRow) -> Goal {
    let whose = if row.owner.is_some() {
        &row.owner_name
    } else {
        &row.unit_name
    };
    Goal {
        id: row.item_id(),
        title: row.title.clone(),
        whose: whose.clone(),
        horizon: row.item().substance.horizon,
        due: row.due.clone(),
    }
}
