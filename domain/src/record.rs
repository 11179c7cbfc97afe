//! Rules of a record: its day, and the lanes of the feed it appears in.

use crate::permission::{Actor, RecordFacts};
use crate::view::Anchors;
use crate::{Audience, PersonId, PositionId, UnitId, Violation};
use chrono::NaiveDate;

/// How far back work can be entered, in days.
pub const OLDEST_DAYS: u32 = 366;
/// Minutes during which a comment can be edited (its history stays visible).
pub const COMMENT_EDIT_MINUTES: u32 = 15;

/// The day of the work: `given` as `YYYY-MM-DD`, or `today` when empty. Future days are refused, old ones are late entries.
pub fn day(given: &str, today: NaiveDate) -> Result<NaiveDate, Violation> {
    let given = given.trim();
    if given.is_empty() {
        return Ok(today);
    }
    let day = given.parse::<NaiveDate>().map_err(|_| Violation::DayUnreadable {
        given: given.chars().take(20).collect(),
    })?;
    let back = (today - day).num_days();
    match u32::try_from(back) {
        Err(_) => Err(Violation::DayInFuture),
        Ok(days) if days > OLDEST_DAYS => Err(Violation::DayTooOld {
            days,
            limit: OLDEST_DAYS,
        }),
        Ok(_) => Ok(day),
    }
}

/// One newest-first list that is a forward scan in the store.
///
/// - `own:U` what colleagues of unit U may read
/// - `gr:U` what holders of a grant on U (and so on all below it) may read
/// - `sub:U` what leaders of U may read: everything below that is not a draft
/// - `ln:P` what the holder of post P may read of people who report to P from units outside P's own subtree
pub type Lane = String;

/// The lanes a record with these facts belongs to. `covered` are posts of the line that lead a unit of the path.
pub fn lanes(facts: &RecordFacts, covered: &[PositionId]) -> Vec<Lane> {
    let mut lanes = Vec::new();
    if facts.audience == Audience::Draft {
        return lanes;
    }
    // What was withdrawn stays, as a trace, with its author and the leaders.
    let colleagues = matches!(facts.audience, Audience::Unit | Audience::Granted) && !facts.withdrawn;
    let guests = facts.audience == Audience::Granted && !facts.withdrawn;
    if let Some(unit) = facts.path.last()
        && colleagues
    {
        lanes.push(format!("own:{unit}"));
    }
    for unit in &facts.path {
        lanes.push(format!("sub:{unit}"));
        if guests {
            lanes.push(format!("gr:{unit}"));
        }
    }
    lanes.extend(
        facts
            .line
            .iter()
            .filter(|p| !covered.contains(p))
            .map(|p| format!("ln:{p}")),
    );
    lanes
}

/// Lanes of what a record is tied to: the work on a plan item, and what evidences an indicator of its author.
pub fn tied_lanes(author: &PersonId, audience: Audience, anchors: &Anchors) -> Vec<Lane> {
    if audience == Audience::Draft {
        return vec![];
    }
    let items = anchors.items.iter().map(|i| format!("pi:{}", i.id));
    let indicators = anchors.indicators.iter().map(|i| format!("in:{author}:{}", i.id));
    items.chain(indicators).collect()
}

/// The lanes whose merge is everything `actor` may read, own records aside; a unit below another led one is not repeated.
pub fn readable_lanes(actor: &Actor) -> Vec<Lane> {
    let led: Vec<&UnitId> = led_units(actor);
    let mut lanes: Vec<Lane> = led.iter().map(|u| format!("sub:{u}")).collect();
    for seat in &actor.seats {
        if !seat.path.iter().any(|u| led.contains(&u)) {
            lanes.push(format!("own:{}", seat.unit));
        }
        lanes.push(format!("ln:{}", seat.position));
    }
    lanes.extend(actor.granted.iter().map(|u| format!("gr:{u}")));
    lanes.sort();
    lanes.dedup();
    lanes
}

/// The lanes of all whom the actor leads: the units headed with what is below, and who reports to a post of the actor's from elsewhere.
pub fn led_lanes(actor: &Actor) -> Vec<Lane> {
    let units = led_units(actor).into_iter().map(|u| format!("sub:{u}"));
    units
        .chain(actor.seats.iter().map(|s| format!("ln:{}", s.position)))
        .collect()
}

/// Units the actor heads, without those below another of them.
pub fn led_units(actor: &Actor) -> Vec<&UnitId> {
    let heads: Vec<_> = actor.seats.iter().filter(|s| s.leads).collect();
    let mut led: Vec<&UnitId> = heads
        .iter()
        .filter(|s| !heads.iter().any(|o| o.unit != s.unit && s.path.contains(&o.unit)))
        .map(|s| &s.unit)
        .collect();
    led.sort();
    led.dedup();
    led
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission::{Action, Resource, Seat, decide};
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn days() {
        let today = date("2026-11-20");
        assert_eq!(day("", today), Ok(today));
        assert_eq!(day("2026-11-18", today), Ok(date("2026-11-18")));
        assert_eq!(day("2026-11-21", today), Err(Violation::DayInFuture));
        assert!(day("2020-01-01", today).is_err());
        assert!(matches!(day("20/11", today), Err(Violation::DayUnreadable { .. })));
    }

    fn path_of(unit: usize) -> Vec<UnitId> {
        // A tree of seven units: 0 over 1, 2; 1 over 3, 4; 2 over 5, 6.
        let mut path = vec![unit];
        while let Some(&top) = path.last() {
            if top == 0 {
                break;
            }
            path.push((top - 1) / 2);
        }
        path.iter().rev().map(|u| UnitId(format!("u{u}"))).collect()
    }

    proptest! {
        /// The lanes and the decision say the same: a record stands in one of the reader's lanes exactly when it may be read.
        #[test]
        fn lanes_agree_with_decisions(
            unit in 0usize..7, audience in 0usize..4, line in proptest::collection::vec(0usize..4, 0..3),
            seats in proptest::collection::vec((0usize..4, 0usize..7, any::<bool>()), 0..3), granted in proptest::collection::vec(0usize..7, 0..2), withdrawn: bool,
        ) {
            let actor = Actor {
                person: "reader".into(),
                seats: seats.iter().map(|(p, u, leads)| Seat { position: PositionId(format!("p{p}")), unit: UnitId(format!("u{u}")), path: path_of(*u), leads: *leads }).collect(),
                duties: vec![],
                granted: granted.iter().map(|u| UnitId(format!("u{u}"))).collect(),
            };
            let facts = RecordFacts {
                author: "writer".into(), path: path_of(unit), line: line.iter().map(|p| PositionId(format!("p{p}"))).collect(),
                audience: Audience::ALL[audience], withdrawn,
            };
            let covered: Vec<PositionId> = actor.seats.iter().filter(|s| s.leads && facts.path.contains(&s.unit)).map(|s| s.position.clone()).collect();
            let stands = lanes(&facts, &covered);
            let reads = readable_lanes(&actor).iter().any(|lane| stands.contains(lane));
            prop_assert_eq!(reads, decide(&actor, Action::ReadRecord, &Resource::Record(facts)).allowed);
        }
    }
}
