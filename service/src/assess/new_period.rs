use super::load::kind;
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
use store::assess::SpanRow;

/// People found for a name, and units to choose from.
const FOUND: usize = 50;
const UNITS: usize = 2_000;
/// Periods that are looked through for those whose days are taken, the newest first.
const PERIODS: u32 = 200;
/// A stretch is due when one of so many parts of it is left, or less.
const LEFT: i64 = 6;

type Days = (NaiveDate, NaiveDate);

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
        year: String::new(),
        marks: vec![],
        kinds: Kind::ALL.to_vec(),
        later: None,
        packs,
    };
    let part: String = part.chars().take(60).collect();
    (new.people, new.more) = roster.find(&part, FOUND);
    let (spans, today) = (
        daybook.db().period_spans(i64::MIN, PERIODS).await?,
        daybook.clock.today(),
    );
    (_, _, new.year) = next(Cycle::Year, today, &taken(&spans, Kind::Year));
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
            let (first, last, title) = next(found.cycle, today, &taken(&spans, Kind::Period));
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

/// The days that have a period of a kind. Special ones keep to no cycle, and one that was taken back leaves its days free.
fn taken(spans: &[SpanRow], of: Kind) -> Vec<Days> {
    let counts = |row: &&SpanRow| kind(&row.kind) == of && row.special.is_none() && row.state != "withdrawn";
    let days = |row: &SpanRow| Some((row.first.parse().ok()?, row.last.parse().ok()?));
    spans.iter().filter(counts).filter_map(days).collect()
}

/// The stretch that is due: the last one that has ended, or is about to; where it is taken the first after it that is not.
fn next(cycle: Cycle, today: NaiveDate, taken: &[Days]) -> (NaiveDate, NaiveDate, String) {
    let mut due = of_cycle(cycle, today);
    let (left, whole) = ((due.1 - today).num_days(), (due.1 - due.0).num_days() + 1);
    if left * LEFT > whole {
        due = of_cycle(cycle, due.0.pred_opt().unwrap_or(due.0));
    }
    for _ in taken {
        if taken.contains(&(due.0, due.1)) {
            due = of_cycle(cycle, due.1.succ_opt().unwrap_or(due.1));
        }
    }
    due
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
    fn what_has_ended_is_next_until_it_has_a_period() {
        let of = |cycle, today: &str, taken: &str| {
            let days = taken
                .split_whitespace()
                .map(|day| of_cycle(cycle, day.parse().unwrap()));
            let taken: Vec<Days> = days.map(|(first, last, _)| (first, last)).collect();
            next(cycle, today.parse().unwrap(), &taken).2
        };
        for (today, taken, title) in [
            // The year that is over, and from November on the one that is about to be.
            ("2027-01-04", "", "2026"),
            ("2027-06-30", "", "2026"),
            ("2027-11-01", "", "2027"),
            ("2027-01-04", "2026-05-01", "2027"),
            ("2027-01-04", "2025-05-01", "2026"),
        ] {
            assert_eq!(of(Cycle::Year, today, taken), title, "{today} {taken}");
        }
        for (today, taken, title) in [
            ("2026-04-01", "", "2026 Q1"),
            ("2026-04-10", "", "2026 Q1"),
            ("2026-06-14", "", "2026 Q1"),
            ("2026-06-15", "", "2026 Q2"),
            ("2026-04-01", "2026-01-01", "2026 Q2"),
            ("2026-04-01", "2026-07-01 2026-04-01 2026-01-01", "2026 Q4"),
        ] {
            assert_eq!(of(Cycle::Quarter, today, taken), title, "{today} {taken}");
        }
        assert_eq!(of(Cycle::Month, "2026-05-03", ""), "2026-04");
        assert_eq!(of(Cycle::Month, "2026-05-29", ""), "2026-05");
    }

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
