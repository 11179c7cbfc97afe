//! The course of an assessment: who may do what next, by the pack.
//!
//! A period goes from the summary through review, calibration and decision to the feedback; a year adds eligibility, the democratic
//! rating, publication and the archive. After the feedback both can be objected to: re-review, then appeal. While that runs the result
//! stays in force, whoever decides has not decided before, and nobody fares worse for asking (《公务员法》第95、96条).

mod act;
mod course;
mod excuse;
mod guard;
mod refusal;
mod table;
mod withdraw;

pub use act::{Act, Kind, Role, State};
pub use course::{Course, Done, Move, Setting};
pub use guard::gradable;
pub use refusal::{Because, Refusal};
pub use table::{acts, needed};
