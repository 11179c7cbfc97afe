//! Sentences with facts in them: `{sick_days}`.

use crate::assessment::facts::{Fact, FactKind};
use crate::assessment::{Facts, Value, Words};

/// The names in braces.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        names.push(name.to_owned());
        rest = tail;
    }
    names
}

/// Numbers can be shown; flags and choices are what the sentence itself says.
pub(super) fn can_show(name: &str, table: &[Fact]) -> bool {
    table
        .iter()
        .any(|f| f.name == name && matches!(f.kind, FactKind::Number(_)))
}

pub(super) fn fill(sentence: &Words, facts: &Facts) -> Words {
    let fill = |text: &str| {
        let mut full = text.to_owned();
        for name in names(text) {
            if let Some(Value::Number(number)) = facts.get(&name) {
                full = full.replace(&format!("{{{name}}}"), &number.to_string());
            }
        }
        full
    };
    Words::new(fill(&sentence.zh), fill(&sentence.en))
}
