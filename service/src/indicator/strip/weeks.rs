//! Which week of which indicator of which post a record stands in.

use chrono::{Datelike, Days, NaiveDate};
use domain::RecordId;
use domain::view::indicator::Evidence;
use std::collections::BTreeMap;
use store::indicator::EvidenceRow;

/// Weeks of a strip: a quarter.
pub const WEEKS: u64 = 13;
/// Characters of a record's text beside its link.
const GLIMPSE: usize = 48;

/// By week, oldest first.
pub(super) type Weeks = Vec<Vec<Evidence>>;

/// A time in a post (`YYYY-MM-DD`, inclusive; none: open), with the ids of what the post was looked at by.
#[derive(Clone, Debug, Default)]
pub(super) struct Stay {
    pub from: Option<String>,
    pub to: Option<String>,
    pub indicators: Vec<String>,
}

impl Stay {
    fn has(&self, indicator: &str) -> bool {
        self.indicators.iter().any(|id| id == indicator)
    }
}

/// The Mondays of the weeks up to a day, oldest first.
pub(super) fn weeks(until: NaiveDate) -> Vec<NaiveDate> {
    let into = u64::from(until.weekday().num_days_from_monday());
    let monday = until.checked_sub_days(Days::new(into)).unwrap_or(until);
    let back = (0..WEEKS).rev().map(|n| monday.checked_sub_days(Days::new(7 * n)));
    back.flatten().collect()
}

/// By stay, then by its indicators in their order; and what is in no stay, by indicator.
///
/// What was done while the post was held counts there. Where that is said of no post (the day was written wrong, or the work of a
/// later post began before it), every post with the indicator shows it: nothing that was tied is lost.
pub(super) fn share(
    evidence: &[EvidenceRow],
    stays: &[Stay],
    weeks: &[NaiveDate],
) -> (Vec<Vec<Weeks>>, BTreeMap<String, Weeks>) {
    let empty = || vec![vec![]; weeks.len()];
    let mut shared: Vec<Vec<Weeks>> = stays
        .iter()
        .map(|s| s.indicators.iter().map(|_| empty()).collect())
        .collect();
    let mut former: BTreeMap<String, Weeks> = BTreeMap::new();
    for row in evidence {
        let Some(week) = row
            .day
            .parse()
            .ok()
            .and_then(|day: NaiveDate| weeks.iter().rposition(|m| *m <= day))
        else {
            continue;
        };
        let put = |strip: &mut Weeks| {
            if let Some(place) = strip.get_mut(week) {
                place.push(shown(row));
            }
        };
        let during = |s: &Stay| crate::actor::holds(s.from.as_deref(), s.to.as_deref(), &row.day);
        let timely = stays.iter().any(|s| s.has(&row.indicator) && during(s));
        let mut placed = false;
        for (stay, strips) in stays.iter().zip(&mut shared) {
            if timely && !during(stay) {
                continue;
            }
            for (_, strip) in stay
                .indicators
                .iter()
                .zip(strips)
                .filter(|(id, _)| **id == row.indicator)
            {
                put(strip);
                placed = true;
            }
        }
        if !placed {
            put(former.entry(row.indicator.clone()).or_insert_with(empty));
        }
    }
    (shared, former)
}

fn shown(row: &EvidenceRow) -> Evidence {
    Evidence {
        record: RecordId(row.record.clone()),
        day: row.day.clone(),
        text: glimpse(&row.text),
    }
}

fn glimpse(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= GLIMPSE {
        return line;
    }
    line.chars().take(GLIMPSE).chain(std::iter::once('…')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn thirteen_weeks_end_with_the_one_of_the_day() {
        for (until, last, first) in [
            ("2026-11-24", "2026-11-23", "2026-08-31"),
            ("2026-11-23", "2026-11-23", "2026-08-31"),
            ("2026-11-22", "2026-11-16", "2026-08-24"),
        ] {
            let weeks = weeks(day(until));
            assert_eq!(weeks.len(), 13);
            assert_eq!(
                (weeks.last(), weeks.first()),
                (Some(&day(last)), Some(&day(first))),
                "{until}"
            );
        }
    }

    #[test]
    fn a_glimpse_is_one_line() {
        assert_eq!(glimpse("a\n b"), "a b");
        assert_eq!(glimpse(&"字".repeat(60)).chars().count(), GLIMPSE + 1);
    }

    fn row(record: &str, indicator: String, day: NaiveDate) -> EvidenceRow {
        EvidenceRow {
            record: record.to_owned(),
            indicator,
            name: None,
            day: day.to_string(),
            text: "Done".into(),
            audience: "unit".into(),
            withdrawn: false,
            path: vec![],
            line: vec![],
        }
    }

    fn stay(from: Option<NaiveDate>, to: Option<NaiveDate>, indicators: &[u8]) -> Stay {
        Stay {
            from: from.map(|d| d.to_string()),
            to: to.map(|d| d.to_string()),
            indicators: indicators.iter().map(|n| format!("i{n}")).collect(),
        }
    }

    #[test]
    fn who_moved_has_each_record_in_the_post_of_its_day() {
        let until = day("2026-11-24");
        let (old, new) = (
            stay(None, Some(day("2026-10-10")), &[1, 2]),
            stay(Some(day("2026-10-11")), None, &[2, 3]),
        );
        let evidence = [
            row("a", "i2".into(), day("2026-10-10")),
            row("b", "i2".into(), day("2026-10-11")),
            row("c", "i1".into(), day("2026-11-01")),
            row("d", "i9".into(), day("2026-11-01")),
        ];
        let (shared, former) = share(&evidence, &[old, new], &weeks(until));
        let ids = |strip: &Weeks| strip.iter().flatten().map(|e| e.record.0.clone()).collect::<String>();
        let shared: Vec<Vec<String>> = shared.iter().map(|strips| strips.iter().map(ids).collect()).collect();
        assert_eq!(
            shared,
            [["c", "a"], ["b", ""]],
            "a late one is kept where its indicator is"
        );
        assert_eq!(former.values().map(ids).collect::<String>(), "d");
    }

    type Held = (Option<u64>, Option<u64>, std::collections::BTreeSet<u8>);

    fn stays() -> impl Strategy<Value = Vec<Held>> {
        let days = || prop::option::of(0u64..100);
        prop::collection::vec((days(), days(), prop::collection::btree_set(0u8..6, 0..5)), 0..4)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn each_record_is_in_exactly_the_week_of_its_day_and_none_is_lost(
            until in 0u64..20, held in stays(), tied in prop::collection::vec((0u64..91, 0u8..8), 0..40),
        ) {
            let until = day("2026-11-16") + Days::new(until);
            let weeks = weeks(until);
            let first = weeks.first().copied().unwrap_or_default();
            let at = |n: u64| first + Days::new(n);
            let stays: Vec<Stay> = held
                .iter()
                .map(|(from, to, ids)| stay(from.map(at), to.map(at), &ids.iter().copied().collect::<Vec<_>>()))
                .collect();
            let evidence: Vec<EvidenceRow> = tied
                .iter()
                .enumerate()
                .map(|(n, (d, i))| row(&n.to_string(), format!("i{i}"), at(*d).min(until)))
                .collect();
            let (shared, former) = share(&evidence, &stays, &weeks);
            prop_assert_eq!(shared.len(), stays.len());
            let mut seen = vec![0usize; evidence.len()];
            let strips = stays.iter().zip(&shared).flat_map(|(s, strips)| {
                s.indicators.iter().zip(strips).map(move |(id, strip)| (Some(s), id, strip))
            });
            for (stay, id, strip) in strips.chain(former.iter().map(|(id, strip)| (None, id, strip))) {
                prop_assert_eq!(strip.len(), weeks.len());
                for (monday, found) in weeks.iter().zip(strip) {
                    for e in found {
                        let n: usize = e.record.0.parse().unwrap_or(usize::MAX);
                        let row = evidence.get(n);
                        prop_assert!(row.is_some_and(|row| row.indicator == *id && row.day == e.day));
                        let on = day(&e.day);
                        prop_assert!(*monday <= on && on < *monday + Days::new(7), "{on} in the week of {monday}");
                        if let Some(count) = seen.get_mut(n) {
                            *count += 1;
                        }
                        // Outside the time in this post only when it was inside that of none with the indicator.
                        let inside = |s: &Stay| crate::actor::holds(s.from.as_deref(), s.to.as_deref(), &e.day);
                        let timely = stays.iter().any(|s| s.has(id) && inside(s));
                        prop_assert!(stay.is_none_or(|s| inside(s) || !timely));
                    }
                }
            }
            for (row, seen) in evidence.iter().zip(seen) {
                let inside = |s: &&Stay| crate::actor::holds(s.from.as_deref(), s.to.as_deref(), &row.day);
                let having: Vec<&Stay> = stays.iter().filter(|s| s.has(&row.indicator)).collect();
                let timely = having.iter().copied().filter(inside).count();
                let expected = if having.is_empty() { 1 } else if timely > 0 { timely } else { having.len() };
                prop_assert_eq!(seen, expected, "{:?}", row);
                prop_assert_eq!(former.contains_key(&row.indicator), having.is_empty());
            }
        }
    }
}
