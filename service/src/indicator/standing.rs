//! What holds for a post on a day: the family's set with the units' and the post's laid over it.

use super::rows::{holds_on, indicators};
use crate::actor::holds;
use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::IndicatorId;
use domain::indicator::{Flaw, Indicator, SetScope, effective};
use domain::permission::Actor;
use std::sync::Arc;
use store::indicator::SetRow;
use store::organisation::SeatRow;

/// The turn of everything that is kept of sets.
pub(crate) const TURN: &str = "indicators";

#[derive(Debug, Default)]
pub(crate) struct Standing {
    pub rows: Vec<Indicator>,
    /// The sets it comes from, the family's first, without their rows.
    pub sets: Vec<SetRow>,
    /// What could not be laid.
    pub flaws: Vec<Flaw>,
}

/// The scopes that hold for a post, outermost first.
pub(super) fn scopes(family: &str, path: &[String], position: &str) -> Vec<String> {
    let family = SetScope::Family(family.to_owned()).key();
    let units = path.iter().map(|u| SetScope::Unit(u.as_str().into()).key());
    let post = SetScope::Post(position.into()).key();
    std::iter::once(family)
        .chain(units)
        .chain(std::iter::once(post))
        .collect()
}

/// The same for somebody in a post on a day, as the post and its unit were then.
fn scopes_on(seat: &SeatRow, day: &str) -> Vec<String> {
    scopes(seat.family_on(day), seat.path_on(day), &seat.position)
}

/// Composes the sets of these scopes as they are on a day. Sets of other scopes and days are passed over.
pub(super) fn compose(scopes: &[String], sets: &[SetRow], day: &str) -> Standing {
    let held = |scope: &String| sets.iter().find(|s| s.scope == *scope && holds_on(s, day));
    let mut found: Vec<&SetRow> = scopes.iter().filter_map(held).collect();
    let base = match found.first() {
        Some(first) if first.kind == "family" => indicators(found.remove(0)),
        _ => vec![],
    };
    let layers: Vec<Vec<Indicator>> = found.iter().map(|s| indicators(s)).collect();
    let slices: Vec<&[Indicator]> = layers.iter().map(Vec::as_slice).collect();
    let (rows, flaws) = effective(&base, &slices);
    let bare = |set: &SetRow| SetRow {
        rows: vec![],
        ..set.clone()
    };
    Standing {
        rows,
        sets: scopes.iter().filter_map(held).map(bare).collect(),
        flaws: flaws.into_iter().map(|(_, flaw)| flaw).collect(),
    }
}

impl Daybook {
    /// What holds for a post; of today it is kept in memory until a set is agreed.
    pub(crate) async fn standing(&self, seat: &SeatRow, day: &str) -> Result<Arc<Standing>> {
        let key = format!("{}@{day}", seat.position);
        let today = day == self.today();
        if today && let Some(known) = self.cache.standings.get(&key) {
            return Ok(known);
        }
        let turn = self.cache.turn(TURN);
        let scopes = scopes_on(seat, day);
        let sets = self.db().sets_in_scopes(&scopes).await?;
        let standing = Arc::new(compose(&scopes, &sets, day));
        if today {
            self.cache.keep(
                TURN,
                turn,
                || self.cache.standings.insert(key.clone(), standing.clone()),
                || {
                    self.cache.standings.remove(&key);
                },
            );
        }
        Ok(standing)
    }
}

/// What holds for a post on a day, out of all sets there are: for many posts at once.
pub(crate) fn composed(seat: &SeatRow, sets: &[SetRow], day: &str) -> Vec<Indicator> {
    compose(&scopes_on(seat, day), sets, day).rows
}

/// The indicators of all the reader's posts today, each once: what a record can be tied to.
pub async fn mine(daybook: &Daybook, actor: &Actor) -> Result<Vec<Indicator>> {
    let profile = daybook.profile(&actor.person).await?;
    let today = daybook.today();
    let mut all: Vec<Indicator> = Vec::new();
    for seat in &profile.seats {
        for row in &daybook.standing(seat, &today).await?.rows {
            if !all.iter().any(|known| known.id == row.id) {
                all.push(row.clone());
            }
        }
    }
    Ok(all)
}

/// The same with those that held on a day for the posts held on it: a late record is of its day.
pub(crate) async fn mine_on(daybook: &Daybook, actor: &Actor, day: NaiveDate) -> Result<Vec<Indicator>> {
    let mut all = mine(daybook, actor).await?;
    if day == daybook.clock.today() {
        return Ok(all);
    }
    let (profile, day) = (daybook.profile(&actor.person).await?, day.to_string());
    let seats = profile.seats.iter().chain(&profile.other);
    let held: Vec<&SeatRow> = seats
        .filter(|seat| holds(seat.starts.as_deref(), seat.ends.as_deref(), &day))
        .collect();
    for seat in held {
        for row in &daybook.standing(seat, &day).await?.rows {
            if !all.iter().any(|known| known.id == row.id) {
                all.push(row.clone());
            }
        }
    }
    Ok(all)
}

/// The name of one of these, by id.
pub(super) fn named<'a>(rows: &'a [Indicator], id: &str) -> Option<&'a Indicator> {
    rows.iter().find(|row| row.id == IndicatorId::from(id))
}
