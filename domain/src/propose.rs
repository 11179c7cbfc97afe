//! Which plan items and indicators a text is likely about: by shared words, recent use and due days. Explainable: each proposal
//! says why, and nothing is learnt from other people.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Proposed at most.
pub const MOST: usize = 3;
/// Words named as the reason at most.
const NAMED: usize = 3;
/// Use this many days back still counts as recent.
const RECENT: u32 = 14;
/// Due within this many days counts as near.
const NEAR: i32 = 3;

/// Something a text can be tied to.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    pub id: String,
    /// Words of its name and description, cut as the text is.
    pub terms: BTreeSet<String>,
    /// Days since a record of the writer's was tied to it.
    pub used: Option<u32>,
    /// Days until it is due; negative when overdue.
    pub due: Option<i32>,
}

/// Why something is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// These words stand in both, the longest first.
    Words(Vec<String>),
    /// Due in so many days (0 today, negative overdue).
    Due(i32),
    /// Used so many days ago.
    Used(u32),
}

/// Candidates by likelihood, best first, each with the reason for which it is proposed, if it is one of the [`MOST`] proposed.
///
/// With an empty text only use and due days speak; with a text shared words come first, and something used in the last three
/// days may still follow. Gives indices into `candidates`.
pub fn propose(text: &BTreeSet<String>, candidates: &[Candidate]) -> Vec<(usize, Option<Why>)> {
    let mut spread: BTreeMap<&str, u32> = BTreeMap::new();
    for term in candidates.iter().flat_map(|c| &c.terms) {
        *spread.entry(term).or_default() += 1;
    }
    let mut rated: Vec<(u32, usize, Option<Why>)> = candidates
        .iter()
        .enumerate()
        .map(|(n, candidate)| {
            let (points, why) = rate(text, candidate, &spread);
            (points, n, why)
        })
        .collect();
    rated.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| candidates[a.1].id.cmp(&candidates[b.1].id)));
    let mut proposed = 0;
    rated
        .into_iter()
        .map(|(_, n, why)| {
            proposed += usize::from(why.is_some());
            (n, why.filter(|_| proposed <= MOST))
        })
        .collect()
}

fn rate(text: &BTreeSet<String>, candidate: &Candidate, spread: &BTreeMap<&str, u32>) -> (u32, Option<Why>) {
    let mut shared: Vec<&String> = candidate.terms.intersection(text).collect();
    // A word that stands in many candidates tells little between them.
    let words: u32 = shared
        .iter()
        .map(|term| 100 * length(term) / spread.get(term.as_str()).copied().unwrap_or(1))
        .sum();
    let used = candidate.used.filter(|days| *days <= RECENT);
    let recent = used.map_or(0, |days| RECENT + 1 - days);
    let near = candidate.due.filter(|days| *days <= NEAR);
    let points = words * 4 + recent * 3 + near.map_or(0, |_| 30);
    let why = if !shared.is_empty() {
        shared.sort_by_key(|term| std::cmp::Reverse(length(term)));
        Some(Why::Words(shared.into_iter().take(NAMED).cloned().collect()))
    } else if let (Some(days), true) = (near, text.is_empty()) {
        Some(Why::Due(days))
    } else {
        used.filter(|days| text.is_empty() || *days <= 3).map(Why::Used)
    };
    (points, why)
}

fn length(term: &str) -> u32 {
    u32::try_from(term.chars().count()).unwrap_or(u32::MAX).min(20)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|w| (*w).to_owned()).collect()
    }

    fn candidate(id: &str, words: &[&str], used: Option<u32>, due: Option<i32>) -> Candidate {
        Candidate {
            id: id.into(),
            terms: set(words),
            used,
            due,
        }
    }

    #[test]
    fn shared_words_come_first_and_are_named() {
        let all = [
            candidate("a", &["查验", "口岸"], Some(0), None),
            candidate("b", &["冷链", "查验", "台账"], None, Some(20)),
            candidate("c", &["培训"], None, None),
        ];
        let order = propose(&set(&["冷链", "台账", "核对"]), &all);
        assert_eq!(order[0], (1, Some(Why::Words(vec!["冷链".into(), "台账".into()]))));
        assert_eq!(order[1], (0, Some(Why::Used(0))));
        assert_eq!(order[2], (2, None));
    }

    #[test]
    fn before_a_word_is_typed_due_and_use_speak() {
        let all = [
            candidate("a", &["x"], Some(1), None),
            candidate("b", &["y"], None, Some(-2)),
            candidate("c", &["z"], Some(40), Some(30)),
        ];
        let order = propose(&BTreeSet::new(), &all);
        assert_eq!(order[0], (0, Some(Why::Used(1))));
        assert_eq!(order[1], (1, Some(Why::Due(-2))));
        assert_eq!(order[2], (2, None));
    }

    proptest! {
        /// Every candidate comes back once; at most three are proposed; what is named as shared stands in both; and the order
        /// they are given in changes nothing.
        #[test]
        fn proposals_are_few_and_their_reasons_true(
            text in proptest::collection::btree_set("[a-f]{1,2}", 0..5),
            rows in proptest::collection::vec((proptest::collection::btree_set("[a-f]{1,2}", 0..5), proptest::option::of(0u32..30), proptest::option::of(-9i32..30)), 0..9),
        ) {
            let all: Vec<Candidate> = rows.into_iter().enumerate()
                .map(|(n, (terms, used, due))| Candidate { id: format!("{n}"), terms, used, due }).collect();
            let order = propose(&text, &all);
            let mut indices: Vec<usize> = order.iter().map(|(n, _)| *n).collect();
            indices.sort_unstable();
            prop_assert_eq!(indices, (0..all.len()).collect::<Vec<_>>());
            prop_assert!(order.iter().filter(|(_, why)| why.is_some()).count() <= MOST);
            for (n, why) in &order {
                match why {
                    Some(Why::Words(words)) => prop_assert!(words.iter().all(|w| text.contains(w) && all[*n].terms.contains(w))),
                    Some(Why::Due(days)) => prop_assert!(all[*n].due == Some(*days) && *days <= NEAR),
                    Some(Why::Used(days)) => prop_assert_eq!(all[*n].used, Some(*days)),
                    None => {}
                }
            }
            let mut turned = all.clone();
            turned.reverse();
            let ids = |order: &[(usize, Option<Why>)], all: &[Candidate]| order.iter().map(|(n, w)| (all[*n].id.clone(), w.clone())).collect::<Vec<_>>();
            prop_assert_eq!(ids(&order, &all), ids(&propose(&text, &turned), &turned));
        }
    }
}
