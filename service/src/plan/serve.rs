use super::see::{readable, side};
use super::{changed, known};
use crate::act::{Deed, Outcome};
use crate::clock::{new_id, now_ms};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{Breach, Change, Climb, Did, MOST_GOALS};
use domain::{PlanItemId, Violation};
use store::Tx;
use store::plan::{ChangeRow, EdgeRow};

/// Says that an item serves a larger one, of anybody's plan that the actor may read.
pub async fn serve(daybook: &Daybook, actor: &Actor, item: &PlanItemId, larger: &PlanItemId, key: &str) -> Result<()> {
    link(daybook, actor, item, larger, key, true).await
}

/// Takes the link away; also one to an item that the actor may not read any more.
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
    known(larger)?;
    daybook.throttle.writing(&actor.person)?;
    let open = match readable(daybook, actor, larger).await {
        Ok(_) => true,
        Err(Error::NotFound) if !on => false,
        Err(error) => return Err(error),
    };
    let name = daybook.profile(&actor.person).await?.name.clone();
    let key = super::keyed(key, &[item.as_str(), larger.as_str(), if on { "on" } else { "off" }]);
    let turn = new_id();
    let outcome = daybook
        .perform(&actor.person, Act::PlanChanged, &key, |tx| {
            let (name, turn) = (&name, &turn);
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
                if there.contains(&larger.0) == on {
                    return match (on, open) {
                        (true, _) => Err(breach(Breach::AlreadyServes)),
                        (false, true) => Ok(((), None)),
                        // Nothing to let go of, and nothing to know of.
                        (false, false) => Err(Error::NotFound),
                    };
                }
                let goal = tx.plan_item(larger).await?.ok_or(Error::NotFound)?;
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
                let title = if open { goal.title.as_str() } else { "" };
                let change = ChangeRow::new(&Change::of(did, title), actor.person.as_str(), name, at);
                tx.change_plan(&row, &row, Some(change), None).await?;
                let deed = Deed {
                    act: Act::PlanChanged,
                    subject: row.id.clone(),
                    content: Some(goal.id.clone()),
                    events: vec![changed(&row), changed(&goal)],
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
    let mut climb = Climb::new(from, wanted);
    while !climb.step().is_empty() {
        let above = tx.plan_serves(climb.step().iter().map(String::as_str)).await?;
        if climb.up(above).map_err(breach)? {
            return Ok(true);
        }
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
