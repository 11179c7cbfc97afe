//! A grade for somebody who had none for the time being: once an investigation has ended without a sanction, or with a warning only.

use super::reason as reason_of;
use crate::assess::grade_since;
use crate::assess::turn::{Request, change};
use crate::{Daybook, Result};
use domain::CourseId;
use domain::assessment::process::Act;
use domain::permission::Actor;

/// Grades afterwards. What the assessor has cited by then counts as in any review; of several each grades, and the last one takes the step.
/// Calibration and decision follow in the same course.
pub async fn grade_afterwards(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    grade: &str,
    reason: &str,
    key: &str,
) -> Result<()> {
    let reason = reason_of(reason)?;
    let grade = super::chosen(grade);
    let words = [Act::GradeAfterwards.as_str(), grade.unwrap_or_default(), &reason].join("\u{1f}");
    let request = Request {
        course: id,
        version: None,
        key,
        words: &words,
    };
    change(daybook, actor, request, |scene| {
        grade_since(scene, &actor.person, grade, &reason)
    })
    .await
}
