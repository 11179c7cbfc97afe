//! Official forms and lists as PDF, in either language: what the reader may see on the page, and no more. What a template reads
//! stands in docs/FORMS.md; `forms/sample` has an example of each.

mod list;
mod person;

use super::sheet::{Bodies, roster_lines};
use crate::assess::{course_page, load};
use crate::{Daybook, Result};
use domain::assessment::Words;
use domain::assessment::process::Kind;
use domain::permission::Actor;
use domain::{CourseId, Lang, PeriodId};

/// People on a roster as PDF: nobody prints more than 250 pages, and they take memory.
const PRINTED: usize = 5_000;

/// The form of one person's period or year, as far as it is.
pub async fn course_pdf(daybook: &Daybook, actor: &Actor, course: &CourseId, lang: Lang) -> Result<Vec<u8>> {
    let page = course_page(daybook, actor, course).await?;
    let opened = load::period(daybook, &daybook.db(), &page.line.period).await?;
    let form = match page.dossier.course.kind {
        Kind::Period => "period",
        Kind::Year => "annual",
    };
    let data = person::Form::of(&page, &Bodies::of(&opened), daybook.today(), lang);
    daybook.press.set(form, &data).await
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
    let data = list::Roster::of(&opened.line(), lines, daybook.today(), lang);
    daybook.press.set("roster", &data).await
}

/// The names that are published now.
pub async fn publication_pdf(daybook: &Daybook, actor: &Actor, period: &PeriodId, lang: Lang) -> Result<Vec<u8>> {
    let page = super::publication_page(daybook, actor, period).await?;
    let data = list::Publication::of(&page, daybook.today(), lang);
    daybook.press.set("publication", &data).await
}
