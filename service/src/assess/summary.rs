//! 个人小结: drafted from the records, edited by the person, submitted, returned once.

use super::clocks;
use super::course::{course_line, last_reason};
use super::draft::draft;
use super::evidence::{cite, evidence};
use super::load::{self, Loaded};
use super::turn::{Request, Step, change};
use super::{case, optional, role};
use crate::{Daybook, Error, Result};
use domain::assessment::dossier::{About, Citation, Evidence, Point, Summary};
use domain::assessment::process::{Act, State};
use domain::permission::Actor;
use domain::view::assess::{SummaryPage, cite_key};
use domain::{CourseId, Tie, Violation};

/// Characters of a point, and of what is said of the whole.
const POINT: u32 = 1_000;
const OVERALL: u32 = 3_000;
const REASON: u32 = 1_000;
/// Points, and records cited in one.
const MOST_POINTS: usize = 120;
const MOST_CITES: usize = 30;

/// The person's summary to be written, or as it is. While nothing was written, it is a draft from the records.
pub async fn summary_page(daybook: &Daybook, actor: &Actor, course: &CourseId) -> Result<SummaryPage> {
    let loaded = own(daybook, actor, course).await?;
    crate::notice::read_thread(daybook, actor, course.as_str()).await?;
    let dossier = &loaded.dossier;
    let evidence = evidence(daybook, &actor.person, loaded.period(), &dossier.aspects).await?;
    let roles = role::roles(actor, &loaded.row, loaded.period());
    let steps = dossier.course.open_to(&actor.person, &roles, loaded.opened.pack());
    let may_submit = steps.iter().any(|s| s.act == Act::SubmitSummary);
    let drafted = may_submit && is_blank(&dossier.summary);
    let outcome = loaded
        .opened
        .outcome(&case::case_now(daybook, &daybook.db(), &loaded).await?)?;
    let today = daybook.clock.today();
    Ok(SummaryPage {
        line: course_line(actor, &loaded, today)?,
        version: version(&loaded),
        summary: if drafted {
            draft(&evidence)
        } else {
            dossier.summary.clone()
        },
        evidence,
        returned: match dossier.course.state {
            State::Opened => last_reason(&dossier.course, Act::ReturnSummary),
            _ => None,
        },
        drafted,
        clock: clocks::of_step(&loaded, &outcome, Act::SubmitSummary, today),
        may_submit,
    })
}

/// A course of the reader's own.
async fn own(daybook: &Daybook, actor: &Actor, course: &CourseId) -> Result<Loaded> {
    let loaded = load::readable(daybook, actor, course).await?;
    match loaded.dossier.person.id == actor.person {
        true => Ok(loaded),
        false => Err(Error::NotFound),
    }
}

pub(super) fn version(loaded: &Loaded) -> u32 {
    u32::try_from(loaded.row.version).unwrap_or_default()
}

fn is_blank(summary: &Summary) -> bool {
    summary.points.is_empty() && summary.overall.is_empty()
}

/// Keeps what the person wrote, and submits it if so asked. Quotations are taken from the records, never from what was sent.
pub async fn keep_summary(
    daybook: &Daybook,
    actor: &Actor,
    course: &CourseId,
    version: u32,
    typed: &Summary,
    submit: bool,
    key: &str,
) -> Result<()> {
    let loaded = own(daybook, actor, course).await?;
    let evidence = evidence(daybook, &actor.person, loaded.period(), &loaded.dossier.aspects).await?;
    let summary = accept(typed, &loaded.dossier.summary, &evidence)?;
    if submit && summary.overall.is_empty() && summary.points.iter().all(|p| p.text.is_empty()) {
        return Err(Violation::TextEmpty.into());
    }
    let words = load::written(&(submit, &summary))?;
    let request = Request {
        course,
        version: Some(version),
        key,
        words: &words,
    };
    let summary = &summary;
    change(daybook, actor, request, |scene| {
        let step = Step {
            act: Act::SubmitSummary,
            grade: None,
            reason: String::new(),
            uncited: 0,
        };
        if !submit && scene.dossier.course.state != State::Opened {
            // What was submitted stands until it is returned.
            return Err(not_now(Act::SubmitSummary, scene.dossier.course.state));
        }
        scene.dossier.summary = summary.clone();
        Ok(submit.then_some(step))
    })
    .await
}

pub(super) fn not_now(act: Act, state: State) -> Error {
    Violation::from(domain::assessment::process::Refusal::NotNow { act, state }).into()
}

/// What was typed as it is kept: of known subjects, each once, quotations as the records have them.
fn accept(typed: &Summary, kept: &Summary, evidence: &Evidence) -> Result<Summary> {
    let mut points: Vec<Point> = Vec::new();
    for point in typed.points.iter().take(MOST_POINTS) {
        if points.iter().any(|p| p.about == point.about) {
            continue;
        }
        let before = kept.points.iter().find(|p| p.about == point.about);
        let name = name(&point.about, evidence).or_else(|| before.map(|p| p.name.clone()));
        points.push(Point {
            name: name.ok_or_else(|| unknown(&point.about))?,
            text: optional(&point.text, POINT)?,
            cites: cites(
                &point.cites,
                before.map(|p| p.cites.as_slice()).unwrap_or_default(),
                evidence,
            )?,
            about: point.about.clone(),
        });
    }
    Ok(Summary {
        points,
        overall: optional(&typed.overall, OVERALL)?,
    })
}

fn name(about: &About, evidence: &Evidence) -> Option<String> {
    match about {
        About::Indicator(id) => evidence.aspects.iter().find(|a| a.id == *id).map(|a| a.name.clone()),
        About::Item(id) => evidence.items.iter().find(|i| i.item == *id).map(|i| i.title.clone()),
        About::Else => Some(String::new()),
    }
}

fn unknown(about: &About) -> Error {
    let what = match about {
        About::Item(_) => Tie::Item,
        _ => Tie::Indicator,
    };
    Violation::TieUnknown { what }.into()
}

/// Records by the ids that were sent. One that was cited before stays as it was cited, whatever became of it.
fn cites(typed: &[Citation], kept: &[Citation], evidence: &Evidence) -> Result<Vec<Citation>> {
    let mut cites: Vec<Citation> = Vec::new();
    for one in typed.iter().take(MOST_CITES) {
        let key = cite_key(one);
        if cites.iter().any(|c| cite_key(c) == key) {
            continue;
        }
        let before = kept.iter().find(|c| cite_key(c) == key).cloned();
        let entry = evidence
            .entries
            .iter()
            .find(|e| one.comment.is_none() && e.record == one.record);
        let found = before.or_else(|| entry.map(cite));
        cites.push(found.ok_or(Violation::TieUnknown { what: Tie::Record })?);
    }
    cites.sort_by(|a, b| (a.day, &a.record).cmp(&(b.day, &b.record)));
    Ok(cites)
}

/// Sends a summary back, once, with the reason. `version`: of the course, or of the reader's own review of it.
pub async fn return_summary(
    daybook: &Daybook,
    actor: &Actor,
    course: &CourseId,
    version: u32,
    reason: &str,
    key: &str,
) -> Result<()> {
    let reason = domain::text::accept(reason, REASON)?;
    let words = [Act::ReturnSummary.as_str(), &version.to_string(), &reason].join("\u{1f}");
    let request = Request {
        course,
        version: Some(version),
        key,
        words: &words,
    };
    change(daybook, actor, request, |_| {
        Ok(Some(Step {
            act: Act::ReturnSummary,
            grade: None,
            reason: reason.clone(),
            uncited: 0,
        }))
    })
    .await
}
