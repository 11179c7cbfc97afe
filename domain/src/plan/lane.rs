//! The lists an item stands in. Each is one forward scan in the store, by due date or newest first.

use super::{Item, State, Waits};
use crate::{PersonId, PositionId, UnitId};
use chrono::{Datelike, NaiveDate};

/// A list and the item's order in it.
pub type Place = (String, i64);

/// By due date, spread within the day by the id, so that two items are never at one place.
pub fn rank(due: NaiveDate, id: &str) -> i64 {
    rank_from(due) + spread(id, 1_000_000_000)
}

/// The first place of a day: whatever is due earlier stands before it.
pub fn rank_from(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce()) * 1_000_000_000
}

fn spread(id: &str, most: i64) -> i64 {
    // FNV-1a: any even spread will do.
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    i64::try_from(hash % u64::try_from(most).unwrap_or(1)).unwrap_or_default()
}

/// Where an item stands.
///
/// - `me:P` open items of a person, and `end:P` ended ones, newest first
/// - `sub:U` open items in a unit and all below it, `gone:U` ended ones, newest first
/// - `free:U` open items of the unit itself that nobody has
/// - `to:P` waits for an answer of the person, `at:POST` for one of the post's holder
/// - `set:P` what a person set for others, open
///
/// `post` is the one that is asked to agree; `changed` is when its state was last changed, ms.
pub fn places(id: &str, item: &Item, path: &[UnitId], post: Option<&PositionId>, changed: i64) -> Vec<Place> {
    let due = rank(item.substance.due, id);
    let newest = -(changed * 1_000 + spread(id, 1_000));
    let owner = item.substance.owner.as_ref();
    let mut places = Vec::new();
    if item.state.open() {
        places.extend(owner.map(|p| (format!("me:{p}"), due)));
        places.extend(path.iter().map(|u| (format!("sub:{u}"), due)));
        if owner.is_none() {
            places.extend(path.last().map(|u| (format!("free:{u}"), due)));
        }
        if owner != Some(&item.set_by) {
            places.push((format!("set:{}", item.set_by), due));
        }
    } else {
        places.extend(owner.map(|p| (format!("end:{p}"), newest)));
        places.extend(path.iter().map(|u| (format!("gone:{u}"), newest)));
    }
    if item.state == State::Proposed {
        let asked = match item.waits {
            Waits::Nobody => None,
            Waits::Owner => owner.map(|p: &PersonId| format!("to:{p}")),
            Waits::Setter => Some(format!("to:{}", item.set_by)),
            Waits::Leader => post.map(|p| format!("at:{p}")),
        };
        places.extend(asked.map(|lane| (lane, due)));
    }
    places
}
