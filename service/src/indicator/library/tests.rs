//! The ready sets keep what the product asks of everybody's.

use super::*;
use domain::indicator::{check, overlap};
use std::collections::HashMap;

fn rows_of(ready: &Ready, lang: Lang) -> Vec<domain::indicator::Indicator> {
    accept(&ready.rows(lang), &HashSet::new())
        .iter()
        .map(indicator)
        .collect()
}

#[test]
fn every_ready_set_could_be_agreed_as_it_is() {
    assert!(LIBRARY.len() >= 12);
    for ready in LIBRARY.iter() {
        assert!(
            (5..=8).contains(&ready.entries.len()),
            "{}: {}",
            ready.key,
            ready.entries.len()
        );
        for lang in [Lang::Zh, Lang::En] {
            let rows = rows_of(ready, lang);
            assert_eq!(check(&rows), [], "{} {lang:?}", ready.key);
            for row in &rows {
                let all = [&row.name, &row.good, &row.measure, &row.unit, &row.target];
                assert!(all.iter().all(|text| !text.is_empty()), "{} {}", ready.key, row.name);
            }
        }
        assert!(!ready.about.0.is_empty() && !ready.about.1.is_empty(), "{}", ready.key);
        assert!(ready.entries.iter().any(|e| e.key), "{} has no key work", ready.key);
        // Both languages are there, and Chinese is Chinese.
        for entry in &ready.entries {
            let zh = [entry.name.0, entry.good.0, entry.measure.0];
            assert!(
                zh.iter().all(|t| t.chars().any(|c| c > '\u{2e7f}')),
                "{}: {}",
                ready.key,
                entry.name.0
            );
            let en = [entry.name.1, entry.good.1, entry.measure.1];
            assert!(
                en.iter().all(|t| t.is_ascii() || !t.chars().any(|c| c > '\u{2e7f}')),
                "{}: {}",
                ready.key,
                entry.name.1
            );
            assert!(
                entry.everyday || !entry.cues.0.is_empty() && !entry.cues.1.is_empty(),
                "{}: {}",
                ready.key,
                entry.name.1
            );
        }
    }
}

#[test]
fn different_work_has_different_indicators() {
    for lang in [Lang::Zh, Lang::En] {
        let sets: Vec<_> = LIBRARY.iter().map(|r| (r.key, rows_of(r, lang))).collect();
        for (at, (one, a)) in sets.iter().enumerate() {
            for (other, b) in sets.iter().skip(at + 1) {
                assert!(overlap(a, b) < 25, "{one} and {other}: {}", overlap(a, b));
            }
        }
    }
}

#[test]
fn keys_are_single_and_families_have_one_set_each() {
    let mut of: HashMap<String, &str> = HashMap::new();
    for ready in LIBRARY.iter() {
        for family in &ready.families {
            let before = of.insert(family_key(family), ready.key);
            assert_eq!(before, None, "{family}: {} as well", ready.key);
        }
    }
    let keys: HashSet<&str> = LIBRARY.iter().map(|r| r.key).collect();
    assert_eq!(keys.len(), LIBRARY.len());
}
