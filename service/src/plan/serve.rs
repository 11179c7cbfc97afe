use super::see::{readable, side};
use super::{changed, known};
use crate::act::{Deed, Outcome};
use crate::clock::{new_id, now_ms};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{Breach, Change, Did, MOST_GOALS};
use domain::{PlanItemId, Violation};
use std::collections::HashSet;
use store::Tx;
use store::plan::{ChangeRow, EdgeRow};

/// Items looked at on the way up, so that a wide net of links ends somewhere.
const WIDEST: usize = 2_000;

/// Says that an item serves a larger one, of anybody's plan that the actor may read.
pub async fn serve(daybook: &Daybook, actor: &Actor, item: &PlanItemId, larger: &PlanItemId, key: &str) -> Result<()> {
    link(daybook, actor, item, larger, key, true).await
}

/// Takes the link away.
pub async fn unserve(
    daybook: &Daybook,
    actor: &Actor,
    item: &PlanItemId,
    larger: &PlanItemId,
    key: &str,
) -> Result<()> {
    link(daybook, actor, item, larger, key, false).await
}

async fn link(
    daybook: &Daybook,
    actor: &Actor,
    item: &PlanItemId,
    larger: &PlanItemId,
    key: &str,
    on: bool,
) -> Result<()> {
    known(item)?;
    daybook.throttle.writing(&actor.person)?;
    let goal = readable(daybook, actor, larger).await?;
    let name = daybook.profile(&actor.person).await?.name.clone();
    let key = super::keyed(key, &[item.as_str(), larger.as_str(), if on { "on" } else { "off" }]);
    let turn = new_id();
    let outcome = daybook
        .perform(&actor.person, Act::PlanChanged, &key, |tx| {
            let (goal, name, turn) = (&goal, &name, &turn);
            async move {
                // Links that are no circle alone can be one together.
                tx.pass_gate("plan links", turn).await?;
                let row = tx.plan_item(item).await?.ok_or(Error::NotFound)?;
                if !super::see::reads(actor, &row) {
                    return Err(Error::NotFound);
                }
                side(actor, &row).ok_or(Error::Denied)?;
                let at = now_ms();
                let there = tx.plan_serves([item.as_str()]).await?;
                if there.contains(&goal.id) == on {
                    return if on {
                        Err(breach(Breach::AlreadyServes))
                    } else {
                        Ok(((), None))
                    };
                }
                let did = if on {
                    if goal.id == row.id {
                        return Err(breach(Breach::ServesItself));
                    }
                    if climbs_to(&tx, &goal.id, &row.id).await? {
                        let title = goal.title.clone();
                        return Err(breach(Breach::Circle { title }));
                    }
                    let edge = EdgeRow {
                        from: row.id.clone(),
                        to: goal.id.clone(),
                        at,
                    };
                    tx.link_plans(&edge).await?;
                    Did::Linked
                } else {
                    tx.unlink_plans(&row.id, &goal.id).await?;
                    Did::Unlinked
                };
                let change = ChangeRow::new(&Change::of(did, &goal.title), actor.person.as_str(), name, at);
                tx.change_plan(&row, &row, Some(change), None).await?;
                let deed = Deed {
                    act: Act::PlanChanged,
                    subject: row.id.clone(),
                    content: Some(goal.id.clone()),
                    events: vec![changed(&row), changed(goal)],
                };
                Ok(((), Some(deed)))
            }
        })
        .await?;
    match outcome {
        Outcome::Before(other) if other != item.as_str() => Err(Violation::KeyReused.into()),
        _ => Ok(()),
    }
}

fn breach(breach: Breach) -> Error {
    Violation::from(breach).into()
}

/// Whether `from` serves `wanted`, directly or through others.
async fn climbs_to(tx: &Tx, from: &str, wanted: &str) -> Result<bool> {
    let mut seen: HashSet<String> = HashSet::from([from.to_owned()]);
    let mut step = vec![from.to_owned()];
    while !step.is_empty() && seen.len() < WIDEST {
        let above = tx.plan_serves(step.iter().map(String::as_str)).await?;
        if above.iter().any(|id| id == wanted) {
            return Ok(true);
        }
        step = above.into_iter().filter(|id| seen.insert(id.clone())).collect();
    }
    Ok(false)
}

/// The larger items a form names, ids separated by commas: each one that the actor may read.
pub(super) async fn larger(daybook: &Daybook, actor: &Actor, list: &str) -> Result<Vec<String>> {
    let mut ids: Vec<String> = Vec::new();
    for id in list
        .split(',')
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .take(MOST_GOALS)
    {
        let row = readable(daybook, actor, &id.into()).await?;
        if !ids.contains(&row.id) {
            ids.push(row.id);
        }
    }
    Ok(ids)
}
