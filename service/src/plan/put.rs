//! Writing new items: one act, one transaction, however many they are.

use super::concerned::{Done, spread};
use super::spot::{Spot, asked};
use super::{changed, keyed};
use crate::act::{Deed, Outcome};
use crate::clock::{id_at, now_ms};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{By, Hand, Substance, moves};
use domain::{PersonId, PlanItemId};
use std::collections::HashMap;
use store::Tx;
use store::plan::{Bundle, ChangeRow, EdgeRow, PlanRow};

/// An item that has passed all checks.
pub(super) struct New {
    pub substance: Substance,
    pub note: String,
    pub owner_name: String,
    pub spot: Spot,
    /// Ids of larger items that it serves.
    pub serves: Vec<String>,
    /// Items of one act that share this are one item for several people.
    pub same: Option<String>,
}

/// Rows for new items of one act, with the first entry of their history. `at` in ms.
fn bundle(actor: &PersonId, actor_name: &str, new: Vec<New>, at: i64) -> Bundle {
    let mut bundle = Bundle::default();
    let batches = batches(&new, at);
    for New {
        substance,
        note,
        owner_name,
        spot,
        serves,
        same,
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
        row.batch = same.and_then(|same| batches.get(&same).cloned()).unwrap_or_default();
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

/// The id of each batch: of items for more than one.
fn batches(new: &[New], at: i64) -> HashMap<String, String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for same in new.iter().filter_map(|n| n.same.as_deref()) {
        *counts.entry(same).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(same, _)| (same.to_owned(), id_at(at)))
        .collect()
}

/// All that new items say, in one text.
fn whole(bundle: &Bundle) -> String {
    let serves = bundle.serves.iter().map(|edge| edge.to.clone());
    let items = bundle.items.iter().map(|row| row.item().whole());
    items.chain(serves).collect::<Vec<_>>().join("\n")
}

/// Writes new items as one act of the actor; the first one's id. With the same key and words again, the first time's.
pub(super) async fn put(daybook: &Daybook, actor: &Actor, act: Act, new: Vec<New>, key: &str) -> Result<PlanItemId> {
    let ready = ready(daybook, actor, new).await?;
    let key = keyed(key, &[&whole(&ready.bundle)]);
    let outcome = daybook
        .perform(&actor.person, act, &key, |tx| {
            let ready = &ready;
            async move { write(daybook, &tx, actor, act, ready).await }
        })
        .await?;
    first_of(daybook, outcome).await
}

/// New items as they will be written.
pub(super) struct Ready {
    bundle: Bundle,
    /// The setter's name.
    name: String,
}

/// Asks for each item whom it waits for, and makes its rows.
pub(super) async fn ready(daybook: &Daybook, actor: &Actor, mut new: Vec<New>) -> Result<Ready> {
    for item in &mut new {
        if let Some(owner) = &item.substance.owner {
            item.spot.post = asked(daybook, owner, &item.spot.line, &item.spot.path).await?;
        }
    }
    let name = daybook.profile(&actor.person).await?.name.clone();
    let bundle = bundle(&actor.person, &name, new, now_ms());
    Ok(Ready { bundle, name })
}

/// Writes them within a transaction, and tells those concerned.
pub(super) async fn write(
    daybook: &Daybook,
    tx: &Tx,
    actor: &Actor,
    act: Act,
    ready: &Ready,
) -> Result<(PlanItemId, Deed)> {
    let Ready { bundle, name } = ready;
    let first = bundle.items.first().ok_or(Error::NotFound)?;
    let one_batch = !first.batch.is_empty() && bundle.items.iter().all(|row| row.batch == first.batch);
    let subject = if one_batch { &first.batch } else { &first.id };
    tx.put_plans(bundle).await?;
    let done = Done {
        act,
        by: &actor.person,
        name,
        moved: true,
        from: None,
        reopened: None,
    };
    let news = spread(daybook, tx, &bundle.items, &done).await?;
    let deed = Deed {
        act,
        subject: subject.clone(),
        content: Some(whole(bundle)),
        events: bundle.items.iter().map(changed).chain(news).collect(),
    };
    Ok((first.item_id(), deed))
}

/// The first item of an act that was done now or before.
pub(super) async fn first_of(daybook: &Daybook, outcome: Outcome<PlanItemId>) -> Result<PlanItemId> {
    Ok(match outcome {
        Outcome::Done(first) => first,
        Outcome::Before(subject) => {
            let of_batch = daybook.db().plan_batch(&subject, 1).await?;
            of_batch.into_iter().next().unwrap_or(subject).into()
        }
    })
}
