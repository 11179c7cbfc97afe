//! Writing new items: one act, one transaction, however many they are.

use super::spot::{Spot, asked};
use super::{changed, keyed};
use crate::act::{Deed, Outcome};
use crate::clock::{id_at, now_ms};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{By, Hand, Substance, moves};
use domain::{PersonId, PlanItemId};
use store::plan::{Bundle, ChangeRow, EdgeRow, PlanRow};

/// An item that has passed all checks.
pub(super) struct New {
    pub substance: Substance,
    pub note: String,
    pub owner_name: String,
    pub spot: Spot,
    /// Ids of larger items that it serves.
    pub serves: Vec<String>,
}

/// Rows for new items of one act, with the first entry of their history. `at` in ms.
pub(super) fn bundle(actor: &PersonId, actor_name: &str, new: Vec<New>, batch: &str, at: i64) -> Bundle {
    let mut bundle = Bundle::default();
    for New {
        substance,
        note,
        owner_name,
        spot,
        serves,
    } in new
    {
        let own = substance.owner.as_ref() == Some(actor);
        let by = By {
            person: actor.clone(),
            hand: if own { Hand::Owner } else { Hand::Leader },
            led: !spot.post.is_empty(),
        };
        let (item, change) = moves::set(substance, note, &by);
        let mut row = PlanRow::new(id_at(at), at);
        row.unit = spot.unit;
        row.unit_name = spot.unit_name;
        row.path = spot.path;
        row.line = spot.line;
        row.post = spot.post;
        row.owner_name = owner_name;
        row.owner_post = spot.title;
        actor_name.clone_into(&mut row.set_by_name);
        batch.clone_into(&mut row.batch);
        row.set_item(&item);
        bundle
            .changes
            .push((row.id.clone(), ChangeRow::new(&change, actor.as_str(), actor_name, at)));
        bundle.serves.extend(serves.into_iter().map(|to| EdgeRow {
            from: row.id.clone(),
            to,
            at,
        }));
        bundle.items.push(row);
    }
    bundle
}

/// Writes new items as one act of the actor; the first one's id. With the same key and words again, the first time's.
pub(super) async fn put(
    daybook: &Daybook,
    actor: &Actor,
    act: Act,
    mut new: Vec<New>,
    key: &str,
) -> Result<PlanItemId> {
    for item in &mut new {
        if let Some(owner) = &item.substance.owner {
            item.spot.post = asked(daybook, owner, &item.spot.line, &item.spot.path).await?;
        }
    }
    let name = daybook.profile(&actor.person).await?.name.clone();
    let at = now_ms();
    let batch = if new.len() > 1 { id_at(at) } else { String::new() };
    let bundle = bundle(&actor.person, &name, new, &batch, at);
    let first = bundle.items.first().ok_or(Error::NotFound)?;
    let words: Vec<&str> = (bundle.items.iter())
        .flat_map(|row| {
            [
                row.title.as_str(),
                row.due.as_str(),
                row.owner.as_deref().unwrap_or_default(),
            ]
        })
        .collect();
    let key = keyed(key, &words);
    let outcome = daybook
        .perform(&actor.person, act, &key, |tx| {
            let (bundle, batch) = (&bundle, &batch);
            async move {
                tx.put_plans(bundle).await?;
                let deed = Deed {
                    act,
                    subject: if batch.is_empty() {
                        first.id.clone()
                    } else {
                        batch.clone()
                    },
                    content: Some(
                        bundle
                            .items
                            .iter()
                            .map(|r| r.title.as_str())
                            .collect::<Vec<_>>()
                            .join("\n"),
                    ),
                    events: bundle.items.iter().map(changed).collect(),
                };
                Ok(((), deed))
            }
        })
        .await?;
    Ok(match outcome {
        Outcome::Done(()) => first.item_id(),
        Outcome::Before(subject) => {
            let of_batch = daybook.db().plan_batch(&subject, 1).await?;
            of_batch.into_iter().next().unwrap_or(subject).into()
        }
    })
}
