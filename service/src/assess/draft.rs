//! A summary drafted from the records: quotations with the records they come from, and no word that is not the person's own.

use super::evidence::cite;
use domain::assessment::dossier::{About, Entry, Evidence, Point, Summary};
use domain::text::beginning;

/// Quotations in a point.
const QUOTES: usize = 3;
/// Characters of one.
const SENTENCE: usize = 90;

/// A point for each indicator and plan item, and one for work that belongs to neither. What has no record has an empty point: that
/// nothing is said of it is for the person to see.
pub(super) fn draft(evidence: &Evidence) -> Summary {
    let mut points = Vec::new();
    for aspect in &evidence.aspects {
        let own = evidence.entries.iter().filter(|e| e.indicators.contains(&aspect.id));
        points.push(point(
            About::Indicator(aspect.id.clone()),
            &aspect.name,
            &own.collect::<Vec<_>>(),
        ));
    }
    for item in &evidence.items {
        let own = evidence.entries.iter().filter(|e| e.items.contains(&item.item));
        points.push(point(
            About::Item(item.item.clone()),
            &item.title,
            &own.collect::<Vec<_>>(),
        ));
    }
    let tied = |e: &&Entry| {
        let indicator = evidence.aspects.iter().any(|a| e.indicators.contains(&a.id));
        indicator || evidence.items.iter().any(|i| e.items.contains(&i.item))
    };
    let rest: Vec<&Entry> = evidence.entries.iter().filter(|e| !tied(e)).collect();
    if !rest.is_empty() {
        points.push(point(About::Else, "", &rest));
    }
    Summary {
        points,
        overall: String::new(),
    }
}

fn point(about: About, name: &str, entries: &[&Entry]) -> Point {
    let chosen = spread(entries);
    let lines: Vec<String> = (chosen.iter())
        .map(|e| format!("{}　{}", e.day.format("%m-%d"), sentence(&e.text)))
        .collect();
    Point {
        about,
        name: name.to_owned(),
        text: lines.join("\n"),
        cites: chosen.iter().map(|e| cite(e)).collect(),
    }
}

/// At most a few, from the whole period rather than its end: the first, the last and what lies between.
fn spread<'a>(entries: &[&'a Entry]) -> Vec<&'a Entry> {
    let most = entries.len().min(QUOTES);
    let last = entries.len().saturating_sub(1);
    let at = |n: usize| if most > 1 { n * last / (most - 1) } else { last };
    (0..most).filter_map(|n| entries.get(at(n)).copied()).collect()
}

/// The first sentence of a text; shortened, it says so.
pub(crate) fn sentence(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = |(at, c): (usize, char)| {
        let after = line.get(at + c.len_utf8()..).unwrap_or_default();
        // A full stop within a number or a name ends nothing.
        let whole = matches!(c, '。' | '！' | '？') || (matches!(c, '.' | '!' | '?') && after.starts_with(' '));
        whole.then_some(at + c.len_utf8())
    };
    let end = line.char_indices().find_map(ends).unwrap_or(line.len());
    beginning(line.get(..end).unwrap_or(&line), SENTENCE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::assessment::dossier::{Aspect, ItemResult};
    use domain::indicator::Dimension;
    use proptest::prelude::*;

    fn entry(n: u32, text: &str, indicators: &[&str], items: &[&str]) -> Entry {
        Entry {
            record: format!("r{n}").into(),
            day: chrono::NaiveDate::from_num_days_from_ce_opt(740_000 + i32::try_from(n).unwrap()).unwrap(),
            text: text.to_owned(),
            indicators: indicators.iter().map(|i| (*i).into()).collect(),
            items: items.iter().map(|i| (*i).into()).collect(),
        }
    }

    fn evidence(entries: Vec<Entry>) -> Evidence {
        Evidence {
            aspects: vec![Aspect {
                id: "i".into(),
                name: "Timeliness".into(),
                dimension: Dimension {
                    code: "ji".into(),
                    zh: "绩".into(),
                    en: "Performance".into(),
                },
                weight: 100,
                key: false,
                target: String::new(),
            }],
            entries,
            items: vec![ItemResult {
                item: "p".into(),
                title: "Renew the index".into(),
                due: chrono::NaiveDate::default(),
                key: false,
                difficulty: 1,
                done: true,
                progress: 100,
            }],
        }
    }

    #[test]
    fn a_sentence_ends_where_it_ends() {
        assert_eq!(sentence("查验42票。\n发现3票。"), "查验42票。");
        assert_eq!(sentence("Waiting 5.5 h to 3.1 h. Port log."), "Waiting 5.5 h to 3.1 h.");
        assert_eq!(sentence("no end"), "no end");
        assert!(sentence(&"字".repeat(200)).ends_with('…'));
    }

    #[test]
    fn points_are_of_indicators_items_and_the_rest() {
        let drafted = draft(&evidence(vec![
            entry(1, "First.", &["i"], &[]),
            entry(2, "Second.", &["i"], &["p"]),
            entry(3, "Third.", &["i"], &[]),
            entry(4, "Fourth.", &["i"], &[]),
            entry(5, "Fifth.", &["other"], &[]),
        ]));
        let abouts: Vec<&About> = drafted.points.iter().map(|p| &p.about).collect();
        assert_eq!(
            abouts,
            [&About::Indicator("i".into()), &About::Item("p".into()), &About::Else]
        );
        let cited: Vec<Vec<&str>> = (drafted.points.iter())
            .map(|p| p.cites.iter().map(|c| c.record.as_str()).collect())
            .collect();
        assert_eq!(cited, [vec!["r1", "r2", "r4"], vec!["r2"], vec!["r5"]]);
        assert!(
            draft(&evidence(vec![])).points.iter().all(|p| p.text.is_empty()),
            "nothing is invented"
        );
    }

    proptest! {
        /// Every line is a day and words of a cited record.
        #[test]
        fn nothing_is_invented(texts in prop::collection::vec("[a-z。.! 字]{0,40}", 0..12)) {
            let entries: Vec<Entry> = (0u32..).zip(&texts).map(|(n, t)| entry(n, t, &["i"], &[])).collect();
            for point in draft(&evidence(entries.clone())).points {
                prop_assert!(point.cites.len() <= QUOTES);
                for (line, cite) in point.text.lines().zip(&point.cites) {
                    let words = line.split_once('　').map_or("", |(_, words)| words).trim_end_matches('…');
                    let source = entries.iter().find(|e| e.record == cite.record).unwrap();
                    let whole = source.text.split_whitespace().collect::<Vec<_>>().join(" ");
                    prop_assert!(whole.starts_with(words));
                }
            }
        }
    }
}
