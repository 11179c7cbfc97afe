//! The outbox's tail in memory: every event reaches every stream of this process, whoever wrote it.
//!
//! Own events are delivered at once after their commit. Those of other processes on the same database are read from the
//! outbox by range, with a window of overlap (a commit can come later than its time says), woken by LIVE or by the clock.

use crate::Daybook;
use crate::clock::now_us;
use domain::event::Event;
use domain::view::{LiveEvent, LiveMessage};
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, broadcast, watch};

/// How far back the tail looks again, in µs.
pub(crate) const OVERLAP: i64 = 3_000_000;

/// An event on its way, its text made once for all streams.
pub struct Delivery {
    pub id: String,
    pub event: Event,
    pub json: String,
}

pub(crate) struct Bus {
    sender: broadcast::Sender<Arc<Delivery>>,
    seen: Mutex<Seen>,
    wake: Notify,
    closed: watch::Sender<bool>,
    /// Likes of one record are told one after the other, by hash of its id.
    turns: Vec<tokio::sync::Mutex<()>>,
    hasher: RandomState,
}

/// Ids that came in the last seconds, and when they came last.
#[derive(Default)]
struct Seen {
    ids: HashMap<String, i64>,
    by_time: BTreeSet<(i64, String)>,
}

impl Seen {
    /// Whether the id is new; remembers it, and forgets those that did not come for long.
    fn admit(&mut self, id: &str, now: i64) -> bool {
        let new = !self.knows(id, now);
        while let Some((at, _)) = self.by_time.first()
            && *at < now - 4 * OVERLAP
            && let Some((_, old)) = self.by_time.pop_first()
        {
            self.ids.remove(&old);
        }
        if new {
            self.ids.insert(id.to_owned(), now);
            self.by_time.insert((now, id.to_owned()));
        }
        new
    }

    /// Whether the id came before. Where nothing else happens the tail comes upon the last ones again and again: as long as it does they
    /// are remembered.
    fn knows(&mut self, id: &str, now: i64) -> bool {
        let Some(at) = self.ids.get_mut(id) else { return false };
        self.by_time.remove(&(*at, id.to_owned()));
        self.by_time.insert((now, id.to_owned()));
        *at = now;
        true
    }
}

impl Bus {
    /// `backlog`: events that a slow stream may lag behind before it is told to start over.
    pub(crate) fn new(backlog: usize) -> Self {
        Self {
            sender: broadcast::channel(backlog.max(1)).0,
            seen: Mutex::default(),
            wake: Notify::new(),
            closed: watch::channel(false).0,
            turns: (0..64).map(|_| tokio::sync::Mutex::default()).collect(),
            hasher: RandomState::new(),
        }
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Arc<Delivery>> {
        self.sender.subscribe()
    }

    pub(crate) fn closed(&self) -> watch::Receiver<bool> {
        self.closed.subscribe()
    }

    pub(crate) fn close(&self) {
        self.closed.send_replace(true);
        self.wake.notify_waiters();
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn turn(&self, wire: &LiveEvent) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        let LiveEvent::Liked { record, .. } = wire else {
            return None;
        };
        let slot = usize::try_from(self.hasher.hash_one(record) % self.turns.len() as u64).unwrap_or_default();
        match self.turns.get(slot) {
            Some(turn) => Some(turn.lock().await),
            None => None,
        }
    }

    fn send(&self, id: String, event: Event) {
        if !self.seen().admit(&id, now_us()) {
            return;
        }
        let message = LiveMessage {
            id: id.clone(),
            event: event.wire.clone(),
        };
        match serde_json::to_string(&message) {
            Ok(json) => drop(self.sender.send(Arc::new(Delivery { id, event, json }))),
            Err(error) => tracing::error!(%error, "an event could not be written as JSON"),
        }
    }
}

/// Forgets what the event makes stale, then passes it to every stream. A repeated one is dropped.
pub(crate) async fn deliver(daybook: &Daybook, id: String, mut event: Event) {
    let bus = &daybook.bus;
    if bus.seen().knows(&id, now_us()) {
        return;
    }
    daybook.cache.forget(&event.topic);
    daybook.search.touch(&event);
    let _turn = bus.turn(&event.wire).await;
    refresh(daybook, &mut event.wire).await;
    bus.send(id, event);
}

/// Sets who likes a record to what is so now: of acts at one moment none saw the others' when it wrote its event, so the
/// one told last must look again.
pub(crate) async fn refresh(daybook: &Daybook, wire: &mut LiveEvent) {
    let LiveEvent::Liked {
        record, likes, marks, ..
    } = wire
    else {
        return;
    };
    match daybook.card_of(record).await {
        Ok(Some(card)) => {
            *likes = card.likes();
            marks.clone_from(&card.marks);
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "likes could not be read again"),
    }
}

/// Starts the tail of the outbox; it ends with [`Bus::close`].
pub(crate) fn follow(daybook: &Daybook) {
    if daybook.shared {
        tokio::spawn(watch(daybook.clone()));
    }
    tokio::spawn(tail(daybook.clone()));
}

async fn watch(daybook: Daybook) {
    let mut closed = daybook.bus.closed();
    while !*closed.borrow() {
        tokio::select! {
            ended = daybook.store.watch_events(|| daybook.bus.wake.notify_one()) => {
                tracing::debug!(?ended, "the live query ended; opening it again");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            _ = closed.changed() => {}
        }
    }
}

async fn tail(daybook: Daybook) {
    // A lone process hears its own events directly; the tail is then only a net under it.
    let period = Duration::from_millis(if daybook.shared { 250 } else { 2000 });
    let mut closed = daybook.bus.closed();
    let mut from = now_us();
    while !*closed.borrow() {
        tokio::select! {
            () = daybook.bus.wake.notified() => {}
            () = tokio::time::sleep(period) => {}
            _ = closed.changed() => return,
        }
        match read(&daybook, from - OVERLAP).await {
            Ok(Some(newest)) => from = from.max(newest),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the outbox could not be read; trying again"),
        }
    }
}

async fn read(daybook: &Daybook, after: i64) -> crate::Result<Option<i64>> {
    let mut place = (after, String::new());
    let mut newest = None;
    loop {
        let rows = daybook.db().events_after((place.0, &place.1), 1000).await?;
        let full = rows.len() == 1000;
        for row in rows {
            newest = Some(row.at);
            place = (row.at, row.id.clone());
            match serde_json::from_str::<Event>(&row.body) {
                Ok(event) => deliver(daybook, row.id, event).await,
                Err(error) => tracing::warn!(%error, id = row.id, "an event of the outbox is not readable"),
            }
        }
        if !full {
            return Ok(newest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;

    #[test]
    fn what_the_tail_comes_upon_again_and_again_is_delivered_once() {
        let mut seen = Seen::default();
        assert!(seen.admit("one", 0));
        // Nothing happens for a minute, and the tail reads the last event every two seconds.
        for at in (2..60).step_by(2) {
            assert!(seen.knows("one", at * SECOND), "after {at} s");
        }
        assert!(seen.admit("two", 60 * SECOND));
        assert!(seen.knows("one", 60 * SECOND + 1) && !seen.admit("two", 60 * SECOND + 2));
    }

    #[test]
    fn what_comes_no_more_is_forgotten() {
        let mut seen = Seen::default();
        for n in 0..100 {
            assert!(seen.admit(&n.to_string(), n * SECOND));
        }
        assert_eq!((seen.ids.len(), seen.by_time.len()), (13, 13));
        assert!(!seen.knows("0", 100 * SECOND) && seen.knows("99", 100 * SECOND));
    }
}
