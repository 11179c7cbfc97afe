//! The rule packs of the installation, checked as a whole before it starts, and those that periods keep.

mod shipped;

use crate::{Error, Result};
use domain::assessment::dossier::Period;
use domain::assessment::pack::{Fault, File, Flaw, Head, Pack, heads};
use domain::assessment::process::Kind;
use domain::assessment::{Calendar, Ruleset, Words};
use domain::indicator::Dimension;
use domain::view::assess::PackChoice;
use domain::{Lang, Violation};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Rulesets kept in memory.
const KEPT: usize = 64;

/// Cheap to clone; every part is shared.
#[derive(Clone)]
pub(crate) struct Rules(Arc<Inner>);

struct Inner {
    /// Name and text of packs and overlays.
    files: Vec<(String, String)>,
    heads: Vec<Head>,
    calendars: Vec<Calendar>,
    /// Of all packs and overlays, each once.
    dimensions: OnceLock<Vec<Dimension>>,
    /// By digest or chosen layers. What a key names never changes, so nothing here is ever stale.
    kept: Mutex<HashMap<String, Arc<Ruleset>>>,
}

impl Rules {
    /// The packs that are shipped. A folder of the installation replaces files of the same name and adds others. Every base, and every
    /// overlay on its base, is checked; the error says all that is wrong, with file and line.
    pub(crate) fn load(dir: Option<&Path>) -> Result<Self, String> {
        static SHIPPED: OnceLock<Result<Rules, String>> = OnceLock::new();
        match dir {
            Some(dir) => Self::read(shipped::with(dir)?),
            None => SHIPPED.get_or_init(|| Self::read(shipped::alone())).clone(),
        }
    }

    fn read(found: shipped::Found) -> Result<Self, String> {
        let shipped::Found { packs, calendars } = found;
        let files: Vec<File<'_>> = packs.iter().map(file).collect();
        let (heads, mut flaws) = match heads(&files) {
            Ok(heads) => (heads, vec![]),
            Err(flaws) => (vec![], flaws),
        };
        let mut read: Vec<(&str, Calendar)> = Vec::with_capacity(calendars.len());
        for one in &calendars {
            match Calendar::read(&file(one)) {
                Ok(calendar) => {
                    flaws.extend(same_id(&read, one, &calendar));
                    read.push((one.0.as_str(), calendar));
                }
                Err(wrong) => flaws.extend(wrong),
            }
        }
        if !flaws.is_empty() {
            return Err(refused(flaws.iter().map(Flaw::to_string).collect()));
        }
        let read = read.into_iter().map(|(_, calendar)| calendar).collect();
        let rules = Self(Arc::new(Inner {
            heads,
            calendars: read,
            dimensions: OnceLock::new(),
            kept: Mutex::default(),
            files: packs,
        }));
        rules.check()?;
        Ok(rules)
    }

    fn check(&self) -> Result<(), String> {
        let mut wrong = Vec::new();
        for head in &self.0.heads {
            match self.ruleset(&[&head.id]) {
                Err(flaws) => wrong.extend(flaws.iter().map(Flaw::to_string)),
                Ok(ruleset) if self.calendar(&ruleset.pack().calendar).is_none() => {
                    wrong.push(ruleset.no_calendar().to_string());
                }
                Ok(_) => {}
            }
        }
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(refused(wrong)),
        }
    }

    /// The base packs, each with what can be laid over it.
    pub(crate) fn choices(&self) -> Vec<PackChoice> {
        let bases = self.0.heads.iter().filter(|h| h.lays_over.is_none());
        let overlays = |base: &str| {
            let over = |h: &&Head| h.lays_over.is_some() && self.base(&h.id) == base;
            let found = self.0.heads.iter().filter(over);
            found.map(|h| (h.id.clone(), h.name.clone())).collect()
        };
        let choice = |h: &Head| PackChoice {
            id: h.id.clone(),
            name: h.name.clone(),
            version: h.version.clone(),
            overlays: overlays(&h.id),
        };
        bases.map(choice).collect()
    }

    /// The dimensions that packs and overlays name, each once, in the order of the files.
    pub(crate) fn dimensions(&self) -> &[Dimension] {
        self.0.dimensions.get_or_init(|| {
            let mut all: Vec<Dimension> = Vec::new();
            let read = self.0.heads.iter().filter_map(|h| self.ruleset(&[&h.id]).ok());
            for ruleset in read {
                for d in &ruleset.pack().dimension {
                    if !all.iter().any(|known| known.code == d.id) {
                        all.push(Dimension {
                            code: d.id.clone(),
                            zh: d.zh.clone(),
                            en: d.en.clone(),
                        });
                    }
                }
            }
            all
        })
    }

    /// What an overlay lies on in the end. A circle was refused at the start; the count ends one all the same.
    fn base<'a>(&'a self, id: &'a str) -> &'a str {
        let mut at = id;
        for _ in 0..self.0.heads.len() {
            let head = self.0.heads.iter().find(|h| h.id == at);
            match head.and_then(|h| h.lays_over.as_deref()) {
                Some(below) => at = below,
                None => return at,
            }
        }
        at
    }

    /// A base with the overlays that were ticked. They lie in the order of the list, in whatever order they were sent, so that one
    /// choice is always the same rules.
    pub(crate) fn laid(&self, base: &str, overlays: &[String]) -> Result<Arc<Ruleset>, Vec<Flaw>> {
        let place = |id: &&str| self.0.heads.iter().position(|h| h.id == **id);
        let mut over: Vec<&str> = overlays.iter().map(String::as_str).filter(|o| !o.is_empty()).collect();
        // What is in no list comes first, to be refused.
        over.sort_by_key(place);
        over.dedup();
        let layers: Vec<&str> = std::iter::once(base).chain(over).collect();
        self.ruleset(&layers)
    }

    /// The chosen layers as they apply, or all that is wrong with them together.
    pub(crate) fn ruleset(&self, layers: &[&str]) -> Result<Arc<Ruleset>, Vec<Flaw>> {
        let key = layers.join("+");
        if let Some(known) = self.known(&key) {
            return Ok(known);
        }
        let files: Vec<File<'_>> = self.0.files.iter().map(file).collect();
        let ruleset = Arc::new(Ruleset::load(&files, layers)?);
        self.keep(key, &ruleset);
        Ok(ruleset)
    }

    /// The rules that a period was opened under, from the text it keeps: the files of today do not matter.
    pub(crate) fn of(&self, period: &Period) -> Result<Arc<Ruleset>> {
        let key = format!("digest:{}", period.digest);
        if let Some(known) = self.known(&key) {
            return Ok(known);
        }
        let files = [File {
            name: "the pack of the period",
            text: &period.pack,
        }];
        let read = heads(&files).and_then(|heads| {
            let ids: Vec<&str> = heads.iter().map(|h| h.id.as_str()).collect();
            Ruleset::load(&files, &ids)
        });
        let ruleset = Arc::new(read.map_err(|flaws| Error::Unavailable(told(&flaws)))?);
        if ruleset.digest() != period.digest {
            tracing::warn!(
                period = period.title,
                "the pack that was kept is not the one that was named"
            );
        }
        self.keep(key, &ruleset);
        Ok(ruleset)
    }

    pub(crate) fn calendar(&self, id: &str) -> Option<&Calendar> {
        self.0.calendars.iter().find(|c| c.id == id)
    }

    fn known(&self, key: &str) -> Option<Arc<Ruleset>> {
        let kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).cloned()
    }

    fn keep(&self, key: String, ruleset: &Arc<Ruleset>) {
        let mut kept = self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, ruleset.clone());
    }
}

/// An id that an earlier calendar has. A file of the same name has taken its place before, so this one is called otherwise.
fn same_id(read: &[(&str, Calendar)], (name, text): &(String, String), calendar: &Calendar) -> Option<Flaw> {
    let (known, _) = read.iter().find(|(_, c)| c.id == calendar.id)?;
    let line = text.lines().position(|l| l.trim_start().starts_with("id"));
    Some(Flaw {
        file: name.clone(),
        line: line.map_or(1, |at| at + 1),
        fault: Fault::SameId {
            what: "calendar",
            id: calendar.id.clone(),
            file: (*known).to_owned(),
        },
    })
}

/// All that is wrong, each line once, by file.
fn refused(mut wrong: Vec<String>) -> String {
    wrong.sort();
    wrong.dedup();
    format!("rules of assessment:\n{}", wrong.join("\n"))
}

/// A pack has steps and grades of what it is used for.
pub(crate) fn fits(pack: &Pack, kind: Kind) -> Result<()> {
    if pack.kinds().contains(&kind) {
        return Ok(());
    }
    let of = |lang| kind.words(lang);
    let text = Words::new(
        format!("它没有{}的步骤和等次。", of(Lang::Zh)),
        format!("It has no steps and grades for the {}.", of(Lang::En)),
    );
    Err(Violation::PackFlawed { text }.into())
}

fn file((name, text): &(String, String)) -> File<'_> {
    File { name, text }
}

fn told(flaws: &[Flaw]) -> String {
    flaws.iter().map(Flaw::to_string).collect::<Vec<_>>().join("\n")
}

/// All flaws in one text of both languages.
pub(crate) fn words(flaws: &[Flaw]) -> Words {
    let all = |lang: Lang| flaws.iter().map(|f| f.words(lang)).collect::<Vec<_>>().join(" ");
    Words::new(all(Lang::Zh), all(Lang::En))
}

#[cfg(test)]
mod tests;
