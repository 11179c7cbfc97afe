//! From a question's fields to what the index lets through.

use super::Asked;
use super::find::Filter;
use super::index::Index;
use super::people::{Among, People};
use super::source::day;
use crate::Result;
use domain::permission::Actor;
use domain::record::led_lanes;
use domain::search::{Ask, Kind, open_lanes};
use domain::{Scope, Violation};
use std::collections::HashSet;

/// The first and the last day asked for, as days from the common era.
pub(super) fn days(ask: &Ask) -> Result<(i32, i32)> {
    let read = |text: &str, without: i32| match text.trim() {
        "" => Ok(without),
        given => day(given).ok_or_else(|| Violation::DayUnreadable {
            given: given.chars().take(20).collect(),
        }),
    };
    Ok((read(&ask.from, i32::MIN)?, read(&ask.to, i32::MAX)?))
}

/// Lanes of which one must be there, by number.
struct Lanes(Vec<bool>);

impl Lanes {
    fn of(index: &Index, lanes: impl IntoIterator<Item = String>) -> Self {
        let mut wanted = vec![false; index.lanes()];
        for number in lanes.into_iter().filter_map(|lane| index.lane(&lane)) {
            if let Some(place) = wanted.get_mut(number as usize) {
                *place = true;
            }
        }
        Self(wanted)
    }

    fn meet(&self, set: &[u32]) -> bool {
        set.iter()
            .any(|lane| self.0.get(*lane as usize).copied().unwrap_or_default())
    }
}

/// Which people the fields leave. Nobody (none), when they ask for what people have not: days, files, what belongs to an item or an
/// indicator.
pub(super) fn among(people: &People, ask: &Ask, actor: &Actor) -> Option<Among> {
    let given = |field: &str| !field.trim().is_empty();
    if given(&ask.from) || given(&ask.to) || !ask.files.is_empty() {
        return None;
    }
    let below = |unit: &str| format!("sub:{unit}");
    let mut among = Among {
        lanes: vec![open_lanes(actor).into_iter().collect()],
        named: vec![],
    };
    if ask.scope == "mine" {
        among.named.push(HashSet::from([actor.person.0.clone()]));
    }
    match Scope::parse(&ask.scope) {
        Scope::Led => among.lanes.push(led_lanes(actor).into_iter().collect()),
        Scope::Granted => (among.lanes).push(actor.granted.iter().map(|u| format!("gr:{u}")).collect()),
        Scope::Unit(unit) => among.lanes.push(HashSet::from([below(unit.as_str())])),
        Scope::Person(person) => among.named.push(HashSet::from([person.0])),
        Scope::Plan(_) | Scope::Indicator(..) => return None,
        Scope::All | Scope::Mentioned => {}
    }
    if given(&ask.who) {
        let named = people.named(ask.who.trim());
        among.named.push(named.into_iter().map(str::to_owned).collect());
    }
    if given(&ask.unit) {
        let units = people.units_named(ask.unit.trim());
        among.lanes.push(units.into_iter().map(below).collect());
    }
    Some(among)
}

pub(super) fn of(index: &Index, people: &People, asked: &Asked) -> Filter {
    let Asked { ask, actor, days, .. } = asked;
    let mut lanes = vec![Lanes::of(index, open_lanes(actor))];
    let mut authors: Option<HashSet<u32>> = None;
    let mut by = |people: HashSet<&str>| {
        let numbers: HashSet<u32> = people.into_iter().filter_map(|p| index.author(p)).collect();
        authors = Some(match &authors {
            Some(known) => known & &numbers,
            None => numbers,
        });
    };
    let below = |unit: &str| format!("sub:{unit}");
    if ask.scope == "mine" {
        by(HashSet::from([actor.person.as_str()]));
    }
    match Scope::parse(&ask.scope) {
        Scope::Led => lanes.push(Lanes::of(index, led_lanes(actor))),
        Scope::Granted => lanes.push(Lanes::of(index, actor.granted.iter().map(|u| format!("gr:{u}")))),
        Scope::Unit(unit) => lanes.push(Lanes::of(index, [below(unit.as_str())])),
        Scope::Person(person) => by(HashSet::from([person.as_str()])),
        Scope::Plan(item) => lanes.push(Lanes::of(index, [format!("pi:{item}")])),
        Scope::Indicator(person, indicator) => lanes.push(Lanes::of(index, [format!("in:{person}:{indicator}")])),
        Scope::All | Scope::Mentioned => {}
    }
    if !ask.who.trim().is_empty() {
        by(people.named(ask.who.trim()));
    }
    if !ask.unit.trim().is_empty() {
        lanes.push(Lanes::of(
            index,
            people.units_named(ask.unit.trim()).into_iter().map(below),
        ));
    }
    Filter {
        sets: index.sets.iter().map(|set| lanes.iter().all(|l| l.meet(set))).collect(),
        kinds: Kind::parse(&ask.kind).map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]),
        authors,
        from: days.0,
        to: days.1,
        files: !ask.files.is_empty(),
    }
}
