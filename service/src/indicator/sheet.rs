//! Sets out of and into spreadsheets: checked first with a report by cell, written as drafts only when asked for.

mod apply;
mod check;
mod column;
mod export;
mod fault;
mod job;
mod read;
mod report;

pub use apply::apply_sheet;
pub use check::check_sheet;
pub use export::{export, template};
pub use job::{Sheets, sheet};
pub use report::report;

#[cfg(test)]
mod tests;
