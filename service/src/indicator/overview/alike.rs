//! Families that are measured alike: by their sets, because a unit's set covers them all, or by sets of single posts.

use super::seen::Seen;
use super::{Grounds, Held};
use crate::indicator::base::views;
use crate::indicator::rows::{holds_on, indicators};
use domain::Lang;
use domain::indicator::{Flaw, Indicator, family_key, shared, weights};
use domain::view::indicator::FlawView;
use std::collections::{BTreeMap, HashSet};
use store::indicator::SetRow;

/// Shared indicators, of 100, from which two families are said to be measured alike.
const ALIKE: u32 = 60;

/// What the posts of one family are looked at by, in as many ways as there are.
struct Measured {
    family: String,
    ways: Vec<Way>,
}

struct Way {
    /// The unit or post whose set makes it so; empty for the family's own.
    place: String,
    weights: BTreeMap<String, u32>,
}

type Families = BTreeMap<String, Measured>;

fn add(families: &mut Families, family: &str, rows: &[Indicator], place: &str) {
    let measured = families.entry(family_key(family)).or_insert_with(|| Measured {
        family: family.to_owned(),
        ways: vec![],
    });
    let weights = weights(rows);
    if measured.ways.iter().all(|way| way.weights != weights) {
        let place = place.to_owned();
        measured.ways.push(Way { place, weights });
    }
}

/// Each pair of families once: by their own sets, else in the outermost unit whose set makes them alike, else by sets of single posts.
pub(super) fn alike(grounds: &Grounds, seen: &Seen<'_>, lang: Lang) -> Vec<FlawView> {
    let (mut flaws, mut told) = (Vec::new(), HashSet::new());
    let in_force = |kind: &'static str| {
        let sets = seen.0.iter().copied();
        sets.filter(move |s| s.kind == kind && holds_on(s, &grounds.today))
    };
    let mut families = Families::new();
    for set in in_force("family") {
        add(&mut families, &set.name, &indicators(set), "");
    }
    pairs(&families, &mut told, &mut flaws);
    let mut units: Vec<&SetRow> = in_force("unit").collect();
    units.sort_by_key(|s| (grounds.path(&s.target).len(), s.name.clone()));
    let held = Held::new(grounds);
    for unit in units {
        pairs(&below(grounds, &held, unit), &mut told, &mut flaws);
    }
    for set in in_force("post") {
        let post = grounds.posts.get(&set.target).filter(|p| !p.ended);
        if let Some(post) = post.filter(|p| !p.family.trim().is_empty()) {
            let rows = held.of_post(&post.family, &post.unit, &post.id);
            add(&mut families, &post.family, &rows, &set.name);
        }
    }
    pairs(&families, &mut told, &mut flaws);
    views(&flaws, &[], lang)
}

/// The families of a unit and of all units below it, for which its set holds as well.
fn below(grounds: &Grounds, held: &Held<'_>, unit: &SetRow) -> Families {
    let mut families = Families::new();
    let inside = |id: &str| grounds.path(id).contains(&unit.target);
    for row in grounds
        .census
        .iter()
        .filter(|r| !r.family.trim().is_empty() && inside(&r.unit))
    {
        add(&mut families, &row.family, &held.of(row), &unit.name);
    }
    families
}

fn pairs(families: &Families, told: &mut HashSet<(String, String)>, flaws: &mut Vec<Flaw>) {
    let named = |m: &Measured, way: &Way| match way.place.as_str() {
        "" => m.family.clone(),
        place => format!("{} · {place}", m.family),
    };
    for (at, (key, one)) in families.iter().enumerate() {
        for (other_key, other) in families.iter().skip(at + 1) {
            let mut most: Option<(u32, &Way, &Way)> = None;
            for (a, b) in one.ways.iter().flat_map(|a| other.ways.iter().map(move |b| (a, b))) {
                let share = shared(&a.weights, &b.weights);
                if most.is_none_or(|(known, ..)| share > known) {
                    most = Some((share, a, b));
                }
            }
            if let Some((share, a, b)) = most
                && share >= ALIKE
                && told.insert((key.clone(), other_key.clone()))
            {
                let (one, other) = (named(one, a), named(other, b));
                flaws.push(Flaw::Alike { one, other, share });
            }
        }
    }
}
