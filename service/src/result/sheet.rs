//! Official forms and lists as workbooks, in either language: what the reader may see on the page, and no more. Where an office has a
//! template of its own it is filled ([`super::fill`]); the layout here is that of all others.

mod course;
mod list;
mod paper;
mod start;

use super::batch::report_of;
use super::form::{course_data, publication_data, roster_data};
use super::people::{Stood, lane, stood};
use super::publication::published_lines;
use super::{board, fill, simulate};
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
    let (form, data) = course_data(daybook, &page, &opened, lang);
    match fill::find(daybook, form, lang).await {
        Some(template) => template.fill(&data).await,
        None => made(course::workbook(&page, &Bodies::of(&opened), lang)),
    }
}

/// Everybody of a period with state and grade.
pub async fn roster_xlsx(daybook: &Daybook, actor: &Actor, period: &PeriodId, lang: Lang) -> Result<Vec<u8>> {
    let (opened, lines) = roster_lines(daybook, actor, period, lang).await?;
    if let Some(template) = fill::find(daybook, "roster", lang).await {
        return template.fill(&roster_data(daybook, &opened, lines, lang)).await;
    }
    let period = &opened.period;
    let days = list::under(period.special.as_deref(), period.first, period.last, lang);
    made(list::roster(&period.title, &days, &lines, lang))
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
        note: dossier
            .excused()
            .or_else(|| board::no_grade(&one.member.outcome).map(|(_, words)| words))
            .map(|words| words.pick(lang).to_owned())
            .unwrap_or_default(),
    }
}

/// What became of the last step of a kind that was taken for many: everybody who was refused, and why.
pub async fn report_xlsx(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    act: &str,
    lang: Lang,
) -> Result<Vec<u8>> {
    let (opened, run) = report_of(daybook, actor, period, act).await?;
    made(list::report(&opened.period.title, &run, lang))
}

/// The names that are published now.
pub async fn publication_xlsx(daybook: &Daybook, actor: &Actor, period: &PeriodId, lang: Lang) -> Result<Vec<u8>> {
    let (line, published) = published_lines(daybook, actor, period).await?;
    match fill::find(daybook, "publication", lang).await {
        Some(template) => template.fill(&publication_data(daybook, &line, &published, lang)).await,
        None => made(list::publication(&line.title, &published, lang)),
    }
}

/// A form in the built-in layout, with placeholders: to begin a template with. None where there is no such form.
pub fn starting_xlsx(form: &str, lang: Lang) -> Result<Option<Vec<u8>>> {
    let workbook = match form {
        "period" => start::person(false, lang),
        "annual" => start::person(true, lang),
        "roster" => list::roster_start(lang),
        "publication" => list::publication_start(lang),
        _ => return Ok(None),
    };
    made(workbook).map(Some)
}

/// What a simulation of the actor's own found.
pub async fn simulation_xlsx(daybook: &Daybook, actor: &Actor, run: &str, lang: Lang) -> Result<Vec<u8>> {
    let found = simulate::found(daybook, actor, run)?;
    // Of a large year it has a row for each of thousands.
    let work = tokio::task::spawn_blocking(move || {
        let (run, untold) = &*found;
        let untold: Vec<String> = untold.iter().map(|w| w.pick(lang).to_owned()).collect();
        list::simulation(run, &untold, lang)
    });
    made(work.await.map_err(|fault| Error::Unavailable(fault.to_string()))?)
}
