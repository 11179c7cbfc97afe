//! From which state to which a step leads.

use super::{Act, Kind, State};

/// A step, the states it can be taken from, the one it leads to, and whether every pack has it.
type Row = (Act, &'static [State], State, bool);

const SUMMARY: Row = (Act::SubmitSummary, &[State::Opened], State::Summarised, true);
const RETURN: Row = (Act::ReturnSummary, &[State::Summarised], State::Opened, false);
/// After the feedback both courses are the same. Who has acknowledged may still object in time, even when all is closed.
const AFTER: [Row; 10] = [
    (Act::GiveFeedback, &[State::Decided], State::Told, true),
    (Act::GradeAfterwards, UNGRADED, State::Reviewed, false),
    (Act::Acknowledge, &[State::Told], State::Acknowledged, true),
    (Act::Disagree, &[State::Told], State::Disagreed, false),
    (Act::AskReReview, KNOWN, State::ReReview, true),
    (Act::DecideReReview, &[State::ReReview], State::ReReviewed, true),
    (Act::Appeal, KNOWN_OR_REVIEWED, State::Appealed, true),
    (Act::DecideAppeal, &[State::Appealed], State::AppealDecided, true),
    (
        Act::Close,
        &[
            State::Told,
            State::Acknowledged,
            State::Disagreed,
            State::ReReviewed,
            State::AppealDecided,
        ],
        State::Closed,
        true,
    ),
    (Act::Archive, &[State::Closed], State::Archived, false),
];
/// Where a course can be that has no grade for the time being: reviewed without one, or decided so. It is not archived meanwhile (`guard`).
const UNGRADED: &[State] = &[
    State::Reviewed,
    State::Calibrated,
    State::Decided,
    State::Told,
    State::Acknowledged,
    State::Disagreed,
    State::ReReviewed,
    State::AppealDecided,
    State::Closed,
];
const KNOWN: &[State] = &[State::Told, State::Acknowledged, State::Disagreed, State::Closed];
/// While a re-review is open too: whether the days for it run is said by the guard.
const KNOWN_OR_REVIEWED: &[State] = &[
    State::Told,
    State::Acknowledged,
    State::Disagreed,
    State::ReReview,
    State::ReReviewed,
    State::Closed,
];

const PERIOD: [Row; 5] = [
    SUMMARY,
    RETURN,
    (Act::SubmitReview, &[State::Summarised], State::Reviewed, true),
    (Act::Calibrate, &[State::Reviewed], State::Calibrated, true),
    (Act::Decide, &[State::Calibrated], State::Decided, true),
];

const YEAR: [Row; 10] = [
    SUMMARY,
    RETURN,
    (Act::Compile, &[State::Summarised], State::Compiled, true),
    (Act::Rate, &[State::Compiled], State::Rated, false),
    (
        Act::SubmitReview,
        &[State::Compiled, State::Rated],
        State::Reviewed,
        true,
    ),
    (Act::Calibrate, &[State::Reviewed], State::Calibrated, true),
    (
        Act::Publish,
        &[State::Calibrated, State::Published],
        State::Published,
        false,
    ),
    (
        Act::ObjectToPublication,
        &[State::Published],
        State::PublicationObjected,
        false,
    ),
    (
        Act::AnswerPublication,
        &[State::PublicationObjected],
        State::Published,
        false,
    ),
    (
        Act::Decide,
        &[State::Calibrated, State::Published],
        State::Decided,
        true,
    ),
];

fn rows(kind: Kind) -> impl Iterator<Item = &'static Row> {
    let own: &[Row] = match kind {
        Kind::Period => &PERIOD,
        Kind::Year => &YEAR,
    };
    own.iter().chain(&AFTER)
}

/// The steps there can be.
pub fn acts(kind: Kind) -> impl Iterator<Item = Act> {
    rows(kind).map(|row| row.0)
}

/// The steps every pack says somebody for.
pub fn needed(kind: Kind) -> impl Iterator<Item = Act> {
    rows(kind).filter(|row| row.3).map(|row| row.0)
}

/// Where a step leads from a state.
pub(super) fn leads(kind: Kind, act: Act, from: State) -> Option<State> {
    let row = rows(kind).find(|row| row.0 == act)?;
    row.1.contains(&from).then_some(row.2)
}

/// Where a step leads, from whichever state it can be taken.
pub(super) fn target(kind: Kind, act: Act) -> Option<State> {
    rows(kind).find(|row| row.0 == act).map(|row| row.2)
}
