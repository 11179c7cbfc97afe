//! Where an item is planned: the unit, the posts above, and which of them is asked to agree.

use crate::actor::{Profile, holds};
use crate::{Daybook, Error, Result};
use domain::permission::{Action, Actor, PlanFacts, Resource, decide};
use domain::plan::{Change, moves};
use domain::{PersonId, PositionId, UnitId, Violation};
use std::collections::HashSet;
use store::organisation::SeatRow;
use store::plan::PlanRow;

#[derive(Clone, Debug, Default)]
pub(crate) struct Spot {
    pub unit: String,
    pub unit_name: String,
    pub path: Vec<String>,
    pub line: Vec<String>,
    /// The post whose holder is asked to agree; empty when nobody stands above.
    pub post: String,
    /// The owner's own post there, in words.
    pub title: String,
}

impl Spot {
    pub fn facts(&self, owner: Option<&PersonId>) -> PlanFacts {
        PlanFacts {
            owner: owner.cloned(),
            path: self.path.iter().map(|u| UnitId(u.clone())).collect(),
            line: self.line.iter().map(|p| PositionId(p.clone())).collect(),
        }
    }

    /// The row of an item that goes along here with its owner, and the entry of its history.
    pub(super) fn taking(&self, row: &PlanRow, at: i64) -> (PlanRow, Change) {
        let led = !self.post.is_empty();
        let (item, change) = moves::follow(&row.item(), led, &row.unit_name, &self.unit_name);
        let mut after = row.clone();
        self.give(&mut after);
        after.set_item(&item);
        if after.state != row.state || after.waits != row.waits {
            after.changed = at;
        }
        (after, change)
    }

    /// Puts an item here.
    pub(super) fn give(&self, row: &mut PlanRow) {
        row.owner_post.clone_from(&self.title);
        row.unit.clone_from(&self.unit);
        row.unit_name.clone_from(&self.unit_name);
        row.path.clone_from(&self.path);
        row.line.clone_from(&self.line);
        row.post.clone_from(&self.post);
    }
}

/// The places where somebody can have items: one for each post held, without the post above ([`asked`]).
pub(crate) fn spots(profile: &Profile) -> Vec<Spot> {
    let seats = profile.seats.iter().zip(&profile.lines);
    seats
        .map(|(seat, line)| Spot {
            line: line.posts.iter().map(|p| p.0.clone()).collect(),
            title: seat.title.clone(),
            ..of_unit(seat)
        })
        .collect()
}

/// Whether somebody's own item stands in a unit where its owner, who holds a post elsewhere, holds none any more.
pub(super) fn strayed(owner: &Profile, row: &PlanRow) -> bool {
    let own = row.owner.as_deref() == Some(owner.actor.person.as_str());
    own && !owner.seats.is_empty() && owner.seats.iter().all(|seat| seat.unit != row.unit)
}

/// Where items go along to: the unit of the first post held today, with who is asked there.
pub(super) async fn present(daybook: &Daybook, owner: &Profile) -> Result<Option<Spot>> {
    let Some(mut spot) = spots(owner).into_iter().next() else {
        return Ok(None);
    };
    spot.post = asked(daybook, &owner.actor.person, &spot.line, &spot.path).await?;
    Ok(Some(spot))
}

/// The actor's name, and where the actor sets items for himself: in the unit that is named, or else that of the first post.
pub(super) async fn own_spot(daybook: &Daybook, actor: &Actor, unit: &UnitId) -> Result<(String, Spot)> {
    let profile = daybook.profile(&actor.person).await?;
    let anywhere = unit.as_str().is_empty();
    let spot = (spots(&profile).into_iter()).find(|s| anywhere || s.unit == unit.as_str());
    let spot = match spot {
        Some(spot) => spot,
        None if anywhere => return Err(Violation::NoPost.into()),
        None => return Err(Error::NotFound),
    };
    let own = Resource::Plan(spot.facts(Some(&actor.person)));
    if !decide(actor, Action::WritePlan, &own).allowed {
        return Err(Error::Denied);
    }
    Ok((profile.name.clone(), spot))
}

fn of_unit(seat: &SeatRow) -> Spot {
    Spot {
        unit: seat.unit.clone(),
        unit_name: seat.unit_name.clone(),
        path: seat.path.clone(),
        ..Spot::default()
    }
}

/// The nearest post above that somebody else holds today: of the line, or else the head of the unit or of one above it.
pub(crate) async fn asked(daybook: &Daybook, owner: &PersonId, line: &[String], path: &[String]) -> Result<String> {
    let today = daybook.today();
    let db = daybook.db();
    let holders = if line.is_empty() {
        vec![]
    } else {
        db.holders(line.iter().map(String::as_str)).await?
    };
    let held: HashSet<&str> = holders
        .iter()
        .filter(|h| h.person != owner.as_str() && holds(h.starts.as_deref(), h.ends.as_deref(), &today))
        .map(|h| h.position.as_str())
        .collect();
    if let Some(post) = line.iter().find(|p| held.contains(p.as_str())) {
        return Ok(post.clone());
    }
    for unit in path.iter().rev() {
        let members = db.members(&UnitId(unit.clone())).await?;
        let head = members
            .into_iter()
            .find(|m| m.leads && m.person != owner.as_str() && holds(m.starts.as_deref(), m.ends.as_deref(), &today));
        if let Some(head) = head {
            return Ok(head.position);
        }
    }
    Ok(String::new())
}
