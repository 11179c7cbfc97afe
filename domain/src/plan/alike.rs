//! Whether two titles speak of the same work, without a model: by the terms they share.

use std::collections::BTreeSet;

/// The terms of a text: words of letters and digits as they are, and pairs of neighbours of Chinese characters.
pub fn terms(text: &str) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    let (mut word, mut before) = (String::new(), None);
    for c in text.chars().flat_map(char::to_lowercase).chain([' ']) {
        let han = matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
        if !han && c.is_alphanumeric() {
            word.push(c);
        } else if !word.is_empty() {
            let whole = std::mem::take(&mut word);
            if !is_common(&whole) {
                terms.insert(whole);
            }
        }
        if let (Some(a), true) = (before, han) {
            terms.insert(format!("{a}{c}"));
        }
        before = han.then_some(c);
    }
    terms
}

/// Words that say nothing about the work.
fn is_common(word: &str) -> bool {
    word.chars().count() < 2
        || matches!(
            word,
            "the"
                | "and"
                | "for"
                | "with"
                | "of"
                | "to"
                | "in"
                | "on"
                | "by"
                | "an"
                | "at"
                | "from"
                | "all"
                | "our"
                | "this"
        )
}

/// Whether the terms are mostly the same: three in five of all terms of both, and two at least.
pub fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    shared >= 2 && shared * 5 >= all * 3
}
