//! From record to result: rule packs, what they are applied to, and what follows from them (adr/0017).
//!
//! A [`Pack`] is data: scales, quotas, clocks, steps and rules, each number with its article beside it. A [`Case`] is what is known
//! about a person in a period. It has no field for likes, views, comments or numbers of records, so none of them can reach a grade.
//! Packs are read and run with the feature `engine`, which the browser's bundle does not carry.

pub mod calendar;
pub mod case;
pub mod count;
pub mod dossier;
#[cfg(feature = "engine")]
mod engine;
pub mod facts;
mod outcome;
pub mod pack;
pub mod process;
pub mod question;
pub mod quota;
pub mod rating;
mod ratio;
mod words;

pub use calendar::{Calendar, Deadline, deadline};
pub use case::{Case, Span};
#[cfg(feature = "engine")]
pub use engine::{Ruleset, Unsound};
pub use facts::{Facts, Value};
pub use outcome::{Fired, Outcome, Proposal, Standing, StandingOf};
pub use pack::Pack;
pub use ratio::Ratio;
pub use words::Words;
