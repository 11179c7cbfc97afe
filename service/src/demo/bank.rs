//! The texts, read once from `texts/*.txt`.
//!
//! ```text
//! # aviation            a section: a craft (what one does), a domain (what it is about), or a part of the common talk
//! keys: airport, ~air   words of a post that lead here (~ weak)
//! desk                  a craft of the desk: office asides may follow its entries
//! @issue|doc            lists whose columns go together; rows of "- en | en" and "= zh | zh"; one column: items between ;
//! * hi                  a piece of work, with flags: lo, hi (grade), leaders, granted (audience), for:craft, need:slot, ack, skip
//! - English             what the record says          = Chinese
//! ? English             a leader's question           ! the author's answer      & a leader's note     + a colleague's remark
//! > 2-6                 days until the next step of the same work
//! ```

use std::sync::LazyLock;

use super::template::{Seg, Template, parse};

pub(super) struct Pair {
    pub(super) en: Template,
    pub(super) zh: Template,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    Question,
    Note,
    Peer,
}

pub(super) struct Exchange {
    pub(super) voice: Voice,
    pub(super) text: Pair,
    pub(super) answer: Option<Pair>,
}

#[derive(Default)]
pub(super) struct Step {
    pub(super) gap: (i64, i64),
    pub(super) text: Option<Pair>,
    pub(super) talk: Vec<Exchange>,
}

#[derive(Default)]
pub(super) struct Thread {
    pub(super) flags: Vec<&'static str>,
    pub(super) steps: Vec<Step>,
}

impl Thread {
    pub(super) fn is(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    /// What follows `for:` or `need:`.
    pub(super) fn listed(&self, kind: &str) -> impl Iterator<Item = &'static str> {
        self.flags
            .iter()
            .filter_map(move |flag| flag.strip_prefix(kind)?.strip_prefix(':'))
            .flat_map(|list| list.split(','))
    }
}

pub(super) struct Row {
    pub(super) tags: Vec<&'static str>,
    pub(super) en: Vec<Template>,
    pub(super) zh: Vec<Template>,
}

pub(super) struct Group {
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Row>,
}

#[derive(Default)]
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) keys: Vec<&'static str>,
    pub(super) desk: bool,
    pub(super) groups: Vec<Group>,
    pub(super) threads: Vec<Thread>,
}

impl Section {
    /// The group that has this column, and which column it is.
    pub(super) fn column(&self, name: &str) -> Option<(&Group, usize)> {
        self.groups
            .iter()
            .find_map(|group| Some((group, group.columns.iter().position(|column| *column == name)?)))
    }
}

pub(super) struct Bank {
    pub(super) crafts: Vec<Section>,
    pub(super) domains: Vec<Section>,
    pub(super) talk: Section,
    pub(super) extras: Section,
}

macro_rules! texts {
    ($($file:literal),* $(,)?) => { [$(include_str!(concat!("texts/", $file, ".txt"))),*] };
}

pub(super) static BANK: LazyLock<Bank> = LazyLock::new(|| {
    let crafts = texts![
        "policy",
        "support",
        "private",
        "field",
        "engineer",
        "nuclear",
        "lab",
        "health",
        "security",
        "accident",
        "traffic",
        "network",
        "project",
        "finance",
        "people",
        "systems",
        "comms",
        "legal",
        "economics",
        "statistics",
        "procurement",
        "records",
        "estates",
        "leader",
        "office",
    ];
    let domains = texts![
        "domains_transport",
        "domains_treasury",
        "domains_culture",
        "domains_energy",
        "domains_safety"
    ];
    let mut common = sections(include_str!("texts/talk.txt")).into_iter();
    Bank {
        crafts: crafts.into_iter().flat_map(sections).collect(),
        domains: domains.into_iter().flat_map(sections).collect(),
        talk: common.next().unwrap_or_default(),
        extras: common.next().unwrap_or_default(),
    }
});

/// A craft by its name; the first of all when it is unknown (a test refuses unknown names).
pub(super) fn craft(id: &str) -> usize {
    BANK.crafts.iter().position(|section| section.id == id).unwrap_or(0)
}

pub(super) fn sections(text: &'static str) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    let mut lines = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    // Whether "-" begins a row of a list or the text of a step.
    let mut listing = false;
    while let Some(line) = lines.next() {
        if let Some(id) = line.strip_prefix("# ") {
            all.push(Section {
                id,
                ..Section::default()
            });
            continue;
        }
        let Some(section) = all.last_mut() else { continue };
        if line == "desk" {
            section.desk = true;
        } else if let Some(keys) = line.strip_prefix("keys: ") {
            section.keys.extend(keys.split(", "));
        } else if let Some(columns) = line.strip_prefix('@') {
            // A place also says whether one is in it or at it.
            let columns = if columns == "place" {
                vec!["place", "at"]
            } else {
                columns.split('|').collect()
            };
            section.groups.push(Group {
                columns,
                rows: Vec::new(),
            });
            listing = true;
        } else if let Some(flags) = line.strip_prefix('*') {
            section.threads.push(Thread {
                flags: flags.split_whitespace().collect(),
                steps: vec![Step::default()],
            });
            listing = false;
        } else if let Some(gap) = line.strip_prefix("> ") {
            if let (Some(thread), Some((low, high))) = (section.threads.last_mut(), gap.split_once('-')) {
                let gap = (low.parse().unwrap_or(1), high.parse().unwrap_or(3));
                thread.steps.push(Step { gap, ..Step::default() });
            }
        } else if let Some((sign, en)) = line.split_once(' ') {
            let Some(zh) = lines.next().and_then(|line| line.strip_prefix("= ")) else {
                continue;
            };
            if listing {
                row(section, en, zh);
            } else {
                utterance(section, sign, en, zh);
            }
        }
    }
    all
}

fn row(section: &mut Section, en: &'static str, zh: &'static str) {
    let Some(group) = section.groups.last_mut() else { return };
    let placed = group.columns.contains(&"at");
    if placed || group.columns.len() == 1 {
        for (en, zh) in en.split(';').zip(zh.split(';')) {
            let (mut en, mut zh) = (vec![parse(en.trim())], vec![parse(zh.trim())]);
            if placed {
                en.push(vec![
                    Seg::Text(en.first().map_or("in ", preposition)),
                    Seg::Slot("place", None),
                ]);
                zh.push(vec![Seg::Slot("place", None)]);
            }
            group.rows.push(Row {
                tags: Vec::new(),
                en,
                zh,
            });
        }
        return;
    }
    let (tags, en) = match en.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        Some((tags, en)) => (tags.split(',').map(str::trim).collect(), en),
        None => (Vec::new(), en),
    };
    let cells = |line: &'static str| line.split('|').map(|cell| parse(cell.trim())).collect();
    group.rows.push(Row {
        tags,
        en: cells(en),
        zh: cells(zh),
    });
}

/// One is in a town and at a site.
fn preposition(place: &Template) -> &'static str {
    const SITES: [&str; 34] = [
        "Airport",
        "Heathrow",
        "Gatwick",
        "Stansted",
        "station",
        "Junction",
        "Victoria",
        "Street",
        "St Pancras",
        "Port ",
        "depot",
        " site",
        "Central",
        "House",
        "Park",
        "Sellafield",
        "Dounreay",
        "Hinkley",
        "Hunterston",
        "Dungeness",
        "Sizewell",
        "Capenhurst",
        "Drax",
        "Stonehenge",
        "University",
        "Place",
        "Road",
        "Court",
        "Centre",
        "Museum",
        "Farm",
        "Dorney",
        "Potash",
        "Point",
    ];
    match place.first() {
        Some(Seg::Text(name)) if *name == "the City" || *name == "the High Court" => "in ",
        Some(Seg::Text(name)) if name.starts_with("the ") => "at ",
        Some(Seg::Text(name)) if name.starts_with("a ") => "on ",
        Some(Seg::Text(name)) if SITES.iter().any(|site| name.contains(site)) => "at ",
        _ => "in ",
    }
}

fn utterance(section: &mut Section, sign: &str, en: &'static str, zh: &'static str) {
    let Some(step) = section.threads.last_mut().and_then(|thread| thread.steps.last_mut()) else {
        return;
    };
    let text = Pair {
        en: parse(en),
        zh: parse(zh),
    };
    let voice = match sign {
        "-" => {
            step.text = Some(text);
            return;
        }
        "!" => {
            if let Some(exchange) = step.talk.last_mut() {
                exchange.answer = Some(text);
            }
            return;
        }
        "?" => Voice::Question,
        "&" => Voice::Note,
        _ => Voice::Peer,
    };
    step.talk.push(Exchange {
        voice,
        text,
        answer: None,
    });
}

#[cfg(test)]
mod tests;
