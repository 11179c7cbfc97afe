//! What a post or a unit was before: each under the last day on which it was. What it is now stands elsewhere.

use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::Bound;

/// Days are texts (`YYYY-MM-DD`) that compare as dates.
pub type Past<T> = BTreeMap<String, T>;

/// What held on a day.
pub fn held_on<'a, T>(past: &'a Past<T>, now: &'a T, day: &str) -> &'a T {
    let from = (Bound::Included(day), Bound::<&str>::Unbounded);
    past.range::<str, _>(from).next().map_or(now, |(_, was)| was)
}

/// From today on it is `now` and no longer `was`. What it was for a part of today alone leaves no trace.
pub fn turn<T: PartialEq>(past: &mut Past<T>, was: T, now: &T, today: NaiveDate) {
    let Some(eve) = today.pred_opt().map(|day| day.to_string()) else {
        return;
    };
    if past.entry(eve.clone()).or_insert(was) == now {
        past.remove(&eve);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::default() + Days::new(n)
    }

    #[test]
    fn what_was_holds_until_the_day_before() {
        let mut past = Past::new();
        turn(&mut past, "a", &"b", day(10));
        let on = |past: &Past<&'static str>, n: u64| *held_on(past, &"b", &day(n).to_string());
        assert_eq!(
            (on(&past, 0), on(&past, 9), on(&past, 10), on(&past, 99)),
            ("a", "a", "b", "b")
        );
        // Put right on the same day: what it was in between held on no day.
        turn(&mut past, "b", &"c", day(10));
        assert_eq!(past, Past::from([(day(9).to_string(), "a")]));
        turn(&mut past, "c", &"a", day(10));
        assert!(past.is_empty(), "{past:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn every_day_keeps_what_held_at_its_end(steps in prop::collection::vec((0u64..4, 0u8..4), 1..20)) {
            let (mut past, mut now, mut today) = (Past::new(), 0u8, 5u64);
            // What held at the end of each day.
            let mut ends: Vec<u8> = vec![now; 5];
            for (pause, next) in steps {
                ends.resize(ends.len() + usize::try_from(pause).unwrap(), now);
                today += pause;
                if next != now {
                    turn(&mut past, now, &next, day(today));
                    now = next;
                }
                for (n, end) in (0u64..).zip(&ends) {
                    prop_assert_eq!(held_on(&past, &now, &day(n).to_string()), end, "day {} of {:?}", n, &past);
                }
                for later in [today, today + 30] {
                    prop_assert_eq!(held_on(&past, &now, &day(later).to_string()), &now);
                }
            }
        }
    }
}
