//! The times in which somebody held posts, in parts that one measure holds for.

use chrono::NaiveDate;
use domain::indicator::family_key;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use store::organisation::SeatRow;

/// A time in a post in which that was of one family, and its unit in one place.
pub(super) struct Held<'a> {
    pub seat: &'a SeatRow,
    pub from: Option<String>,
    pub to: Option<String>,
    /// The last day of it that is looked at.
    pub day: String,
}

impl Held<'_> {
    pub fn family(&self) -> &str {
        self.seat.family_on(&self.day)
    }

    fn is_alike(&self, other: &Self) -> bool {
        family_key(self.family()) == family_key(other.family())
            && self.seat.path_on(&self.day) == other.seat.path_on(&other.day)
    }

    /// Both are one time.
    pub fn join(&mut self, other: Self) {
        self.from = self.from.take().min(other.from);
        self.to = match (self.to.take(), other.to) {
            (Some(a), Some(b)) => Some(a.max(b)),
            _ => None,
        };
    }
}

/// The posts of these days: those of the last day first, then those left before, the latest first. A post stands here once for
/// each family that it was of and each place that its unit had.
pub(super) fn held<'a>(seats: impl Iterator<Item = &'a SeatRow>, first: &str, last: &str) -> Vec<Held<'a>> {
    let mut times: Vec<Held<'a>> = seats.flat_map(|seat| parts(seat, first, last)).collect();
    let left = |h: &Held| h.to.clone().filter(|to| to.as_str() < last);
    times.sort_by_key(|h| (left(h).is_some(), Reverse(left(h))));
    let mut held: Vec<Held<'a>> = Vec::new();
    for time in times {
        let next = held.iter_mut().rfind(|h| h.seat.position == time.seat.position);
        match next.filter(|next| next.is_alike(&time)) {
            // The same post, acting at first: one stay.
            Some(next) => next.join(time),
            None => held.push(time),
        }
    }
    held
}

/// An appointment as far as it lies in these days.
fn parts<'a>(seat: &'a SeatRow, first: &str, last: &str) -> Vec<Held<'a>> {
    let since = seat.starts.as_deref().map_or(first, |starts| starts.max(first));
    let until = seat.ends.as_deref().map_or(last, |ends| ends.min(last));
    if since > until {
        return vec![];
    }
    let turns = seat.families.keys().chain(seat.paths.keys()).map(String::as_str);
    let turns: BTreeSet<&str> = turns.filter(|day| since <= *day && *day < until).collect();
    let mut parts = Vec::new();
    let mut from = seat.starts.clone();
    for day in turns {
        let Some(next) = day.parse::<NaiveDate>().ok().and_then(|day| day.succ_opt()) else {
            continue;
        };
        parts.push(Held {
            seat,
            from: from.replace(next.to_string()),
            to: Some(day.to_owned()),
            day: day.to_owned(),
        });
    }
    parts.push(Held {
        seat,
        from,
        to: seat.ends.clone(),
        day: until.to_owned(),
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use domain::roster::Past;
    use proptest::prelude::*;

    fn day(n: u64) -> String {
        (NaiveDate::default() + Days::new(n)).to_string()
    }

    fn seat(starts: Option<u64>, ends: Option<u64>, families: &[u64], paths: &[u64]) -> SeatRow {
        SeatRow {
            id: "seat".into(),
            position: "post".into(),
            title: "Clerk".into(),
            grade: String::new(),
            family: "now".into(),
            families: families.iter().map(|n| (day(*n), format!("until {n}"))).collect(),
            remit: String::new(),
            leads: false,
            superior: None,
            unit: "u".into(),
            unit_name: "U".into(),
            path: vec!["u".into()],
            paths: paths
                .iter()
                .map(|n| (day(*n), vec![format!("until {n}"), "u".into()]))
                .collect(),
            kind: "substantive".into(),
            starts: starts.map(day),
            ends: ends.map(day),
        }
    }

    fn told(held: &[Held]) -> Vec<String> {
        let end = |day: &Option<String>| day.clone().unwrap_or_default();
        let line = |h: &Held| format!("{} {}..{}", h.family(), end(&h.from), end(&h.to));
        held.iter().map(line).collect()
    }

    #[test]
    fn a_post_stands_once_for_each_of_its_families_the_latest_first() {
        let acting = SeatRow {
            families: Past::from([(day(40), "old".into())]),
            ..seat(Some(5), Some(20), &[], &[])
        };
        let lasting = SeatRow {
            starts: Some(day(21)),
            ends: None,
            ..acting.clone()
        };
        let of = |first, last| told(&held([&lasting, &acting].into_iter(), &day(first), &day(last)));
        assert_eq!(
            of(0, 60),
            [format!("now {}..", day(41)), format!("old {}..{}", day(5), day(40))],
            "acting at first is one stay"
        );
        assert_eq!(of(0, 40), [format!("old {}..", day(5))]);
        assert_eq!(of(41, 60), [format!("now {}..", day(21))]);
        assert!(of(0, 4).is_empty());
        // There and back: three times, of which none covers another.
        let back = SeatRow {
            families: Past::from([(day(10), "a".into()), (day(20), "b".into())]),
            family: "a".into(),
            ..seat(None, None, &[], &[])
        };
        assert_eq!(
            told(&held([&back].into_iter(), &day(0), &day(30))),
            [
                format!("a {}..", day(21)),
                format!("b {}..{}", day(11), day(20)),
                format!("a ..{}", day(10))
            ]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn every_day_of_a_stay_is_in_one_part_by_what_held_on_it(
            starts in prop::option::of(0u64..60), ends in prop::option::of(0u64..60), first in 0u64..30, length in 0u64..40,
            families in prop::collection::vec(0u64..70, 0..4), paths in prop::collection::vec(0u64..70, 0..4),
        ) {
            let last = first + length;
            let seat = seat(starts, ends, &families, &paths);
            let held = held([&seat].into_iter(), &day(first), &day(last));
            for n in first..=last {
                let on = day(n);
                let inside = |from: &Option<String>, to: &Option<String>| crate::actor::holds(from.as_deref(), to.as_deref(), &on);
                let of: Vec<&Held> = held.iter().filter(|h| inside(&h.from, &h.to)).collect();
                prop_assert_eq!(of.len(), usize::from(inside(&seat.starts, &seat.ends)), "on {}", &on);
                for h in of {
                    prop_assert_eq!(h.family(), seat.family_on(&on));
                    prop_assert_eq!(seat.path_on(&h.day), seat.path_on(&on));
                }
            }
        }
    }
}
