//! Periods of assessment, the courses of people in them, what holds of people, their results of years before, and ballots.
//!
//! Documents (`domain::assessment::dossier`) are kept as JSON beside the few columns that lists and rights need.

mod evidence;
mod read;
mod rows;
mod write;

pub use evidence::{DueRow, EntryRow};
pub use rows::{
    BallotRow, CensusRow, CourseHead, CourseRow, PeriodRow, PlaceRow, ReportRow, SpanRow, StatusRow, StepRow, TallyRow,
    YearRow,
};
