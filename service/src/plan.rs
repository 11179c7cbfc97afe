//! Plans: items set, handed down, agreed, worked on and ended. The rules are `domain::plan`; here they meet rights and data.
//!
//! Every verb that changes an item goes through [`turn`], which reads it inside the transaction, finds from which side the actor
//! acts, lets a pure move decide, and writes item, lists and history together.

mod advance;
mod agree;
mod along;
mod answer;
mod assign;
mod change;
mod concerned;
mod copy;
mod drop;
mod due;
mod finish;
mod goals;
mod import;
mod item;
mod mine;
mod open;
mod people;
mod put;
mod reopen;
mod see;
mod serve;
pub(crate) mod spot;
mod template;
mod tie;
mod turn;
mod unit;
mod write;

pub use advance::advance;
pub use agree::agree;
pub use answer::{accept, ask_back, stand_by};
pub use assign::assign;
pub use change::{Wanted, change};
pub use copy::copy;
pub use drop::drop_item;
pub use finish::finish;
pub use goals::goals;
pub use import::{apply as apply_import, check as check_import, report as import_report};
pub use item::{page as item_page, page_asked as item_page_asked};
pub use mine::mine;
pub use people::people;
pub use reopen::reopen;
pub use serve::{serve, unserve};
pub use template::template_xlsx;
pub(crate) use tie::{follow, tie};
pub use unit::page as unit_page;
pub use write::write;

pub(crate) use due::{Due, TURN, due};
pub(crate) use import::Imports;
pub(crate) use open::open;
pub(crate) use people::Led;
pub(crate) use see::readable;

use crate::Error;
use domain::event::{Event, Topic};
use domain::plan::Breach;
use domain::view::LiveEvent;
use domain::{PlanItemId, Violation};
use store::plan::PlanRow;

/// What everybody concerned is told of an item.
pub(crate) fn changed(row: &PlanRow) -> Event {
    Event {
        topic: Topic::Plan {
            item: row.item_id(),
            facts: row.facts(),
        },
        wire: LiveEvent::Plan { item: row.item_id() },
    }
}

/// A client's key that goes with what was sent: the same form sent again with other words is another request.
fn keyed(key: &str, parts: &[&str]) -> String {
    if key.trim().is_empty() {
        return String::new();
    }
    format!("{key} {}", parts.join("\u{1f}"))
}

/// What is somebody else's step is not there for the actor; every other rule is told.
fn refused(breach: Breach) -> Error {
    match breach {
        Breach::NotYours => Error::Denied,
        other => Violation::from(other).into(),
    }
}

/// An id from outside: anything else is not found.
fn known(item: &PlanItemId) -> crate::Result<()> {
    if domain::id::is_ulid(item.as_str()) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}
