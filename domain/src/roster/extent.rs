//! How far a list speaks: what of the current roster it may change or end.

use super::{Roster, order, source};
use std::collections::HashSet;

pub enum Extent<'a> {
    /// The organisations that have posts in the list. Others may appear as context, such as a parent department.
    Sources(HashSet<&'a str>),
    /// One unit and all below it, in either roster.
    Below(HashSet<&'a str>),
}

impl<'a> Extent<'a> {
    pub fn of(current: &'a Roster, wanted: &'a Roster, root: Option<&'a str>) -> Self {
        match root {
            None => Self::Sources(wanted.posts.iter().map(|p| source(&p.unit)).collect()),
            // A list that does not name the root says nothing about it: better nothing than to end everything there.
            Some(root) if !wanted.units.iter().any(|u| u.key == root) => Self::Below(HashSet::new()),
            Some(root) => {
                // What moves there brings along what is below it now.
                let then = below(wanted, &HashSet::from([root]));
                Self::Below(below(current, &then).union(&then).copied().collect())
            }
        }
    }

    pub fn holds(&self, unit: &str) -> bool {
        match self {
            Self::Sources(sources) => sources.contains(source(unit)),
            Self::Below(inside) => inside.contains(unit),
        }
    }
}

fn below<'a>(roster: &'a Roster, roots: &HashSet<&str>) -> HashSet<&'a str> {
    let links = order::links(&roster.units, |u| u.key.as_str(), |u| u.parent.as_deref());
    let mut inside = HashSet::new();
    for unit in order::parents_first(&links)
        .into_iter()
        .filter_map(|i| roster.units.get(i))
    {
        if roots.contains(unit.key.as_str()) || unit.parent.as_deref().is_some_and(|p| inside.contains(p)) {
            inside.insert(unit.key.as_str());
        }
    }
    inside
}
