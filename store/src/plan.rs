//! Plan items with their history, the lists they stand in, and what they serve.

mod read;
mod rows;
mod write;

pub use rows::{Bundle, ChangeRow, EdgeRow, EditRow, PlaceRow, PlanRow, StepRow};
