use super::blobs::Shelf;
use super::may_handle;
use crate::{Daybook, Error, Result};
use bytes::Bytes;
use domain::FileId;
use domain::permission::{Action, Actor, Resource, decide};
use futures::stream::BoxStream;
use store::file::FileRow;

/// A file for somebody who may read it.
pub struct Opened {
    pub name: String,
    pub mime: String,
    /// Safe to show in the browser; the rest is saved.
    pub shows: bool,
    pub bytes: u64,
    pub content: BoxStream<'static, std::io::Result<Bytes>>,
}

/// Opens a file, or its small copy, for whoever may read a record that holds it, and for its sender.
///
/// [`Error::NotFound`] for everybody else, and for what is not there.
pub async fn open(daybook: &Daybook, actor: &Actor, id: &FileId, small: bool) -> Result<Opened> {
    let row = readable(daybook, actor, id).await?;
    let image = row.kind == domain::view::FileKind::Image.as_str();
    if small && !image {
        return Err(Error::NotFound);
    }
    let shelf = if small { Shelf::Thumbs } else { Shelf::Blobs };
    let (bytes, content) = daybook.blobs.read(shelf, &row.hash).await.inspect_err(|error| {
        tracing::error!(%error, file = %row.id, "a content cannot be read");
    })?;
    Ok(Opened {
        name: row.name,
        mime: if small { "image/jpeg".into() } else { row.mime },
        shows: image,
        bytes,
        content,
    })
}

async fn readable(daybook: &Daybook, actor: &Actor, id: &FileId) -> Result<FileRow> {
    if !domain::id::is_ulid(id.as_str()) {
        return Err(Error::NotFound);
    }
    let row = daybook
        .db()
        .file(id)
        .await?
        .filter(FileRow::is_kept)
        .ok_or(Error::NotFound)?;
    if may_handle(actor, &row) {
        return Ok(row);
    }
    let cards = daybook.cards(&row.records).await?;
    let open = cards.values().any(|card| {
        let facts = &card.facts;
        // A withdrawn record is a trace for its leaders: that it was, not what it had.
        let standing = !facts.withdrawn || facts.author == actor.person;
        let holds = card.row.anchors.files.iter().any(|tie| tie.id == row.id);
        holds && standing && decide(actor, Action::ReadRecord, &Resource::Record(facts.clone())).allowed
    });
    if open { Ok(row) } else { Err(Error::NotFound) }
}
