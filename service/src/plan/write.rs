use super::put::{New, put};
use super::serve::larger;
use super::spot::spots;
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::{Action, Actor, Resource, decide};
use domain::plan::Draft;
use domain::{PlanItemId, UnitId, Violation};

/// Sets an item for oneself, in the unit of the post named by `unit` (empty: the first), serving the items `serves` names (ids
/// separated by commas). A leader is asked to agree, if there is one.
pub async fn write(
    daybook: &Daybook,
    actor: &Actor,
    draft: &Draft,
    unit: &UnitId,
    serves: &str,
    key: &str,
) -> Result<PlanItemId> {
    daybook.throttle.writing(&actor.person)?;
    let profile = daybook.profile(&actor.person).await?;
    let mut fitting = spots(&profile)
        .into_iter()
        .filter(|s| unit.as_str().is_empty() || s.unit == unit.as_str());
    let none = if unit.as_str().is_empty() {
        Error::Invalid(Violation::NoPost)
    } else {
        Error::NotFound
    };
    let spot = fitting.next().ok_or(none)?;
    let owner = Some(actor.person.clone());
    if !decide(actor, Action::WritePlan, &Resource::Plan(spot.facts(owner.as_ref()))).allowed {
        return Err(Error::Denied);
    }
    let (substance, note) = draft
        .accept(owner, daybook.clock.today(), None)
        .map_err(Violation::from)?;
    let new = New {
        substance,
        note,
        owner_name: profile.name.clone(),
        spot,
        serves: larger(daybook, actor, serves).await?,
    };
    put(daybook, actor, Act::PlanWritten, vec![new], key).await
}
