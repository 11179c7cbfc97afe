//! Texts as search sees them: folded characters, words of letters and digits, Chinese characters one by one with the word
//! boundaries that jieba finds.
//!
//! A record and a question are cut by the same code. Chinese is kept as pairs of neighbouring characters, so that any part of a
//! text is found whatever words it was cut into (names, abbreviations and new words are cut differently in each sentence); the
//! boundaries decide what stands first: 检查 as a word before 检查 inside something else.

use jieba_rs::Jieba;
use std::sync::OnceLock;

/// The longest word kept, characters; the rest of a longer one says nothing.
const LONGEST: usize = 40;

/// A Chinese character, or a word of letters and digits, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub what: What,
    /// Bytes in the text.
    pub start: usize,
    pub end: usize,
    /// Units before it, and one for every mark that ends a clause.
    pub place: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Han(char),
    /// Folded, its English plural taken off.
    Word(String),
}

/// What the index keeps of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Term {
    /// A character and the next one; `\0` at the end of a run.
    Pair(char, char),
    Word(String),
}

/// A word begins with this term.
pub(super) const BEGINS: u32 = 1;
/// A word ends with this term.
pub(super) const ENDS: u32 = 2;

/// Full-width forms to half-width, upper case to lower.
pub(super) fn fold(c: char) -> char {
    let half = match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    half.to_lowercase().next().unwrap_or(half)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '々' | '〇'
        | '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}')
}

/// Marks that a phrase does not run across; brackets, strokes and blanks do not part `〔2026〕12号` or `FN-2031/4`.
fn ends_clause(c: char) -> bool {
    matches!(
        c,
        ',' | ';' | ':' | '!' | '?' | '\n' | '、' | '。' | '…' | '“' | '”' | '《' | '》'
    )
}

/// The text in units, in their order.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(text.len() / 3);
    let mut place = 0u32;
    // Where a word of letters and digits began, and its folded characters.
    let mut word: Option<(usize, String)> = None;
    let close = |word: &mut Option<(usize, String)>, end: usize, place: &mut u32, units: &mut Vec<Unit>| {
        if let Some((start, letters)) = word.take() {
            let what = What::Word(singular(letters));
            units.push(Unit {
                what,
                start,
                end,
                place: *place,
            });
            *place += 1;
        }
    };
    for (at, raw) in text.char_indices() {
        let c = fold(raw);
        if is_han(c) {
            close(&mut word, at, &mut place, &mut units);
            units.push(Unit {
                what: What::Han(c),
                start: at,
                end: at + raw.len_utf8(),
                place,
            });
            place += 1;
        } else if c.is_alphanumeric() {
            let (_, letters) = word.get_or_insert_with(|| (at, String::new()));
            if letters.len() < LONGEST * 4 {
                letters.push(c);
            }
        } else if matches!(c, '\'' | '’') && word.is_some() {
            // don't, O'Neil: one word.
        } else {
            close(&mut word, at, &mut place, &mut units);
            place += u32::from(ends_clause(c) && place > 0);
        }
    }
    close(&mut word, text.len(), &mut place, &mut units);
    units
}

/// An English word without the `s` of its plural; anything else as it is.
fn singular(mut word: String) -> String {
    if let Some((at, _)) = word.char_indices().nth(LONGEST) {
        word.truncate(at);
    }
    let letters = word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase());
    if letters && word.ends_with("ies") && word.len() > 4 {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if letters && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.truncate(word.len() - 1);
    }
    word
}

/// Whether `next` follows `unit` with nothing between.
pub(super) fn touches(unit: &Unit, next: &Unit) -> bool {
    matches!((&unit.what, &next.what), (What::Han(_), What::Han(_))) && unit.end == next.start
}

/// The dictionary, read from the program at the first Chinese text (a third of a second).
fn dictionary() -> &'static Jieba {
    static DICTIONARY: OnceLock<Jieba> = OnceLock::new();
    DICTIONARY.get_or_init(Jieba::new)
}

/// The runs of Chinese characters: first unit and one past the last.
pub(super) fn runs(units: &[Unit]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut from = 0;
    for (n, unit) in units.iter().enumerate() {
        let goes_on = units.get(n + 1).is_some_and(|next| touches(unit, next));
        if !goes_on {
            if matches!(unit.what, What::Han(_)) {
                runs.push((from, n + 1));
            }
            from = n + 1;
        }
    }
    runs
}

/// The words of a run of Chinese characters as lengths, in order and without overlap.
pub(super) fn words(run: &[Unit]) -> Vec<usize> {
    let text: String = run.iter().filter_map(han).collect();
    dictionary().cut(&text, true).iter().map(|t| t.end - t.start).collect()
}

pub(super) fn han(unit: &Unit) -> Option<char> {
    match unit.what {
        What::Han(c) => Some(c),
        What::Word(_) => None,
    }
}

/// The terms of a text with their places and whether a word begins and ends with them.
pub(super) fn terms(text: &str) -> Vec<(Term, u32, u32)> {
    let units = units(text);
    let mut flags = vec![0u32; units.len()];
    let mark = |flags: &mut Vec<u32>, at: usize, flag: u32| {
        if let Some(f) = flags.get_mut(at) {
            *f |= flag;
        }
    };
    for (from, to) in runs(&units) {
        let run: String = units.iter().take(to).skip(from).filter_map(han).collect();
        // Words and the shorter words inside them.
        for token in dictionary().cut_for_search(&run, true) {
            mark(&mut flags, from + token.start, BEGINS);
            // A pair ends a word when its second character does.
            if token.end >= 2 {
                mark(&mut flags, from + token.end - 2, ENDS);
            }
        }
    }
    let mut terms = Vec::with_capacity(units.len());
    for (n, unit) in units.iter().enumerate() {
        let flag = flags.get(n).copied().unwrap_or_default();
        let term = match &unit.what {
            What::Word(word) => Term::Word(word.clone()),
            What::Han(c) => {
                let next = units.get(n + 1).filter(|next| touches(unit, next));
                Term::Pair(*c, next.and_then(han).unwrap_or('\0'))
            }
        };
        terms.push((term, unit.place, flag));
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        units(text)
            .into_iter()
            .map(|u| match u.what {
                What::Han(c) => c.to_string(),
                What::Word(w) => w,
            })
            .collect()
    }

    #[test]
    fn chinese_english_and_numbers_stand_side_by_side() {
        assert_eq!(
            shown("查验 42 票，ＡＢ１２ Inspections"),
            ["查", "验", "42", "票", "ab12", "inspection"]
        );
        assert_eq!(shown("〔2026〕12号 FN-2031/4"), ["2026", "12", "号", "fn", "2031", "4"]);
        assert_eq!(
            shown("policies, class, status, O'Neil's"),
            ["policy", "class", "status", "oneil"]
        );
        assert!(shown("。，！ ——\u{200b}").is_empty());
    }

    #[test]
    fn a_clause_ends_a_phrase_and_a_bracket_does_not() {
        let places = |text: &str| units(text).iter().map(|u| u.place).collect::<Vec<_>>();
        assert_eq!(places("查，验"), [0, 2]);
        assert_eq!(places("〔2026〕12号"), [0, 1, 2]);
        assert_eq!(places("a b"), [0, 1]);
    }

    #[test]
    fn bytes_lead_back_to_the_text() {
        let text = "ＡＢ查验①é";
        for unit in units(text) {
            assert!(text.get(unit.start..unit.end).is_some(), "{unit:?}");
        }
    }

    #[test]
    fn words_are_marked_where_they_begin_and_end() {
        let terms = terms("反洗钱监管部门");
        let of = |a: char, b: char| terms.iter().find(|(t, ..)| *t == Term::Pair(a, b)).map(|t| t.2);
        assert_eq!(of('监', '管'), Some(BEGINS | ENDS), "监管 inside 监管部门");
        assert_eq!(of('钱', '监'), Some(0));
        assert_eq!(terms.last().map(|t| t.0.clone()), Some(Term::Pair('门', '\0')));
    }
}
