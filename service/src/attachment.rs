//! Files of records: sent in parts, checked by their content, stored once under their hash outside the database.
//!
//! [`begin`] announces a file, [`part`] adds to it and ends it with the last byte (a cut connection goes on at [`offset`]),
//! [`discard`] takes it back, and where too many are unfinished one that was broken off makes room ([`give_way`]). Writing or editing a record ties what was sent ([`tie`]), and from then on it is read by whoever
//! may read a record that holds it ([`open`]). What neither a record nor a draft holds is removed after a day ([`clean`]).
//! Permission is by the row, never by the hash: to know a content opens nothing.

mod begin;
mod blobs;
mod clean;
mod discard;
mod finish;
mod form;
mod give_way;
mod open;
mod part;
mod picture;
mod sniff;
mod strip;
#[cfg(test)]
mod tests;
mod tie;

pub use begin::begin;
pub(crate) use blobs::Blobs;
pub use clean::clean;
pub(crate) use clean::follow;
pub use discard::discard;
pub use finish::end;
pub use give_way::give_way;
pub use open::{Opened, open};
pub use part::{Progress, offset, part};
pub(crate) use tie::{hold, tie};

use crate::{Daybook, Error, Result};
use domain::FileId;
use domain::permission::{Action, Actor, Resource, decide};
use store::file::FileRow;

/// A row of one's own; anybody else's is as if it were not there.
async fn own(daybook: &Daybook, actor: &Actor, id: &FileId) -> Result<FileRow> {
    if !domain::id::is_ulid(id.as_str()) {
        return Err(Error::NotFound);
    }
    let row = daybook.db().file(id).await?.ok_or(Error::NotFound)?;
    may_handle(actor, &row).then_some(row).ok_or(Error::NotFound)
}

fn may_handle(actor: &Actor, row: &FileRow) -> bool {
    let owner = row.owner.as_str().into();
    decide(actor, Action::HandleFile, &Resource::File { owner }).allowed
}
