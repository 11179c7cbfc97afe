//! What of a dossier is whose to know. Pages are drawn from what is left here, so nothing else can reach one.

use super::super::review::DIFFER;
use domain::assessment::Outcome;
use domain::assessment::dossier::{Dossier, Summary};
use domain::assessment::process::{Act, State};
use domain::permission::Actor;

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

/// Takes out what is not the reader's to know: of the person the assessors' work, of others what is not submitted yet.
pub(super) fn redact(dossier: &mut Dossier, actor: &Actor, shows_result: bool) {
    let own = dossier.person.id == actor.person;
    for objection in &mut dossier.objections {
        // The copy is for the check of its digest; what differs is told in sentences.
        objection.frozen.clear();
    }
    if own && !shows_result {
        dossier.reviews.clear();
        dossier.outcome = None;
        dossier.rating = None;
        dossier.improvements.clear();
        dossier.remarks.retain(|r| !r.zh.starts_with(DIFFER));
        dossier.case.grade = None;
        dossier.case.score = None;
        dossier.course.grade = None;
        let theirs = |act: Act| matches!(act, Act::SubmitSummary | Act::ReturnSummary);
        for done in dossier.course.done.iter_mut().filter(|d| !theirs(d.act)) {
            done.grade = None;
            done.reason.clear();
        }
    }
    if own {
        return;
    }
    let opened = dossier.course.state == State::Opened;
    if opened {
        dossier.summary = Summary::default();
    }
    let reviewed = dossier.course.on(Act::SubmitReview).is_some();
    // Several assessors judge for themselves before they see each other's words.
    dossier
        .reviews
        .retain(|r| r.by == actor.person || (r.submitted && reviewed));
}

/// Of the rules, those about the facts; what they propose is for the assessors until the result is given.
pub(super) fn facts_only(outcome: Outcome) -> Outcome {
    Outcome {
        proposal: None,
        preferred: vec![],
        measures: vec![],
        ..outcome
    }
}
