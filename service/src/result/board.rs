//! All proposals of a unit side by side, with the quota and its arithmetic: for those who calibrate and decide.
//!
//! Nobody sees himself here: how somebody is proposed is told with the result, not before.

mod choice;
mod order;
mod questions;
mod row;

use super::people::{Stood, stood};
use super::places::Places;
use super::quota::{Table, number, part_of, pooled};
use crate::assess::load::{self, Opened, WHOLE, heads};
use crate::assess::role::{heads_unit, of_period};
use crate::assess::{grade_names, known};
use crate::{Daybook, Error, Result};
use choice::Choice;
use domain::assessment::Words;
use domain::assessment::dossier::UnitPart;
use domain::assessment::process::{Act, Role, State};
use domain::permission::Actor;
use domain::view::UnitRef;
use domain::view::assess::{Board, BoardRow, Column, Sort};
use domain::{CourseId, PeriodId, UnitId};
pub(crate) use questions::{of_raters, questions};
pub(crate) use row::no_grade;
use std::collections::HashMap;
use std::sync::Arc;
use store::Db;
use store::assess::CourseHead;

/// People on one page; the arithmetic counts everybody.
const SHOWN: usize = 600;

/// All proposals of a unit and below it; with a family, of its posts alone and the hardest plan first. `from`: how many stand on the pages
/// before, where there are more than a page lists. `sort`: another order, as [`Sort`] writes it; what it does not know leaves the usual one.
pub async fn board(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    unit: &UnitId,
    (family, from, sort): (&str, u32, &str),
) -> Result<Board> {
    known(unit.as_str())?;
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, period).await?);
    let found = db
        .units([unit.as_str()])
        .await?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)?;
    let path: Vec<UnitId> = found.path.iter().map(|u| u.as_str().into()).collect();
    if !sees(actor, &opened, &path) {
        return Err(Error::NotFound);
    }
    let mut heads = heads(&db, &format!("in:{period}/{unit}"), WHOLE).await?;
    if heads.is_empty() {
        return Err(Error::NotFound);
    }
    heads.retain(|h| load::state(&h.state) != State::Excused);
    let page = (family, usize::try_from(from).unwrap_or_default(), SHOWN);
    let columns = order::columns(heads.len() > SHOWN);
    let sort = Sort::parse(sort, columns);
    let load = difficulty(&db, &opened, actor, &heads, family, sort).await?;
    let choice = Choice::of(actor, &opened, unit.as_str(), &heads, page, &load, sort);
    let all = stood(daybook, &db, &opened, &choice.shown).await?;
    let parts = parts_of(&opened, &path, &heads);
    let places = match whole_part(&opened, &parts, unit) {
        // Everybody that the places are shared among is at hand.
        Some(part) if all.len() == heads.len() => {
            let members = all.iter().map(|s| s.member.clone()).collect();
            Places::of(&opened, std::slice::from_ref(part), members)
        }
        _ => Places::read(daybook, &db, &opened, Some(&parts)).await?,
    };
    let mut others: Vec<&Stood> = all.iter().filter(|s| s.member.person != actor.person).collect();
    let people: Vec<String> = others.iter().map(|s| s.member.person.0.clone()).collect();
    let load = row::Load::read(&db, &opened, unit, &people).await?;
    let scored = others.iter().any(|s| s.case.score.is_some());
    let offered = |column: &Column| scored || *column != Column::Score;
    let sort = sort.filter(|s| offered(&s.by));
    let (grades, asks) = (
        grade_names(opened.pack(), opened.stage()),
        questions(opened.pack().scale(opened.stage()), &others),
    );
    if let Some(sort) = sort {
        order::people(&mut others, sort, &grades, &load.difficulty);
    }
    let rows = row::rows(actor, &opened, &others, &load);
    let may = |act: Act| rows.iter().any(|r| r.acts.contains(&act));
    Ok(Board {
        period: opened.line(),
        unit: UnitRef {
            id: unit.clone(),
            name: found.name,
        },
        grades,
        quotas: places.tables.iter().map(|t| t.sheet(&actor.person)).collect(),
        steps: steps(&places.tables, &parts, actor, heads.iter().any(|h| own(actor, h))),
        cut: cut(&places, actor, &heads),
        questions: asks,
        may_calibrate: may(Act::Calibrate),
        may_decide: may(Act::Decide),
        families: families(actor, &heads),
        rows: of_family(rows, family, sort.is_some()),
        family: family.to_owned(),
        columns: columns.iter().copied().filter(offered).collect(),
        sort,
        people: number(choice.people),
        from: number(choice.from),
    })
}

/// Heads of the unit or of one above, those who calibrate and decide, and the personnel office.
fn sees(actor: &Actor, opened: &Opened, path: &[UnitId]) -> bool {
    let roles = of_period(actor, &opened.period);
    let by_body = [Role::Committee, Role::DecidingHead, Role::Personnel];
    by_body.iter().any(|r| roles.contains(r)) || heads_unit(actor, path)
}

/// What the people of a family, or all where that is chosen, are put in order by where they are more than a page lists; of all others it is
/// read with their rows.
async fn difficulty(
    db: &Db,
    opened: &Opened,
    actor: &Actor,
    heads: &[CourseHead],
    family: &str,
    sort: Option<Sort>,
) -> Result<HashMap<String, u32>> {
    let asked = !family.is_empty() || sort.is_some_and(|s| s.by == Column::Difficulty);
    if !asked || heads.len() <= SHOWN {
        return Ok(HashMap::new());
    }
    let of_family = (heads.iter()).filter(|h| !own(actor, h) && (family.is_empty() || h.family == family));
    let people: Vec<String> = of_family.map(|h| h.person.clone()).collect();
    row::difficulty(db, opened, &people).await
}

fn own(actor: &Actor, head: &CourseHead) -> bool {
    head.person == actor.person.as_str()
}

/// The units of the period whose quotas the board is about: those of its people, and the one that it lies in.
fn parts_of(opened: &Opened, path: &[UnitId], heads: &[CourseHead]) -> Vec<UnitId> {
    let units = &opened.period.units;
    let mut paths: Vec<Vec<UnitId>> = heads
        .iter()
        .map(|h| h.path.iter().map(|u| u.as_str().into()).collect())
        .collect();
    paths.push(path.to_vec());
    paths.sort();
    paths.dedup();
    let mut parts: Vec<UnitId> = paths.iter().map(|path| part_of(units, path)).collect();
    parts.retain(|u| units.iter().any(|p| p.unit == *u));
    parts.sort();
    parts.dedup();
    parts
}

/// The unit as a part of the period, where it is the only one that the board is about.
fn whole_part<'a>(opened: &'a Opened, parts: &[UnitId], unit: &UnitId) -> Option<&'a UnitPart> {
    let alone = parts == std::slice::from_ref(unit) && !pooled(opened.pack(), opened.stage());
    opened.period.units.iter().find(|p| alone && p.unit == *unit)
}

/// How the places were filled, without the reader.
fn steps(tables: &[Table], parts: &[UnitId], actor: &Actor, own: bool) -> Vec<Words> {
    let mut steps = Vec::new();
    for table in tables {
        for unit in table.units.iter().filter(|u| parts.contains(&u.unit)) {
            let (grade, seen) = (&table.grade.words, table.seen(unit, &actor.person));
            steps.extend(seen.filled.steps.iter().map(|step| {
                Words::new(
                    format!("“{}”，{}：{}", grade.zh, unit.name, step.zh),
                    format!("“{}”, {}: {}", grade.en, unit.name, step.en),
                )
            }));
        }
    }
    if own {
        steps.push(Words::new(
            "你本人不在表中；提名人数和名额的分配都没有计入你。",
            "You are not in this table yourself, nor counted among those proposed or those who have a place.",
        ));
    }
    steps
}

/// Who has no place as things stand, and by what: of all pages, and without the reader.
fn cut(places: &Places, actor: &Actor, heads: &[CourseHead]) -> Vec<(CourseId, String, Words)> {
    let others = heads.iter().filter(|h| !own(actor, h));
    let others: HashMap<&str, &CourseHead> = others.map(|h| (h.person.as_str(), h)).collect();
    let mut cut = Vec::new();
    for table in &places.tables {
        for unit in &table.units {
            let seen = table.seen(unit, &actor.person);
            for person in table.without(&seen) {
                let words = table.cut(&seen, &person);
                if let Some((head, words)) = others.get(person.as_str()).zip(words) {
                    cut.push((head.id.as_str().into(), head.person_name.clone(), words));
                }
            }
        }
    }
    cut
}

fn families(actor: &Actor, heads: &[CourseHead]) -> Vec<String> {
    let others = heads.iter().filter(|h| !own(actor, h) && !h.family.is_empty());
    let mut families: Vec<String> = others.map(|h| h.family.clone()).collect();
    families.sort();
    families.dedup();
    families
}

/// Equal load: posts of one family, the hardest plan first; equal ones by name. What is sorted stays as it is.
fn of_family(mut rows: Vec<BoardRow>, family: &str, sorted: bool) -> Vec<BoardRow> {
    if family.is_empty() {
        return rows;
    }
    rows.retain(|r| r.family == family);
    if !sorted {
        rows.sort_by(|a, b| (b.difficulty, &a.person.name).cmp(&(a.difficulty, &b.person.name)));
    }
    rows
}
