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

/// How much two texts have in common, in percent: shared pairs of neighbouring characters, spacing and punctuation aside.
pub fn likeness(one: &str, other: &str) -> u32 {
    share(&pairs(one), &pairs(other))
}

/// Groups of people whose reasons repeat, in the order of ids; each with the least likeness that ties it together.
pub fn repeated(reasons: &[Repeated<'_>]) -> Vec<Question> {
    let mut all: Vec<(&Repeated<'_>, BTreeMap<(char, char), u32>)> = reasons
        .iter()
        .map(|r| (r, pairs(r.reason)))
        .filter(|(r, _)| signs(r.reason).len() >= SHORTEST)
        .collect();
    all.sort_by(|a, b| a.0.person.cmp(b.0.person));
    let mut questions = Vec::new();
    let mut taken = vec![false; all.len()];
    for at in 0..all.len() {
        let mut group = vec![at];
        let mut least = 100;
        let mut next = 0;
        // Whoever is like one of the group belongs to it.
        while let Some(of) = group
            .get(next)
            .copied()
            .filter(|_| !taken.get(at).copied().unwrap_or(true))
        {
            for other in at + 1..all.len() {
                let free = !group.contains(&other) && !taken.get(other).copied().unwrap_or(true);
                let (Some(one), Some(two)) = (all.get(of), all.get(other)) else {
                    continue;
                };
                let percent = share(&one.1, &two.1);
                if free && one.0.person != two.0.person && percent >= SAME {
                    group.push(other);
                    least = least.min(percent);
                }
            }
            next += 1;
        }
        if group.len() > 1 {
            for member in &group {
                if let Some(taken) = taken.get_mut(*member) {
                    *taken = true;
                }
            }
            group.sort_unstable();
            let people = group.iter().filter_map(|m| all.get(*m)).map(|(r, _)| r.person.clone());
            questions.push(Question::SameReason {
                people: people.collect(),
                percent: least,
            });
        }
    }
    questions
}

fn signs(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn pairs(text: &str) -> BTreeMap<(char, char), u32> {
    let mut pairs = BTreeMap::new();
    for pair in signs(text).windows(2) {
        if let [one, two] = pair {
            *pairs.entry((*one, *two)).or_insert(0) += 1;
        }
    }
    pairs
}

fn share(one: &BTreeMap<(char, char), u32>, other: &BTreeMap<(char, char), u32>) -> u32 {
    let sum = |of: &BTreeMap<(char, char), u32>| of.values().map(|n| u64::from(*n)).sum::<u64>();
    let common: u64 = one
        .iter()
        .map(|(pair, n)| u64::from(*n.min(other.get(pair).unwrap_or(&0))))
        .sum();
    match sum(one) + sum(other) {
        0 => 0,
        both => u32::try_from(common * 200 / both).unwrap_or(100),
    }
}
