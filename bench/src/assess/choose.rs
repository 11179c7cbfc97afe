//! Which units take part, who is on the bodies, and whose board is read: from the organisation as it is stored.

use crate::Result;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Units of a period at most, as the service has it.
const MOST_UNITS: usize = 500;
/// People that a board lists.
const BOARD: usize = 600;
/// A team: people of the smaller board that is read.
const TEAM: usize = 12;

/// What was opened, for those who close it.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    /// Empty until the period is open.
    pub period: String,
    /// People who take part.
    pub people: usize,
    /// Units whose places are shared out, by id.
    pub units: Vec<String>,
    pub committee: String,
    pub deciding: String,
    pub re_review: String,
    pub appeal: String,
    /// The personnel office.
    pub personnel: String,
    /// Units whose boards are read: one of a dozen people, and the largest that takes part.
    pub team: String,
    pub largest: String,
}

/// Somebody's place: person, units from the root down, heads the last of them.
pub(super) struct Seat {
    pub person: String,
    pub path: Vec<String>,
    pub leads: bool,
}

/// All people below the organisations take part, in the largest units that a board can list as far as there are such; the bodies are heads of organisations, who
/// take no part themselves.
pub(super) fn choose(seats: &[Seat]) -> Result<Plan> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for unit in seats.iter().flat_map(|s| s.path.iter().skip(1)) {
        *counts.entry(unit).or_default() += 1;
    }
    let most = |units: &BTreeMap<&str, usize>| units.values().copied().max().unwrap_or_default();
    let depths = (2..8).map(|depth| at_depth(seats, depth));
    let fitting = depths.filter(|units| (1..=MOST_UNITS).contains(&units.len()));
    // In an organisation that was grown on few units some are larger than a board, at any depth.
    let units = fitting
        .min_by_key(|units| most(units).max(BOARD))
        .ok_or("there are no units, or too many, for a period")?;
    let mut heads: Vec<&str> = seats
        .iter()
        .filter(|s| s.leads && s.path.len() == 1)
        .map(|s| s.person.as_str())
        .collect();
    heads.sort_unstable();
    heads.dedup();
    let head = |n: usize| heads.get(n % heads.len().max(1)).map(|h| (*h).to_owned());
    let nobody = "nobody heads an organisation";
    let below = counts.iter().filter(|(unit, _)| !units.contains_key(**unit));
    let team = below.min_by_key(|(unit, many)| (many.abs_diff(TEAM), **unit));
    let listed = |many: usize| if many <= BOARD { many } else { 0 };
    let largest = units.iter().max_by_key(|(unit, many)| (listed(**many), **unit));
    Ok(Plan {
        period: String::new(),
        people: units.values().sum(),
        committee: head(0).ok_or(nobody)?,
        deciding: head(1).ok_or(nobody)?,
        re_review: head(2).ok_or(nobody)?,
        appeal: head(3).ok_or(nobody)?,
        personnel: String::new(),
        team: team.map(|(unit, _)| (*unit).to_owned()).ok_or("there are no teams")?,
        largest: largest
            .map(|(unit, _)| (*unit).to_owned())
            .ok_or("there are no units")?,
        units: units.into_keys().map(str::to_owned).collect(),
    })
}

/// Units of a depth (1 is a root), and those that end above it, each with its people; roots take no part.
fn at_depth(seats: &[Seat], depth: usize) -> BTreeMap<&str, usize> {
    let mut units: BTreeMap<&str, usize> = BTreeMap::new();
    for seat in seats.iter().filter(|s| s.path.len() > 1) {
        if let Some(unit) = seat.path.get(depth.min(seat.path.len()) - 1) {
            *units.entry(unit).or_default() += 1;
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(person: &str, path: &str, leads: bool) -> Seat {
        Seat {
            person: person.into(),
            path: path.split('/').map(str::to_owned).collect(),
            leads,
        }
    }

    #[test]
    fn units_are_the_largest_that_a_board_can_list_and_bodies_take_no_part() {
        let mut seats = vec![seat("m1", "a", true), seat("m2", "b", true), seat("p", "a/x", true)];
        seats.extend((0..700).map(|n| seat(&format!("n{n}"), if n % 2 == 0 { "a/x/r" } else { "a/x/s" }, false)));
        seats.extend((0..11).map(|n| seat(&format!("t{n}"), "b/y/t", false)));
        let plan = choose(&seats).unwrap();
        // x alone has 701 people: one level deeper none has more than 350. Its head's place is shared in x itself.
        assert_eq!(plan.units, ["r", "s", "t", "x"]);
        assert_eq!(plan.people, 712);
        assert_eq!([&plan.committee, &plan.deciding, &plan.re_review], ["m1", "m2", "m1"]);
        assert_eq!((plan.team.as_str(), plan.largest.as_str()), ("y", "s"));
    }

    #[test]
    fn an_organisation_without_heads_is_refused() {
        assert!(choose(&[seat("p", "a/x/y", false)]).is_err());
    }
}
