//! Official forms and lists as workbooks, in either language: what the reader may see on the page, and no more.

mod course;
mod list;
mod paper;

use super::people::{Stood, lane, stood};
use super::{board, simulate};
use crate::assess::load::{self, Opened};
use crate::assess::role::of_period;
use crate::assess::{course_page, grade_name};
use crate::{Daybook, Error, Result};
use domain::assessment::process::Role;
use domain::permission::Actor;
use domain::{CourseId, Lang, PeriodId};
use rust_xlsxwriter::XlsxError;
use std::sync::Arc;

pub(super) use course::Bodies;
pub(super) use list::Line;

fn made(workbook: std::result::Result<Vec<u8>, XlsxError>) -> Result<Vec<u8>> {
    workbook.map_err(|error| Error::Unavailable(error.to_string()))
}

/// The form of one person's period or year, as far as it is.
pub async fn course_xlsx(daybook: &Daybook, actor: &Actor, course: &CourseId, lang: Lang) -> Result<Vec<u8>> {
    let page = course_page(daybook, actor, course).await?;
    let opened = load::period(daybook, &daybook.db(), &page.line.period).await?;
    made(course::workbook(&page, &Bodies::of(&opened), lang))
}

/// Everybody of a period with state and grade.
pub async fn roster_xlsx(daybook: &Daybook, actor: &Actor, period: &PeriodId, lang: Lang) -> Result<Vec<u8>> {
    let (opened, lines) = roster_lines(daybook, actor, period, lang).await?;
    let days = format!("{} — {}", opened.period.first, opened.period.last);
    made(list::roster(&opened.period.title, &days, &lines, lang))
}

/// For those who run a period and those who calibrate and decide. Nobody reads there of himself.
pub(super) async fn roster_lines(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    lang: Lang,
) -> Result<(Arc<Opened>, Vec<Line>)> {
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, period).await?);
    let roles = of_period(actor, &opened.period);
    if ![Role::Committee, Role::DecidingHead, Role::Personnel]
        .iter()
        .any(|r| roles.contains(r))
    {
        return Err(Error::NotFound);
    }
    let ids = lane(&db, &format!("all:{period}")).await?;
    let mut lines = Vec::with_capacity(ids.len());
    for part in ids.chunks(PART) {
        let people = stood(daybook, &db, &opened, part).await?;
        lines.extend(people.iter().map(|one| line(actor, &opened, one, lang)));
    }
    Ok((opened, lines))
}

const PART: usize = 200;

fn line(actor: &Actor, opened: &Opened, one: &Stood, lang: Lang) -> Line {
    let dossier = &one.loaded.dossier;
    let own = dossier.person.id == actor.person;
    let grade = dossier.course.grade.as_deref().filter(|_| !own);
    let name = |id: &str| {
        grade_name(opened.pack(), opened.stage(), id)
            .words
            .pick(lang)
            .to_owned()
    };
    let assessors: Vec<&str> = dossier.assessors.iter().map(|a| a.name.as_str()).collect();
    Line {
        name: dossier.person.name.clone(),
        unit: dossier.place.unit_name.clone(),
        post: dossier.place.title.clone(),
        family: dossier.place.family.clone(),
        assessor: assessors.join(lang.pick("、", ", ")),
        state: dossier.course.state.words(lang).to_owned(),
        grade: grade.map(name).unwrap_or_default(),
        note: board::no_grade(&one.member.outcome)
            .map(|(_, w)| w.pick(lang).to_owned())
            .unwrap_or_default(),
    }
}

/// The names that are published now.
pub async fn publication_xlsx(daybook: &Daybook, actor: &Actor, period: &PeriodId, lang: Lang) -> Result<Vec<u8>> {
    let page = super::publication_page(daybook, actor, period).await?;
    made(list::publication(&page, lang))
}

/// What a simulation found.
pub async fn simulation_xlsx(
    daybook: &Daybook,
    actor: &Actor,
    period: &str,
    pack: &str,
    overlays: &[String],
    lang: Lang,
) -> Result<Vec<u8>> {
    let (run, untold) = simulate::run(daybook, actor, period, pack, overlays).await?;
    let untold: Vec<String> = untold.iter().map(|w| w.pick(lang).to_owned()).collect();
    made(list::simulation(&run, &untold, lang))
}
