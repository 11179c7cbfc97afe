//! All proposals of a unit side by side, with the quota and its arithmetic: for those who calibrate and decide.
//!
//! Nobody sees himself here: how somebody is proposed is told with the result, not before.

mod questions;
mod row;

use super::people::{Stood, lane, stood};
use super::places::Places;
use super::quota::{Table, pooled};
use crate::assess::load::{self, Opened};
use crate::assess::role::{heads_unit, of_period};
use crate::assess::{grade_names, known};
use crate::{Daybook, Error, Result};
use domain::assessment::Words;
use domain::assessment::dossier::UnitPart;
use domain::assessment::process::{Act, Role};
use domain::permission::Actor;
use domain::view::UnitRef;
use domain::view::assess::{Board, BoardRow};
use domain::{CourseId, PeriodId, UnitId};
pub(crate) use questions::{of_raters, questions};
pub(crate) use row::no_grade;
use std::sync::Arc;

/// People shown at once; the arithmetic counts everybody.
const SHOWN: usize = 600;

/// All proposals of a unit and below it; with a family, of its posts alone and the hardest plan first.
pub async fn board(daybook: &Daybook, actor: &Actor, period: &PeriodId, unit: &UnitId, family: &str) -> Result<Board> {
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
    let ids = lane(&db, &format!("in:{period}/{unit}")).await?;
    if ids.is_empty() {
        return Err(Error::NotFound);
    }
    let shown = ids.get(..SHOWN.min(ids.len())).unwrap_or_default();
    let all = stood(daybook, &db, &opened, shown).await?;
    let parts = parts_of(&opened, &path, &all);
    let places = match whole_part(&opened, &parts, unit) {
        // Everybody that the places are shared among is at hand.
        Some(part) if shown.len() == ids.len() => {
            let members = all.iter().map(|s| s.member.clone()).collect();
            Places::of(&opened, std::slice::from_ref(part), members)
        }
        _ => Places::read(daybook, &db, &opened, Some(&parts)).await?,
    };
    let others: Vec<&Stood> = all.iter().filter(|s| s.member.person != actor.person).collect();
    let people: Vec<String> = others.iter().map(|s| s.member.person.0.clone()).collect();
    let load = row::Load::read(&db, &opened, unit, &people).await?;
    let rows = row::rows(actor, &opened, &others, &load);
    let may = |act: Act| rows.iter().any(|r| r.acts.contains(&act));
    Ok(Board {
        period: opened.line(),
        unit: UnitRef {
            id: unit.clone(),
            name: found.name,
        },
        grades: grade_names(opened.pack(), opened.stage()),
        quotas: places.tables.iter().map(|t| t.sheet(&actor.person)).collect(),
        steps: steps(&places.tables, &parts, ids.len(), all.len() > others.len()),
        cut: cut(&places.tables, &others),
        questions: questions(opened.pack().scale(opened.stage()), &others),
        may_calibrate: may(Act::Calibrate),
        may_decide: may(Act::Decide),
        families: families(&rows),
        rows: of_family(rows, family),
        family: family.to_owned(),
    })
}

/// Heads of the unit or of one above, those who calibrate and decide, and the personnel office.
fn sees(actor: &Actor, opened: &Opened, path: &[UnitId]) -> bool {
    let roles = of_period(actor, &opened.period);
    let by_body = [Role::Committee, Role::DecidingHead, Role::Personnel];
    by_body.iter().any(|r| roles.contains(r)) || heads_unit(actor, path)
}

/// The units of the period whose quotas the board is about: those of its people, and the one that it lies in.
fn parts_of(opened: &Opened, path: &[UnitId], all: &[Stood]) -> Vec<UnitId> {
    let mut parts: Vec<UnitId> = all.iter().map(|s| s.member.part.clone()).collect();
    parts.push(super::quota::part_of(&opened.period.units, path));
    parts.retain(|u| opened.period.units.iter().any(|p| p.unit == *u));
    parts.sort();
    parts.dedup();
    parts
}

/// The unit as a part of the period, where it is the only one that the board is about.
fn whole_part<'a>(opened: &'a Opened, parts: &[UnitId], unit: &UnitId) -> Option<&'a UnitPart> {
    let alone = parts == std::slice::from_ref(unit) && !pooled(opened.pack(), opened.stage());
    opened.period.units.iter().find(|p| alone && p.unit == *unit)
}

fn steps(tables: &[Table], parts: &[UnitId], people: usize, own: bool) -> Vec<Words> {
    let mut steps = Vec::new();
    for table in tables {
        for unit in table.units.iter().filter(|u| parts.contains(&u.unit)) {
            let grade = &table.grade.words;
            steps.extend(unit.filled.steps.iter().map(|step| {
                Words::new(
                    format!("“{}”，{}：{}", grade.zh, unit.name, step.zh),
                    format!("“{}”, {}: {}", grade.en, unit.name, step.en),
                )
            }));
        }
    }
    if own {
        steps.push(Words::new(
            "你本人不在表中，“已提名”里也没有计入你。",
            "You are not in this table yourself, nor counted among those proposed.",
        ));
    }
    if people > SHOWN {
        steps.push(Words::new(
            format!("共 {people} 人，这里列出前 {SHOWN} 人；名额按全体计算，提问只看列出的人。请选下级单位查看其他人。"),
            format!("{people} people; the first {SHOWN} are listed. The arithmetic counts all, the questions are about those listed. Choose a unit below for the others."),
        ));
    }
    steps
}

/// Who has no place as things stand, and by what.
fn cut(tables: &[Table], others: &[&Stood]) -> Vec<(CourseId, String, Words)> {
    let mut cut = Vec::new();
    for table in tables {
        for unit in &table.units {
            for person in table.without(unit) {
                let of = others.iter().find(|s| s.member.person == person);
                let words = table.cut(unit, &person);
                if let Some((stood, words)) = of.zip(words) {
                    cut.push((stood.member.course.clone(), stood.member.name.clone(), words));
                }
            }
        }
    }
    cut
}

fn families(rows: &[BoardRow]) -> Vec<String> {
    let mut families: Vec<String> = rows
        .iter()
        .map(|r| r.family.clone())
        .filter(|f| !f.is_empty())
        .collect();
    families.sort();
    families.dedup();
    families
}

/// Equal load: posts of one family, the hardest plan first; equal ones by name.
fn of_family(mut rows: Vec<BoardRow>, family: &str) -> Vec<BoardRow> {
    if !family.is_empty() {
        rows.retain(|r| r.family == family);
        rows.sort_by(|a, b| (b.difficulty, &a.person.name).cmp(&(a.difficulty, &b.person.name)));
    }
    rows
}
