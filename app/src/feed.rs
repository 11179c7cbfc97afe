//! Records in lists and alone: the board holds what is shown, `follow` keeps it true, the rest draws it.

mod attachments;
mod board;
mod comment;
mod comments;
mod composer;
mod entry;
mod filters;
mod follow;
mod like;
mod pill;
mod place;
mod record;
mod record_acts;
mod reply;
mod rings;
mod tie_rows;
mod tied;
mod ties;
mod timeline;
#[cfg(feature = "ssr")]
mod typed;
#[cfg(not(feature = "ssr"))]
mod untyped;
mod writing;

pub use board::Closed;
pub use comments::Query;
pub use composer::Composer;
pub use entry::Entry;
pub use filters::Filters;
pub use follow::follow_one;
pub use place::forget;
pub use record::Record;
pub use record_acts::withdraw_form;
pub use timeline::{Place, Timeline, Written};
#[cfg(feature = "ssr")]
pub use typed::TypedRecord;
#[cfg(not(feature = "ssr"))]
pub use untyped::TypedRecord;
pub use writing::{audience_words, tell_draft};
