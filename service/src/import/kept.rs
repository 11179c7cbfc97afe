//! Tables that were checked and wait for their reader, in the memory of this process.

use crate::clock::{ms_of, new_id, now_ms};
use domain::PersonId;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Tables kept, and for how long (ms).
const KEPT: usize = 50;
const HOUR: i64 = 3_600_000;

/// By id; each with whose it is.
pub(crate) struct Kept<T>(Mutex<BTreeMap<String, (PersonId, T)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }
}

impl<T: Clone> Kept<T> {
    /// Keeps a table; what is old, or too much, goes.
    pub(crate) fn add(&self, whose: &PersonId, table: T) -> String {
        let id = new_id();
        let mut kept = self.all();
        kept.insert(id.clone(), (whose.clone(), table));
        let old = now_ms() - HOUR;
        kept.retain(|id, _| ms_of(id).is_some_and(|at| at > old));
        while kept.len() > KEPT {
            kept.pop_first();
        }
        id
    }

    /// A table of one's own.
    pub(crate) fn find(&self, whose: &PersonId, id: &str) -> Option<T> {
        let kept = self.all();
        let (of, table) = kept.get(id)?;
        (of == whose).then(|| table.clone())
    }

    /// Whether it is kept still, whosever it is.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.all().contains_key(id)
    }

    pub(crate) fn change(&self, id: &str, change: impl FnOnce(&mut T)) {
        if let Some((_, table)) = self.all().get_mut(id) {
            change(table);
        }
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, (PersonId, T)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_whose_it_is_and_the_oldest_goes() {
        let (kept, me) = (Kept::<usize>::default(), PersonId::from("me"));
        let first = kept.add(&me, 1);
        kept.change(&first, |n| *n += 1);
        assert_eq!(kept.find(&me, &first), Some(2));
        assert_eq!(kept.find(&"you".into(), &first), None);
        for n in 0..KEPT {
            kept.add(&me, n);
        }
        assert_eq!(kept.all().len(), KEPT);
    }
}
