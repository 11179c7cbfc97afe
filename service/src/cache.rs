//! The hot part of the data in memory, bounded in bytes, kept true by the outbox. Permission is applied after it, never before.

use crate::actor::Profile;
use crate::cards::Card;
use domain::event::Topic;
use quick_cache::Weighter;
use quick_cache::sync::Cache as Quick;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::timeline::TimelineRow;

/// The newest part of a lane.
pub(crate) struct Head {
    pub rows: Vec<TimelineRow>,
    /// There is nothing older than `rows`.
    pub whole: bool,
}

#[derive(Clone)]
pub(crate) struct Seen {
    pub person: String,
    /// When the database was last told of a request, ms.
    pub touched: i64,
}

pub(crate) struct Cache {
    pub cards: Quick<String, Arc<Card>, ByBytes>,
    pub heads: Quick<String, Arc<Head>, ByRows>,
    pub profiles: Quick<String, Arc<Profile>>,
    pub sessions: Quick<String, Seen>,
    /// What holds for a post on a day.
    pub standings: Quick<String, Arc<crate::indicator::Standing>>,
    /// Up to where people have read; only where no other process can move it.
    pub markers: Quick<String, Option<i64>>,
    /// Which plan items ask for whom, on a day.
    pub dues: Quick<String, Arc<crate::plan::Due>>,
    /// Whom somebody leads, on a day. Few lead many, and for who leads few it costs little to read it again.
    pub led: Quick<String, Arc<crate::plan::Led>>,
    /// The day on which somebody was last told of due days.
    pub reminded: Quick<String, chrono::NaiveDate>,
    /// What of assessments asks for whom, on a day, by person and language.
    pub errands: Quick<String, Arc<crate::assess::Errands>>,
    /// The clock of a course of a version, on a day and in a language; the key begins with its period.
    pub running: Quick<String, Option<domain::view::Errand>>,
    /// Whether in a closed period nothing is left to be done.
    pub ended: Quick<String, bool>,
    /// The newest periods, and how many of each are in which state.
    pub periods: Quick<String, Arc<Vec<Arc<crate::assess::Opened>>>>,
    pub census: Quick<String, Arc<Vec<store::assess::CensusRow>>>,
    turns: Turns,
}

#[derive(Clone)]
pub(crate) struct ByBytes;

impl Weighter<String, Arc<Card>> for ByBytes {
    fn weight(&self, _: &String, card: &Arc<Card>) -> u64 {
        card.bytes()
    }
}

#[derive(Clone)]
pub(crate) struct ByRows;

impl Weighter<String, Arc<Head>> for ByRows {
    fn weight(&self, _: &String, head: &Arc<Head>) -> u64 {
        64 + 64 * head.rows.len() as u64
    }
}

impl Cache {
    /// `bytes` for cards and lists; profiles and sessions are counted.
    pub(crate) fn new(bytes: u64) -> Self {
        Self {
            cards: Quick::with_weighter(16_384, bytes / 4 * 3, ByBytes),
            heads: Quick::with_weighter(2_048, bytes / 4, ByRows),
            profiles: Quick::new(20_000),
            sessions: Quick::new(50_000),
            standings: Quick::new(20_000),
            markers: Quick::new(50_000),
            dues: Quick::new(20_000),
            led: Quick::new(64),
            reminded: Quick::new(50_000),
            errands: Quick::new(20_000),
            running: Quick::new(20_000),
            ended: Quick::new(2_000),
            periods: Quick::new(16),
            census: Quick::new(200),
            turns: Turns::new(),
        }
    }

    /// Removes what the topic makes stale, and everything that is being loaded meanwhile.
    pub(crate) fn forget(&self, topic: &Topic) {
        match topic {
            Topic::Record { record, lanes, .. } => {
                self.turns.advance(record.as_str());
                self.cards.remove(record.as_str());
                for lane in lanes {
                    self.turns.advance(lane);
                    self.heads.remove(lane);
                }
            }
            Topic::Rights { person: Some(person) } => {
                self.turns.advance(person.as_str());
                self.profiles.remove(person.as_str());
                self.forget_dues();
                self.forget_errands();
            }
            Topic::Rights { person: None } => {
                self.turns.advance_all();
                self.profiles.clear();
                self.heads.clear();
                self.standings.clear();
                self.dues.clear();
                self.led.clear();
                self.errands.clear();
            }
            // Whose profile is being loaded is not known: nothing that is on its way is kept.
            Topic::Granted { receiver } => {
                self.turns.advance_all();
                self.profiles.retain(|_, profile| !profile.actor.sits_in(receiver));
            }
            Topic::Indicators => {
                self.turns.advance(crate::indicator::TURN);
                self.standings.clear();
            }
            // An item can ask its owner, its setter or whoever holds a post: all of it is read again, which is cheap. Records show
            // its title to whom it is open.
            Topic::Plan { item, facts } => {
                self.forget_dues();
                self.turns.advance_all();
                self.cards
                    .retain(|_, card| card.items.get(item.as_str()).is_none_or(|known| known == facts));
            }
            Topic::Course { period, .. } | Topic::Period { period } => {
                self.forget_errands();
                self.turns.advance(period.as_str());
                self.ended.remove(period.as_str());
                self.census.remove(period.as_str());
                if matches!(topic, Topic::Period { .. }) {
                    self.turns.advance(crate::assess::PERIODS_TURN);
                    self.periods.clear();
                    let of_it = format!("{period}/");
                    self.running.retain(|key, _| !key.starts_with(&of_it));
                }
            }
            // What is told to single people is not kept in memory.
            Topic::People { .. } => {}
            Topic::Sessions { .. } => {
                self.turns.advance_all();
                self.sessions.clear();
            }
        }
    }

    fn forget_dues(&self) {
        self.turns.advance(crate::plan::TURN);
        self.dues.clear();
    }

    fn forget_errands(&self) {
        self.turns.advance(crate::assess::TURN);
        self.errands.clear();
    }

    /// A marker was moved in the database.
    pub(crate) fn forget_marker(&self, person: &str) {
        self.turns.advance(person);
        self.markers.remove(person);
    }

    /// The turn of a key, to be read before loading what belongs to it.
    pub(crate) fn turn(&self, key: &str) -> u64 {
        self.turns.of(key)
    }

    /// Runs `keep` if nothing changed for `key` since `turn`, and undoes it if something did meanwhile.
    pub(crate) fn keep(&self, key: &str, turn: u64, keep: impl FnOnce(), undo: impl FnOnce()) {
        if self.turns.of(key) != turn {
            return;
        }
        keep();
        if self.turns.of(key) != turn {
            undo();
        }
    }
}

/// Counters by hash of the key: a load that began before a change is not kept.
struct Turns {
    hasher: RandomState,
    slots: Vec<AtomicU64>,
    all: AtomicU64,
}

impl Turns {
    const SLOTS: usize = 4096;

    fn new() -> Self {
        Self {
            hasher: RandomState::new(),
            slots: (0..Self::SLOTS).map(|_| AtomicU64::new(0)).collect(),
            all: AtomicU64::new(0),
        }
    }

    fn slot(&self, key: &str) -> Option<&AtomicU64> {
        let hash = usize::try_from(self.hasher.hash_one(key) % Self::SLOTS as u64).unwrap_or_default();
        self.slots.get(hash)
    }

    fn of(&self, key: &str) -> u64 {
        self.slot(key)
            .map_or(0, |slot| slot.load(Ordering::SeqCst))
            .wrapping_add(self.all.load(Ordering::SeqCst))
    }

    fn advance(&self, key: &str) {
        if let Some(slot) = self.slot(key) {
            slot.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn advance_all(&self) {
        self.all.fetch_add(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_that_changes_takes_its_own_clocks_along_and_no_others() {
        let cache = Cache::new(1 << 20);
        for key in [
            "p1/c1/1/2026-12-01/en",
            "p1/c2/1/2026-12-01/en",
            "p11/c1/1/2026-12-01/en",
        ] {
            cache.running.insert(key.to_owned(), None);
        }
        let turn = cache.turn("p1");
        cache.forget(&Topic::Period { period: "p1".into() });
        let kept: Vec<String> = cache.running.iter().map(|(key, _)| key).collect();
        assert_eq!(kept, ["p11/c1/1/2026-12-01/en"]);
        // What is being read of it meanwhile is not kept either.
        assert_ne!(cache.turn("p1"), turn);
    }
}
