use super::put::{New, put};
use super::serve::larger;
use super::spot::{Spot, spots};
use crate::directory::path_of;
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::{Action, Actor, Resource, decide};
use domain::plan::{Breach, Draft, MOST_PEOPLE};
use domain::{PersonId, PlanItemId, UnitId, Violation};

/// Hands one item down to up to 200 people, or sets it for a unit while nobody has it (`people` empty, `unit` given).
///
/// However many they are it is one act: all of them get it or none, with one leaf in the ledger.
pub async fn assign(
    daybook: &Daybook,
    actor: &Actor,
    draft: &Draft,
    people: &[String],
    unit: &UnitId,
    serves: &str,
    key: &str,
) -> Result<PlanItemId> {
    daybook.throttle.writing(&actor.person)?;
    let chosen = distinct(people);
    let serves = larger(daybook, actor, serves).await?;
    let (substance, note) = draft
        .accept(None, daybook.clock.today(), None)
        .map_err(Violation::from)?;
    let new = |owner: Option<PersonId>, owner_name: String, spot| New {
        substance: domain::plan::Substance {
            owner,
            ..substance.clone()
        },
        note: note.clone(),
        owner_name,
        spot,
        serves: serves.clone(),
        same: Some(String::new()),
    };
    let mut all = Vec::with_capacity(chosen.len().max(1));
    if chosen.is_empty() {
        if unit.as_str().is_empty() {
            return Err(Violation::from(Breach::NobodyChosen).into());
        }
        all.push(new(None, String::new(), unit_spot(daybook, actor, unit).await?));
    }
    if chosen.len() > MOST_PEOPLE {
        let [chosen, limit] = [chosen.len(), MOST_PEOPLE].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        return Err(Violation::from(Breach::TooManyPeople { chosen, limit }).into());
    }
    for person in chosen {
        let (name, spot) = led_spot(daybook, actor, &person, unit).await?;
        all.push(new(Some(person), name, spot));
    }
    put(daybook, actor, Act::PlanAssigned, all, key).await
}

fn distinct(people: &[String]) -> Vec<PersonId> {
    let mut chosen: Vec<PersonId> = Vec::new();
    for id in people.iter().map(|id| id.trim()).filter(|id| !id.is_empty()) {
        if !chosen.iter().any(|known| known.as_str() == id) {
            chosen.push(id.into());
        }
    }
    chosen
}

/// Where the actor leads the person; the unit that is named, if it is one of several.
pub(super) async fn led_spot(
    daybook: &Daybook,
    actor: &Actor,
    person: &PersonId,
    unit: &UnitId,
) -> Result<(String, Spot)> {
    if !domain::id::is_ulid(person.as_str()) {
        return Err(Error::NotFound);
    }
    let profile = daybook.profile(person).await?;
    let leads = |spot: &Spot| decide(actor, Action::AssignPlan, &Resource::Plan(spot.facts(Some(person)))).allowed;
    let mut led: Vec<Spot> = spots(&profile).into_iter().filter(leads).collect();
    led.sort_by_key(|spot| spot.unit != unit.as_str());
    if let Some(spot) = led.into_iter().next() {
        return Ok((profile.name.clone(), spot));
    }
    // A leader who may know the person is told who it is about; for others there is nobody.
    let leads = actor.seats.iter().any(|s| s.leads);
    if leads && decide(actor, Action::ReadPerson, &profile.resource()).allowed {
        let name = profile.name.clone();
        return Err(Violation::from(Breach::NotLedBy { name }).into());
    }
    Err(Error::NotFound)
}

/// A unit that the actor leads.
async fn unit_spot(daybook: &Daybook, actor: &Actor, unit: &UnitId) -> Result<Spot> {
    let path = path_of(daybook, unit).await?;
    let row = daybook.db().units([unit.as_str()]).await?.into_iter().next();
    let spot = Spot {
        unit: unit.0.clone(),
        unit_name: row.map(|u| u.name).unwrap_or_default(),
        path: path.into_iter().map(|u| u.0).collect(),
        ..Spot::default()
    };
    if decide(actor, Action::AssignPlan, &Resource::Plan(spot.facts(None))).allowed {
        Ok(spot)
    } else {
        Err(Error::NotFound)
    }
}
