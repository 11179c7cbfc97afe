//! Lays overlays over a base: an entry of the same name replaces the one below, `remove` takes one out, all else stays. They lie in the
//! order in which they were chosen, each above all that it lies on.

use super::layer::Read;
use super::{Fault, File, Flaw, Pack};
use std::collections::BTreeMap;
use toml::Spanned;

/// Where each entry is written, for messages: `rule:annual.warning` → file and line.
pub(in crate::assessment) struct Places {
    of: BTreeMap<String, (String, usize)>,
    whole: (String, usize),
}

impl Places {
    pub fn flaw(&self, what: &str, id: &str, fault: Fault) -> Flaw {
        let (file, line) = self.of.get(&format!("{what}:{id}")).unwrap_or(&self.whole).clone();
        Flaw { file, line, fault }
    }
}

/// The pack that comes of the chosen layers; what they lie on is found among the files.
pub(in crate::assessment) fn merge(files: &[File<'_>], chosen: &[&str]) -> Result<(Pack, Places), Vec<Flaw>> {
    let mut flaws = Vec::new();
    let mut read: Vec<Read<'_>> = Vec::new();
    for file in files {
        match Read::of(file) {
            Ok(one) => match read.iter().find(|r| r.id() == one.id()) {
                Some(known) => flaws.push(one.flaw(
                    one.layer.id.span().start,
                    Fault::SameId {
                        what: "pack",
                        id: one.id().to_owned(),
                        file: known.file.name.to_owned(),
                    },
                )),
                None => read.push(one),
            },
            Err(flaw) => flaws.push(flaw),
        }
    }
    if !flaws.is_empty() {
        return Err(flaws);
    }
    let order = order(&read, chosen).map_err(|flaw| vec![flaw])?;
    lay(&order)
}

/// Layers that are laid over each other at most, the base included.
const MOST_LAYERS: usize = 13;

/// The chosen layers with all they lie on, the base first.
fn order<'r, 'f>(read: &'r [Read<'f>], chosen: &[&str]) -> Result<Vec<&'r Read<'f>>, Flaw> {
    let find = |id: &str| read.iter().find(|r| r.id() == id);
    let mut order: Vec<&Read<'_>> = Vec::new();
    for id in chosen {
        let Some(mut at) = find(id) else {
            let file = read.first().map_or_else(String::new, |r| r.file.name.to_owned());
            let fault = Fault::NoPack { id: (*id).to_owned() };
            return Err(Flaw { file, line: 1, fault });
        };
        let mut chain = vec![at];
        while let Some(below) = &at.layer.lays_over {
            let name = below.get_ref();
            let Some(next) = find(name) else {
                let id = name.clone();
                return Err(at.flaw(below.span().start, Fault::Unknown { what: "pack", id }));
            };
            if chain.iter().any(|r| r.id() == next.id()) {
                let mut ids: Vec<String> = chain.iter().map(|r| r.id().to_owned()).collect();
                ids.push(name.clone());
                return Err(at.flaw(below.span().start, Fault::Circle { ids }));
            }
            chain.push(next);
            at = next;
        }
        for one in chain.into_iter().rev() {
            if !order.iter().any(|r| r.id() == one.id()) {
                order.push(one);
            }
        }
    }
    if let Some(beyond) = order.get(MOST_LAYERS) {
        let fault = Fault::TooMany { limit: MOST_LAYERS };
        return Err(beyond.flaw(beyond.layer.id.span().start, fault));
    }
    let mut bases = order.iter().filter(|r| r.layer.lays_over.is_none());
    if let (Some(first), Some(second)) = (bases.next(), bases.next()) {
        let fault = Fault::TwoBases {
            first: first.id().to_owned(),
            second: second.id().to_owned(),
        };
        return Err(second.flaw(second.layer.id.span().start, fault));
    }
    Ok(order)
}

/// One kind of entry through all layers.
struct Shelf<T> {
    what: &'static str,
    entries: Vec<(String, T)>,
}

impl<T: Clone> Shelf<T> {
    fn through(
        what: &'static str,
        order: &[&Read<'_>],
        of: impl Fn(&super::layer::Layer) -> &[Spanned<T>],
        key: impl Fn(&T) -> String,
        places: &mut BTreeMap<String, (String, usize)>,
        flaws: &mut Vec<Flaw>,
    ) -> Vec<T> {
        let mut shelf = Self { what, entries: vec![] };
        for read in order {
            for gone in &read.layer.remove {
                if let Some(id) = gone.get_ref().strip_prefix(what).and_then(|r| r.strip_prefix(':')) {
                    shelf.remove(id, read, gone, flaws);
                }
            }
            let mut own: Vec<String> = Vec::new();
            for entry in of(&read.layer) {
                let (id, at) = (key(entry.get_ref()), entry.span().start);
                if own.contains(&id) {
                    flaws.push(read.flaw(at, Fault::Twice { what, id }));
                    continue;
                }
                own.push(id.clone());
                places.insert(format!("{what}:{id}"), (read.file.name.to_owned(), read.line(at)));
                match shelf.entries.iter_mut().find(|(known, _)| *known == id) {
                    Some((_, place)) => *place = entry.get_ref().clone(),
                    None => shelf.entries.push((id, entry.get_ref().clone())),
                }
            }
        }
        shelf.entries.into_iter().map(|(_, entry)| entry).collect()
    }

    fn remove(&mut self, id: &str, read: &Read<'_>, gone: &Spanned<String>, flaws: &mut Vec<Flaw>) {
        let before = self.entries.len();
        self.entries.retain(|(known, _)| known != id);
        if self.entries.len() == before {
            let (what, id) = (self.what, id.to_owned());
            flaws.push(read.flaw(gone.span().start, Fault::Unknown { what, id }));
        }
    }
}

const SHELVES: [&str; 9] = [
    "source",
    "dimension",
    "scale",
    "weights",
    "step",
    "clock",
    "quota",
    "measure",
    "rule",
];

/// Of these a pack has one, known by the name of its kind alone.
const SINGLE: [&str; 2] = ["publication", "rating"];

/// What is to be removed is written as an entry.
fn removals(order: &[&Read<'_>]) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for read in order {
        for gone in &read.layer.remove {
            let text = gone.get_ref();
            let shelf = text.split_once(':').is_some_and(|(what, _)| SHELVES.contains(&what));
            if !shelf && !SINGLE.contains(&text.as_str()) {
                let text = text.clone();
                flaws.push(read.flaw(gone.span().start, Fault::NotAnEntry { text }));
            }
        }
    }
    flaws
}

/// The uppermost of what a pack has one of, unless a layer above removes it.
fn single<T: Clone>(
    what: &'static str,
    order: &[&Read<'_>],
    of: impl Fn(&super::layer::Layer) -> Option<&Spanned<T>>,
    places: &mut BTreeMap<String, (String, usize)>,
    flaws: &mut Vec<Flaw>,
) -> Option<T> {
    let mut found = None;
    for read in order {
        for gone in read.layer.remove.iter().filter(|r| r.get_ref() == what) {
            if found.take().is_none() {
                let id = read.id().to_owned();
                flaws.push(read.flaw(gone.span().start, Fault::Unknown { what, id }));
            }
        }
        if let Some(own) = of(&read.layer) {
            places.insert(
                format!("{what}:"),
                (read.file.name.to_owned(), read.line(own.span().start)),
            );
            found = Some(own.get_ref().clone());
        }
    }
    found
}

/// Name and version of the whole: of the uppermost layer, or of all on which no other lies.
fn called(order: &[&Read<'_>]) -> (crate::assessment::Words, String) {
    let below = |id: &str| {
        let mut on = order.iter().filter_map(|r| r.layer.lays_over.as_ref());
        on.any(|l| l.get_ref() == id)
    };
    let tops = order.iter().filter(|r| !below(r.id())).map(|r| &r.layer);
    let tops: Vec<&super::layer::Layer> = tops.collect();
    let all = |of: &dyn Fn(&super::layer::Layer) -> String| {
        let all: Vec<String> = tops.iter().map(|l| of(l)).collect();
        all.join(" + ")
    };
    let name = crate::assessment::Words::new(all(&|l| l.name.zh.clone()), all(&|l| l.name.en.clone()));
    (name, all(&|l| l.version.clone()))
}

fn lay(order: &[&Read<'_>]) -> Result<(Pack, Places), Vec<Flaw>> {
    let mut of = BTreeMap::new();
    let (Some(base), Some(top)) = (order.first(), order.last()) else {
        let fault = Fault::Lacks { what: "pack" };
        let file = String::new();
        return Err(vec![Flaw { file, line: 1, fault }]);
    };
    let mut flaws = removals(order);
    macro_rules! shelf {
        ($field:ident, $key:expr) => {
            Shelf::through(
                stringify!($field),
                order,
                |l| &l.$field,
                $key,
                &mut of,
                &mut flaws,
            )
        };
    }
    let stage = |stage: &super::Stage| format!("{stage:?}").to_lowercase();
    let cycle = order.iter().rev().find_map(|r| r.layer.cycle);
    let calendar = order.iter().rev().find_map(|r| Some((r, r.layer.calendar.as_ref()?)));
    if let Some((read, name)) = calendar {
        let at = (read.file.name.to_owned(), read.line(name.span().start));
        of.insert("calendar:".to_owned(), at);
    }
    let mut lacks = |what| flaws.push(base.flaw(base.layer.id.span().start, Fault::Lacks { what }));
    if cycle.is_none() {
        lacks("cycle");
    }
    if calendar.is_none() {
        lacks("calendar");
    }
    let layers = order
        .iter()
        .flat_map(|r| match r.layer.layers.as_slice() {
            [] => vec![format!("{} {}", r.id(), r.layer.version)],
            kept => kept.to_vec(),
        })
        .collect();
    let (name, version) = called(order);
    let pack = Pack {
        id: base.id().to_owned(),
        version,
        name,
        layers,
        cycle: cycle.unwrap_or(super::Cycle::Quarter),
        calendar: calendar.map(|(_, name)| name.get_ref().clone()).unwrap_or_default(),
        source: shelf!(source, |s| s.id.clone()),
        dimension: shelf!(dimension, |d| d.id.clone()),
        scale: shelf!(scale, |s| stage(&s.of)),
        weights: shelf!(weights, |w| w.of.clone()),
        step: shelf!(step, super::check::step_id),
        clock: shelf!(clock, |c| c.id.clone()),
        quota: shelf!(quota, |q| q.id.clone()),
        measure: shelf!(measure, |m| m.id.clone()),
        rule: shelf!(rule, |r| r.id.clone()),
        publication: single("publication", order, |l| l.publication.as_ref(), &mut of, &mut flaws),
        rating: single("rating", order, |l| l.rating.as_ref(), &mut of, &mut flaws),
    };
    let whole = (top.file.name.to_owned(), top.line(top.layer.id.span().start));
    if flaws.is_empty() {
        Ok((pack, Places { of, whole }))
    } else {
        Err(flaws)
    }
}
