//! What was chosen for a new period, checked as a whole before anything is written.

use super::super::roster::Roster;
use super::super::{day, rules};
use super::{Opening, later};
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::assessment::calendar::whole_year;
use domain::assessment::dossier::{Bodies, Named, Period, UnitPart};
use domain::assessment::process::{Kind, Role};
use domain::assessment::{Ruleset, Words};
use domain::{UnitId, Violation};
use std::sync::Arc;

/// The kind of a special assessment as a form sends it. It goes the way of a usual one.
const SPECIAL: &str = "special";
/// Characters of a title, and of a task.
const TITLE: u32 = 80;
/// Days of the longest period.
const LONGEST: i64 = 366;
/// Units, and people on a body.
const MOST_UNITS: usize = 500;
const MOST_NAMED: usize = 60;
/// Characters of a mark.
const MARK: usize = 40;

pub(super) struct Checked {
    pub period: Period,
    pub people: usize,
    pub roster: Roster,
}

pub(super) async fn check(daybook: &Daybook, opening: &Opening) -> Result<Checked> {
    let title = titled(&opening.title)?;
    let special = task(opening)?;
    let (first, last) = days(opening)?;
    let ruleset = ruleset(daybook, opening)?;
    let pack = ruleset.pack();
    let kind = super::super::load::kind(&opening.kind);
    rules::fits(pack, kind)?;
    if kind == Kind::Year && !opening.short_year {
        of_a_year(first, last)?;
    }
    let roster = Roster::read(daybook, &daybook.db()).await?;
    let units = units(&roster, opening)?;
    let ids: Vec<UnitId> = units.iter().map(|u| u.unit.clone()).collect();
    let (later, people) = later::chosen(&roster, &ids, last, opening)?;
    let bodies = Bodies {
        committee: named(&roster, &opening.committee)?,
        deciding: named(&roster, &opening.deciding)?,
        re_review: named(&roster, &opening.re_review)?,
        appeal: named(&roster, &opening.appeal)?,
    };
    bodies_fit(&ruleset, kind, &bodies)?;
    let calendar = daybook.rules.calendar(&pack.calendar).cloned();
    let period = Period {
        kind,
        title,
        special,
        first,
        last,
        opened: daybook.clock.today(),
        later,
        units,
        bodies,
        pack: pack.to_toml().map_err(|error| Error::Unavailable(error.to_string()))?,
        digest: ruleset.digest().to_owned(),
        calendar: calendar.ok_or_else(|| Error::Unavailable(format!("no calendar {}", pack.calendar)))?,
        raised: vec![],
        invited: if pack.rating.is_some() {
            super::super::count(people)
        } else {
            0
        },
        decisions: 0,
        withdrawn: None,
        remarks: vec![],
    };
    Ok(Checked { period, people, roster })
}

/// A title, on one line.
fn titled(text: &str) -> Result<String> {
    let title = domain::text::accept(text, TITLE)?;
    Ok(title.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What a special assessment is about. Nothing else has a task: with one it was not meant to be usual.
fn task(opening: &Opening) -> Result<Option<String>> {
    let special = opening.kind == SPECIAL;
    if special == opening.task.trim().is_empty() {
        let words = Words::new(
            "专项考核要写明针对什么任务，其他考核没有任务。请选“专项考核”并写任务，或把任务清空。",
            "A special assessment says which task it is about; no other has one. Choose “Special assessment” and give the task, or clear it.",
        );
        return Err(Violation::Assess { words }.into());
    }
    special.then(|| titled(&opening.task)).transpose()
}

fn days(opening: &Opening) -> Result<(NaiveDate, NaiveDate)> {
    let (first, last) = (day(&opening.first)?, day(&opening.last)?);
    let days = (last - first).num_days();
    match (0..LONGEST).contains(&days) {
        true => Ok((first, last)),
        false => Err(Violation::PeriodDays.into()),
    }
}

/// The days of a period cannot be changed: a year that was opened with those of a quarter could not be put right.
fn of_a_year(first: NaiveDate, last: NaiveDate) -> Result<()> {
    if whole_year(first, last) {
        return Ok(());
    }
    let words = Words::new(
        format!(
            "年度考核按完整的十二个月进行，填的是 {first} 至 {last}。请核对名称和日期；确实不是完整一年的，在日期下面勾选确认后再启动。"
        ),
        format!(
            "An annual assessment is about twelve whole months; the days were {first} to {last}. Check title and days; where it really is no whole year, tick so below the days and open it."
        ),
    );
    Err(Violation::Assess { words }.into())
}

fn ruleset(daybook: &Daybook, opening: &Opening) -> Result<Arc<Ruleset>> {
    daybook.rules.laid(&opening.pack, &opening.overlays).map_err(|flaws| {
        let text = rules::words(&flaws);
        Violation::PackFlawed { text }.into()
    })
}

/// Units by id, each once; one below another chosen one has its places with that one.
fn units(roster: &Roster, opening: &Opening) -> Result<Vec<UnitPart>> {
    let mut parts: Vec<UnitPart> = Vec::new();
    for id in opening.units.iter().filter(|id| !id.is_empty()) {
        let unit = roster.units.get(id).ok_or(Violation::PeriodNoUnits)?;
        if !parts.iter().any(|p| p.unit.as_str() == id) {
            parts.push(UnitPart {
                unit: id.as_str().into(),
                name: unit.name.clone(),
                marks: marks(opening, id),
            });
        }
    }
    match (1..=MOST_UNITS).contains(&parts.len()) {
        true => Ok(parts),
        false => Err(Violation::PeriodNoUnits.into()),
    }
}

fn marks(opening: &Opening, unit: &str) -> Vec<String> {
    let of_unit = opening
        .marks
        .iter()
        .filter_map(|m| m.split_once(':'))
        .filter(|(u, _)| *u == unit);
    let mut marks: Vec<String> = of_unit
        .map(|(_, mark)| mark.trim().chars().take(MARK).collect())
        .collect();
    marks.retain(|m: &String| !m.is_empty());
    marks.sort();
    marks.dedup();
    marks
}

fn named(roster: &Roster, ids: &[String]) -> Result<Vec<Named>> {
    let mut named: Vec<Named> = Vec::new();
    for id in ids.iter().filter(|id| !id.is_empty()).take(MOST_NAMED) {
        let name = roster.name(id).ok_or(Error::NotFound)?;
        if !named.iter().any(|n| n.id.as_str() == id) {
            named.push(Named {
                id: id.as_str().into(),
                name: name.to_owned(),
            });
        }
    }
    Ok(named)
}

/// A step that only a body can take needs somebody on one.
pub(in crate::assess) fn bodies_fit(ruleset: &Ruleset, kind: Kind, bodies: &Bodies) -> Result<()> {
    let staffed = |role: &Role| match role {
        Role::Committee => !bodies.committee.is_empty(),
        Role::DecidingHead => !bodies.deciding.is_empty(),
        Role::ReviewBody => !bodies.re_review.is_empty(),
        Role::AppealBody => !bodies.appeal.is_empty(),
        _ => true,
    };
    let steps = ruleset.pack().step.iter().filter(|s| s.of == kind);
    let lacking = steps.filter(|s| !s.by.iter().any(staffed)).find_map(|s| s.by.first());
    match lacking {
        Some(role) => Err(Violation::PeriodNoBody { role: *role }.into()),
        None => Ok(()),
    }
}
