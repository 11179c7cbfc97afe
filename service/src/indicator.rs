//! Indicators by post: sets drafted, agreed and in force; what holds for a post on a day; what evidences it.

mod agree;
mod base;
mod compare;
mod dimensions;
mod discard;
mod draft;
mod library;
mod overview;
mod place;
mod rows;
mod save;
mod set;
mod sheet;
mod standing;
mod strip;
mod tie;

pub use agree::agree;
pub use compare::compare;
pub use dimensions::dimensions;
pub use discard::discard;
pub use draft::{Begun, Source, draft};
pub use library::ready_sets;
pub(crate) use library::{Entry, LIBRARY, Ready, for_family};
pub use overview::overview;
pub use rows::GivenRow;
pub(crate) use rows::accept;
pub use save::{Saved, save};
pub use set::set;
pub use sheet::{Sheets, apply_sheet, check_sheet, export, report, sheet, template};
pub use standing::mine;
pub(crate) use standing::{Standing, TURN, composed, mine_on};
pub use strip::{WEEKS, strip};
pub(crate) use tie::tie;

use domain::event::{Event, Topic};
use domain::view::LiveEvent;

/// What is kept in memory of sets is stale. It goes to the other processes and to no page (`Event::concerns`).
pub(crate) fn changed() -> Event {
    Event {
        topic: Topic::Indicators,
        wire: LiveEvent::Indicators,
    }
}
