use super::load::period;
use super::manages;
use super::pack_sheet::sheet;
use super::roster::Roster;
use crate::{Daybook, Result};
use chrono::{Datelike, NaiveDate};
use domain::Lang;
use domain::assessment::Words;
use domain::assessment::pack::Cycle;
use domain::assessment::process::Kind;
use domain::permission::Actor;
use domain::plan::{Horizon, period as stretch};
use domain::view::UnitRef;
use domain::view::assess::NewPeriod;

/// People found for a name, and units to choose from.
const FOUND: usize = 50;
const UNITS: usize = 2_000;

/// What the form of a new period offers: packs with the one chosen read out, units, people found by a part of the name, and the days
/// that are next by the cycle.
pub async fn new_period(
    daybook: &Daybook,
    actor: &Actor,
    pack: &str,
    overlays: &[String],
    part: &str,
) -> Result<NewPeriod> {
    manages(actor)?;
    let roster = Roster::read(daybook, &daybook.db()).await?;
    let packs = daybook.rules.choices();
    let mut new = NewPeriod {
        chosen: None,
        flaws: vec![],
        units: units(&roster),
        people: vec![],
        more: false,
        title: String::new(),
        first: String::new(),
        last: String::new(),
        marks: vec![],
        kinds: Kind::ALL.to_vec(),
        later: None,
        packs,
    };
    let part: String = part.chars().take(60).collect();
    (new.people, new.more) = roster.find(&part, FOUND);
    if pack.is_empty() {
        return Ok(new);
    }
    match daybook.rules.laid(pack, overlays) {
        Ok(ruleset) => {
            let found = ruleset.pack();
            new.kinds = found.kinds();
            let tilts = found.quota.iter().flat_map(|q| &q.tilt);
            new.marks = tilts.map(|t| t.mark.clone()).collect();
            new.marks.sort();
            new.marks.dedup();
            let (title, first, last) = next(daybook, found.cycle).await?;
            (new.title, new.first, new.last) = (title, first.to_string(), last.to_string());
            new.chosen = Some(sheet(&ruleset));
        }
        Err(flaws) => {
            new.flaws = flaws
                .iter()
                .map(|f| Words::new(f.words(Lang::Zh), f.words(Lang::En)))
                .collect()
        }
    }
    Ok(new)
}

fn units(roster: &Roster) -> Vec<(UnitRef, u32)> {
    let units = roster
        .counted_units()
        .into_iter()
        .filter(|(_, people)| *people > 0)
        .take(UNITS);
    let units = units.map(|(unit, people)| {
        let name = roster.names_down(&unit.path).join(" / ");
        let id = unit.id.as_str().into();
        (UnitRef { id, name }, people)
    });
    units.collect()
}

/// The stretch after the newest period of this length; without one the stretch that today is in. Special ones keep to no cycle.
async fn next(daybook: &Daybook, cycle: Cycle) -> Result<(String, NaiveDate, NaiveDate)> {
    let db = daybook.db();
    let mut today = daybook.clock.today();
    for row in db.periods(i64::MIN, 40).await? {
        let opened = period(daybook, &db, &row.id.as_str().into()).await?;
        let known = &opened.period;
        let (first, last, _) = of_cycle(cycle, known.first);
        if known.special.is_none() && !opened.withdrawn() && (first, last) == (known.first, known.last) {
            today = last.succ_opt().unwrap_or(today);
            break;
        }
    }
    let (first, last, title) = of_cycle(cycle, today);
    Ok((title, first, last))
}

/// The stretch of a cycle that a day is in, with its name.
fn of_cycle(cycle: Cycle, day: NaiveDate) -> (NaiveDate, NaiveDate, String) {
    let year = day.year();
    let of = |horizon| {
        let found = stretch(horizon, day);
        (found.first, found.last)
    };
    match cycle {
        Cycle::Month => {
            let (first, last) = of(Horizon::Month);
            (first, last, day.format("%Y-%m").to_string())
        }
        Cycle::Quarter => {
            let (first, last) = of(Horizon::Quarter);
            (first, last, format!("{year} Q{}", day.month0() / 3 + 1))
        }
        Cycle::HalfYear => {
            let second = day.month() > 6;
            let at = |month, day| NaiveDate::from_ymd_opt(year, month, day);
            let (first, last) = if second {
                (at(7, 1), at(12, 31))
            } else {
                (at(1, 1), at(6, 30))
            };
            let title = format!("{year} H{}", 1 + u8::from(second));
            (first.unwrap_or(day), last.unwrap_or(day), title)
        }
        Cycle::Year => {
            let (first, last) = of(Horizon::Year);
            (first, last, year.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_whole() {
        let of = |cycle, day: &str| {
            let (first, last, title) = of_cycle(cycle, day.parse().unwrap());
            format!("{title}: {first} {last}")
        };
        assert_eq!(of(Cycle::Quarter, "2026-11-28"), "2026 Q4: 2026-10-01 2026-12-31");
        assert_eq!(of(Cycle::HalfYear, "2026-06-30"), "2026 H1: 2026-01-01 2026-06-30");
        assert_eq!(of(Cycle::Month, "2028-02-10"), "2028-02: 2028-02-01 2028-02-29");
        assert_eq!(of(Cycle::Year, "2026-01-01"), "2026: 2026-01-01 2026-12-31");
    }
}
