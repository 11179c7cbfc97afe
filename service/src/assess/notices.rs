//! Who is told of a step. A notice holds no words: what it is about is read when it is shown, with the rights of that moment.

use crate::notice::News;
use domain::assessment::dossier::{Dossier, Named, Period};
use domain::assessment::process::Act;
use domain::notice::NoticeKind;
use domain::{CourseId, PersonId};

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
pub(crate) fn of_step(dossier: &Dossier, period: &Period, course: &CourseId, act: Act) -> Vec<News> {
    let bodies = &period.bodies;
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
        _ => vec![],
    }
}
