//! Ready sets, written for real post families: a beginning for a draft, never in force by themselves.
//!
//! ```text
//! # finance                               key
//! = 财务 | Finance                         name
//! - 预算、核算… | Budgets, accounts…        what the posts do
//! families: Finance; 财务                  families it is written for, as establishments write them
//! * ji 25 key                             an indicator: dimension, weight, and whether it is key or difficult work
//! n 中文 | English                         name        g  what good looks like      m  measure
//! u 天 | days                              unit of measure          t  target
//! c 词,词 | word,word                      words in records that speak of it; `c` alone: everyday work of the post
//! ```

use super::GivenRow;
use super::rows::{accept, indicator};
use crate::{Daybook, Result};
use domain::Lang;
use domain::indicator::family_key;
use domain::permission::{Action, Actor, Resource, SetFacts, decide};
use domain::view::indicator::ReadySet;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

type Both = (&'static str, &'static str);

#[derive(Default)]
pub(crate) struct Ready {
    pub key: &'static str,
    pub name: Both,
    pub about: Both,
    pub families: Vec<&'static str>,
    pub entries: Vec<Entry>,
}

#[derive(Default)]
pub(crate) struct Entry {
    pub dimension: &'static str,
    pub weight: &'static str,
    pub key: bool,
    pub name: Both,
    good: Both,
    measure: Both,
    unit: Both,
    target: Both,
    /// Words in a record that speak of it, in lower case.
    pub cues: (Vec<&'static str>, Vec<&'static str>),
    /// What the post does every day.
    pub everyday: bool,
}

macro_rules! sets {
    ($($file:literal),* $(,)?) => { [$(include_str!(concat!("library/", $file, ".txt"))),*] };
}

const TEXTS: [&str; 21] = sets![
    "policy",
    "operations",
    "inspection",
    "engineering",
    "finance",
    "project",
    "economics",
    "people",
    "communications",
    "legal",
    "procurement",
    "systems",
    "statistics",
    "records",
    "audit",
    "estates",
    "health",
    "traffic",
    "nuclear",
    "accident",
    "general",
];

pub(crate) static LIBRARY: LazyLock<Vec<Ready>> = LazyLock::new(|| TEXTS.iter().map(|text| parse(text)).collect());

fn both(text: &'static str) -> Both {
    let (zh, en) = text.split_once('|').unwrap_or((text, text));
    (zh.trim(), en.trim())
}

fn parse(text: &'static str) -> Ready {
    let mut ready = Ready::default();
    for line in text.lines() {
        let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        if mark == "*" {
            let mut words = rest.split(' ');
            ready.entries.push(Entry {
                dimension: words.next().unwrap_or_default(),
                weight: words.next().unwrap_or_default(),
                key: words.next() == Some("key"),
                ..Entry::default()
            });
            continue;
        }
        let entry = ready.entries.last_mut();
        match (mark, entry) {
            ("#", _) => ready.key = rest,
            ("=", _) => ready.name = both(rest),
            ("-", _) => ready.about = both(rest),
            ("families:", _) => ready.families = rest.split(';').map(str::trim).collect(),
            ("n", Some(entry)) => entry.name = both(rest),
            ("g", Some(entry)) => entry.good = both(rest),
            ("m", Some(entry)) => entry.measure = both(rest),
            ("u", Some(entry)) => entry.unit = both(rest),
            ("t", Some(entry)) => entry.target = both(rest),
            ("c", Some(entry)) => {
                let (zh, en) = both(rest);
                let list = |text: &'static str| text.split(',').map(str::trim).filter(|w| !w.is_empty()).collect();
                entry.cues = (list(zh), list(en));
                entry.everyday = rest.is_empty() || rest.starts_with('+');
            }
            _ => {}
        }
    }
    ready
}

fn of(pair: Both, lang: Lang) -> String {
    lang.pick(pair.0, pair.1).to_owned()
}

impl Ready {
    fn fits(&self, family: &str) -> bool {
        self.families.iter().any(|f| family_key(f) == family_key(family))
    }

    pub(crate) fn rows(&self, lang: Lang) -> Vec<GivenRow> {
        let row = |e: &Entry| GivenRow {
            id: String::new(),
            dimension: e.dimension.to_owned(),
            name: of(e.name, lang),
            good: of(e.good, lang),
            measure: of(e.measure, lang),
            unit: of(e.unit, lang),
            target: of(e.target, lang),
            weight: e.weight.to_owned(),
            key: e.key,
        };
        self.entries.iter().map(row).collect()
    }
}

pub(super) fn rows(key: &str, lang: Lang) -> Option<Vec<GivenRow>> {
    LIBRARY.iter().find(|r| r.key == key).map(|r| r.rows(lang))
}

/// The ready set written for a family, if there is one.
pub(crate) fn for_family(family: &str) -> Option<&'static Ready> {
    LIBRARY.iter().find(|r| r.fits(family))
}

fn view(ready: &Ready, families: &[String], lang: Lang) -> ReadySet {
    let rows = accept(&ready.rows(lang), &HashSet::new());
    ReadySet {
        key: ready.key.to_owned(),
        name: of(ready.name, lang),
        about: of(ready.about, lang),
        fits: families.iter().filter(|f| ready.fits(f)).cloned().collect(),
        others: families.iter().filter(|f| !ready.fits(f)).cloned().collect(),
        rows: rows.iter().map(indicator).collect(),
    }
}

/// Every ready set in a language, with the families of this organisation that it fits. Open to whoever may know a family's set.
pub async fn ready_sets(daybook: &Daybook, actor: &Actor, lang: Lang) -> Result<Vec<ReadySet>> {
    if !decide(actor, Action::ReadIndicators, &Resource::Indicators(SetFacts::Family)).allowed {
        return Err(crate::Error::NotFound);
    }
    let families = families(daybook).await?;
    Ok(LIBRARY.iter().map(|r| view(r, &families, lang)).collect())
}

/// Key and name of every ready set.
pub(super) fn names(lang: Lang) -> Vec<(String, String)> {
    LIBRARY.iter().map(|r| (r.key.to_owned(), of(r.name, lang))).collect()
}

/// The families of the establishment, each once, by name.
pub(super) async fn families(daybook: &Daybook) -> Result<Vec<String>> {
    let mut families: BTreeMap<String, String> = BTreeMap::new();
    for row in daybook.db().post_census().await? {
        let key = family_key(&row.family);
        if !key.is_empty() {
            families.entry(key).or_insert(row.family);
        }
    }
    Ok(families.into_values().collect())
}

#[cfg(test)]
mod tests;
