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
use crate::assess::case::is_decided;
use crate::assess::load::{self, Opened};
use crate::assess::role::of_period;
use crate::assess::{course_page, grade_name};
use crate::{Daybook, Error, Result};
use domain::assessment::process::{Role, State};
use domain::assessment::{Fired, Outcome};
use domain::permission::Actor;
use domain::{CourseId, Lang, PeriodId, PersonId, UnitId};
use rust_xlsxwriter::XlsxError;
use std::sync::Arc;

pub(super) use course::{Bodies, no_grade, not_met, remarks, said};
pub(super) use list::{Follows, Line};

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
    let opened = listed(daybook, actor, period).await?;
    let rows = rows(daybook, actor, &opened, None, lang).await?;
    roster_file(daybook, &opened, &rows, lang).await
}

/// The same of people that are at hand.
pub(super) async fn roster_file(daybook: &Daybook, opened: &Opened, rows: &[Row], lang: Lang) -> Result<Vec<u8>> {
    if let Some(template) = fill::find(daybook, "roster", lang).await {
        let lines = rows.iter().map(|row| row.line.clone()).collect();
        return template.fill(&roster_data(daybook, opened, lines, lang)).await;
    }
    let period = &opened.period;
    let days = list::under(period.special.as_deref(), period.first, period.last, lang);
    made(list::roster(&period.title, (&days, &daybook.today()), rows, lang))
}

/// The lines of the roster, and the period.
pub(super) async fn roster_lines(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    lang: Lang,
) -> Result<(Arc<Opened>, Vec<Line>)> {
    let opened = listed(daybook, actor, period).await?;
    let rows = rows(daybook, actor, &opened, None, lang).await?;
    Ok((opened, rows.into_iter().map(|row| row.line).collect()))
}

/// A period, for those who run it and those who calibrate and decide.
pub(super) async fn listed(daybook: &Daybook, actor: &Actor, period: &PeriodId) -> Result<Arc<Opened>> {
    let opened = Arc::new(load::period(daybook, &daybook.db(), period).await?);
    let roles = of_period(actor, &opened.period);
    let whole = [Role::Committee, Role::DecidingHead, Role::Personnel];
    match whole.iter().any(|r| roles.contains(r)) {
        true => Ok(opened),
        false => Err(Error::NotFound),
    }
}

/// Somebody on the roster.
pub(super) struct Row {
    pub course: CourseId,
    pub person: PersonId,
    pub state: State,
    pub line: Line,
    /// What the result leads to.
    pub follows: Vec<Follows>,
}

/// Everybody of a period that is [`listed`] for the actor, or of one of its units. Nobody reads there of himself.
pub(super) async fn rows(
    daybook: &Daybook,
    actor: &Actor,
    opened: &Arc<Opened>,
    unit: Option<&UnitId>,
    lang: Lang,
) -> Result<Vec<Row>> {
    let (db, period) = (daybook.db(), &opened.id);
    let ids = match unit {
        Some(unit) => lane(&db, &format!("in:{period}/{unit}")).await?,
        None => lane(&db, &format!("all:{period}")).await?,
    };
    let mut rows = Vec::with_capacity(ids.len());
    for part in ids.chunks(PART) {
        let people = stood(daybook, &db, opened, part).await?;
        // Of units within each other people count with the nearer one, as on the page of the period.
        let people = people
            .iter()
            .filter(|one| unit.is_none_or(|unit| one.member.part == *unit));
        rows.extend(people.map(|one| row(actor, opened, one, lang)));
    }
    Ok(rows)
}

const PART: usize = 200;

fn row(actor: &Actor, opened: &Opened, one: &Stood, lang: Lang) -> Row {
    let shown = one.member.person != actor.person && is_decided(one.member.state);
    let follows = match one.loaded.dossier.outcome.as_ref().filter(|_| shown) {
        Some(outcome) => follows(opened, outcome, lang),
        None => vec![],
    };
    let measures: Vec<&str> = follows.iter().map(|f| f.measure.as_str()).collect();
    Row {
        course: one.member.course.clone(),
        person: one.member.person.clone(),
        state: one.member.state,
        line: Line {
            measures: measures.join(lang.pick("、", ", ")),
            ..line(actor, opened, one, lang)
        },
        follows,
    }
}

/// What an outcome leads to, in words, each with the rule that says so.
fn follows(opened: &Opened, outcome: &Outcome, lang: Lang) -> Vec<Follows> {
    let measures = &opened.pack().measure;
    let each = outcome.measures.iter().map(|(id, rule)| {
        let place = measures.iter().position(|m| m.id == *id);
        let named = place.and_then(|place| measures.get(place));
        let fired = outcome.fired.iter().find(|fired| fired.rule == *rule);
        Follows {
            place: place.unwrap_or(measures.len()),
            measure: named.map_or(id, |m| lang.pick(&m.zh, &m.en)).clone(),
            rule: fired.map(|f| by_rule(f, lang)).unwrap_or_default(),
        }
    });
    each.collect()
}

fn by_rule(fired: &Fired, lang: Lang) -> String {
    let (sentence, article) = (fired.sentence.pick(lang), fired.article.pick(lang));
    lang.pick(format!("{sentence}（{article}）"), format!("{sentence} ({article})"))
}

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
            .or_else(|| {
                let why = board::no_grade(&one.member.outcome).filter(|_| !own);
                why.map(|(_, words)| words)
            })
            .map(|words| words.pick(lang).to_owned())
            .unwrap_or_default(),
        measures: String::new(),
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
