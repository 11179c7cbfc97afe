//! Records on plan items: what a record can be tied to, and what the tie does to the item, inside the record's own transaction.

use super::changed;
use super::see::reads;
use crate::clock::now_ms;
use crate::{Daybook, Result};
use domain::event::Event;
use domain::permission::Actor;
use domain::plan::moves;
use domain::{Audience, Tie, Violation};
use store::Tx;
use store::plan::StepRow;
use store::record::{ItemTie, RecordRow};

/// The items that `ids` name: open ones of the actor's, or of a unit the actor sits in while nobody has them. A tie that is kept
/// needs no right again.
pub(crate) async fn tie(daybook: &Daybook, actor: &Actor, ids: &[String], kept: &[ItemTie]) -> Result<Vec<ItemTie>> {
    let new: Vec<&str> = (ids.iter())
        .filter(|id| !kept.iter().any(|k| k.id == **id))
        .map(String::as_str)
        .collect();
    let rows = daybook.db().plan_items(new).await?;
    let mut ties = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(known) = kept.iter().find(|k| k.id == *id) {
            ties.push(known.clone());
            continue;
        }
        let row = rows.iter().find(|row| row.id == *id).filter(|row| {
            let own = match &row.owner {
                Some(owner) => owner == actor.person.as_str(),
                None => actor.seats.iter().any(|s| s.unit.as_str() == row.unit),
            };
            own && row.item().state.open() && reads(actor, row)
        });
        let row = row.ok_or(Violation::TieUnknown { what: Tie::Item })?;
        ties.push(ItemTie {
            id: row.id.clone(),
            name: row.title.clone(),
            progress: -1,
        });
    }
    Ok(ties)
}

/// Whether a record shows work to others: a draft or a withdrawn one advances nothing.
fn counts(row: &RecordRow) -> bool {
    row.audience() != Audience::Draft && !row.withdrawn
}

fn ties(row: Option<&RecordRow>) -> &[ItemTie] {
    row.filter(|r| counts(r)).map_or(&[], |r| r.anchors.items.as_slice())
}

/// Keeps items in step with a record that was written (`before` none), edited or withdrawn: the edges, whether work is shown, the
/// steps told with it, and that what was agreed is in hand. The events of the items that changed.
///
/// `of` is the moment (ms) of which the record tells: an item that has been told of a later one stays where it is.
pub(crate) async fn follow(tx: &Tx, before: Option<&RecordRow>, after: &RecordRow, of: i64) -> Result<Vec<Event>> {
    let (old, new) = (ties(before), ties(Some(after)));
    if old == new {
        return Ok(vec![]);
    }
    let lacks = |list: &[ItemTie], id: &str| !list.iter().any(|t| t.id == id);
    let ids = |list: &[ItemTie], other: &[ItemTie]| -> Vec<String> {
        list.iter()
            .filter(|t| lacks(other, &t.id))
            .map(|t| t.id.clone())
            .collect()
    };
    let (gone, come) = (ids(old, new), ids(new, old));
    let at = now_ms();
    tx.tie_plans(&after.id, &gone, &come, at).await?;
    let mut events = Vec::new();
    let mut all: Vec<&str> = old.iter().chain(new).map(|t| t.id.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    for row in tx.plan_items(all).await? {
        let told = |list: &[ItemTie]| list.iter().find(|t| t.id == row.id).map_or(-1, |t| t.progress);
        let (was, progress, comes) = (told(old), told(new), come.contains(&row.id));
        let mut next = row.clone();
        next.evidence = (row.evidence + i64::from(comes) - i64::from(gone.contains(&row.id))).max(0);
        let news = comes || (progress >= 0 && progress != was);
        if news && row.item().state.open() {
            let item = moves::begun(&row.item());
            let item = if progress >= 0 && of >= row.told {
                next.told = of;
                moves::advance(&item, progress).map_err(Violation::from)?
            } else {
                item
            };
            next.set_item(&item);
            if next.state != row.state {
                next.changed = at;
            }
        }
        let step = news.then(|| StepRow {
            ord: -at,
            at,
            by: after.author.clone(),
            by_name: after.author_name.clone(),
            progress,
            note: String::new(),
            record: after.id.clone(),
        });
        if next != row || step.is_some() {
            tx.change_plan(&row, &next, None, step).await?;
            events.push(changed(&next));
        }
    }
    Ok(events)
}
