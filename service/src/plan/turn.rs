//! The one way to change an item.

use super::concerned::{Done, spread};
use super::see::{reads, side};
use super::spot::{Spot, asked};
use super::{changed, keyed, known};
use crate::act::{Deed, Outcome};
use crate::clock::now_ms;
use crate::notice::read_within;
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{Breach, By, Change, Item};
use domain::{PlanItemId, Violation};
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
    let post = post_now(daybook, &seen).await?;
    let (decide, request, name, post) = (&decide, &request, &name, &post);
    let version = request.version.map(|v| v.to_string()).unwrap_or_default();
    let key = keyed(request.key, &[request.item.as_str(), &version, request.words]);
    let outcome = daybook
        .perform(&actor.person, request.act, &key, |tx| async move {
            let mut before = tx.plan_item(request.item).await?.ok_or(Error::NotFound)?;
            if !reads(actor, &before) {
                return Err(Error::NotFound);
            }
            // Who is asked already stays asked; a new question goes to the post of today.
            if before.waits != "leader" && before.owner == post.0 {
                before.post.clone_from(&post.1);
            }
            let by = side(actor, &before).ok_or(Error::Denied)?;
            if request.version.is_some_and(|v| i64::from(v) != before.version) {
                return Err(Violation::from(Breach::ChangedMeanwhile).into());
            }
            let turned = decide(&before, &before.item(), &by)?;
            let moved = turned.moved.is_some();
            let at = now_ms();
            let after = after(&before, &turned, actor, name, at);
            let change = turned
                .change
                .map(|c| ChangeRow::new(&c, actor.person.as_str(), name, at));
            let step = turned.step.map(|(progress, note)| StepRow {
                ord: -at,
                at,
                by: actor.person.0.clone(),
                by_name: name.clone(),
                progress,
                note,
                record: String::new(),
            });
            tx.change_plan(&before, &after, change, step).await?;
            let content = (!request.words.is_empty()).then(|| request.words.to_owned());
            let rows = std::slice::from_ref(&after);
            let read = read_within(&tx, &actor.person, &after.id).await?;
            let done = Done {
                act: request.act,
                by: &actor.person,
                name,
                moved,
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

/// The owner and the post that would be asked today: people come and go.
async fn post_now(daybook: &Daybook, row: &PlanRow) -> Result<(Option<String>, String)> {
    let post = match &row.owner {
        Some(owner) => asked(daybook, &owner.as_str().into(), &row.line, &row.path).await?,
        None => String::new(),
    };
    Ok((row.owner.clone(), post))
}

fn after(before: &PlanRow, turned: &Turned, actor: &Actor, name: &str, at: i64) -> PlanRow {
    let mut after = before.clone();
    if let Some((owner, spot)) = &turned.moved {
        after.owner_name.clone_from(owner);
        after.owner_post.clone_from(&spot.title);
        after.unit.clone_from(&spot.unit);
        after.unit_name.clone_from(&spot.unit_name);
        after.path.clone_from(&spot.path);
        after.line.clone_from(&spot.line);
        after.post.clone_from(&spot.post);
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
