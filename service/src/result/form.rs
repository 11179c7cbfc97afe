//! Official forms and lists as PDF, in either language: what the reader may see on the page, and no more. What a template reads
//! stands in docs/FORMS.md; `forms/sample` has an example of each.

mod list;
mod person;

use super::publication::published_lines;
use super::sheet::{Bodies, Line, roster_lines};
use crate::assess::course_page;
use crate::assess::load::{self, Opened};
use crate::{Daybook, Result};
use domain::assessment::Words;
use domain::assessment::process::Kind;
use domain::permission::Actor;
use domain::view::assess::{CoursePage, PeriodLine, PublishedLine};
use domain::{CourseId, Lang, PeriodId};
use serde::Serialize;

/// People on a roster as PDF: nobody prints more than 250 pages, and they take memory.
const PRINTED: usize = 5_000;

/// The form of one person's period or year, as far as it is.
pub async fn course_pdf(daybook: &Daybook, actor: &Actor, course: &CourseId, lang: Lang) -> Result<Vec<u8>> {
    let page = course_page(daybook, actor, course).await?;
    let opened = load::period(daybook, &daybook.db(), &page.line.period).await?;
    let (form, data) = course_data(daybook, &page, &opened, lang);
    daybook.press.set(form, &data).await
}

/// Which form of a person it is, and what its templates read.
pub(super) fn course_data(
    daybook: &Daybook,
    page: &CoursePage,
    opened: &Opened,
    lang: Lang,
) -> (&'static str, impl Serialize + use<>) {
    let form = match page.dossier.course.kind {
        Kind::Period => "period",
        Kind::Year => "annual",
    };
    (form, person::Form::of(page, &Bodies::of(opened), daybook.today(), lang))
}

/// Everybody of a period with state and grade, for whom the workbook is.
pub async fn roster_pdf(daybook: &Daybook, actor: &Actor, period: &PeriodId, lang: Lang) -> Result<Vec<u8>> {
    let (opened, lines) = roster_lines(daybook, actor, period, lang).await?;
    if lines.len() > PRINTED {
        return Err(super::refused(Words::new(
            format!("这期有 {} 人，PDF 花名册最多 {PRINTED} 人。请下载 Excel。", lines.len()),
            format!(
                "There are {} people in the period, and a roster as PDF has {PRINTED} at most. Take the Excel file.",
                lines.len()
            ),
        )));
    }
    daybook
        .press
        .set("roster", &roster_data(daybook, &opened, lines, lang))
        .await
}

pub(super) fn roster_data(daybook: &Daybook, opened: &Opened, lines: Vec<Line>, lang: Lang) -> impl Serialize + use<> {
    list::Roster::of(&opened.line(), lines, daybook.today(), lang)
}

/// The names that are published now.
pub async fn publication_pdf(daybook: &Daybook, actor: &Actor, period: &PeriodId, lang: Lang) -> Result<Vec<u8>> {
    let (line, published) = published_lines(daybook, actor, period).await?;
    daybook
        .press
        .set("publication", &publication_data(daybook, &line, &published, lang))
        .await
}

pub(super) fn publication_data(
    daybook: &Daybook,
    line: &PeriodLine,
    published: &[PublishedLine],
    lang: Lang,
) -> impl Serialize + use<> {
    list::Publication::of(line, published, daybook.today(), lang)
}
