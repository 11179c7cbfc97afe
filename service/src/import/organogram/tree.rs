//! Who heads what, and which unit hangs under which.

use super::name;
use crate::import::table::Log;
use domain::roster::{Field, Place, Post, Problem};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The units of an organisation, each with the one above; `""` is the organisation itself.
pub struct Tree {
    pub parents: BTreeMap<String, String>,
}

type Placed = (Post, Place);

impl Tree {
    /// Marks the heads among `seniors`, moves the one at the top into the organisation's own unit, and finds the tree.
    pub fn grow(organisation: &str, seniors: &mut [Placed], staff: &[Placed], log: &mut Log) -> Self {
        let line = Line::new(seniors);
        if let Some(chief) = line.chief(organisation, seniors, log)
            && let Some((post, _)) = seniors.get_mut(chief)
        {
            post.unit.clear();
            post.leads = true;
        }
        let mut parents = BTreeMap::new();
        for (unit, members) in members(seniors) {
            let parent = line.unit(organisation, &unit, &members, seniors, log);
            parents.insert(unit, parent);
        }
        for (unit, parent) in under_superiors(seniors, staff) {
            parents.entry(unit).or_insert(parent);
        }
        for keys in open_circles(&mut parents) {
            let all = seniors.iter().chain(staff);
            let place = all
                .filter(|(post, _)| keys.contains(&post.unit))
                .map(|(_, place)| *place)
                .next();
            if let Some(place) = place {
                log.warning(place, Field::Unit, Problem::UnitsOpened { keys });
            }
        }
        Self { parents }
    }
}

/// The posts of each unit but the organisation's own.
fn members(seniors: &[Placed]) -> BTreeMap<String, Vec<usize>> {
    let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, (post, _)) in seniors.iter().enumerate().filter(|(_, (p, _))| !p.unit.is_empty()) {
        members.entry(post.unit.clone()).or_default().push(i);
    }
    members
}

/// The reporting line among senior posts.
struct Line {
    above: Vec<Option<usize>>,
}

impl Line {
    fn new(seniors: &[Placed]) -> Self {
        let index: HashMap<&str, usize> = seniors
            .iter()
            .enumerate()
            .rev()
            .map(|(i, (p, _))| (p.reference.as_str(), i))
            .collect();
        let above = seniors
            .iter()
            .map(|(p, _)| p.reports_to.as_deref().and_then(|s| index.get(s).copied()))
            .collect();
        Self { above }
    }

    fn superior(&self, post: usize) -> Option<usize> {
        self.above.get(post).copied().flatten()
    }

    /// How many of `members` are under each of `leaders`.
    fn following(&self, leaders: &[usize], members: &[usize]) -> HashMap<usize, usize> {
        // Deeper lines than any organisation has run in a circle, which is reported elsewhere.
        const DEPTH: usize = 64;
        let mut following: HashMap<usize, usize> = leaders.iter().map(|&l| (l, 0)).collect();
        for &member in members {
            let mut at = self.superior(member);
            for _ in 0..DEPTH {
                let Some(above) = at else { break };
                if let Some(count) = following.get_mut(&above) {
                    *count += 1;
                }
                at = self.superior(above);
            }
        }
        following
    }

    /// The head of the organisation: who reports to nobody, of the highest grade.
    fn chief(&self, organisation: &str, seniors: &[Placed], log: &mut Log) -> Option<usize> {
        let tops: Vec<usize> = (0..seniors.len()).filter(|&i| self.superior(i).is_none()).collect();
        let all: Vec<usize> = (0..seniors.len()).collect();
        self.pick(organisation, &tops, &all, seniors, log)
    }

    /// Heads a unit and says which one it hangs under.
    fn unit(&self, organisation: &str, unit: &str, members: &[usize], seniors: &mut [Placed], log: &mut Log) -> String {
        let home = |i: Option<usize>| {
            i.and_then(|i| seniors.get(i))
                .map(|(p, _)| p.unit.clone())
                .unwrap_or_default()
        };
        let outside = |i: &usize| self.superior(*i).is_none_or(|s| !members.contains(&s));
        let candidates: Vec<usize> = members.iter().copied().filter(outside).collect();
        let head = self.pick(
            if unit.is_empty() { organisation } else { unit },
            &candidates,
            members,
            seniors,
            log,
        );
        if let Some(head) = head {
            let parent = home(self.superior(head));
            if let Some((post, _)) = seniors.get_mut(head) {
                post.leads = true;
            }
            return parent;
        }
        most(candidates.iter().map(|&i| (home(self.superior(i)), 1)))
    }

    /// The one of the highest grade; of several, the one whom more than half of the unit is under; otherwise nobody.
    fn pick(
        &self,
        unit: &str,
        candidates: &[usize],
        members: &[usize],
        seniors: &[Placed],
        log: &mut Log,
    ) -> Option<usize> {
        let rank = |i: &usize| seniors.get(*i).map(|(p, _)| name::rank(&p.grade));
        let highest = candidates.iter().map(rank).max()?;
        let first: Vec<usize> = candidates.iter().copied().filter(|i| rank(i) == highest).collect();
        if let [one] = first.as_slice() {
            return Some(*one);
        }
        let following = self.following(&first, members);
        let leads = |i: &usize| following.get(i).is_some_and(|n| n * 2 >= members.len());
        first.iter().copied().find(leads).or_else(|| {
            let posts = first
                .iter()
                .filter_map(|&i| seniors.get(i))
                .map(|(p, _)| p.reference.clone())
                .collect();
            let place = first
                .first()
                .and_then(|&i| seniors.get(i))
                .map(|(_, place)| *place)
                .unwrap_or_default();
            log.warning(
                place,
                Field::Unit,
                Problem::NoClearHead {
                    unit: unit.to_owned(),
                    posts,
                },
            );
            None
        })
    }
}

/// Units without senior posts: each under the unit of the one whom most of it reports to.
fn under_superiors(seniors: &[Placed], staff: &[Placed]) -> BTreeMap<String, String> {
    let home: HashMap<&str, &str> = seniors
        .iter()
        .map(|(p, _)| (p.reference.as_str(), p.unit.as_str()))
        .collect();
    let mut votes: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (post, _) in staff.iter().filter(|(p, _)| !p.unit.is_empty()) {
        let above = post
            .reports_to
            .as_deref()
            .and_then(|s| home.get(s))
            .copied()
            .unwrap_or_default();
        votes.entry(post.unit.clone()).or_default().push((above.to_owned(), 1));
    }
    votes
        .into_iter()
        .map(|(unit, votes)| (unit, most(votes.into_iter())))
        .collect()
}

/// The name with most votes; of equals the first by name.
fn most(votes: impl Iterator<Item = (String, usize)>) -> String {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for (name, votes) in votes {
        *count.entry(name).or_default() += votes;
    }
    count
        .into_iter()
        .max_by_key(|(name, votes)| (*votes, Reverse(name.clone())))
        .map(|(name, _)| name)
        .unwrap_or_default()
}

/// Hangs one unit of every circle under the organisation.
fn open_circles(parents: &mut BTreeMap<String, String>) -> Vec<Vec<String>> {
    let mut opened = Vec::new();
    let mut settled: HashSet<String> = HashSet::new();
    for unit in parents.keys().cloned().collect::<Vec<_>>() {
        let mut chain = HashSet::new();
        let mut at = unit;
        while !at.is_empty() && !settled.contains(&at) {
            let above = parents.get(&at).cloned().unwrap_or_default();
            if !chain.insert(at.clone()) {
                opened.push(circle(parents, &at));
                parents.insert(at, String::new());
                break;
            }
            at = above;
        }
        settled.extend(chain);
    }
    opened
}

/// The units of a circle, from one of them up.
fn circle(parents: &BTreeMap<String, String>, from: &str) -> Vec<String> {
    let mut keys = vec![from.to_owned()];
    let mut at = parents.get(from);
    while let Some(unit) = at.filter(|unit| *unit != from && keys.len() <= parents.len()) {
        keys.push(unit.clone());
        at = parents.get(unit);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_of_units_are_opened_once() {
        let pairs = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("e", "e"), ("f", "")];
        let mut parents = pairs.map(|(unit, above)| (unit.to_owned(), above.to_owned())).into();
        let opened = open_circles(&mut parents);
        assert_eq!(opened.iter().map(Vec::len).collect::<Vec<_>>(), [3, 1]);
        let top: Vec<&str> = parents
            .iter()
            .filter(|(_, above)| above.is_empty())
            .map(|(unit, _)| unit.as_str())
            .collect();
        assert_eq!(top, ["a", "e", "f"]);
    }
}
