//! How far a course is, for the line at the head of its pages.

use super::super::load::Loaded;
use domain::assessment::process::{Act, State};
use domain::view::assess::StepView;

/// The steps that a course goes through, in their order.
const MAIN: [(Act, u8); 10] = [
    (Act::SubmitSummary, 1),
    (Act::Compile, 2),
    (Act::Rate, 3),
    (Act::SubmitReview, 4),
    (Act::Calibrate, 5),
    (Act::Publish, 6),
    (Act::Decide, 7),
    (Act::GiveFeedback, 8),
    (Act::Acknowledge, 9),
    (Act::Archive, 10),
];

/// The last step that a state comes after.
fn passed(state: State) -> u8 {
    match state {
        State::Opened => 0,
        State::Summarised => 1,
        State::Compiled => 2,
        State::Rated => 3,
        State::Reviewed => 4,
        State::Calibrated => 5,
        State::Published | State::PublicationObjected => 6,
        State::Decided => 7,
        State::Told => 8,
        State::Archived => 10,
        _ => 9,
    }
}

/// The steps of the pack with what is done; what does not concern this course (no rating, nothing to publish) is left out.
pub(in crate::assess) fn steps(loaded: &Loaded) -> Vec<StepView> {
    let course = &loaded.dossier.course;
    let pack = loaded.opened.pack();
    let at = passed(course.reached());
    let published = course.on(Act::Publish).is_some();
    let concerns = |act: Act| match act {
        Act::Rate => pack.rating.is_some(),
        Act::Publish => published || (at < 6 && pack.publication.is_some()),
        // Nobody waits for it; that it was done is shown.
        Act::Archive => course.state == State::Archived,
        _ => true,
    };
    // Nothing is next for whoever takes no part any more.
    let mut now = course.state != State::Excused;
    let mut views = Vec::new();
    for (act, place) in MAIN {
        let step = pack.step.iter().find(|s| s.of == course.kind && s.act == act);
        let Some(step) = step.filter(|_| concerns(act)) else {
            continue;
        };
        let done = place <= at;
        let next = !done && now && act != Act::Publish;
        now &= !next;
        views.push(StepView {
            act,
            done,
            now: next,
            by: step.by.clone(),
        });
    }
    views
}
