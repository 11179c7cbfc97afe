//! Putting a list in the order that its reader has chosen.

use std::cmp::Reverse;

/// By what `key` tells of each. Those of whom it tells nothing stand last, whichever way; equal ones stay as they stood.
pub(crate) fn by<T, K: Ord>(list: &mut [T], falling: bool, key: impl Fn(&T) -> Option<K>) {
    if falling {
        list.sort_by_cached_key(|one| {
            let key = key(one);
            (key.is_none(), Reverse(key))
        });
    } else {
        list.sort_by_cached_key(|one| {
            let key = key(one);
            (key.is_none(), key)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_nothing_stands_last_both_ways_and_equal_ones_stay() {
        let sorted = |falling: bool| {
            let mut list = [("a", None), ("b", Some(2)), ("c", Some(1)), ("d", Some(2)), ("e", None)];
            by(&mut list, falling, |one| one.1);
            list.map(|one| one.0).concat()
        };
        assert_eq!(sorted(false), "cbdae");
        assert_eq!(sorted(true), "bdcae");
    }
}
