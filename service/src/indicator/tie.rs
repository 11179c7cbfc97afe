use super::standing::{mine_on, named};
use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::permission::Actor;
use domain::{Tie, Violation};
use store::record::NamedTie;

/// The indicators a record is tied to: of the writer's own posts today or on the record's day, or tied to it already (with the name of
/// that time).
pub(crate) async fn tie(
    daybook: &Daybook,
    actor: &Actor,
    ids: &[String],
    kept: &[NamedTie],
    day: NaiveDate,
) -> Result<Vec<NamedTie>> {
    let known = |id: &String| kept.iter().find(|k| k.id == *id).cloned();
    let own = if ids.iter().all(|id| known(id).is_some()) {
        vec![]
    } else {
        mine_on(daybook, actor, day).await?
    };
    ids.iter()
        .map(|id| {
            let fresh = || {
                let name = named(&own, id)?.name.clone();
                Some(NamedTie { id: id.clone(), name })
            };
            known(id)
                .or_else(fresh)
                .ok_or(Violation::TieUnknown { what: Tie::Indicator }.into())
        })
        .collect()
}
