//! Small pieces that many pages share.

mod confirm;
mod icon;
mod mention;
mod problem;
mod prose;
mod toast;
mod typed;

pub use confirm::{Confirm, ConfirmDialog};
pub use icon::Icon;
pub use mention::{MentionField, Mentions};
pub use problem::{Problem, fails_at};
pub use prose::Prose;
pub use toast::{Toaster, Toasts, escape};
pub use typed::in_textarea;
