//! What assessors write on somebody who was reviewed without a grade and can be given one by now. Until the grade is given it stands
//! beside the reviews: what was given, shown and frozen is not written anew unseen.

use super::super::case::{Known, case_of};
use super::super::load::Opened;
use super::super::summary::not_now;
use super::super::turn::{Scene, Step};
use super::{own_review, place, scored, several, silent, uncited, uncited_in};
use crate::Result;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Review};
use domain::assessment::process::{Act, Move, gradable};
use domain::{PersonId, Violation};

/// Whether anything can be written now: the rules leave a grade for somebody who has none.
pub(super) fn is_open(dossier: &Dossier, opened: &Opened, known: &Known) -> Result<bool> {
    let awaited = dossier.course.awaits_grade(opened.pack());
    Ok(awaited && opened.outcome(&case_of(dossier, opened, known))?.can_be_graded())
}

/// The newest that an assessor has written: since, or the own review.
pub(super) fn written<'a>(dossier: &'a Dossier, by: &PersonId) -> Option<&'a Review> {
    let since = dossier.since.iter().find(|r| r.by == *by);
    since.or_else(|| own_review(dossier, by))
}

/// Of whoever has written nothing yet.
pub(super) fn blank(by: PersonId, by_name: String) -> Review {
    Review {
        by,
        by_name,
        rows: vec![],
        grade: None,
        words: String::new(),
        submitted: false,
        edition: 0,
        on: None,
        why: String::new(),
    }
}

/// Whether an assessor has handed in what he wrote since.
pub(super) fn given(dossier: &Dossier, by: &PersonId) -> bool {
    dossier.since.iter().any(|r| r.submitted && r.by == *by)
}

fn all_given(dossier: &Dossier) -> bool {
    dossier.assessors.iter().all(|a| given(dossier, &a.id))
}

/// Whether one of several has handed in what he wrote since, and waits for the others.
pub(in crate::assess) fn waits(dossier: &Dossier, by: &PersonId) -> bool {
    given(dossier, by) && !all_given(dossier)
}

/// Keeps what is written. It is handed in with the grade, and can be changed until the last one has: then it is to be handed in again.
pub(super) fn keep(scene: &mut Scene<'_>, review: Review, submit: bool) -> Result<Option<Step>> {
    let course = &scene.dossier.course;
    if submit || !course.awaits_grade(scene.opened.pack()) {
        return Err(not_now(Act::SubmitReview, course.state));
    }
    let outcome = scene.outcome()?;
    silent(&review, &outcome)?;
    if !outcome.can_be_graded() {
        let words = Words::new(
            "已经评鉴，依规则现在没有等次可定：交过的评鉴不再改动，这次写的没有保存。",
            "It is reviewed, and by the rules no grade can be given now: the review stands as it was submitted, and this was not kept.",
        );
        return Err(Violation::Assess { words }.into());
    }
    scene.dossier.since.retain(|r| r.by != review.by);
    scene.dossier.since.push(review);
    Ok(None)
}

/// Hands in what an assessor has written since, with a grade and why. Of several the last one takes the step, with the grade that all come
/// to together.
pub(crate) fn grade_since(
    scene: &mut Scene<'_>,
    by: &PersonId,
    grade: Option<&str>,
    reason: &str,
) -> Result<Option<Step>> {
    let step = |grade: Option<String>, uncited: u32| Step {
        act: Act::GradeAfterwards,
        grade,
        reason: reason.to_owned(),
        uncited,
    };
    let today = scene.today;
    let Some(assessor) = scene.dossier.assessors.iter().find(|a| a.id == *by).cloned() else {
        // Whoever else the pack names gives the grade on what the assessors have written.
        for review in &mut scene.dossier.since {
            (review.submitted, review.on) = (true, Some(today));
        }
        in_place(&mut scene.dossier);
        scored::all_complete(&scene.dossier, grade, scene.opened)?;
        let gaps = uncited(&scene.dossier);
        return Ok(Some(step(grade.map(str::to_owned), gaps)));
    };
    let before = written(&scene.dossier, by).cloned();
    let review = Review {
        grade: grade.map(str::to_owned),
        submitted: true,
        on: Some(today),
        why: reason.to_owned(),
        ..before.unwrap_or_else(|| blank(assessor.id, assessor.name))
    };
    scored::complete(&review, &scene.dossier.aspects, scene.opened)?;
    let gaps = uncited_in(&review, &scene.dossier.aspects);
    scene.dossier.since.retain(|r| r.by != *by);
    scene.dossier.since.push(review);
    let mut after = scene.dossier.clone();
    in_place(&mut after);
    let outcome = scene.opened.outcome(&case_of(&after, scene.opened, scene.known))?;
    let to = Move {
        act: Act::GradeAfterwards,
        by,
        roles: scene.roles,
        on: today,
        grade,
        reason,
        uncited: gaps,
    };
    // Refused for one assessor what is refused for the step, so that the last one does not stumble over another's gap.
    let taken = scene.dossier.course.take(&to, &scene.opened.setting(&outcome));
    taken.map_err(Violation::from)?;
    if !all_given(&scene.dossier) {
        return Ok(None);
    }
    let may = |grade: Option<&str>| gradable(&outcome, grade, reason).is_ok();
    let (grade, remark) = several::together(&after, scene.opened, scene.known, may);
    after.remarks.extend(remark);
    scene.dossier = after;
    Ok(Some(step(grade, gaps)))
}

/// What was handed in takes the place of the reviews; what was not is nobody's.
fn in_place(dossier: &mut Dossier) {
    let since = std::mem::take(&mut dossier.since);
    for review in since.into_iter().filter(|r| r.submitted) {
        place(dossier, review);
    }
}
