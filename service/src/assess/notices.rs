//! Who is told of a step. A notice holds no words: what it is about is read when it is shown, with the rights of that moment.

use super::load::Opened;
use crate::notice::News;
use crate::result::stands_aside;
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

/// News of a period as a whole: something of it changed that concerns somebody.
pub(super) fn of_period(to: PersonId, period: &PeriodId) -> News {
    News {
        to,
        kind: NoticeKind::AssessChanged,
        thread: period.0.clone(),
        subject: period.0.clone(),
    }
}

/// That there is something for somebody to review in a period: one line for all of it, which counts when it is shown.
pub(super) fn asked_of_period(to: PersonId, period: &PeriodId) -> News {
    News {
        kind: NoticeKind::AssessAsked,
        ..of_period(to, period)
    }
}

/// Who must act next, and to whom something was given.
pub(crate) fn of_step(dossier: &Dossier, opened: &Opened, course: &CourseId, act: Act) -> Vec<News> {
    let bodies = &opened.period.bodies;
    let tell = |people: &[Named], kind| -> Vec<News> {
        let others = people.iter().filter(|n| n.id != dossier.person.id);
        others.map(|n| news(n.id.clone(), kind, course)).collect()
    };
    let ask = |people: &[Named]| tell(people, NoticeKind::AssessAsked);
    // Whoever took part before leaves it to others: nothing is asked of him.
    let deciding = |people: &[Named]| -> Vec<Named> {
        let others = people.iter().filter(|n| stands_aside(dossier, &n.id).is_none());
        others.cloned().collect()
    };
    let person = |kind| vec![news(dossier.person.id.clone(), kind, course)];
    match act {
        Act::SubmitSummary => ask(&dossier.assessors),
        Act::GoOn => [ask(&dossier.assessors), person(NoticeKind::AssessChanged)].concat(),
        // Whoever has written on it meanwhile looks at the next one.
        Act::ReturnSummary => {
            let writers = tell(&writing(dossier), NoticeKind::AssessChanged);
            [person(NoticeKind::AssessReturned), writers].concat()
        }
        // What is published first is in force and told when that is over.
        Act::DecideReReview | Act::DecideAppeal if dossier.course.held().is_some() => vec![],
        Act::GiveFeedback | Act::DecideReReview | Act::DecideAppeal | Act::Extend => person(NoticeKind::AssessResult),
        Act::AskReReview => ask(&deciding(&bodies.re_review)),
        Act::Appeal => ask(&deciding(&bodies.appeal)),
        Act::ObjectToPublication => ask(&bodies.committee),
        // Whoever was to decide need not any more. What stood against a name is told of by whoever took it back.
        Act::Withdraw => match dossier.course.withdrawn() {
            Some(Act::AskReReview) => tell(&deciding(&bodies.re_review), NoticeKind::AssessChanged),
            Some(Act::Appeal) => tell(&deciding(&bodies.appeal), NoticeKind::AssessChanged),
            _ => vec![],
        },
        // The personnel office is asked by what waits for it.
        Act::Disagree => tell(&dossier.assessors, NoticeKind::AssessDisagreed),
        Act::AnswerPublication => answered(dossier, &opened.id, course),
        _ => vec![],
    }
}

/// The assessors who have written on a summary.
fn writing(dossier: &Dossier) -> Vec<Named> {
    let wrote = |a: &&Named| dossier.reviews.iter().any(|r| r.by == a.id);
    dossier.assessors.iter().filter(wrote).cloned().collect()
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
