//! Comments: writing, rewording, deleting, and whom one can mention.

mod change;
mod mention;
mod write;

pub use change::{delete, edit};
pub use mention::mentionable;
pub use write::write;

use crate::cards::show_comment;
use crate::{Daybook, Error, Result};
use domain::event::{Event, Topic};
use domain::permission::{Actor, RecordFacts};
use domain::view::{CommentView, LiveEvent};
use domain::{CommentId, RecordId};

/// The comment as the reader sees it now.
async fn shown(daybook: &Daybook, actor: &Actor, record: &RecordId, comment: &CommentId) -> Result<CommentView> {
    let card = daybook.card_of(record).await?.ok_or(Error::NotFound)?;
    let row = card
        .comments
        .iter()
        .find(|c| c.id == comment.as_str())
        .ok_or(Error::NotFound)?;
    Ok(show_comment(daybook, row, &card, actor))
}

fn changed(record: &RecordId, facts: RecordFacts, lanes: Vec<String>) -> Event {
    let wire = LiveEvent::Changed {
        record: record.clone(),
        moved: !lanes.is_empty(),
    };
    Event {
        topic: Topic::Record {
            record: record.clone(),
            facts,
            lanes,
            before: None,
        },
        wire,
    }
}
