//! The clocks that run for a course.

use super::load::Loaded;
use chrono::NaiveDate;
use domain::assessment::Outcome;
use domain::assessment::calendar::{Deadline, deadline};
use domain::assessment::process::{Act, State};
use domain::view::assess::ClockView;

pub(super) fn view(act: Act, until: Deadline, today: NaiveDate) -> ClockView {
    ClockView {
        act,
        last: until.last.to_string(),
        days: i32::try_from((until.last - today).num_days()).unwrap_or(i32::MAX),
        provisional: until.provisional,
    }
}

/// The clock of a step that is next.
pub(super) fn of_step(loaded: &Loaded, outcome: &Outcome, act: Act, today: NaiveDate) -> Option<ClockView> {
    let course = &loaded.dossier.course;
    let next = !loaded.opened.withdrawn()
        && match act {
            Act::SubmitSummary => course.state == State::Opened,
            Act::SubmitReview => matches!(course.state, State::Summarised | State::Compiled | State::Rated),
            Act::Acknowledge => course.state == State::Told,
            Act::DecideReReview => course.state == State::ReReview,
            Act::DecideAppeal => course.state == State::Appealed,
            _ => true,
        };
    if !next {
        return None;
    }
    let until = course.due(act, &loaded.opened.setting(outcome))?;
    Some(view(act, until, today))
}

/// All that run: of the step that is next, of a publication, and those in which the person can still object.
pub(super) fn of(loaded: &Loaded, outcome: &Outcome, today: NaiveDate) -> Vec<ClockView> {
    let steps = [
        Act::SubmitSummary,
        Act::SubmitReview,
        Act::Acknowledge,
        Act::DecideReReview,
        Act::DecideAppeal,
    ];
    let mut clocks: Vec<ClockView> = steps
        .into_iter()
        .filter_map(|act| of_step(loaded, outcome, act, today))
        .collect();
    clocks.extend(publication(loaded, today));
    clocks.extend(objections(loaded, outcome, today));
    clocks
}

fn run(loaded: &Loaded, clock: &str, from: NaiveDate) -> Option<Deadline> {
    let clock = loaded.opened.pack().clock(clock)?;
    Some(deadline(&loaded.period().calendar, clock, from, false))
}

fn publication(loaded: &Loaded, today: NaiveDate) -> Option<ClockView> {
    let course = &loaded.dossier.course;
    if !matches!(course.state, State::Published | State::PublicationObjected) {
        return None;
    }
    let publication = loaded.opened.pack().publication.as_ref()?;
    let until = run(loaded, &publication.clock, course.on(Act::Publish)?)?;
    Some(view(Act::ObjectToPublication, until, today))
}

/// Until when the person can ask for re-review and appeal; what is over, or has not begun, does not run.
fn objections(loaded: &Loaded, outcome: &Outcome, today: NaiveDate) -> Vec<ClockView> {
    let course = &loaded.dossier.course;
    let open = matches!(
        course.state,
        State::Told | State::Acknowledged | State::Disagreed | State::Closed
    );
    let asked = |act: Act| course.on_this_result(act).is_some();
    let mut clocks = Vec::new();
    if asked(Act::Appeal) || !(open || matches!(course.state, State::ReReview | State::ReReviewed)) {
        return clocks;
    }
    if open && !asked(Act::AskReReview) {
        let told = course.on_this_result(Act::GiveFeedback);
        let until = told.and_then(|told| run(loaded, "re_review_ask", told));
        let until = until.filter(|until| !until.over(today));
        clocks.extend(until.map(|until| view(Act::AskReReview, until, today)));
    }
    let days = course.appeal_days(&loaded.opened.setting(outcome)).into_iter();
    let running = days.filter(|(first, until)| *first <= today && !until.over(today));
    let until = running.map(|(_, until)| until).max_by_key(|until| until.last);
    clocks.extend(until.map(|until| view(Act::Appeal, until, today)));
    clocks
}
