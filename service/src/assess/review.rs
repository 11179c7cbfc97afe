//! 审核评鉴: per indicator a reason and the records it rests on, and a grade. No citation, no grade.

mod page;
mod questions;
mod scored;
mod several;
mod since;
mod typed;

pub use page::{review_page, review_questions};
pub(crate) use several::undecided;
pub(super) use several::{DIFFER, alone};
pub(crate) use since::grade_since;
pub(super) use since::waits;
pub use typed::{TypedReview, TypedRow};

use super::course::before_review;
use super::evidence::{comments, evidence};
use super::load::{self, Opened};
use super::summary::not_now;
use super::turn::{Request, Scene, Step, change};
use crate::{Daybook, Error, Result};
use domain::assessment::dossier::{Aspect, Dossier, Review, ReviewRow};
use domain::assessment::pack::{Effect, NoGrade};
use domain::assessment::process::{Act, Refusal, State, gradable};
use domain::assessment::{Outcome, Words};
use domain::permission::{Action, Actor};
use domain::{CourseId, PersonId, Violation};

/// Keeps what an assessor wrote, and submits it if so asked. With several assessors the step is taken by the last one to submit.
pub async fn keep_review(
    daybook: &Daybook,
    actor: &Actor,
    course: &CourseId,
    version: u32,
    typed: &TypedReview,
    submit: bool,
    key: &str,
) -> Result<()> {
    let loaded = load::readable(daybook, actor, course).await?;
    let own = loaded.dossier.person.id == actor.person;
    if own || !loaded.dossier.assessors.iter().any(|a| a.id == actor.person) {
        // A step of somebody else's, whatever may be read.
        let refused = if own { Error::NotFound } else { Error::Denied };
        return Err(refused);
    }
    if !loaded.open_to(actor, Action::ActOnCourse) {
        return Err(Error::Denied);
    }
    let name = super::turn::name_of(daybook, &actor.person).await?;
    let person = &loaded.dossier.person.id;
    let evidence = evidence(daybook, person, loaded.period(), &loaded.dossier.aspects).await?;
    let comments = comments(daybook, person, &evidence.entries).await?;
    let kept = since::written(&loaded.dossier, &actor.person);
    let mut review = typed.accept(&loaded.dossier.aspects, kept, &evidence.entries, &comments)?;
    review.by = actor.person.clone();
    review.by_name = name;
    let words = load::written(&(submit, version, &review))?;
    let request = Request {
        course,
        version: Some(version),
        key,
        words: &words,
    };
    let review = &review;
    change(daybook, actor, request, |scene| keep(scene, review, submit)).await
}

fn keep(scene: &mut Scene<'_>, review: &Review, submit: bool) -> Result<Option<Step>> {
    let state = scene.dossier.course.state;
    let edition = since::written(&scene.dossier, &review.by).map_or(0, |r| r.edition) + 1;
    let review = Review {
        edition,
        ..review.clone()
    };
    if !before_review(state) {
        return since::keep(scene, review, submit);
    }
    if state == State::Opened || scene.dossier.is_reviewed_by(&review.by) {
        return Err(not_now(Act::SubmitReview, state));
    }
    let review = Review {
        submitted: submit,
        on: submit.then_some(scene.today),
        ..review
    };
    place(&mut scene.dossier, review.clone());
    if submit && several::all_in(&scene.dossier) {
        // Before the rules are asked: the points of the only assessor are the total.
        let fewer = several::fewer(&scene.dossier, scene.opened, scene.today);
        scene.dossier.remarks.extend(fewer);
    }
    let outcome = scene.outcome()?;
    if !submit {
        silent(&review, &outcome)?;
        return Ok(None);
    }
    let reason = reason(&review, &outcome);
    complete(&review, &scene.dossier.aspects, &outcome, &reason)?;
    scored::complete(&review, &scene.dossier.aspects, scene.opened)?;
    if !several::all_in(&scene.dossier) {
        return Ok(None);
    }
    let may = |grade: Option<&str>| gradable(&outcome, grade, &reason).is_ok();
    let (grade, remark) = several::together(&scene.dossier, scene.opened, scene.known, may);
    scene.dossier.remarks.extend(remark);
    Ok(Some(Step {
        act: Act::SubmitReview,
        grade,
        reason,
        // The others' citations were counted when they submitted, by what the rules asked of them then.
        uncited: uncited_in(&review, &scene.dossier.aspects),
    }))
}

/// Refused for one assessor what is refused for the step, so that the last one does not stumble over another's gap.
fn complete(review: &Review, aspects: &[Aspect], outcome: &Outcome, reason: &str) -> Result<(), Violation> {
    gradable(outcome, review.grade.as_deref(), reason)?;
    silent(review, outcome)?;
    let indicators = uncited_in(review, aspects);
    if review.grade.is_some() && indicators > 0 {
        return Err(Refusal::Uncited { indicators }.into());
    }
    match (reason.is_empty(), outcome.no_grade) {
        (true, Some(NoGrade::Comments)) => Err(Violation::Assess {
            words: Words::new(
                "不确定等次，但要写评语：请写好评语再提交。",
                "There is no grade here, but comments are needed: write them, and submit again.",
            ),
        }),
        (true, _) => Err(Refusal::ReasonMissing { act: Act::SubmitReview }.into()),
        (false, _) => Ok(()),
    }
}

/// Under an open investigation nothing is said of the work, until it is over.
fn silent(review: &Review, outcome: &Outcome) -> Result<(), Violation> {
    let said = |row: &ReviewRow| {
        let texts = !row.reason.is_empty() || !row.none.is_empty();
        texts || !row.cites.is_empty() || row.score.is_some() || row.failed
    };
    let says = review.grade.is_some() || !review.words.is_empty() || review.rows.iter().any(said);
    match says && outcome.no_grade == Some(NoGrade::Pending) {
        true => Err(Violation::Assess {
            words: Words::new(
                "立案调查期间不写评语、不评指标：评语和各项理由没有保存。结案后再写。",
                "Under an open investigation no comments are written and no indicator is judged: words and reasons were not kept. They are written when it is over.",
            ),
        }),
        false => Ok(()),
    }
}

/// What is said of the whole; where the rules leave nothing to be said, their own sentence. Where they want comments, nobody else can write them.
fn reason(review: &Review, outcome: &Outcome) -> String {
    let rule = || {
        let fired = outcome.fired.iter().find(|f| matches!(f.effect, Effect::NoGrade(_)));
        // Kept once for readers of both languages.
        let said = fired.map(|f| format!("{} / {}", f.sentence.zh, f.sentence.en));
        said.unwrap_or_default()
    };
    match outcome.no_grade {
        Some(why) if why != NoGrade::Comments && review.words.is_empty() => rule(),
        _ => review.words.clone(),
    }
}

/// Puts a review in the place of the one before; they stand in the order of the assessors.
fn place(dossier: &mut Dossier, review: Review) {
    let (assessors, reviews) = (&dossier.assessors, &mut dossier.reviews);
    reviews.retain(|r| r.by != review.by);
    reviews.push(review);
    reviews.sort_by_key(|r| assessors.iter().position(|a| a.id == r.by).unwrap_or(usize::MAX));
}

/// What an assessor has read: the steps taken, and how often the own review was saved.
pub(super) fn token(dossier: &Dossier, by: &PersonId) -> u32 {
    let steps = super::count(dossier.course.done.len() + 1);
    let edition = since::written(dossier, by).map_or(0, |r| r.edition);
    steps.saturating_mul(STEP).saturating_add(edition)
}

/// More than anybody saves between two steps, and than a course has versions.
const STEP: u32 = 100_000;

fn own_review<'a>(dossier: &'a Dossier, by: &PersonId) -> Option<&'a Review> {
    dossier.reviews.iter().find(|r| r.by == *by)
}

/// Indicators without a citation and without a stated reason why there can be none, by the assessor who has most of them.
fn uncited(dossier: &Dossier) -> u32 {
    let of = |id: &PersonId| match own_review(dossier, id) {
        Some(review) => uncited_in(review, &dossier.aspects),
        None => super::count(dossier.aspects.len()),
    };
    let most = dossier.assessors.iter().map(|a| of(&a.id)).max();
    most.unwrap_or_else(|| super::count(dossier.aspects.len()))
}

/// Indicators on which no first grade can rest: those, or without points that are needed.
pub(crate) fn wanting(dossier: &Dossier, opened: &Opened) -> u32 {
    uncited(dossier).max(scored::wanting(dossier, opened))
}

/// Whether the assessors come first, and nobody passes it or gives a grade before them: it was reviewed without one that can be given by now,
/// and the reviews do not cite, or have no points where they are needed.
pub(crate) fn judged_first(dossier: &Dossier, opened: &Opened, outcome: &Outcome) -> bool {
    let course = &dossier.course;
    let proposed = matches!(course.state, State::Reviewed | State::Calibrated);
    proposed && course.awaits_grade(opened.pack()) && outcome.can_be_graded() && wanting(dossier, opened) > 0
}

pub(crate) fn uncited_in(review: &Review, aspects: &[Aspect]) -> u32 {
    let told = |aspect: &Aspect| {
        let row = review.rows.iter().find(|r| r.indicator == aspect.id);
        row.is_some_and(|r| !r.cites.is_empty() || !r.none.trim().is_empty())
    };
    super::count(aspects.iter().filter(|a| !told(a)).count())
}
