//! Who is who: people, units, and the frame of the signed-in person's pages.

use crate::actor::holds;
use crate::{Daybook, Error, Result};
use domain::permission::{Action, Actor, Resource, decide};
use domain::view::{AppointmentView, Me, PersonPage, PersonRef, SeatView, UnitMember, UnitPage, UnitRef};
use domain::{Lang, PersonId, UnitId};
use std::collections::HashSet;
use store::organisation::{HolderRow, SeatRow};

/// The units above a unit and itself, from the root down; [`Error::NotFound`] for an unknown id.
pub(crate) async fn path_of(daybook: &Daybook, unit: &UnitId) -> Result<Vec<UnitId>> {
    if !domain::id::is_ulid(unit.as_str()) {
        return Err(Error::NotFound);
    }
    let row = daybook
        .db()
        .units([unit.as_str()])
        .await?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)?;
    Ok(row.path.into_iter().map(UnitId).collect())
}

/// The frame of every page.
pub async fn me(daybook: &Daybook, actor: &Actor, lang: Lang) -> Result<Me> {
    let profile = daybook.profile(&actor.person).await?;
    let may = |action| decide(actor, action, &Resource::Site).allowed;
    Ok(Me {
        person: profile.reference(),
        seats: profile
            .seats
            .iter()
            .map(|s| SeatView {
                position: s.position.as_str().into(),
                unit: UnitRef {
                    id: UnitId(s.unit.clone()),
                    name: s.unit_name.clone(),
                },
                post: s.title.clone(),
                leads: s.leads,
            })
            .collect(),
        duties: actor.duties.clone(),
        granted: profile
            .granted
            .iter()
            .map(|(id, name)| UnitRef {
                id: id.clone(),
                name: name.clone(),
            })
            .collect(),
        lang,
        today: daybook.today(),
        waits: crate::notice::waits(daybook, actor, lang).await?,
        may_import: may(Action::ImportRoster),
        may_grant: crate::grant::gives(actor),
        may_read_ledger: may(Action::ReadLedger),
        may_see_accounts: may(Action::ManageAccounts) || may(Action::ManageDuties),
    })
}

/// Those of these people that there are, each with the post held today; for whoever chooses among everybody.
pub async fn named(daybook: &Daybook, actor: &Actor, people: &[String]) -> Result<Vec<PersonRef>> {
    if !decide(actor, Action::ManagePeriods, &Resource::Site).allowed {
        return Err(Error::NotFound);
    }
    let mut named = Vec::with_capacity(people.len());
    for id in people.iter().filter(|id| domain::id::is_ulid(id)) {
        match daybook.profile(&PersonId(id.clone())).await {
            Ok(profile) => named.push(profile.reference()),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(named)
}

/// A person's page, for those who may read their records.
pub async fn person(daybook: &Daybook, actor: &Actor, person: &PersonId) -> Result<PersonPage> {
    if !domain::id::is_ulid(person.as_str()) {
        return Err(Error::NotFound);
    }
    let profile = daybook.profile(person).await?;
    let decision = decide(actor, Action::ReadPerson, &profile.resource());
    if !decision.allowed {
        return Err(Error::NotFound);
    }
    let mut appointments: Vec<AppointmentView> = profile.seats.iter().map(|s| appointment(s, true)).collect();
    let mut other: Vec<AppointmentView> = profile.other.iter().map(|s| appointment(s, false)).collect();
    other.sort_by(|a, b| b.to.cmp(&a.to));
    appointments.extend(other);
    let superiors: Vec<&str> = profile
        .lines
        .iter()
        .filter_map(|l| l.posts.first())
        .map(|p| p.as_str())
        .collect();
    let today = daybook.today();
    let superiors = daybook.db().holders(superiors).await?;
    Ok(PersonPage {
        person: profile.reference(),
        relation: decision.relation,
        appointments,
        superiors: superiors
            .into_iter()
            .filter(|h| holds(h.starts.as_deref(), h.ends.as_deref(), &today))
            .map(person_ref)
            .collect(),
    })
}

fn appointment(row: &SeatRow, current: bool) -> AppointmentView {
    AppointmentView {
        post: row.title.clone(),
        grade: row.grade.clone(),
        family: row.family.clone(),
        function: row.remit.clone(),
        unit: UnitRef {
            id: UnitId(row.unit.clone()),
            name: row.unit_name.clone(),
        },
        kind: row.kind.clone(),
        from: row.starts.clone(),
        to: row.ends.clone(),
        current,
        leads: row.leads,
    }
}

fn person_ref(row: HolderRow) -> PersonRef {
    PersonRef {
        id: PersonId(row.person),
        name: row.name,
        post: row.title,
        unit: row.unit_name,
        unit_id: Some(UnitId(row.unit)),
    }
}

/// A unit's page, for those who may read its timeline.
pub async fn unit(daybook: &Daybook, actor: &Actor, unit: &UnitId) -> Result<UnitPage> {
    let path = path_of(daybook, unit).await?;
    let decision = decide(actor, Action::ReadTimeline, &Resource::Unit { path: path.clone() });
    if !decision.allowed {
        return Err(Error::NotFound);
    }
    let db = daybook.db();
    let (line, below, members) = tokio::try_join!(
        db.units(path.iter().map(|u| u.as_str())),
        db.units_below(unit),
        db.members(unit)
    )?;
    let today = daybook.today();
    let mut people: Vec<UnitMember> = members
        .into_iter()
        .filter(|m| holds(m.starts.as_deref(), m.ends.as_deref(), &today))
        .map(|m| UnitMember {
            leads: m.leads,
            person: person_ref(m),
        })
        .collect();
    people.sort_by(|a, b| (!a.leads, &a.person.name).cmp(&(!b.leads, &b.person.name)));
    let mut seen = HashSet::new();
    people.retain(|m| seen.insert(m.person.id.clone()));
    let name_of = |id: &UnitId| {
        line.iter()
            .find(|u| u.id == id.as_str())
            .map(|u| u.name.clone())
            .unwrap_or_default()
    };
    let mut below: Vec<UnitRef> = below
        .into_iter()
        .filter(|u| {
            decide(
                actor,
                Action::ReadTimeline,
                &Resource::Unit {
                    path: u.path.iter().map(|p| UnitId(p.clone())).collect(),
                },
            )
            .allowed
        })
        .map(|u| UnitRef {
            id: UnitId(u.id),
            name: u.name,
        })
        .collect();
    below.sort_by(|a, b| a.name.cmp(&b.name));
    let above = path
        .iter()
        .filter(|u| *u != unit)
        .map(|u| UnitRef {
            id: u.clone(),
            name: name_of(u),
        })
        .collect();
    Ok(UnitPage {
        unit: UnitRef {
            id: unit.clone(),
            name: name_of(unit),
        },
        above,
        below,
        people,
        relation: decision.relation,
    })
}
