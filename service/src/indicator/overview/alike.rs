//! Families that are measured alike: by their sets, or because a unit's set covers them all.

use super::seen::Seen;
use super::{Grounds, Held};
use crate::indicator::base::views;
use crate::indicator::rows::{holds_on, indicators};
use domain::Lang;
use domain::indicator::{Flaw, Indicator, family_key, overlap};
use domain::view::indicator::FlawView;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use store::indicator::SetRow;

/// Shared indicators, of 100, from which two families are said to be measured alike.
const ALIKE: u32 = 60;

/// What the posts of one family are looked at by, in as many ways as there are.
struct Measured {
    family: String,
    ways: Vec<Rc<Vec<Indicator>>>,
}

/// Each pair of families once: by their own sets, else in the outermost unit whose set makes them alike.
pub(super) fn alike(grounds: &Grounds, seen: &Seen<'_>, lang: Lang) -> Vec<FlawView> {
    let (mut flaws, mut told) = (Vec::new(), HashSet::new());
    let families: BTreeMap<String, Measured> = seen
        .0
        .iter()
        .filter(|s| s.kind == "family" && holds_on(s, &grounds.today))
        .map(|s| {
            let (family, ways) = (s.name.clone(), vec![Rc::new(indicators(s))]);
            (family_key(&s.name), Measured { family, ways })
        })
        .collect();
    pairs(&families, "", &mut told, &mut flaws);
    let mut units: Vec<&SetRow> = seen.0.iter().copied().filter(|s| s.kind == "unit").collect();
    units.retain(|s| holds_on(s, &grounds.today));
    units.sort_by_key(|s| (grounds.path(&s.target).len(), s.name.clone()));
    let held = Held::new(grounds);
    for unit in units {
        pairs(&below(grounds, &held, &unit.target), &unit.name, &mut told, &mut flaws);
    }
    views(&flaws, &[], lang)
}

/// The families of a unit and of all units below it, for which its set holds as well.
fn below(grounds: &Grounds, held: &Held<'_>, unit: &str) -> BTreeMap<String, Measured> {
    let mut families: BTreeMap<String, Measured> = BTreeMap::new();
    let inside = |id: &str| grounds.path(id).iter().any(|p| p == unit);
    for row in grounds
        .census
        .iter()
        .filter(|r| !r.family.trim().is_empty() && inside(&r.unit))
    {
        let measured = families.entry(family_key(&row.family)).or_insert_with(|| Measured {
            family: row.family.clone(),
            ways: vec![],
        });
        let way = held.of(row);
        if !measured.ways.contains(&way) {
            measured.ways.push(way);
        }
    }
    families
}

fn pairs(
    families: &BTreeMap<String, Measured>,
    unit: &str,
    told: &mut HashSet<(String, String)>,
    flaws: &mut Vec<Flaw>,
) {
    let named = |m: &Measured| match unit {
        "" => m.family.clone(),
        unit => format!("{} · {unit}", m.family),
    };
    for (at, (key, one)) in families.iter().enumerate() {
        for (other_key, other) in families.iter().skip(at + 1) {
            let ways = one
                .ways
                .iter()
                .flat_map(|a| other.ways.iter().map(move |b| overlap(a, b)));
            let share = ways.max().unwrap_or_default();
            if share >= ALIKE && told.insert((key.clone(), other_key.clone())) {
                let (one, other) = (named(one), named(other));
                flaws.push(Flaw::Alike { one, other, share });
            }
        }
    }
}
