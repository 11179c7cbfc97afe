//! The index in memory: documents, the terms in them, and the lanes they stand in.
//!
//! A document never changes: an edit adds a new one and puts out the old. Lanes are kept as sets, since thousands of records
//! share one (an author's, for an audience): who may read is decided once per set and question, not once per document.

use super::postings::{Places, Postings};
use super::segment::{Term, terms};
use domain::search::Kind;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Places of names (author, plan items, files) begin here; texts are shorter.
pub(super) const NAMES: u32 = 8_192;
/// Between one name and the next, so that no phrase runs across.
const APART: u32 = 4;

/// Something to be found, in words.
#[derive(Clone, Debug, Hash)]
pub(super) struct Entry {
    pub kind: Kind,
    /// ULID as a number.
    pub id: u128,
    /// The record a comment is on; its own id for anything else.
    pub on: u128,
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// The day of the work, days from the common era.
    pub day: i32,
    pub author: String,
    pub lanes: Vec<String>,
    pub text: String,
    pub names: Vec<String>,
    pub files: bool,
}

/// An entry with its text cut.
pub(super) struct Cut {
    entry: Entry,
    hash: u64,
    terms: Vec<(Term, Places)>,
}

impl Cut {
    /// The slow part of indexing; needs no lock.
    pub(super) fn new(entry: Entry) -> Self {
        let mut hasher = DefaultHasher::new();
        entry.hash(&mut hasher);
        let mut by_term: HashMap<Term, Places> = HashMap::new();
        let mut from = 0;
        for text in std::iter::once(&entry.text).chain(&entry.names) {
            let mut last = 0;
            for (term, place, flags) in terms(text) {
                let room = from > 0 || place < NAMES;
                if room {
                    by_term.entry(term).or_default().push((from + place) << 2 | flags);
                    last = place;
                }
            }
            from = if from == 0 { NAMES } else { from + last + APART };
        }
        Self {
            entry,
            hash: hasher.finish(),
            terms: by_term.into_iter().collect(),
        }
    }

    pub(super) fn id(&self) -> u128 {
        self.entry.id
    }
}

pub(super) struct Doc {
    pub id: u128,
    pub on: u128,
    pub at: i64,
    hash: u64,
    pub day: i32,
    pub author: u32,
    /// Number of its set of lanes.
    pub lanes: u32,
    pub kind: Kind,
    pub files: bool,
    pub alive: bool,
}

#[derive(Default)]
pub(super) struct Index {
    pub docs: Vec<Doc>,
    by_id: HashMap<u128, u32>,
    dead: usize,
    authors: HashMap<String, u32>,
    lanes: HashMap<String, u32>,
    lane_names: Vec<String>,
    /// Lanes by number, ascending.
    pub sets: Vec<Box<[u32]>>,
    set_numbers: HashMap<Box<[u32]>, u32>,
    pairs: HashMap<(char, char), Postings>,
    /// What stands after a character in some pair.
    after: HashMap<char, Vec<char>>,
    words: BTreeMap<Box<str>, Postings>,
}

fn number(map: &mut HashMap<String, u32>, name: &str) -> u32 {
    if let Some(known) = map.get(name) {
        return *known;
    }
    let new = u32::try_from(map.len()).unwrap_or(u32::MAX);
    map.insert(name.to_owned(), new);
    new
}

impl Index {
    /// Documents that can be found.
    pub(super) fn len(&self) -> usize {
        self.docs.len() - self.dead
    }

    pub(super) fn doc(&self, number: u32) -> Option<&Doc> {
        self.docs.get(number as usize)
    }

    pub(super) fn author(&self, person: &str) -> Option<u32> {
        self.authors.get(person).copied()
    }

    pub(super) fn lane(&self, lane: &str) -> Option<u32> {
        self.lanes.get(lane).copied()
    }

    pub(super) fn holds(&self, id: u128) -> bool {
        self.by_id.contains_key(&id)
    }

    /// Adds an entry, in place of an older version of it.
    pub(super) fn put(&mut self, cut: Cut) {
        let Cut { entry, hash, terms } = cut;
        if let Some(old) = self.by_id.get(&entry.id).and_then(|n| self.docs.get(*n as usize))
            && old.hash == hash
        {
            return;
        }
        self.remove(entry.id);
        let doc = u32::try_from(self.docs.len()).unwrap_or(u32::MAX);
        let mut lanes: Vec<u32> = entry.lanes.into_iter().map(|lane| self.lane_number(lane)).collect();
        lanes.sort_unstable();
        lanes.dedup();
        let author = number(&mut self.authors, &entry.author);
        let lanes = self.set(lanes.into_boxed_slice());
        self.docs.push(Doc {
            id: entry.id,
            on: entry.on,
            at: entry.at,
            hash,
            day: entry.day,
            author,
            lanes,
            kind: entry.kind,
            files: entry.files,
            alive: true,
        });
        self.by_id.insert(entry.id, doc);
        for (term, places) in terms {
            match term {
                Term::Word(word) => match self.words.get_mut(word.as_str()) {
                    Some(list) => list.push(doc, &places),
                    None => self.words.entry(word.into_boxed_str()).or_default().push(doc, &places),
                },
                Term::Pair(a, b) => {
                    let list = self.pairs.entry((a, b)).or_insert_with(|| {
                        self.after.entry(a).or_default().push(b);
                        Postings::default()
                    });
                    list.push(doc, &places);
                }
            }
        }
    }

    fn lane_number(&mut self, lane: String) -> u32 {
        let number = number(&mut self.lanes, &lane);
        if number as usize == self.lane_names.len() {
            self.lane_names.push(lane);
        }
        number
    }

    /// The lanes of what has this id.
    pub(super) fn lanes_of(&self, id: u128) -> Option<Vec<String>> {
        let doc = self.doc(*self.by_id.get(&id)?)?;
        let lanes = self.sets.get(doc.lanes as usize)?;
        Some(
            lanes
                .iter()
                .filter_map(|lane| self.lane_names.get(*lane as usize).cloned())
                .collect(),
        )
    }

    /// How many lanes there are; their numbers are below.
    pub(super) fn lanes(&self) -> usize {
        self.lane_names.len()
    }

    fn set(&mut self, lanes: Box<[u32]>) -> u32 {
        if let Some(known) = self.set_numbers.get(&lanes) {
            return *known;
        }
        let new = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        self.sets.push(lanes.clone());
        self.set_numbers.insert(lanes, new);
        new
    }

    pub(super) fn remove(&mut self, id: u128) {
        if let Some(old) = self.by_id.remove(&id)
            && let Some(doc) = self.docs.get_mut(old as usize)
        {
            doc.alive = false;
            self.dead += 1;
        }
    }

    pub(super) fn pair(&self, a: char, b: char) -> Option<&Postings> {
        self.pairs.get(&(a, b))
    }

    /// The lists of all pairs that begin with a character.
    pub(super) fn beginning(&self, a: char) -> Vec<&Postings> {
        let seconds = self.after.get(&a).map(Vec::as_slice).unwrap_or_default();
        seconds.iter().filter_map(|b| self.pairs.get(&(a, *b))).collect()
    }

    pub(super) fn word(&self, word: &str) -> Option<&Postings> {
        self.words.get(word)
    }

    /// The lists of all longer words that begin so.
    pub(super) fn longer<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a Postings> + 'a {
        use std::ops::Bound::{Excluded, Unbounded};
        self.words
            .range::<str, _>((Excluded(start), Unbounded))
            .take_while(move |(word, _)| word.starts_with(start))
            .map(|(_, list)| list)
    }

    /// Whether so much is put out that a copy without it is worth its time.
    pub(super) fn is_worn(&self) -> bool {
        self.dead > 2_000 && self.dead * 4 > self.docs.len()
    }

    /// The same without what was put out.
    pub(super) fn renewed(&self) -> Self {
        let mut new = Self {
            authors: self.authors.clone(),
            lanes: self.lanes.clone(),
            lane_names: self.lane_names.clone(),
            sets: self.sets.clone(),
            set_numbers: self.set_numbers.clone(),
            after: self.after.clone(),
            ..Self::default()
        };
        let mut moved = vec![u32::MAX; self.docs.len()];
        for (old, doc) in self.docs.iter().enumerate().filter(|(_, d)| d.alive) {
            let at = u32::try_from(new.docs.len()).unwrap_or(u32::MAX);
            if let Some(place) = moved.get_mut(old) {
                *place = at;
            }
            new.by_id.insert(doc.id, at);
            new.docs.push(Doc { ..*doc });
        }
        new.pairs = self
            .pairs
            .iter()
            .map(|(key, list)| (*key, list.renumbered(&moved)))
            .collect();
        new.words = self
            .words
            .iter()
            .map(|(key, list)| (key.clone(), list.renumbered(&moved)))
            .collect();
        new
    }

    /// Gives back what growing lists took in advance.
    pub(super) fn shrink(&mut self) {
        self.pairs
            .values_mut()
            .chain(self.words.values_mut())
            .for_each(Postings::shrink);
        self.docs.shrink_to_fit();
    }

    /// Rough size in memory, bytes: for the log.
    pub(super) fn bytes(&self) -> usize {
        let lists = |list: &Postings| list.size() + 64;
        self.docs.len() * (size_of::<Doc>() + 40)
            + self.pairs.values().chain(self.words.values()).map(lists).sum::<usize>()
            + self.sets.iter().map(|s| 64 + 8 * s.len()).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(in crate::search) fn entry(id: u128, text: &str) -> Entry {
        Entry {
            kind: Kind::Record,
            id,
            on: id,
            at: 1_790_000_000_000 + i64::try_from(id).unwrap_or_default(),
            day: 0,
            author: "wei".into(),
            lanes: vec!["own:u1".into(), "by:wei".into()],
            text: text.into(),
            names: vec!["Wei".into()],
            files: false,
        }
    }

    fn docs_of(index: &Index, word: &str) -> Vec<u128> {
        let mut found = Vec::new();
        if let Some(list) = index.word(word) {
            list.each(
                |doc| index.doc(doc).is_some_and(|d| d.alive),
                |doc, _| found.extend(index.doc(doc).map(|d| d.id)),
            );
        }
        found
    }

    #[test]
    fn an_edit_puts_out_the_old_version_and_a_renewed_index_finds_the_same() {
        let mut index = Index::default();
        for n in 0..50 {
            index.put(Cut::new(entry(n, "quay berth")));
        }
        index.put(Cut::new(entry(7, "quay crane")));
        index.put(Cut::new(entry(7, "quay crane")));
        index.remove(9);
        assert_eq!((index.len(), index.docs.len()), (49, 51));
        assert_eq!(docs_of(&index, "crane"), [7]);
        assert!(!docs_of(&index, "berth").contains(&7));
        let renewed = index.renewed();
        assert_eq!((renewed.len(), renewed.docs.len()), (49, 49));
        for word in ["quay", "berth", "crane", "wei"] {
            assert_eq!(docs_of(&renewed, word), docs_of(&index, word), "{word}");
        }
        assert_eq!(index.sets.len(), 1);
    }
}
