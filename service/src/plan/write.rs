use super::put::{New, put};
use super::serve::larger;
use super::spot::own_spot;
use crate::{Daybook, Result};
use domain::act::Act;
use domain::permission::Actor;
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
    let (owner_name, spot) = own_spot(daybook, actor, unit).await?;
    let (substance, note) = draft
        .accept(Some(actor.person.clone()), daybook.clock.today(), None)
        .map_err(Violation::from)?;
    let new = New {
        substance,
        note,
        owner_name,
        spot,
        serves: larger(daybook, actor, serves).await?,
        same: None,
    };
    put(daybook, actor, Act::PlanWritten, vec![new], key).await
}
