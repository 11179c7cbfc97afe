//! Who was left without a grade for the time being and may still be given one: that is for the assessor, whoever that is by then.

use super::case::{self, Filed, case_now, is_decided};
use super::course::before_review;
use super::load::{self, Loaded, Opened, WHOLE, bare, heads, state};
use super::open::lacking;
use super::{review, turn};
use crate::{Daybook, Result};
use domain::PersonId;
use domain::assessment::Words;
use domain::assessment::process::{Act, Role, State};
use futures::future::BoxFuture;
use std::collections::HashSet;
use std::sync::Arc;
use store::Db;
use store::assess::CourseHead;

/// Documents that are read at once.
const READ: usize = 200;

/// Reviewed or decided without a grade, and not archived.
pub(super) fn ungraded(state: State, grade: Option<&str>) -> bool {
    let waits = match state {
        State::Reviewed | State::Calibrated => true,
        state => is_decided(state) && state != State::Archived,
    };
    waits && grade.is_none()
}

/// A grade may still come: by what the course rests on or, as long as it is not decided, by the facts of today.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn may_come<'s>(daybook: &'s Daybook, db: &'s Db, loaded: &'s Loaded) -> BoxFuture<'s, Result<bool>> {
    Box::pin(async move {
        let course = &loaded.dossier.course;
        if !ungraded(course.state, course.grade.as_deref()) {
            return Ok(false);
        }
        let case = match is_decided(course.state) {
            true => loaded.dossier.case.clone(),
            false => case_now(daybook, db, loaded).await?,
        };
        Ok(loaded.opened.outcome(&case)?.may_be_graded_later())
    })
}

/// It can be given now.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn can_be_given<'s>(daybook: &'s Daybook, db: &'s Db, loaded: &'s Loaded) -> BoxFuture<'s, Result<bool>> {
    Box::pin(async move {
        let now = case_now(daybook, db, loaded).await?;
        Ok(loaded.opened.outcome(&now)?.can_be_graded())
    })
}

/// Of somebody who is not reviewed yet and has an assessor, which others are lacking, in words.
pub(super) fn lacks(opened: &Opened, head: &CourseHead) -> Option<Words> {
    let there = head.assessors.len();
    let some = there > 0 && before_review(state(&head.state));
    some.then(|| lacking(opened, there)).flatten()
}

/// Courses of a period that nobody is there to review, or fewer than the pack has parts for, or, where a grade may still come, to
/// grade: all of them, first those with nobody at all.
pub(super) async fn unassessed(daybook: &Daybook, db: &Db, opened: &Arc<Opened>) -> Result<Vec<CourseHead>> {
    let mut all = heads(db, &turn::unassessed(opened.id.as_str()), WHOLE).await?;
    let decided = all.iter().filter(|h| !before_review(state(&h.state)));
    let decided: Vec<String> = decided.map(|h| h.id.clone()).collect();
    let mut over = HashSet::new();
    for part in decided.chunks(READ) {
        for loaded in load::courses(db, opened, part).await? {
            if !may_come(daybook, db, &loaded).await? {
                over.insert(loaded.id.0);
            }
        }
    }
    all.retain(|h| !over.contains(&h.id));
    nobody_first(&mut all, opened);
    Ok(all)
}

/// Whom nobody is there for stands before those who merely lack a further assessor; else the order stays.
fn nobody_first(heads: &mut [CourseHead], opened: &Opened) {
    heads.sort_by_cached_key(|head| lacks(opened, head).is_some());
}

/// Of some courses of a period those that were reviewed without a grade and can be given one by now, before anything is decided: each with an
/// assessor who has not handed his in. No document is read but of those without a grade.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn to_grade<'s>(
    daybook: &'s Daybook,
    db: &'s Db,
    opened: &'s Arc<Opened>,
    of: &'s [&'s CourseHead],
) -> BoxFuture<'s, Result<Vec<(String, String)>>> {
    Box::pin(async move {
        let without = of.iter().filter(|h| may_be_graded(opened, h));
        let ids: Vec<String> = without.map(|h| h.id.clone()).collect();
        let (mut left, filed) = (Vec::new(), Filed::looked_up());
        for part in ids.chunks(READ) {
            let courses = load::courses(db, opened, part).await?;
            let cases = case::many(daybook, db, opened, &filed, &courses).await?;
            for (loaded, (case, _)) in courses.iter().zip(&cases) {
                if opened.outcome(case)?.can_be_graded() {
                    let dossier = &loaded.dossier;
                    let open = dossier.assessors.iter().filter(|a| !review::waits(dossier, &a.id));
                    left.extend(open.map(|a| (loaded.id.0.clone(), a.id.0.clone())));
                }
            }
        }
        Ok(left)
    })
}

/// Whether it is the assessor's to give a grade before the decision, should the rules leave one.
fn may_be_graded(opened: &Opened, head: &CourseHead) -> bool {
    let course = bare(head, opened.period.opened);
    let proposed = matches!(course.state, State::Reviewed | State::Calibrated);
    let steps = course.open_to(&PersonId(String::new()), &[Role::Assessor], opened.pack());
    proposed && course.grade.is_none() && steps.iter().any(|step| step.act == Act::GradeAfterwards)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::sample;

    #[test]
    fn who_has_nobody_stands_before_all_who_lack_one_of_several() {
        let opened = sample::raters(&[50, 50]);
        let one = |at: usize| CourseHead {
            assessors: vec!["a".into()],
            ..sample::head(at, State::Summarised)
        };
        let mut heads: Vec<CourseHead> = (0..300).map(one).collect();
        heads.push(sample::head(300, State::Opened));
        heads.push(sample::head(301, State::Reviewed));
        nobody_first(&mut heads, &opened);
        let first: Vec<&str> = heads.iter().take(4).map(|h| h.id.as_str()).collect();
        assert_eq!(first, ["c300", "c301", "c0", "c1"]);
    }
}
