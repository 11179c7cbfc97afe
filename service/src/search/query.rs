//! A question, cut into the words that must be found.

use super::segment::{Unit, What, han, runs, touches, units, words};
use domain::Violation;
use domain::search::{WORDS_LIMIT, accept};

/// What joins words in a Chinese sentence; left out of a question that has other words.
const JOINING: &str = "的了和与及或在是有对把被将为于之等一";

/// What must stand at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    /// Two Chinese characters, one after the other.
    Pair(char, char),
    /// One Chinese character.
    One(char),
    /// A word, or the start of one when `open`.
    Word { word: String, open: bool },
}

/// A word of the question, or a phrase: units that must follow one another.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    units: Vec<Pattern>,
    pub shown: String,
}

#[derive(Clone, Debug)]
struct Pattern {
    what: What,
    /// Places after the first unit.
    off: u32,
    /// No mark and no blank before it.
    touches: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Query {
    pub words: Vec<Sought>,
    /// The whole question as one phrase, when it has more than one word.
    pub phrase: Option<Sought>,
}

impl Query {
    /// Words between blanks and quotation marks; what stands in quotation marks is one phrase.
    pub(super) fn parse(q: &str) -> Result<Self, Violation> {
        let q = accept(q)?;
        let mut sought: Vec<Sought> = Vec::new();
        let mut quoted = false;
        for part in q.split(['"', '“', '”', '＂']) {
            let cut = units(part);
            if quoted {
                sought.extend(Sought::new(part, &cut));
            } else {
                plain(part, &cut, &mut sought);
            }
            quoted = !quoted;
        }
        let telling = |s: &Sought| !(s.units.len() == 1 && s.shown.chars().all(|c| JOINING.contains(c)));
        if sought.iter().any(telling) {
            sought.retain(telling);
        }
        let mut words: Vec<Sought> = Vec::with_capacity(sought.len());
        for word in sought {
            if !words.iter().any(|known| known.shown == word.shown) {
                words.push(word);
            }
        }
        if words.is_empty() {
            return Err(Violation::AskNothing);
        }
        if words.len() > WORDS_LIMIT {
            let limit = u32::try_from(WORDS_LIMIT).unwrap_or(u32::MAX);
            return Err(Violation::AskManyWords { limit });
        }
        let phrase = if words.len() > 1 {
            Sought::new(q, &units(q))
        } else {
            None
        };
        Ok(Self { words, phrase })
    }
}

/// The words of a part outside quotation marks, Chinese as jieba cuts it.
fn plain(text: &str, cut: &[Unit], into: &mut Vec<Sought>) {
    let runs = runs(cut);
    let mut n = 0;
    while n < cut.len() {
        let end = match runs.iter().find(|(from, _)| *from == n) {
            None => n + 1,
            Some((from, to)) => {
                let run = cut.get(*from..*to).unwrap_or_default();
                let mut at = *from;
                for length in words(run) {
                    let word = cut.get(at..(at + length).min(*to)).unwrap_or_default();
                    into.extend(Sought::new(text, word));
                    at += length;
                }
                n = *to;
                continue;
            }
        };
        into.extend(Sought::new(text, cut.get(n..end).unwrap_or_default()));
        n = end;
    }
}

impl Sought {
    fn new(text: &str, cut: &[Unit]) -> Option<Self> {
        let (first, last) = (cut.first()?, cut.last()?);
        let mut before: Option<&Unit> = None;
        let units = cut
            .iter()
            .map(|unit| {
                let touches = before.is_some_and(|b| touches(b, unit));
                before = Some(unit);
                Pattern {
                    what: unit.what.clone(),
                    off: unit.place - first.place,
                    touches,
                }
            })
            .collect();
        let shown = text
            .get(first.start..last.end)
            .unwrap_or_default()
            .chars()
            .map(domain::text::visible);
        Some(Self {
            units,
            shown: shown.collect(),
        })
    }

    /// What to look up, each with its distance from the start.
    pub(super) fn atoms(&self) -> Vec<(Atom, u32)> {
        let mut atoms = Vec::with_capacity(self.units.len());
        for (n, unit) in self.units.iter().enumerate() {
            let next = self.units.get(n + 1).filter(|next| next.touches);
            let atom = match (&unit.what, next.map(|next| &next.what)) {
                (What::Word(word), _) => Atom::Word {
                    word: word.clone(),
                    open: open(word),
                },
                (What::Han(a), Some(What::Han(b))) => Atom::Pair(*a, *b),
                // The last of a run is in the pair before it.
                (What::Han(_), _) if unit.touches => continue,
                (What::Han(a), _) => Atom::One(*a),
            };
            atoms.push((atom, unit.off));
        }
        atoms
    }

    /// How many units, if it begins at the `n`th.
    pub(super) fn stands_at(&self, text: &[Unit], n: usize) -> Option<usize> {
        let first = text.get(n)?.place;
        for (k, pattern) in self.units.iter().enumerate() {
            let unit = text.get(n + k)?;
            let same = match (&pattern.what, &unit.what) {
                (What::Word(sought), What::Word(word)) => {
                    word == sought || (open(sought) && word.starts_with(sought.as_str()))
                }
                _ => han(unit).is_some() && pattern.what == unit.what,
            };
            let near =
                !pattern.touches || (n + k > 0 && text.get(n + k - 1).is_some_and(|before| touches(before, unit)));
            if !(same && near && unit.place - first == pattern.off) {
                return None;
            }
        }
        Some(self.units.len())
    }
}

/// Whether longer words that begin so fit as well: a short number means itself.
fn open(word: &str) -> bool {
    word.len() > 2 || !word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(q: &str) -> Vec<String> {
        Query::parse(q)
            .map(|query| query.words.into_iter().map(|w| w.shown).collect())
            .unwrap_or_default()
    }

    #[test]
    fn questions_are_cut_as_records_are() {
        assert_eq!(words_of("反洗钱检查"), ["反洗钱", "检查"]);
        assert_eq!(words_of("海关的 检查"), ["海关", "检查"]);
        assert_eq!(words_of("的"), ["的"]);
        assert_eq!(words_of("ＦＮ-2031/4"), ["ＦＮ", "2031", "4"]);
        assert_eq!(words_of("berth \"north quay\" berth"), ["berth", "north quay"]);
    }

    #[test]
    fn what_cannot_be_asked_is_said_in_words() {
        assert_eq!(Query::parse(" 。，!! ").err(), Some(Violation::AskNothing));
        assert_eq!(Query::parse("\"\"\"").err(), Some(Violation::AskNothing));
        let many: Vec<String> = (10..40).map(|n| n.to_string()).collect();
        assert!(matches!(
            Query::parse(&many.join(" ")),
            Err(Violation::AskManyWords { limit: 16 })
        ));
        assert!(matches!(
            Query::parse(&"长".repeat(5_000)),
            Err(Violation::AskTooLong { .. })
        ));
        for hostile in [
            "AND OR NOT",
            "a* b?",
            "record:1; DELETE record",
            "%27--",
            "\u{202e}abc",
            "(((",
            "\\",
        ] {
            let _ = Query::parse(hostile);
        }
    }

    #[test]
    fn a_word_becomes_pairs_and_one_character_stands_alone() {
        let atoms =
            |q: &str| Query::parse(q).map(|query| query.words.iter().map(|w| w.atoms().len()).collect::<Vec<_>>());
        assert_eq!(atoms("检查"), Ok(vec![1]));
        assert_eq!(atoms("反洗钱"), Ok(vec![2]));
        assert_eq!(atoms("查"), Ok(vec![1]));
        let phrase = Query::parse("〔2026〕12号")
            .ok()
            .and_then(|q| q.phrase)
            .map(|p| p.atoms());
        let word = |word: &str, open| Atom::Word {
            word: word.into(),
            open,
        };
        assert_eq!(
            phrase,
            Some(vec![
                (word("2026", true), 0),
                (word("12", false), 1),
                (Atom::One('号'), 2)
            ])
        );
    }

    #[test]
    fn a_word_is_seen_in_a_text() {
        let text = units("在北码头查验，查 验");
        let word = &Query::parse("查验").unwrap().words[0];
        let at: Vec<usize> = (0..text.len())
            .filter(|n| word.stands_at(&text, *n).is_some())
            .collect();
        assert_eq!(at, [4]);
        let text = units("Inspections at 2031 and 20314");
        let at = |q: &str| {
            let word = &Query::parse(q).unwrap().words[0];
            (0..text.len())
                .filter(|n| word.stands_at(&text, *n).is_some())
                .collect::<Vec<_>>()
        };
        assert_eq!((at("inspect"), at("203"), at("20")), (vec![0], vec![2, 4], vec![]));
    }
}
