//! Everybody of a period by name, and whom a reminder is for.

use super::{ClockView, Column, PeriodLine, Sort};
use crate::CourseId;
use crate::assessment::dossier::UnitPart;
use crate::assessment::process::State;
use crate::view::PersonRef;
use serde::{Deserialize, Serialize};

/// `/assess/period/:id/people`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    pub period: PeriodLine,
    pub rows: Vec<PeopleLine>,
    /// How many there are of those that were asked for.
    pub all: u32,
    /// What was asked for: a state, a unit of the period, a part of name or unit.
    pub state: Option<State>,
    pub unit: Option<UnitPart>,
    pub part: String,
    /// What it can be put in order by, and how it is; none for the usual order.
    pub columns: Vec<Column>,
    pub sort: Option<Sort>,
    /// Behind which this page begins, the `next` of the one before; empty for the first.
    pub after: String,
    /// Behind which the next page begins, if there is one.
    pub next: Option<String>,
    /// Whom a reminder would be for; none for whoever cannot remind.
    pub reminder: Option<Reminder>,
}

/// Somebody, without grade or proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleLine {
    pub course: CourseId,
    pub person: PersonRef,
    pub state: State,
    /// Who reviews, by name.
    pub assessors: Vec<String>,
    /// The days that run, if any do.
    pub clock: Option<ClockView>,
}

/// How many are reminded, or would be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Of their own summary.
    pub people: u32,
    /// Of reviews, each once.
    pub assessors: u32,
    /// Left out: these were told of it today.
    pub today: u32,
}
