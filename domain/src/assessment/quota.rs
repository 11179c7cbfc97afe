//! How many people can have a grade, and who has a place: exact arithmetic, every step shown.
//!
//! Whatever is equal is never put in an order here: it comes back as open, for the committee.

mod fill;
mod places;

pub use fill::{Candidate, Cut, CutBy, Filled, fill};
pub use places::{Allotment, Open, UnitCount, UnitPlaces, allot, counts};
