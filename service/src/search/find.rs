//! From words to documents: the lists of the words' parts are merged, each only as far as the reader's lanes and the filters
//! let through, and what is left is ranked.
//!
//! Nothing about documents that are not open to the reader enters an answer, the weight of a word included.

use super::index::{Doc, Index, NAMES};
use super::query::{Atom, Query, Sought};
use super::segment::{BEGINS, ENDS};
use domain::search::Kind;
use std::collections::{HashMap, HashSet};

/// What is let through.
pub(super) struct Filter {
    /// For each set of lanes, whether it is open and wanted.
    pub sets: Vec<bool>,
    pub kinds: Vec<Kind>,
    pub authors: Option<HashSet<u32>>,
    pub from: i32,
    pub to: i32,
    pub files: bool,
}

impl Filter {
    fn lets(&self, doc: &Doc) -> bool {
        doc.alive
            && self.sets.get(doc.lanes as usize).copied().unwrap_or_default()
            && self.kinds.contains(&doc.kind)
            && (self.from..=self.to).contains(&doc.day)
            && (!self.files || doc.files)
            && self
                .authors
                .as_ref()
                .is_none_or(|authors| authors.contains(&doc.author))
    }
}

/// The place of a document in the answer; the greatest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// The whole phrase, or the one word as a word.
    pub exact: bool,
    pub score: u32,
    pub at: i64,
    pub id: u128,
}

pub(super) struct Found {
    /// All that fits.
    pub total: usize,
    /// The best after the place asked for, in order, with their numbers.
    pub best: Vec<(Rank, u32)>,
    /// Nothing had all words.
    pub some: bool,
}

/// Where a word stands: document, and place with flags; ascending.
type Stands = Vec<(u32, u32)>;

/// Documents by number.
struct Bits(Vec<u64>);

impl Bits {
    fn of(stands: &Stands, docs: usize) -> Self {
        let mut bits = vec![0u64; docs / 64 + 1];
        for (doc, _) in stands {
            if let Some(word) = bits.get_mut(*doc as usize / 64) {
                *word |= 1 << (doc % 64);
            }
        }
        Self(bits)
    }

    fn has(&self, doc: u32) -> bool {
        self.0
            .get(doc as usize / 64)
            .is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }
}

/// Days after which half of what being new counts for is gone.
const FADES: f32 = 180.0;

/// How to order: by what fits best as of a moment (ms), or newest first.
#[derive(Clone, Copy)]
pub(super) enum Order {
    Best { now: i64 },
    New,
}

/// Up to `most` after the place `after`.
pub(super) fn find(
    index: &Index,
    query: &Query,
    filter: &Filter,
    order: Order,
    after: Option<Rank>,
    most: usize,
) -> Found {
    let mut words: Vec<&Sought> = query.words.iter().collect();
    words.sort_by_key(|w| w.atoms().iter().map(|(a, _)| cost(index, a)).min());
    let mut open = |doc: u32| index.doc(doc).is_some_and(|d| filter.lets(d));
    let mut stands: Vec<Stands> = Vec::with_capacity(words.len());
    let mut left: Option<Bits> = None;
    for word in &words {
        let found = match &left {
            Some(bits) => stands_of(index, word, &mut |doc| bits.has(doc)),
            None => stands_of(index, word, &mut open),
        };
        left = Some(Bits::of(&found, index.docs.len()));
        stands.push(found);
    }
    let some = words.len() > 1 && stands.last().is_none_or(Vec::is_empty);
    let (fitting, exact) = if some {
        (part(index, &words, &mut open), vec![])
    } else {
        (all(&stands), exact(index, query, &stands, left.as_ref()))
    };
    let total = fitting.len();
    let mut best = Best::new(order, after, most);
    for (doc, fits) in fitting {
        if let Some(it) = index.doc(doc) {
            best.add(it, doc, exact.binary_search(&doc).is_ok(), fits);
        }
    }
    Found {
        total,
        best: best.settled(),
        some,
    }
}

/// How well the documents with all words fit; the last word's documents are they.
fn all(stands: &[Stands]) -> Vec<(u32, f32)> {
    let Some((last, others)) = stands.split_last() else {
        return vec![];
    };
    let mut sums = fits(last);
    for other in others {
        let other = fits(other);
        let mut n = 0;
        for (doc, sum) in &mut sums {
            while other.get(n).is_some_and(|(o, _)| o < doc) {
                n += 1;
            }
            *sum += other.get(n).filter(|(o, _)| o == doc).map_or(0.0, |(_, fits)| *fits);
        }
    }
    let words = stands.len() as f32;
    sums.iter_mut().for_each(|(_, sum)| *sum /= words);
    sums
}

/// The first of an order, kept while all pass by.
struct Best {
    order: Order,
    after: Option<Rank>,
    most: usize,
    kept: Vec<(Rank, u32)>,
    /// What being new counts for, by age in days.
    fresh: Vec<f32>,
}

impl Best {
    fn new(order: Order, after: Option<Rank>, most: usize) -> Self {
        let fresh = |days: u16| 0.6 + 0.4 * 0.5f32.powf(f32::from(days) / FADES);
        Self {
            order,
            after,
            most,
            kept: Vec::with_capacity(2 * most),
            fresh: (0..2_000).map(fresh).collect(),
        }
    }

    fn add(&mut self, doc: &Doc, number: u32, exact: bool, fits: f32) {
        let (exact, score) = match self.order {
            Order::New => (false, 0),
            Order::Best { now } => {
                let days = usize::try_from((now - doc.at) / 86_400_000).unwrap_or_default();
                let fresh = self.fresh.get(days).copied().unwrap_or(0.6);
                (exact, (fits * fresh * 1_000.0) as u32)
            }
        };
        let rank = Rank {
            exact,
            score,
            at: doc.at,
            id: doc.id,
        };
        if self.after.is_some_and(|after| rank >= after) {
            return;
        }
        self.kept.push((rank, number));
        if self.kept.len() >= 2 * self.most {
            self.kept
                .select_nth_unstable_by_key(self.most, |kept| std::cmp::Reverse(kept.0));
            self.kept.truncate(self.most);
        }
    }

    fn settled(mut self) -> Vec<(Rank, u32)> {
        self.kept.sort_unstable_by_key(|kept| std::cmp::Reverse(kept.0));
        self.kept.truncate(self.most);
        self.kept
    }
}

/// Documents with the whole phrase; of one word, those that have it as a word or in a name. Ascending.
fn exact(index: &Index, query: &Query, stands: &[Stands], left: Option<&Bits>) -> Vec<u32> {
    let mut docs: Vec<u32> = match (&query.phrase, stands) {
        (Some(phrase), _) => {
            let stands = stands_of(index, phrase, &mut |doc| left.is_some_and(|bits| bits.has(doc)));
            stands.into_iter().map(|(doc, _)| doc).collect()
        }
        (None, [only]) => only
            .iter()
            .filter(|(_, place)| weight(*place) >= 1.0)
            .map(|(doc, _)| *doc)
            .collect(),
        (None, _) => vec![],
    };
    docs.dedup();
    docs
}

/// Documents with at least half of the words, each word weighed by how rare it is among what is open.
fn part(index: &Index, words: &[&Sought], open: &mut dyn FnMut(u32) -> bool) -> Vec<(u32, f32)> {
    let mut all: HashMap<u32, (usize, f32)> = HashMap::new();
    for word in words {
        let found: Vec<(u32, f32)> = fits(&stands_of(index, word, open));
        let rare = (1.0 + 1000.0 / (found.len() as f32 + 1.0)).ln();
        for (doc, fits) in found {
            let sum = all.entry(doc).or_default();
            *sum = (sum.0 + 1, sum.1 + fits * rare / words.len() as f32);
        }
    }
    let half = words.len().div_ceil(2);
    all.into_iter()
        .filter(|(_, (n, _))| *n >= half)
        .map(|(doc, (_, fits))| (doc, fits))
        .collect()
}

/// How well each document fits one word: more often is better, ever less so.
fn fits(stands: &Stands) -> Vec<(u32, f32)> {
    let mut out: Vec<(u32, f32)> = Vec::new();
    for (doc, place) in stands {
        match out.last_mut() {
            Some((last, sum)) if last == doc => *sum += weight(*place),
            _ => out.push((*doc, weight(*place))),
        }
    }
    for (_, sum) in &mut out {
        *sum = *sum * 2.2 / (*sum + 1.2);
    }
    out
}

fn weight(place: u32) -> f32 {
    match (place >> 2 >= NAMES, place & 3 == BEGINS | ENDS) {
        (true, _) => 1.5,
        (false, true) => 1.0,
        (false, false) => 0.4,
    }
}

fn cost(index: &Index, atom: &Atom) -> usize {
    match atom {
        Atom::Pair(a, b) => index.pair(*a, *b).map_or(0, |list| list.size()),
        Atom::One(a) => index.beginning(*a).iter().map(|list| list.size()).sum(),
        Atom::Word { word, open } => {
            let longer: usize = if *open {
                index.longer(word).map(|list| list.size()).sum()
            } else {
                0
            };
            longer + index.word(word).map_or(0, |list| list.size())
        }
    }
}

/// Where a word or phrase stands, in documents that are `wanted`.
fn stands_of(index: &Index, sought: &Sought, wanted: &mut dyn FnMut(u32) -> bool) -> Stands {
    let mut atoms = sought.atoms();
    let last = atoms.iter().map(|(_, off)| *off).max().unwrap_or_default();
    atoms.sort_by_key(|(atom, _)| cost(index, atom));
    let mut all: Option<Stands> = None;
    for (atom, off) in atoms {
        // A word begins with its first part and ends with its last.
        let telling = if off == 0 { BEGINS } else { 0 } | if off == last { ENDS } else { 0 };
        let found = match &all {
            None => stands_of_atom(index, &atom, wanted),
            Some(so_far) => {
                let bits = Bits::of(so_far, index.docs.len());
                stands_of_atom(index, &atom, &mut |doc| bits.has(doc))
            }
        };
        let from_start = found
            .into_iter()
            .filter(|(_, place)| place >> 2 >= off)
            .map(|(doc, place)| (doc, ((place >> 2) - off) << 2 | (place & telling)))
            .collect();
        all = Some(match all {
            None => from_start,
            Some(so_far) => both(&so_far, &from_start),
        });
    }
    all.unwrap_or_default()
}

/// What stands at the same place in both, with the flags of both.
fn both(a: &Stands, b: &Stands) -> Stands {
    let key = |s: &(u32, u32)| (s.0, s.1 >> 2);
    let (mut i, mut out) = (0, Vec::with_capacity(a.len().min(b.len())));
    for right in b {
        while a.get(i).is_some_and(|left| key(left) < key(right)) {
            i += 1;
        }
        if let Some(left) = a.get(i)
            && key(left) == key(right)
        {
            out.push((right.0, left.1 | right.1));
        }
    }
    out
}

fn stands_of_atom(index: &Index, atom: &Atom, wanted: &mut dyn FnMut(u32) -> bool) -> Stands {
    let mut out = Vec::new();
    match atom {
        Atom::Pair(a, b) => {
            if let Some(list) = index.pair(*a, *b) {
                list.each(wanted, |doc, place| out.push((doc, place)));
            }
        }
        Atom::One(a) => {
            for list in index.beginning(*a) {
                // Whether the word ends here, only the next pair would know.
                list.each(&mut *wanted, |doc, place| out.push((doc, place | ENDS)));
            }
            out.sort_unstable();
        }
        Atom::Word { word, open } => {
            if let Some(list) = index.word(word) {
                list.each(&mut *wanted, |doc, place| out.push((doc, place | BEGINS | ENDS)));
            }
            if *open {
                for list in index.longer(word) {
                    list.each(&mut *wanted, |doc, place| out.push((doc, place & !3)));
                }
                out.sort_unstable();
            }
        }
    }
    out
}
