//! Failures per key: a number of them is free, and then one each so many seconds. Success costs nothing.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Keys kept at most; then those that have recovered are let go, and if none has, the ones nearest to it.
const KEYS: usize = 50_000;

pub(super) struct Failures {
    free: u32,
    pause: Duration,
    /// When each key will have recovered wholly.
    whole: Mutex<HashMap<String, Instant>>,
}

impl Failures {
    /// `free` failures at once, then one for each `pause`.
    pub(super) fn new(free: u32, pause: Duration) -> Self {
        Self {
            free,
            pause,
            whole: Mutex::default(),
        }
    }

    fn whole(&self) -> MutexGuard<'_, HashMap<String, Instant>> {
        self.whole.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one of the tries, to be given back after success; or says how long to wait.
    pub(super) fn take(&self, key: &str, now: Instant) -> Result<(), Duration> {
        let mut whole = self.whole();
        if whole.len() >= KEYS && !whole.contains_key(key) {
            make_room(&mut whole, now);
        }
        let recovers = whole.get(key).copied().unwrap_or(now).max(now) + self.pause;
        let spent = recovers - now;
        let most = self.pause * self.free;
        if spent > most {
            return Err(spent - most);
        }
        whole.insert(key.to_owned(), recovers);
        Ok(())
    }

    /// Gives back what [`Self::take`] took: it was no failure.
    pub(super) fn give_back(&self, key: &str) {
        let mut whole = self.whole();
        if let Some(recovers) = whole.get_mut(key)
            && let Some(earlier) = recovers.checked_sub(self.pause)
        {
            *recovers = earlier;
        }
    }
}

fn make_room(whole: &mut HashMap<String, Instant>, now: Instant) {
    whole.retain(|_, recovers| *recovers > now);
    if whole.len() >= KEYS {
        let mut times: Vec<Instant> = whole.values().copied().collect();
        let middle = times.len() / 2;
        let (_, median, _) = times.select_nth_unstable(middle);
        let median = *median;
        whole.retain(|_, recovers| *recovers > median);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(20);

    #[test]
    fn failures_run_out_and_come_back_one_by_one() {
        let failures = Failures::new(3, PAUSE);
        let now = Instant::now();
        for _ in 0..3 {
            assert_eq!(failures.take("a", now), Ok(()));
        }
        assert_eq!(failures.take("a", now), Err(PAUSE));
        assert_eq!(failures.take("b", now), Ok(()), "another's failures are another's");
        assert_eq!(
            failures.take("a", now + PAUSE / 2),
            Err(PAUSE / 2),
            "being refused costs nothing more"
        );
        assert_eq!(failures.take("a", now + PAUSE), Ok(()));
        assert_eq!(failures.take("a", now + PAUSE), Err(PAUSE));
        for _ in 0..3 {
            assert_eq!(
                failures.take("a", now + 10 * PAUSE),
                Ok(()),
                "whole again, and no more than that"
            );
        }
        assert!(failures.take("a", now + 10 * PAUSE).is_err());
    }

    #[test]
    fn success_costs_nothing() {
        let failures = Failures::new(2, PAUSE);
        let now = Instant::now();
        for _ in 0..100 {
            assert_eq!(failures.take("a", now), Ok(()));
            failures.give_back("a");
        }
        assert_eq!((failures.take("a", now), failures.take("a", now)), (Ok(()), Ok(())));
        assert!(failures.take("a", now).is_err());
    }

    #[test]
    fn a_flood_of_names_fills_no_memory() {
        let failures = Failures::new(2, PAUSE);
        let now = Instant::now();
        for n in 0..KEYS + 10 {
            assert_eq!(failures.take(&n.to_string(), now), Ok(()));
        }
        assert!(failures.whole().len() <= KEYS);
    }
}
