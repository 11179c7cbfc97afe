//! What of a text is shown: the stretch with most of the words, and the words marked in it.

use super::query::Query;
use super::segment::units;
use domain::text::visible;
use domain::view::Run;
use std::collections::BTreeSet;
use std::ops::Range;

/// The stretch shown, in half-width characters; a text not much longer is shown whole.
const WIDE: usize = 200;
/// What stands before the first word.
const BEFORE: usize = 40;

/// Where words of the question stand in a text: bytes, and which word; in order, without overlap.
fn hits(text: &str, query: &Query) -> Vec<(Range<usize>, usize)> {
    let units = units(text);
    let mut hits: Vec<(Range<usize>, usize)> = Vec::new();
    for n in 0..units.len() {
        for (word, sought) in query.words.iter().enumerate() {
            let end = sought
                .stands_at(&units, n)
                .and_then(|length| units.get(n + length - 1))
                .map(|u| u.end);
            if let (Some(first), Some(end)) = (units.get(n), end) {
                hits.push((first.start..end, word));
            }
        }
    }
    hits
}

/// The words of the question that stand in one of the texts.
pub(super) fn found(texts: &[&str], query: &Query) -> BTreeSet<usize> {
    texts
        .iter()
        .flat_map(|text| hits(text, query))
        .map(|(_, word)| word)
        .collect()
}

/// A short text with the words marked.
pub(super) fn marked(text: &str, query: &Query) -> Vec<Run> {
    runs(text, 0..text.len(), &hits(text, query))
}

/// The stretch of a text that has most of the words, with `…` where it was cut.
pub(super) fn excerpt(text: &str, query: &Query) -> Vec<Run> {
    let hits = hits(text, query);
    let stretch = stretch(text, &hits);
    let mut runs = runs(text, stretch.clone(), &hits);
    let dots = || Run {
        text: "…".into(),
        hit: false,
    };
    if stretch.start > 0 {
        runs.insert(0, dots());
    }
    if stretch.end < text.len() {
        runs.push(dots());
    }
    runs
}

fn width(c: char) -> usize {
    if c as u32 > 0x2e7f { 2 } else { 1 }
}

fn stretch(text: &str, hits: &[(Range<usize>, usize)]) -> Range<usize> {
    let total: usize = text.chars().map(width).sum();
    if total <= WIDE + BEFORE {
        return 0..text.len();
    }
    // From which hit on most different words stand near each other.
    let near = |from: usize| {
        hits.iter()
            .filter(|(at, _)| (from..from + WIDE).contains(&at.start))
            .map(|(_, word)| word)
            .collect::<BTreeSet<_>>()
            .len()
    };
    let first = hits
        .iter()
        .map(|(at, _)| at.start)
        .max_by_key(|from| (near(*from), usize::MAX - from));
    let start = back(text, first.unwrap_or_default());
    let mut left = WIDE;
    let fits = |c: char| {
        left = left.saturating_sub(width(c));
        left > 0
    };
    let mut fits = fits;
    let end = text
        .get(start..)
        .unwrap_or_default()
        .char_indices()
        .find(|(_, c)| !fits(*c));
    start..end.map_or(text.len(), |(at, c)| start + at + c.len_utf8())
}

/// A little before a place, at the beginning of a clause when there is one.
fn back(text: &str, from: usize) -> usize {
    let (mut start, mut left) = (from, BEFORE);
    for (at, c) in text.get(..from).unwrap_or_default().char_indices().rev() {
        if width(c) > left {
            break;
        }
        left -= width(c);
        start = at;
    }
    if start == 0 {
        return 0;
    }
    let between = text.get(start..from).unwrap_or_default();
    let clause = between
        .char_indices()
        .find(|(_, c)| matches!(c, '，' | '。' | '；' | '\n' | ' ' | '、' | ','));
    clause.map_or(start, |(at, c)| start + at + c.len_utf8())
}

fn runs(text: &str, within: Range<usize>, hits: &[(Range<usize>, usize)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut push = |piece: Option<&str>, hit: bool| {
        let piece: String = piece.unwrap_or_default().chars().map(visible).collect();
        match runs.last_mut() {
            _ if piece.is_empty() => {}
            Some(last) if last.hit == hit => last.text.push_str(&piece),
            _ => runs.push(Run { text: piece, hit }),
        }
    };
    let mut at = within.start;
    for (hit, _) in hits {
        let (from, to) = (hit.start.max(at), hit.end.min(within.end));
        if from < to {
            push(text.get(at..from), false);
            push(text.get(from..to), true);
            at = to;
        }
    }
    push(text.get(at..within.end), false);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(runs: &[Run]) -> String {
        runs.iter()
            .map(|r| if r.hit { format!("[{}]", r.text) } else { r.text.clone() })
            .collect()
    }

    fn query(q: &str) -> Query {
        Query::parse(q).unwrap()
    }

    #[test]
    fn words_are_marked_where_they_stand() {
        assert_eq!(
            shown(&marked("在北码头查验４２票", &query("码头 42"))),
            "在北[码头]查验[４２]票"
        );
        assert_eq!(
            shown(&excerpt("Inspected\nthe berth", &query("inspect"))),
            "[Inspected] the berth"
        );
        assert_eq!(shown(&marked("反洗钱检查", &query("反洗钱检查"))), "[反洗钱检查]");
    }

    #[test]
    fn the_stretch_has_most_of_the_words() {
        let text = format!(
            "码头。{}在码头查验集装箱，{}",
            "前文很长，".repeat(60),
            "后文很长，".repeat(60)
        );
        let shown = shown(&excerpt(&text, &query("码头 查验")));
        assert!(
            shown.starts_with('…') && shown.ends_with('…') && shown.contains("[码头查验]"),
            "{shown}"
        );
        assert!(shown.chars().count() < 140, "{}", shown.chars().count());
    }

    proptest! {
        #[test]
        fn any_text_can_be_cut_and_nothing_is_added(text in "(?s).{0,400}", q in ".{1,20}") {
            if let Ok(query) = Query::parse(&q) {
                let whole: String = marked(&text, &query).into_iter().map(|r| r.text).collect();
                prop_assert_eq!(whole, text.chars().map(visible).collect::<String>());
                let _ = excerpt(&text, &query);
            }
        }
    }
}
