//! The rule packs of the installation, checked as a whole before it starts, and those that periods keep.

mod shipped;

use crate::{Error, Result};
use domain::Lang;
use domain::assessment::dossier::Period;
use domain::assessment::pack::{File, Flaw, Head, heads};
use domain::assessment::{Calendar, Ruleset};
use domain::view::assess::PackChoice;
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
        let heads = heads(&files).map_err(|flaws| told(&flaws))?;
        let mut read = Vec::with_capacity(calendars.len());
        for one in &calendars {
            read.push(Calendar::read(&file(one)).map_err(|flaw| flaw.to_string())?);
        }
        let rules = Self(Arc::new(Inner {
            heads,
            calendars: read,
            kept: Mutex::default(),
            files: packs,
        }));
        rules.check()?;
        Ok(rules)
    }

    fn check(&self) -> Result<(), String> {
        let mut wrong = Vec::new();
        for (head, (name, _)) in self.0.heads.iter().zip(&self.0.files) {
            match self.ruleset(&[&head.id]) {
                Err(flaws) => wrong.extend(flaws.iter().map(Flaw::to_string)),
                Ok(ruleset) if self.calendar(&ruleset.pack().calendar).is_none() => {
                    wrong.push(format!("{name}: there is no calendar “{}”", ruleset.pack().calendar));
                }
                Ok(_) => {}
            }
        }
        wrong.sort();
        wrong.dedup();
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(format!("rules of assessment:\n{}", wrong.join("\n"))),
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

fn file((name, text): &(String, String)) -> File<'_> {
    File { name, text }
}

fn told(flaws: &[Flaw]) -> String {
    flaws.iter().map(Flaw::to_string).collect::<Vec<_>>().join("\n")
}

/// All flaws in one text of both languages.
pub(crate) fn words(flaws: &[Flaw]) -> domain::assessment::Words {
    let all = |lang: Lang| flaws.iter().map(|f| f.words(lang)).collect::<Vec<_>>().join(" ");
    domain::assessment::Words::new(all(Lang::Zh), all(Lang::En))
}

#[cfg(test)]
mod tests;
