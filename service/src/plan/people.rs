use super::item::reference;
use crate::actor::holds;
use crate::{Daybook, Result};
use domain::PersonId;
use domain::permission::Actor;
use domain::record::led_units;
use domain::view::UnitRef;
use domain::view::plan::PlanPeople;
use std::collections::HashSet;
use store::organisation::{HolderRow, UnitRow};

/// People shown at once to choose from.
const SHOWN: usize = 200;

/// Whom the actor can hand items to: `unit` and all below it, names and posts that contain `part`; those in `chosen` aside.
pub async fn people(daybook: &Daybook, actor: &Actor, unit: &str, part: &str, chosen: &[String]) -> Result<PlanPeople> {
    let units = units(daybook, actor).await?;
    let everybody = all_led(daybook, actor).await?;
    let (mut picked, rest): (Vec<HolderRow>, Vec<HolderRow>) =
        everybody.into_iter().partition(|m| chosen.contains(&m.person));
    picked.sort_by_key(|m| chosen.iter().position(|id| *id == m.person));
    let part = part.trim().to_lowercase();
    let below: HashSet<&str> = (units.iter())
        .filter(|u| unit.is_empty() || u.path.iter().any(|p| p == unit))
        .map(|u| u.id.as_str())
        .collect();
    let fits = |m: &HolderRow| {
        let named = part.is_empty() || m.name.to_lowercase().contains(&part) || m.title.to_lowercase().contains(&part);
        named && (unit.is_empty() || below.contains(m.unit.as_str()))
    };
    let mut fitting: Vec<HolderRow> = rest.into_iter().filter(fits).collect();
    let more = fitting.len() > SHOWN;
    fitting.truncate(SHOWN);
    Ok(PlanPeople {
        units: units
            .into_iter()
            .map(|u| UnitRef {
                id: u.id.into(),
                name: u.name,
            })
            .collect(),
        chosen: picked.into_iter().map(reference).collect(),
        people: fitting.into_iter().map(reference).collect(),
        more,
    })
}

/// The units the actor leads with all below them, in the order of the tree.
async fn units(daybook: &Daybook, actor: &Actor) -> Result<Vec<UnitRow>> {
    let led = led_units(actor);
    if led.is_empty() {
        return Ok(vec![]);
    }
    let mut units = daybook.db().units_all().await?;
    units.retain(|u| led.iter().any(|l| u.path.iter().any(|p| p == l.as_str())));
    units.sort_by(|a, b| (a.path.len(), &a.name).cmp(&(b.path.len(), &b.name)));
    Ok(units)
}

/// Everybody the actor leads today, each once, by unit and name: those in the led units and below, and those who report to a post
/// the actor holds, at whatever distance.
pub(super) async fn all_led(daybook: &Daybook, actor: &Actor) -> Result<Vec<HolderRow>> {
    let (db, today) = (daybook.db(), daybook.today());
    let units = units(daybook, actor).await?;
    let mut all = if units.is_empty() {
        vec![]
    } else {
        db.members_in(units.iter().map(|u| u.id.as_str())).await?
    };
    let mut posts: Vec<String> = actor.seats.iter().map(|s| s.position.0.clone()).collect();
    let mut known: HashSet<String> = posts.iter().cloned().collect();
    while !posts.is_empty() {
        let reports = db.reports_to(posts.iter().map(String::as_str)).await?;
        posts = reports.into_iter().filter(|p| known.insert(p.clone())).collect();
        if !posts.is_empty() {
            all.extend(db.holders(posts.iter().map(String::as_str)).await?);
        }
    }
    let mut seen: HashSet<PersonId> = HashSet::from([actor.person.clone()]);
    all.retain(|m| holds(m.starts.as_deref(), m.ends.as_deref(), &today) && seen.insert(m.person.as_str().into()));
    all.sort_by(|a, b| (&a.unit_name, !a.leads, &a.name).cmp(&(&b.unit_name, !b.leads, &b.name)));
    Ok(all)
}
