//! A grade for somebody who had none for the time being: once an investigation has ended without a sanction, or with a warning only.

use super::reason as reason_of;
use crate::assess::turn::{Wanted, turn};
use crate::{Daybook, Result};
use domain::CourseId;
use domain::assessment::process::Act;
use domain::permission::Actor;

/// Grades afterwards. What the assessor has cited by then counts as in any review; calibration and decision follow in the same course.
pub async fn grade_afterwards(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    grade: &str,
    reason: &str,
    key: &str,
) -> Result<()> {
    let reason = reason_of(reason)?;
    let wanted = Wanted {
        act: Act::GradeAfterwards,
        grade: super::chosen(grade),
        reason: &reason,
    };
    turn(daybook, actor, id, None, key, wanted, |dossier| {
        // What the rules said when there was none no longer holds.
        dossier.outcome = None;
        // Of whoever took the place of an assessor who has left it is given with the grade.
        for review in dossier.reviews.iter_mut().filter(|r| r.by == actor.person) {
            review.submitted = true;
        }
        Ok(())
    })
    .await
}
