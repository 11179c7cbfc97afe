//! From the words of a post to what its holder writes about: the crafts (what one does), the domain (what it is about), the matters one handles.

mod craft;

use super::bank::{BANK, Section, craft};
use super::rng::Rng;
use super::script::Cast;
use craft::{level, main_craft};

#[derive(Debug, Clone)]
pub(super) struct Post {
    /// Crafts with their weights.
    pub(super) crafts: Vec<(usize, u32)>,
    pub(super) domain: usize,
    /// 1 clerical, 2 junior managers and caseworkers, 3 advisers and specialists, 4 senior civil service.
    pub(super) level: u8,
    /// Works at weekends as on weekdays.
    pub(super) shift: bool,
    /// Rows of the domain's first list that this post handles.
    pub(super) matters: Vec<usize>,
}

impl Post {
    pub(super) fn of(cast: &[Cast], index: usize) -> Self {
        let Some(me) = cast.get(index) else {
            return Self {
                crafts: vec![(craft("office"), 1)],
                domain: 0,
                level: 2,
                shift: false,
                matters: Vec::new(),
            };
        };
        let words = Words::of(me);
        let chain = superiors(cast, index);
        let level = level(me, &words);
        let domain = domain(&words, &chain);
        let main = main_craft(me, &words, level, domain_id(domain));
        let mut crafts = vec![(craft(main), 100)];
        if level == 4 {
            crafts.push((
                craft("leader"),
                if words.title.contains("chief executive") {
                    200
                } else {
                    110
                },
            ));
        }
        if matches!(main, "policy" | "leader") && level <= 2 {
            crafts.push((craft("support"), if level == 1 { 130 } else { 35 }));
        }
        // Clerical posts inside a profession do the profession's lighter work and the office's.
        if level == 1 && !matches!(main, "support" | "traffic" | "policy") {
            crafts.push((craft("support"), 60));
        }
        crafts.push((craft("office"), if matches!(main, "traffic") { 8 } else { 13 }));
        let shift = matches!(main, "traffic") && level <= 2 || words.title.contains("driver");
        Self {
            crafts,
            domain,
            level,
            shift,
            matters: matters(domain, &words, &chain, index),
        }
    }
}

/// The lower-case words of one post.
struct Words {
    title: String,
    unit: String,
    function: String,
    family: String,
}

impl Words {
    fn of(me: &Cast) -> Self {
        let low = |text: &str| text.to_lowercase();
        Self {
            title: low(&me.title),
            unit: low(&me.unit),
            function: low(&me.function),
            family: low(&me.family),
        }
    }

    fn any(&self, needles: &[&str]) -> bool {
        needles.iter().any(|needle| self.title.contains(needle))
    }

    /// How strongly the post speaks of `key`: `~key` counts little, `=key` is the whole name of the unit, `!key` is not looked for in the unit.
    fn weight(&self, key: &str) -> usize {
        if let Some(unit) = key.strip_prefix('=') {
            return if self.unit == unit { CLEAR } else { 0 };
        }
        let (key, worth) = key.strip_prefix('~').map_or((key, 12), |key| (key, 2));
        let (key, in_unit) = key.strip_prefix('!').map_or((key, 3), |key| (key, 0));
        let found = |text: &str, times: usize| if text.contains(key) { times * worth } else { 0 };
        found(&self.title, 4) + found(&self.unit, in_unit) + found(&self.function, 2)
    }

    fn mentions(&self, tag: &str) -> bool {
        [&self.title, &self.unit, &self.function]
            .iter()
            .any(|text| text.contains(tag))
    }
}

/// The three nearest superiors, nearest first.
fn superiors(cast: &[Cast], index: usize) -> Vec<Words> {
    let mut at = cast.get(index).and_then(|me| me.superior);
    let mut chain = Vec::new();
    while let Some(person) = at.and_then(|at| cast.get(at)) {
        chain.push(Words::of(person));
        if chain.len() == 3 {
            break;
        }
        at = person.superior;
    }
    chain
}

/// The weight of one good key in a unit's name.
const CLEAR: usize = 36;

fn domain_id(domain: usize) -> &'static str {
    BANK.domains.get(domain).map_or("", |section| section.id)
}

fn domain(words: &Words, chain: &[Words]) -> usize {
    let own = |section: &Section| section.keys.iter().map(|key| words.weight(key)).sum::<usize>();
    // A post that says clearly what it is about needs no superior to say it.
    let clear = BANK.domains.iter().any(|section| own(section) >= CLEAR);
    let score = |section: &Section| {
        let above = |key: &str| {
            chain
                .iter()
                .zip([5, 2, 1])
                .map(|(words, share)| words.weight(key) * share)
                .sum::<usize>()
        };
        own(section) * 60
            + if clear {
                0
            } else {
                section.keys.iter().map(|key| above(key)).sum::<usize>()
            }
    };
    let scores = BANK
        .domains
        .iter()
        .enumerate()
        .map(|(index, section)| (score(section), index));
    // The first of equals; the last domain is the one for whoever says nothing about it.
    match scores.max_by_key(|(score, index)| (*score, std::cmp::Reverse(*index))) {
        Some((score, index)) if score > 0 => index,
        _ => BANK.domains.len().saturating_sub(1),
    }
}

fn matters(domain: usize, words: &Words, chain: &[Words], index: usize) -> Vec<usize> {
    let Some(group) = BANK.domains.get(domain).and_then(|section| section.groups.first()) else {
        return Vec::new();
    };
    let tagged = |words: &Words| {
        let fits = |tags: &[&str]| tags.iter().any(|tag| words.mentions(tag));
        group
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| fits(&row.tags))
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
    };
    let mut own = tagged(words);
    if own.is_empty() {
        own = chain
            .iter()
            .map(tagged)
            .find(|rows| !rows.is_empty())
            .unwrap_or_default();
    }
    let mut free: Vec<usize> = group
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.tags.is_empty())
        .map(|(at, _)| at)
        .collect();
    if own.len() + free.len() < 3 {
        free = (0..group.rows.len()).filter(|at| !own.contains(at)).collect();
    }
    let mut rng = Rng::of(&[7, index as u64]);
    rng.shuffle(&mut free);
    rng.shuffle(&mut own);
    // Three matters of one's own are enough; whoever has fewer shares in what everybody handles.
    free.truncate(if own.len() > 2 { 0 } else { 5 - own.len() });
    own.append(&mut free);
    own
}
