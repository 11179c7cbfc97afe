//! Who is told of a step. A notice holds no words: what it is about is read when it is shown, with the rights of that moment.

use super::load::Opened;
use crate::notice::News;
use domain::assessment::dossier::{Dossier, Named};
use domain::assessment::process::Act;
use domain::notice::NoticeKind;
use domain::{CourseId, PeriodId, PersonId};

/// News of one course: each of its readers has one line of each kind.
pub(crate) fn news(to: PersonId, kind: NoticeKind, course: &CourseId) -> News {
    News {
        to,
        kind,
        thread: course.0.clone(),
        subject: course.0.clone(),
    }
}

/// Who must act next, and to whom something was given.
pub(crate) fn of_step(dossier: &Dossier, opened: &Opened, course: &CourseId, act: Act) -> Vec<News> {
    let bodies = &opened.period.bodies;
    let ask = |people: &[Named]| -> Vec<News> {
        let others = people.iter().filter(|n| n.id != dossier.person.id);
        others
            .map(|n| news(n.id.clone(), NoticeKind::AssessAsked, course))
            .collect()
    };
    let person = |kind| vec![news(dossier.person.id.clone(), kind, course)];
    match act {
        Act::SubmitSummary => ask(&dossier.assessors),
        Act::ReturnSummary => person(NoticeKind::AssessReturned),
        Act::GiveFeedback | Act::DecideReReview | Act::DecideAppeal => person(NoticeKind::AssessResult),
        Act::AskReReview => ask(&bodies.re_review),
        Act::Appeal => ask(&bodies.appeal),
        Act::ObjectToPublication => ask(&bodies.committee),
        Act::AnswerPublication => answered(dossier, &opened.id, course),
        _ => vec![],
    }
}

/// Whoever objected is told that there is an answer. Each course is a thread of its own; what is told of is the publication, since who
/// objected may not read the course.
fn answered(dossier: &Dossier, period: &PeriodId, course: &CourseId) -> Vec<News> {
    let Some(answer) = dossier.course.done.last() else {
        return vec![];
    };
    let now = dossier.objections.iter().filter(|o| {
        let decided = o.decided.as_ref();
        o.asked == Act::ObjectToPublication
            && decided.is_some_and(|d| (&d.by, d.on, &d.reason) == (&answer.by, answer.on, &answer.reason))
    });
    now.map(|o| News {
        to: o.by.clone(),
        kind: NoticeKind::AssessAnswered,
        thread: course.0.clone(),
        subject: period.0.clone(),
    })
    .collect()
}
