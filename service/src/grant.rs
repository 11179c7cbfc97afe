//! Grants: a unit opens its records to another of the same level.

use crate::act::Deed;
use crate::clock::new_id;
use crate::directory::path_of;
use crate::import::unit_path::paths;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::act::Act;
use domain::event::{Event, Topic};
use domain::permission::{Action, Actor, Duty, Resource, decide};
use domain::view::{GrantView, GrantsPage, LiveEvent, UnitRef};
use domain::{GrantId, UnitId, Violation};
use std::collections::HashMap;
use store::grant::{GrantRow, NewGrant};
use store::organisation::UnitRow;

/// Grants of the units one leads (the security administrator: of all), and those one profits from.
pub async fn list(daybook: &Daybook, actor: &Actor) -> Result<GrantsPage> {
    let db = daybook.db();
    let all = db.units_all().await?;
    let mine: Vec<&UnitRow> = all.iter().filter(|u| may_manage(actor, u)).collect();
    let around: Vec<String> = actor
        .seats
        .iter()
        .flat_map(|s| s.path.iter().map(|u| u.0.clone()))
        .collect();
    let mut grants = db.grants_received(around.iter().map(String::as_str)).await?;
    grants.extend(db.grants_given(mine.iter().map(|u| u.id.as_str())).await?);
    grants.sort_by(|a, b| (b.since.as_str(), &b.id).cmp(&(a.since.as_str(), &a.id)));
    grants.dedup_by(|a, b| a.id == b.id);
    let today = daybook.today();
    let own_levels: Vec<usize> = actor.seats.iter().filter(|s| s.leads).map(|s| s.path.len()).collect();
    let mut candidates: Vec<&UnitRow> = if mine.is_empty() {
        vec![]
    } else {
        all.iter()
            .filter(|u| !actor.seats.iter().any(|s| s.unit.as_str() == u.id))
            .collect()
    };
    candidates.sort_by_key(|u| (!own_levels.contains(&u.path.len()), u.path.len(), u.name.clone()));
    let mut units = mine.clone();
    units.sort_by_key(|u| {
        (
            !actor.seats.iter().any(|s| s.unit.as_str() == u.id),
            u.path.len(),
            u.name.clone(),
        )
    });
    let names = told_apart(&all);
    let shown = |units: Vec<&UnitRow>| -> Vec<UnitRef> {
        let units = units.into_iter();
        units.map(|u| named(&names, &u.id, &u.name)).collect()
    };
    Ok(GrantsPage {
        units: shown(units),
        grants: grants.into_iter().map(|g| view(g, actor, &today, &names)).collect(),
        candidates: shown(candidates),
    })
}

/// Of units with one name, such as the office of each department, the names from the top down, by id: nobody opens records to
/// another one than was meant.
fn told_apart(all: &[UnitRow]) -> HashMap<String, String> {
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    for unit in all {
        *bearers.entry(unit.name.as_str()).or_default() += 1;
    }
    let mut names = paths(all);
    for unit in all.iter().filter(|u| bearers.get(u.name.as_str()) == Some(&1)) {
        names.remove(&unit.id);
    }
    names
}

fn may_manage(actor: &Actor, unit: &UnitRow) -> bool {
    let path = unit.path.iter().map(|u| UnitId(u.clone())).collect();
    decide(actor, Action::ManageGrants, &Resource::Unit { path }).allowed
}

fn named(names: &HashMap<String, String>, id: &str, name: &str) -> UnitRef {
    UnitRef {
        id: UnitId(id.to_owned()),
        name: names.get(id).map_or(name, String::as_str).to_owned(),
    }
}

fn view(row: GrantRow, actor: &Actor, today: &str, names: &HashMap<String, String>) -> GrantView {
    let path = row.giver_path.iter().map(|u| UnitId(u.clone())).collect();
    let in_force = row.in_force(today);
    GrantView {
        in_force,
        may_revoke: in_force && decide(actor, Action::ManageGrants, &Resource::Unit { path }).allowed,
        id: GrantId(row.id),
        from: named(names, &row.giver, &row.giver_name),
        to: named(names, &row.receiver, &row.receiver_name),
        given_by: row.by_name,
        since: row.since,
        until: row.until,
        revoked: row.revoked,
    }
}

/// Lets unit `to` read what `from` opens to authorised units, from today until a day, or without end when it is empty. The
/// same once more on the same day changes nothing.
pub async fn give(daybook: &Daybook, actor: &Actor, from: &UnitId, to: &UnitId, until: &str) -> Result<()> {
    daybook.throttle.writing(&actor.person)?;
    let giver = path_of(daybook, from).await?;
    if !decide(actor, Action::ManageGrants, &Resource::Unit { path: giver.clone() }).allowed {
        return Err(Error::NotFound);
    }
    let receiver = path_of(daybook, to).await?;
    if giver.contains(to) || receiver.contains(from) {
        return Err(Violation::GrantToSelf.into());
    }
    let today = daybook.clock.today();
    let until = match until.trim() {
        "" => None,
        day => Some(day.parse::<NaiveDate>().map_err(|_| Violation::DayUnreadable {
            given: day.chars().take(20).collect(),
        })?),
    };
    if until.is_some_and(|day| day <= today) {
        return Err(Violation::GrantPeriod.into());
    }
    let (today, until) = (today.to_string(), until.map(|d| d.to_string()));
    let by_name = daybook.profile(&actor.person).await?.name.clone();
    let id = GrantId(new_id());
    daybook
        .perform(&actor.person, Act::Granted, "", |tx| {
            let (id, by_name, today, until) = (&id, &by_name, &today, &until);
            async move {
                let there = tx.grants_given([from.as_str()]).await?;
                if let Some(before) = there.iter().find(|g| g.receiver == to.as_str() && g.in_force(today)) {
                    // Pressed twice: it is as was asked already.
                    if before.since == *today && before.until == *until {
                        return Ok(((), None));
                    }
                    return Err(Violation::GrantExists.into());
                }
                let by = &actor.person;
                tx.create_grant(NewGrant {
                    id,
                    giver: from,
                    receiver: to,
                    by,
                    by_name,
                    since: today,
                    until: until.as_deref(),
                })
                .await?;
                Ok((
                    (),
                    Some(Deed {
                        act: Act::Granted,
                        subject: id.0.clone(),
                        content: None,
                        events: vec![granted(to.as_str())],
                    }),
                ))
            }
        })
        .await?;
    Ok(())
}

/// Ends a grant at once; open streams of those who profited stop with the event.
pub async fn revoke(daybook: &Daybook, actor: &Actor, grant: &GrantId) -> Result<()> {
    if !domain::id::is_ulid(grant.as_str()) {
        return Err(Error::NotFound);
    }
    let today = daybook.today();
    daybook
        .perform(&actor.person, Act::GrantRevoked, "", |tx| {
            let today = &today;
            async move {
                let row = tx.grant(grant).await?.ok_or(Error::NotFound)?;
                let path = row.giver_path.iter().map(|u| UnitId(u.clone())).collect();
                if !decide(actor, Action::ManageGrants, &Resource::Unit { path }).allowed {
                    return Err(Error::NotFound);
                }
                if row.revoked.is_some() {
                    return Ok(((), None));
                }
                tx.revoke_grant(grant, today).await?;
                Ok((
                    (),
                    Some(Deed {
                        act: Act::GrantRevoked,
                        subject: grant.0.clone(),
                        content: None,
                        events: vec![granted(&row.receiver)],
                    }),
                ))
            }
        })
        .await?;
    Ok(())
}

fn granted(receiver: &str) -> Event {
    Event {
        topic: Topic::Granted {
            receiver: receiver.into(),
        },
        wire: LiveEvent::Rights,
    }
}

/// Whether the person gives grants at all, for the menu.
pub(crate) fn gives(actor: &Actor) -> bool {
    actor.seats.iter().any(|s| s.leads) || actor.duties.contains(&Duty::SecurityAdministrator)
}
