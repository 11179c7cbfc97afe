//! Items out of a table: read and checked cell by cell first, written all at once when its reader says so.

mod owners;
mod read;
mod units;

pub(super) use read::COLUMNS;

use super::assign::led_spot;
use super::put::{New, put};
use super::spot::{Spot, own_spot};
use crate::import::kept::Kept;
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{Breach, Draft, Field};
use domain::view::FindingView;
use domain::view::plan::{ImportRow, PlanImport};
use domain::{Lang, PersonId, PlanItemId, UnitId, Violation};
use owners::Owners;

pub(crate) type Imports = Kept<Checked>;

#[derive(Clone)]
pub(crate) struct Checked {
    file: String,
    rows: Vec<Row>,
    findings: Vec<Finding>,
    done: bool,
}

#[derive(Clone)]
struct Row {
    line: u32,
    draft: Draft,
    owner: PersonId,
    owner_name: String,
    /// The unit as its cell names it; empty for the first of the owner's.
    given: String,
    /// The unit that the cell means; empty where it names none.
    unit: UnitId,
    /// Where the item will stand, to be read.
    unit_name: String,
}

#[derive(Clone)]
struct Finding {
    line: u32,
    field: Option<Field>,
    words: [String; 2],
}

impl Finding {
    fn new(line: u32, field: Option<Field>, breach: &Breach) -> Self {
        Self {
            line,
            field,
            words: [breach.words(Lang::Zh), breach.words(Lang::En)],
        }
    }
}

/// Reads and checks a table; the id is for [`report`] and [`apply`]. Nothing is written.
pub async fn check(daybook: &Daybook, actor: &Actor, file: &str, bytes: &[u8]) -> Result<String> {
    daybook.throttle.writing(&actor.person)?;
    let owners = Owners::of(daybook, actor).await?;
    let today = daybook.clock.today();
    let (rows, mut findings) = read::read(bytes, &owners, today);
    let rows = units::place(daybook, actor, rows, &mut findings).await?;
    findings.sort_by_key(|f| f.line);
    let checked = Checked {
        file: file.chars().take(200).collect(),
        rows,
        findings,
        done: false,
    };
    Ok(daybook.plan_imports.add(&actor.person, checked))
}

/// What was found in a table of the actor's.
pub fn report(daybook: &Daybook, actor: &Actor, id: &str, lang: Lang) -> Result<PlanImport> {
    let checked = checked(daybook, actor, id)?;
    let told = |f: &Finding| FindingView {
        file: checked.file.clone(),
        line: f.line,
        column: f.field.map(|field| field.words(lang).to_owned()),
        error: true,
        words: lang.pick(&f.words[0], &f.words[1]).clone(),
    };
    Ok(PlanImport {
        id: id.to_owned(),
        findings: checked.findings.iter().map(told).collect(),
        rows: (checked.rows.iter())
            .map(|row| ImportRow {
                line: row.line,
                title: row.draft.title.clone(),
                owner: row.owner_name.clone(),
                unit: row.unit_name.clone(),
                due: row.draft.due.clone(),
            })
            .collect(),
        file: checked.file,
        done: checked.done,
    })
}

fn checked(daybook: &Daybook, actor: &Actor, id: &str) -> Result<Checked> {
    daybook.plan_imports.find(&actor.person, id).ok_or(Error::NotFound)
}

/// Writes a checked table: all its items in one act. A second time writes nothing.
pub async fn apply(daybook: &Daybook, actor: &Actor, id: &str) -> Result<PlanItemId> {
    daybook.throttle.writing(&actor.person)?;
    let gone = || Error::from(Violation::from(Breach::ImportGone));
    if !daybook.plan_imports.knows(id) {
        return Err(gone());
    }
    let checked = checked(daybook, actor, id)?;
    if !checked.findings.is_empty() || checked.rows.is_empty() {
        return Err(gone());
    }
    let today = daybook.clock.today();
    let mut new = Vec::with_capacity(checked.rows.len());
    for row in &checked.rows {
        let (name, spot) = spot_now(daybook, actor, row).await?;
        let (substance, note) = row
            .draft
            .accept(Some(row.owner.clone()), today, None)
            .map_err(Violation::from)?;
        new.push(New {
            substance,
            note,
            owner_name: name,
            spot,
            serves: vec![],
            same: None,
        });
    }
    let handed = checked.rows.iter().any(|row| row.owner != actor.person);
    let act = if handed { Act::PlanAssigned } else { Act::PlanWritten };
    let first = put(daybook, actor, act, new, id).await?;
    daybook.plan_imports.change(id, |checked| checked.done = true);
    Ok(first)
}

/// Where a row's item stands as things are now: since the table was checked its owner may have left the unit.
async fn spot_now(daybook: &Daybook, actor: &Actor, row: &Row) -> Result<(String, Spot)> {
    let found = if row.owner == actor.person {
        own_spot(daybook, actor, &row.unit).await
    } else {
        led_spot(daybook, actor, &row.owner, &row.unit).await
    };
    let there = match &found {
        Ok((_, spot)) => spot.unit == row.unit.as_str(),
        Err(Error::NotFound) => false,
        Err(_) => true,
    };
    if there || row.unit.as_str().is_empty() {
        return found;
    }
    let (name, unit) = (row.owner_name.clone(), row.unit_name.clone());
    Err(Violation::from(Breach::NoPostThere { name, unit }).into())
}

#[cfg(test)]
mod tests;
