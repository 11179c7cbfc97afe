use super::Question;
use crate::PersonId;
use std::collections::BTreeMap;

/// From so many percent on, two reasons are the same.
pub const SAME: u32 = 80;
/// Shorter reasons are alike by nature.
const SHORTEST: usize = 12;

/// The reason written for somebody.
pub struct Repeated<'a> {
    pub person: &'a PersonId,
    pub reason: &'a str,
}

/// Pairs of neighbouring characters and how often each stands there.
type Pairs = BTreeMap<(char, char), u32>;

/// How much two texts have in common, in percent: shared pairs of neighbouring characters, spacing and punctuation aside.
pub fn likeness(one: &str, other: &str) -> u32 {
    share(&pairs(one), &pairs(other))
}

/// A person, and the pairs of the reason written for him.
type Of<'a> = (&'a PersonId, Pairs);

/// Groups of people whose reasons repeat, in the order of ids; each with the least likeness that ties it together.
pub fn repeated(reasons: &[Repeated<'_>]) -> Vec<Question> {
    let mut left = long(reasons);
    left.sort_by(|a, b| b.0.cmp(a.0));
    let mut questions = Vec::new();
    while let Some(first) = left.pop() {
        let (found, rest) = group(first, left);
        questions.extend(found);
        left = rest;
    }
    questions
}

/// The group that somebody's reason belongs to, if it repeats.
pub fn repeated_of(person: &PersonId, reasons: &[Repeated<'_>]) -> Option<Question> {
    let mut left = long(reasons);
    let at = left.iter().position(|(of, _)| *of == person)?;
    let first = left.swap_remove(at);
    group(first, left).0
}

fn long<'a>(reasons: &[Repeated<'a>]) -> Vec<Of<'a>> {
    let long = reasons.iter().filter(|r| signs(r.reason).len() >= SHORTEST);
    long.map(|r| (r.person, pairs(r.reason))).collect()
}

/// Whoever is like the first, or like one of the group, belongs to it; the rest is left.
fn group<'a>(first: Of<'a>, mut left: Vec<Of<'a>>) -> (Option<Question>, Vec<Of<'a>>) {
    let (mut group, mut least, mut at) = (vec![first], 100, 0);
    while let Some((_, of)) = group.get(at) {
        let (same, other): (Vec<_>, Vec<_>) = left.into_iter().partition(|(_, p)| share(of, p) >= SAME);
        least = same.iter().map(|(_, p)| share(of, p)).fold(least, u32::min);
        left = other;
        group.extend(same);
        at += 1;
    }
    let mut people: Vec<PersonId> = group.into_iter().map(|(person, _)| person.clone()).collect();
    people.sort();
    people.dedup();
    let percent = least;
    let found = (people.len() > 1).then_some(Question::SameReason { people, percent });
    (found, left)
}

fn signs(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn pairs(text: &str) -> Pairs {
    let mut pairs = BTreeMap::new();
    for pair in signs(text).windows(2) {
        if let [one, two] = pair {
            *pairs.entry((*one, *two)).or_insert(0) += 1;
        }
    }
    pairs
}

fn share(one: &Pairs, other: &Pairs) -> u32 {
    let sum = |of: &Pairs| of.values().map(|n| u64::from(*n)).sum::<u64>();
    let common: u64 = one
        .iter()
        .map(|(pair, n)| u64::from(*n.min(other.get(pair).unwrap_or(&0))))
        .sum();
    match sum(one) + sum(other) {
        0 => 0,
        both => u32::try_from(common * 200 / both).unwrap_or(100),
    }
}
