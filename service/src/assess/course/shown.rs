//! What of a dossier is whose to know. Pages are drawn from what is left here, so nothing else can reach one.

use super::super::load::state;
use super::super::review::DIFFER;
use crate::{Daybook, Result};
use domain::assessment::dossier::{Dossier, Summary};
use domain::assessment::process::{Act, State};
use domain::permission::Actor;
use std::collections::HashSet;

/// The person learns the result when it is given.
pub(super) fn knows(actor: &Actor, person: &str, state: State) -> bool {
    actor.person.as_str() != person || told(state)
}

pub(super) fn result(dossier: &Dossier, actor: &Actor) -> bool {
    // Who is graded afterwards was told of the first result, and learns of the second when it is given.
    knows(actor, dossier.person.id.as_str(), dossier.course.state)
}

fn told(state: State) -> bool {
    matches!(
        state,
        State::Told
            | State::Acknowledged
            | State::Disagreed
            | State::ReReview
            | State::ReReviewed
            | State::Appealed
            | State::AppealDecided
            | State::Closed
            | State::Archived
    )
}

/// Periods whose result the person was not given yet. A year rests on them, and the person reads there of no result before.
pub(super) async fn untold(daybook: &Daybook, dossier: &Dossier) -> Result<HashSet<String>> {
    if dossier.earlier.is_empty() {
        return Ok(HashSet::new());
    }
    let heads = daybook.db().course_heads_of(&dossier.person.id).await?;
    let silent = heads.into_iter().filter(|h| !told(state(&h.state)));
    Ok(silent.map(|h| h.period).collect())
}

/// Takes out what is not the reader's to know: of the person the assessors' work, of others what is not submitted yet.
pub(super) fn redact(dossier: &mut Dossier, actor: &Actor, shows_result: bool, untold: &HashSet<String>) {
    for objection in &mut dossier.objections {
        // The copy is for the check of its digest; what differs is told in sentences.
        objection.frozen.clear();
    }
    // What is being written since is the writer's own, whatever was given before.
    let own = dossier.person.id == actor.person;
    dossier.since.retain(|r| !own && r.by == actor.person);
    if own {
        for_person(dossier, shows_result, untold);
    } else {
        for_others(dossier, actor);
    }
}

fn for_person(dossier: &mut Dossier, shows_result: bool, untold: &HashSet<String>) {
    let person = dossier.person.id.clone();
    // Who objected to a publication, or took it back, is known to those who answer.
    dossier.objections.retain(|o| o.by == person);
    let objected = |act: Act| matches!(act, Act::ObjectToPublication | Act::Withdraw);
    dossier.course.done.retain(|d| !objected(d.act) || d.by == person);
    for earlier in &mut dossier.earlier {
        if !untold.contains(earlier.period.as_str()) {
            continue;
        }
        let given = crate::result::remark_of(earlier);
        (earlier.grade, earlier.named, earlier.score) = (None, None, None);
        for remark in dossier.remarks.iter_mut().filter(|r| **r == given) {
            *remark = crate::result::remark_of(earlier);
        }
    }
    if !untold.is_empty() {
        dossier.case.results.clear();
        dossier.case.special_results.clear();
    }
    if shows_result {
        return;
    }
    // Decided for a grade that is published first: told by the feedback, whatever an answer to the name has made of it.
    let given = |act: Act| matches!(act, Act::GiveFeedback | Act::GradeAfterwards);
    let mut since = dossier.course.done.iter().rev().take_while(|d| !given(d.act));
    if since.any(|d| matches!(d.act, Act::DecideReReview | Act::DecideAppeal))
        && let Some(last) = dossier.objections.last_mut()
    {
        last.decided = None;
    }
    dossier.reviews.clear();
    dossier.outcome = None;
    dossier.rating = None;
    dossier.improvements.clear();
    dossier.remarks.retain(|r| !r.zh.starts_with(DIFFER));
    dossier.case.elements.critical_failed = 0;
    dossier.case.results.clear();
    dossier.case.special_results.clear();
    dossier.case.history.clear();
    dossier.case.grade = None;
    dossier.case.score = None;
    dossier.course.grade = None;
    let theirs = |act: Act| {
        matches!(
            act,
            Act::SubmitSummary | Act::ReturnSummary | Act::GoOn | Act::Excuse | Act::TakeIn
        )
    };
    for done in &mut dossier.course.done {
        done.grade = None;
        if !theirs(done.act) {
            done.reason.clear();
        }
    }
}

fn for_others(dossier: &mut Dossier, actor: &Actor) {
    if dossier.course.reached() == State::Opened {
        dossier.summary = Summary::default();
    }
    let reviewed = dossier.course.on(Act::SubmitReview).is_some();
    // Several assessors judge for themselves before they see each other's words.
    dossier
        .reviews
        .retain(|r| r.by == actor.person || (r.submitted && reviewed));
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;
    use domain::assessment::dossier::{Decided, Objection};
    use domain::assessment::process::Done;

    #[test]
    fn the_grade_that_a_body_gave_is_told_with_the_result() {
        let published: &[Act] = &[Act::DecideAppeal];
        // The name was objected to, and the answer is another grade.
        let lowered: &[Act] = &[Act::DecideAppeal, Act::Publish, Act::AnswerPublication, Act::Decide];
        let known: &[Act] = &[Act::DecideAppeal, Act::GradeAfterwards];
        for (steps, grade, shows, told) in [
            (published, "excellent", false, false),
            (published, "excellent", true, true),
            (lowered, "competent", false, false),
            (lowered, "competent", true, true),
            (known, "excellent", false, true),
        ] {
            let mut one = sample::dossier();
            let (person, on) = (one.person.id.clone(), chrono::NaiveDate::default());
            one.course.grade = Some(grade.into());
            let done = steps.iter().map(|act| Done {
                act: *act,
                by: "hal".into(),
                on,
                late: false,
                reason: String::new(),
                grade: None,
            });
            one.course.done = done.collect();
            one.objections.push(Objection {
                asked: Act::Appeal,
                by: person,
                by_name: "P".into(),
                on,
                reason: "Two records.".into(),
                grade_before: Some("competent".into()),
                digest: String::new(),
                frozen: String::new(),
                decided: Some(Decided {
                    by: "hal".into(),
                    by_name: "Hal".into(),
                    on,
                    grade: Some("excellent".into()),
                    reason: "It is so.".into(),
                    upheld: true,
                    against: None,
                }),
                withdrawn: None,
            });
            for_person(&mut one, shows, &HashSet::new());
            assert_eq!(one.objections[0].decided.is_some(), told, "{steps:?} {shows}");
        }
    }

    #[test]
    fn that_an_element_is_not_met_is_told_with_the_result() {
        for (shows, failed) in [(false, 0), (true, 1)] {
            let mut one = sample::dossier();
            one.case.elements.critical = 2;
            one.case.elements.critical_failed = 1;
            for_person(&mut one, shows, &HashSet::new());
            assert_eq!(one.case.elements.critical_failed, failed);
            assert_eq!(one.case.elements.critical, 2, "how many there are is in the plan");
        }
    }
}
