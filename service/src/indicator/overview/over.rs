//! Sets that lie over others: which of them cannot be laid any more, and which could not if a draft were agreed.

use super::{Grounds, Held};
use crate::indicator::base::unlaid;
use crate::indicator::rows::indicators;
use crate::{Daybook, Result};
use domain::indicator::{Flaw, Indicator, family_key};
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use store::indicator::SetRow;

/// What is below a set today, by family.
fn below(grounds: &Grounds, held: &Held<'_>, set: &SetRow) -> Vec<(String, Rc<Vec<Indicator>>)> {
    match set.kind.as_str() {
        "unit" => {
            let parent = grounds.path(&set.target).iter().rev().nth(1);
            let parent = parent.map_or("", String::as_str);
            let mut families: BTreeMap<String, &str> = BTreeMap::new();
            let inside = |unit: &str| grounds.path(unit).contains(&set.target);
            for row in grounds.census.iter().filter(|row| inside(&row.unit)) {
                families.entry(family_key(&row.family)).or_insert(&row.family);
            }
            families
                .into_values()
                .map(|family| (family.to_owned(), held.at(family, parent)))
                .collect()
        }
        "post" => {
            let post = grounds.posts.get(&set.target).filter(|p| !p.ended);
            post.map(|p| (p.family.clone(), held.at(&p.family, &p.unit)))
                .into_iter()
                .collect()
        }
        _ => vec![],
    }
}

/// The families for which a set in force does not hold, and why.
pub(super) fn not_laid(grounds: &Grounds, held: &Held<'_>, set: &SetRow) -> Vec<(String, Flaw)> {
    let below = below(grounds, held, set);
    unlaid(
        &indicators(set),
        below.iter().map(|(name, rows)| (name.as_str(), rows.as_slice())),
    )
}

/// What a draft would do to the sets in force that lie over it: those that could not be laid any more.
pub(in crate::indicator) async fn felled(daybook: &Daybook, draft: &SetRow) -> Result<Vec<Flaw>> {
    Ok(falling(Grounds::read(daybook).await?, draft))
}

fn falling(mut grounds: Grounds, draft: &SetRow) -> Vec<Flaw> {
    let over: Vec<SetRow> = (grounds.in_force("unit").chain(grounds.in_force("post")))
        .filter(|set| set.scope != draft.scope)
        .cloned()
        .collect();
    let mut before: HashSet<(String, String)> = HashSet::new();
    let held = Held::new(&grounds);
    for set in &over {
        let fallen = not_laid(&grounds, &held, set).into_iter();
        before.extend(fallen.map(|(family, _)| (set.id.clone(), family)));
    }
    drop(held);
    let from = grounds.today.clone();
    grounds.sets.retain(|set| set.scope != draft.scope);
    grounds.sets.push(SetRow {
        agreed: true,
        starts: Some(from),
        ends: None,
        ..draft.clone()
    });
    let held = Held::new(&grounds);
    let mut flaws = Vec::new();
    for set in &over {
        for (family, why) in not_laid(&grounds, &held, set) {
            if !before.contains(&(set.id.clone(), family.clone())) {
                let (name, why) = (set.name.clone(), Box::new(why));
                flaws.push(Flaw::Fells { name, family, why });
            }
        }
    }
    flaws
}
