use super::item::reference;
use crate::actor::holds;
use crate::{Daybook, Result};
use domain::PersonId;
use domain::permission::Actor;
use domain::record::led_units;
use domain::view::plan::PlanPeople;
use domain::view::{PersonRef, UnitRef};
use std::collections::HashSet;
use std::sync::Arc;
use store::organisation::{HolderRow, UnitRow};

/// People shown at once to choose from.
const SHOWN: usize = 200;
/// So many units are looked at where no word narrows them.
const NEAR: usize = 20;

/// Everybody that somebody leads on a day, by unit and name, and the units: in memory while they are chosen from.
pub(crate) struct Led {
    day: String,
    units: Vec<UnitRow>,
    people: Vec<HolderRow>,
}

/// Whom the actor can hand items to: `unit` and all below it, names and posts that contain `part`; those in `chosen` aside.
pub async fn people(daybook: &Daybook, actor: &Actor, unit: &str, part: &str, chosen: &[String]) -> Result<PlanPeople> {
    let led = everybody(daybook, actor).await?;
    let wanted: HashSet<&str> = chosen.iter().map(String::as_str).collect();
    let (mut picked, rest): (Vec<&HolderRow>, Vec<&HolderRow>) =
        led.people.iter().partition(|m| wanted.contains(m.person.as_str()));
    picked.sort_by_key(|m| chosen.iter().position(|id| *id == m.person));
    let part = part.trim().to_lowercase();
    let below: HashSet<&str> = (led.units.iter())
        .filter(|u| unit.is_empty() || u.path.iter().any(|p| p == unit))
        .map(|u| u.id.as_str())
        .collect();
    let fits = |m: &&HolderRow| {
        let named = part.is_empty() || m.name.to_lowercase().contains(&part) || m.title.to_lowercase().contains(&part);
        named && (unit.is_empty() || below.contains(m.unit.as_str()))
    };
    let mut fitting: Vec<&HolderRow> = rest.into_iter().filter(fits).take(SHOWN + 1).collect();
    let more = fitting.len() > SHOWN;
    fitting.truncate(SHOWN);
    let shown = |rows: Vec<&HolderRow>| rows.into_iter().cloned().map(reference).collect();
    let unit = |u: &UnitRow| UnitRef {
        id: u.id.as_str().into(),
        name: u.name.clone(),
    };
    Ok(PlanPeople {
        units: led.units.iter().map(unit).collect(),
        chosen: shown(picked),
        people: shown(fitting),
        more,
    })
}

/// Whom the actor leads today: from memory, unless rights or the day changed since it was read.
async fn everybody(daybook: &Daybook, actor: &Actor) -> Result<Arc<Led>> {
    let (known, person) = (&daybook.cache.led, actor.person.as_str());
    let day = daybook.today();
    if let Some(found) = known.get(person).filter(|led| led.day == day) {
        return Ok(found);
    }
    let turn = daybook.cache.turn(person);
    // The actor of a request that is under way can be older than the turn.
    let actor = daybook.profile(&actor.person).await?.actor.clone();
    let units = units(daybook, &actor).await?;
    let people = led(daybook, &actor, &units, true).await?;
    let read = Arc::new(Led { day, units, people });
    let keep = || known.insert(person.to_owned(), read.clone());
    daybook.cache.keep(person, turn, keep, || drop(known.remove(person)));
    Ok(read)
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

/// Who could have an item of `unit`: the actor, and those led, whose name, post or unit contains `part`. Of many units, without it,
/// those of `unit` and of the nearest others. Whether there are more.
pub(super) async fn owners(daybook: &Daybook, actor: &Actor, unit: &str, part: &str) -> Result<(Vec<PersonRef>, bool)> {
    let part = part.trim().to_lowercase();
    let mut units = units(daybook, actor).await?;
    let near = part.is_empty() && units.len() > NEAR;
    if near {
        units.sort_by_key(|u| u.id != unit);
        units.truncate(NEAR);
    }
    let me = daybook.profile(&actor.person).await?.reference();
    let led = led(daybook, actor, &units, !near).await?;
    let mut all: Vec<PersonRef> = std::iter::once(me).chain(led.into_iter().map(reference)).collect();
    let fits = |text: &String| text.to_lowercase().contains(&part);
    all.retain(|p| [&p.name, &p.post, &p.unit].into_iter().any(fits));
    let more = near || all.len() > SHOWN;
    all.truncate(SHOWN);
    Ok((all, more))
}

/// Everybody the actor leads today, each once, by unit and name: those in the led units and below, and those who report to a post
/// the actor holds, at whatever distance.
pub(super) async fn all_led(daybook: &Daybook, actor: &Actor) -> Result<Vec<HolderRow>> {
    Ok(everybody(daybook, actor).await?.people.clone())
}

/// Those of them in these units, and those who report to the actor: at whatever distance (`far`), or directly.
async fn led(daybook: &Daybook, actor: &Actor, units: &[UnitRow], far: bool) -> Result<Vec<HolderRow>> {
    let (db, today) = (daybook.db(), daybook.today());
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
        if !far {
            break;
        }
    }
    let mut seen: HashSet<PersonId> = HashSet::from([actor.person.clone()]);
    all.retain(|m| holds(m.starts.as_deref(), m.ends.as_deref(), &today) && seen.insert(m.person.as_str().into()));
    all.sort_by(|a, b| (&a.unit_name, !a.leads, &a.name).cmp(&(&b.unit_name, !b.leads, &b.name)));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;
    use crate::import::{Kind, check, write_from_terminal};

    const LIST: &str = "\
Unit,Unit head,Post code,Title,Superior's post code,Staff number,Name,Account,From,To
Bureau,yes,B1,Director,,1,Dir One,dir,2024-01-01,
Bureau,no,B2,Clerk,B1,2,Ann Two,ann,2024-01-01,
";

    async fn import(daybook: &Daybook, list: &str) {
        let files = [("staff.csv".to_owned(), list.as_bytes().to_vec())];
        let checked = check(daybook, &files, Kind::StaffList, &mut |_, _| {}).await.unwrap();
        write_from_terminal(daybook, &"terminal".into(), &checked.changes.unwrap(), &|_, _| {})
            .await
            .unwrap();
    }

    async fn found(daybook: &Daybook, actor: &Actor, part: &str) -> Vec<String> {
        let found = people(daybook, actor, "", part, &[]).await.unwrap();
        found.people.into_iter().map(|person| person.name).collect()
    }

    #[tokio::test]
    async fn a_filter_that_is_pressed_again_reads_nobody_anew() {
        let daybook = Daybook::open(Settings::default()).await.unwrap();
        import(&daybook, LIST).await;
        let entries = daybook.db().person_entries().await.unwrap();
        let head = entries.iter().find(|entry| entry.name == "Dir One").unwrap();
        let head = PersonId(head.id.clone());
        let actor = daybook.profile(&head).await.unwrap().actor.clone();
        assert_eq!(found(&daybook, &actor, "ann").await, ["Ann Two"]);
        let read = everybody(&daybook, &actor).await.unwrap();
        assert!(found(&daybook, &actor, "nobody").await.is_empty());
        assert!(Arc::ptr_eq(&read, &everybody(&daybook, &actor).await.unwrap()));
        import(
            &daybook,
            &format!("{LIST}Bureau,no,B3,Clerk,B1,3,Bob Three,bob,2024-01-01,\n"),
        )
        .await;
        assert_eq!(found(&daybook, &actor, "clerk").await, ["Ann Two", "Bob Three"]);
        daybook.pass_days(1);
        assert!(!Arc::ptr_eq(&everybody(&daybook, &actor).await.unwrap(), &read));
    }
}
