//! Pages of indicators: tables and forms, drawn by the server alone.

mod compare;
mod editor;
mod import;
mod library;
mod overview;
mod parts;
mod person;
mod set;

pub use compare::compare;
pub use editor::TypedSet;
pub use import::{import, import_job};
pub use library::library;
pub use overview::overview;
pub use person::person;
pub use set::set;
