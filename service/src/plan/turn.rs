//! The one way to change an item.

use super::concerned::{Done, relieve, spread};
use super::see::{reads, side};
use super::spot::{Spot, asked, present, strayed};
use super::{changed, keyed, known};
use crate::act::{Deed, Outcome};
use crate::clock::now_ms;
use crate::notice::read_within;
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::event::Event;
use domain::permission::Actor;
use domain::plan::{Breach, By, Change, Hand, Item};
use domain::{PersonId, PlanItemId, Violation};
use store::plan::{ChangeRow, PlanRow, StepRow};

/// What is asked of an item.
pub(super) struct Request<'a> {
    pub item: &'a PlanItemId,
    pub act: Act,
    /// The version that was read when it was decided; none for what no version matters to.
    pub version: Option<u32>,
    pub key: &'a str,
    /// What was said with it.
    pub words: &'a str,
}

/// What a move made of an item.
#[derive(Default)]
pub(super) struct Turned {
    pub item: Option<Item>,
    pub change: Option<Change>,
    /// Percent, and what was said.
    pub step: Option<(i64, String)>,
    /// The new owner's name and place, when it has another owner.
    pub moved: Option<(String, Spot)>,
}

impl From<(Item, Change)> for Turned {
    fn from((item, change): (Item, Change)) -> Self {
        Self {
            item: Some(item),
            change: Some(change),
            ..Self::default()
        }
    }
}

/// Carries a request out: `decide` makes of the item, as it is inside the transaction, what it shall be.
pub(super) async fn turn<F>(daybook: &Daybook, actor: &Actor, request: Request<'_>, decide: F) -> Result<()>
where
    F: Fn(&PlanRow, &Item, &By) -> Result<Turned>,
{
    known(request.item)?;
    daybook.throttle.writing(&actor.person)?;
    let name = daybook.profile(&actor.person).await?.name.clone();
    let seen = daybook.db().plan_item(request.item).await?.ok_or(Error::NotFound)?;
    let now = Now::of(daybook, &seen).await?;
    let (decide, request, name, now) = (&decide, &request, &name, &now);
    let version = request.version.map(|v| v.to_string()).unwrap_or_default();
    let key = keyed(request.key, &[request.item.as_str(), &version, request.words]);
    let outcome = daybook
        .perform(&actor.person, request.act, &key, |tx| async move {
            let stored = tx.plan_item(request.item).await?.ok_or(Error::NotFound)?;
            if !reads(actor, &stored) {
                return Err(Error::NotFound);
            }
            let by = side(actor, &stored).ok_or(Error::Denied)?;
            if request.version.is_some_and(|v| i64::from(v) != stored.version) {
                return Err(Violation::from(Breach::ChangedMeanwhile).into());
            }
            let at = now_ms();
            let (before, went) = now.stands(&stored, at);
            let led = !before.post.is_empty();
            let by = By { led, ..by };
            let turned = decide(&stored, &before.item(), &by)?;
            let moved = turned.moved.is_some();
            // Who leads where it was hands it on, and decides nothing else about it: that is for who leads where it is now.
            let leads_here = |by: By| by.hand == Hand::Leader;
            if went.is_some() && !moved && by.hand == Hand::Leader && !side(actor, &before).is_some_and(leads_here) {
                return Err(Error::Denied);
            }
            let after = after(&before, &turned, actor, name, at);
            let entry = |c: Change, at| ChangeRow::new(&c, actor.person.as_str(), name, at);
            let change = turned.change.map(|c| entry(c, at));
            let step = turned.step.map(|(progress, note)| StepRow {
                ord: -at,
                at,
                by: actor.person.0.clone(),
                by_name: name.clone(),
                progress,
                note,
                record: String::new(),
            });
            // It came along before this was done with it, unless it went on to somebody else.
            let went = went.filter(|_| !moved).map(|c| entry(c, at - 1));
            if went.is_some() {
                tx.change_plan(&stored, &before, went, None).await?;
                tx.change_plan(&before, &after, change, step).await?;
            } else {
                tx.change_plan(&stored, &after, change, step).await?;
            }
            let content = (!request.words.is_empty()).then(|| request.words.to_owned());
            let rows = std::slice::from_ref(&after);
            let mut read: Vec<Event> = read_within(&tx, &actor.person, &after.id).await?.into_iter().collect();
            // Who may read it no more is told to look again.
            if stored.facts() != after.facts() {
                read.push(changed(&stored));
                read.extend(relieve(daybook, &tx, &stored, &after).await?);
            }
            let done = Done {
                act: request.act,
                by: &actor.person,
                name,
                from: stored.owner.as_deref().filter(|_| moved),
                moved,
                reopened: (!before.item().state.open() && after.item().state.open()).then_some(before.set_by.as_str()),
            };
            let news = spread(daybook, &tx, rows, &done).await?;
            let deed = Deed {
                act: request.act,
                subject: after.id.clone(),
                content,
                events: std::iter::once(changed(&after)).chain(news).chain(read).collect(),
            };
            Ok(((), deed))
        })
        .await?;
    match outcome {
        Outcome::Before(other) if other != request.item.as_str() => Err(Violation::KeyReused.into()),
        _ => Ok(()),
    }
}

/// Who would be asked about an item today, and where: people come and go.
struct Now {
    /// As it was when this was found out.
    owner: Option<String>,
    unit: String,
    post: String,
    /// Where it belongs, when its owner works in another unit by now.
    elsewhere: Option<Spot>,
}

impl Now {
    async fn of(daybook: &Daybook, row: &PlanRow) -> Result<Self> {
        let mut now = Self {
            owner: row.owner.clone(),
            unit: row.unit.clone(),
            post: String::new(),
            elsewhere: None,
        };
        let Some(owner) = row.owner.as_deref().map(PersonId::from) else {
            return Ok(now);
        };
        let profile = daybook.profile(&owner).await?;
        if strayed(&profile, row) {
            now.elsewhere = present(daybook, &profile).await?;
        } else {
            now.post = asked(daybook, &owner, &row.line, &row.path).await?;
        }
        Ok(now)
    }

    /// The item as it stands today, and the entry of its history if it goes along with its owner. Who is asked already stays asked,
    /// as long as it stays in its unit; a new question goes to the post of today.
    fn stands(&self, row: &PlanRow, at: i64) -> (PlanRow, Option<Change>) {
        let mut here = row.clone();
        if row.owner != self.owner || row.unit != self.unit {
            return (here, None);
        }
        if let Some(spot) = &self.elsewhere {
            let (there, change) = spot.taking(row, at);
            return (there, Some(change));
        }
        if row.waits != "leader" {
            here.post.clone_from(&self.post);
        }
        (here, None)
    }
}

fn after(before: &PlanRow, turned: &Turned, actor: &Actor, name: &str, at: i64) -> PlanRow {
    let mut after = before.clone();
    if let Some((owner, spot)) = &turned.moved {
        after.owner_name.clone_from(owner);
        spot.give(&mut after);
    }
    if let Some(item) = &turned.item {
        after.set_item(item);
    }
    if after.set_by == actor.person.as_str() {
        name.clone_into(&mut after.set_by_name);
    }
    if after.state != before.state || after.waits != before.waits {
        after.changed = at;
    }
    if turned.step.is_some() || after.progress != before.progress {
        after.told = at;
    }
    if turned.change.as_ref().is_some_and(|c| !c.edits.is_empty()) {
        after.version += 1;
    }
    after
}
