//! Notices: telling people in the transaction of what happened, listing what they were told, and how they want to be told.
//!
//! A notice holds no words of others: what it is about is read when it is shown, with the reader's rights of that moment.

mod course;
mod list;
mod read;
mod remind;
mod tell;
mod wish;

pub use list::{page, waits};
pub use read::{open, read_all, read_thread};
pub(crate) use read::{read_threads, read_within};
pub(crate) use tell::{News, take_back, tell};
pub use wish::wish;

use crate::{Daybook, Error, Result, bus};
use domain::PersonId;
use domain::event::{Event, Topic};
use domain::notice::NoticeKind;
use domain::view::LiveEvent;
use store::Tx;

/// Counted at most; beyond that it is "many".
pub const MOST_UNREAD: u32 = 99;

pub(crate) fn noticed(people: Vec<PersonId>) -> Event {
    Event {
        topic: Topic::People { people },
        wire: LiveEvent::Noticed,
    }
}

fn kind_target(kind: NoticeKind) -> String {
    format!("kind:{}", kind.as_str())
}

fn thread_target(thread: &str) -> String {
    format!("thread:{thread}")
}

/// Changes own notices and tells the reader's other devices, if `work` says that something changed. No act: who reads what is
/// nobody's business.
async fn change<F, Fut>(daybook: &Daybook, person: &PersonId, work: F) -> Result<()>
where
    F: Fn(Tx) -> Fut,
    Fut: Future<Output = Result<bool>>,
{
    let event = noticed(vec![person.clone()]);
    let body = &serde_json::to_string(&event).map_err(|error| Error::Unavailable(error.to_string()))?;
    let (id, at) = (&format!("{}0", crate::clock::new_id()), crate::clock::now_us());
    let changed = daybook
        .store
        .transact(|tx| {
            let work = &work;
            async move {
                let changed = work(tx.clone()).await?;
                if changed {
                    tx.announce(id, at, body).await?;
                }
                Ok::<_, Error>(changed)
            }
        })
        .await?;
    if changed {
        bus::deliver(daybook, id.clone(), event).await;
    }
    Ok(())
}
