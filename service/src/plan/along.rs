use super::changed;
use super::concerned::relieve;
use super::see::rows_in;
use super::spot::{present, strayed};
use crate::act::Deed;
use crate::clock::now_ms;
use crate::{Daybook, Result};
use domain::act::Act;
use domain::permission::Actor;
use futures::future::BoxFuture;
use store::plan::{ChangeRow, PlanRow};

/// Brings own open items that stand in a unit where the actor holds no post any more to the unit of the present one; whether there
/// were any. One act, with an entry in the history of each and told to nobody: nothing that was agreed changes, and what waits for
/// a leader stands in the list of the new one.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn along<'s>(daybook: &'s Daybook, actor: &'s Actor, open: &'s [PlanRow]) -> BoxFuture<'s, Result<bool>> {
    Box::pin(bring(daybook, actor, open))
}

async fn bring(daybook: &Daybook, actor: &Actor, open: &[PlanRow]) -> Result<bool> {
    let profile = daybook.profile(&actor.person).await?;
    let strays: Vec<String> = (open.iter())
        .filter(|row| strayed(&profile, row))
        .map(|row| row.id.clone())
        .collect();
    if strays.is_empty() {
        return Ok(false);
    }
    let Some(spot) = present(daybook, &profile).await? else {
        return Ok(false);
    };
    let (profile, spot, strays) = (&profile, &spot, &strays);
    daybook
        .perform(&actor.person, Act::PlanChanged, "", |tx| async move {
            let at = now_ms();
            let mut brought: Vec<String> = Vec::new();
            let mut events = Vec::new();
            for before in rows_in(&tx, strays).await? {
                // Another tab, or an act meanwhile, may have brought it.
                if !strayed(profile, &before) || !before.item().state.open() {
                    continue;
                }
                let (after, change) = spot.taking(&before, at);
                let change = ChangeRow::new(&change, actor.person.as_str(), &profile.name, at);
                tx.change_plan(&before, &after, Some(change), None).await?;
                events.extend([changed(&before), changed(&after)]);
                events.extend(relieve(daybook, &tx, &before, &after).await?);
                brought.push(after.id);
            }
            let deed = brought.first().cloned().map(|subject| Deed {
                act: Act::PlanChanged,
                subject,
                content: Some(format!("{}\n{}", spot.unit, brought.join("\n"))),
                events,
            });
            Ok(((), deed))
        })
        .await?;
    Ok(true)
}
