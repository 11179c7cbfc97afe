//! What of all assessments is the reader's.

use super::{CourseLine, EarlierYear, PeriodLine};
use crate::PeriodId;
use crate::view::UnitRef;
use serde::{Deserialize, Serialize};

/// `/assess`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessHome {
    /// Of the reader, newest first.
    pub own: Vec<CourseLine>,
    /// Annual results of the reader's from before this system was used, newest first.
    #[serde(default)]
    pub before: Vec<EarlierYear>,
    /// Where a step waits for the reader.
    pub waiting: Vec<CourseLine>,
    pub waiting_more: bool,
    /// Boards of units that the reader heads or sits over.
    pub boards: Vec<BoardLink>,
    /// Periods the reader can see; all of them for the personnel office.
    pub periods: Vec<PeriodLine>,
    /// Ratings that wait for the reader's ballot.
    pub ballots: Vec<PeriodLine>,
    /// What is published now.
    pub published: Vec<PeriodLine>,
    pub may_open: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardLink {
    pub period: PeriodId,
    pub period_title: String,
    pub special: Option<String>,
    pub unit: UnitRef,
    /// Reviewed and waiting to be calibrated, or calibrated and waiting to be decided.
    pub waiting: u32,
}
