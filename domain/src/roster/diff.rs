//! From what there is to what a list says, in steps that can be applied one by one.

use super::extent::Extent;
use super::{Change, Holder, Post, Roster, Unit, order};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The steps from `current` to `wanted`, empty when nothing differs.
///
/// The list speaks for the organisations that have posts in it, or with `root` for that unit and what is below it; nothing
/// else is changed or ended, and units outside are only added where they are missing.
pub fn diff(current: &Roster, wanted: &Roster, root: Option<&str>) -> Vec<Change> {
    let view = View::new(current, wanted, root);
    let mut steps = view.units();
    steps.extend(view.posts());
    steps.extend(view.people());
    steps.extend(view.endings());
    steps.extend(view.appointments());
    steps.extend(view.closed_units());
    steps
}

/// The steps to what a whole list says on the day it is taken in: who has left by then ends on the day that it states.
pub fn diff_on(current: &Roster, wanted: &Roster, today: NaiveDate) -> Vec<Change> {
    let over = wanted.posts.iter().filter_map(|post| {
        let holder = post.holder.as_ref()?;
        let last = holder.to.filter(|to| *to < today)?;
        Some(((post.reference.as_str(), holder.reference.as_str()), last))
    });
    let over: HashMap<(&str, &str), NaiveDate> = over.collect();
    let mut steps = diff(current, &wanted.clone().as_of(today), None);
    for step in &mut steps {
        if let Change::EndAppointment { person, post, last } = step
            && let Some(day) = over.get(&(post.as_str(), person.as_str()))
        {
            *last = Some(*day);
        }
    }
    steps
}

/// The last day of a holder whom somebody else follows. `None`: that one begins with the import.
fn eve(holder: &Holder, next: Option<&Holder>) -> Option<NaiveDate> {
    let eve = next?.from?.pred_opt()?;
    Some(holder.to.map_or(eve, |to| to.min(eve)))
}

struct View<'a> {
    current: &'a Roster,
    wanted: &'a Roster,
    extent: Extent<'a>,
    units_now: HashMap<&'a str, &'a Unit>,
    units_then: HashSet<&'a str>,
    posts_now: HashMap<&'a str, &'a Post>,
    posts_then: HashMap<&'a str, &'a Post>,
    /// What the list states within its extent, those above first, each with its parent or superior afterwards.
    units: Vec<(&'a Unit, Option<&'a str>)>,
    posts: Vec<(&'a Post, Option<&'a str>)>,
}

impl<'a> View<'a> {
    fn new(current: &'a Roster, wanted: &'a Roster, root: Option<&'a str>) -> Self {
        let mut view = Self {
            current,
            wanted,
            extent: Extent::of(current, wanted, root),
            units_now: current.units.iter().rev().map(|u| (u.key.as_str(), u)).collect(),
            units_then: wanted.units.iter().map(|u| u.key.as_str()).collect(),
            posts_now: current.posts.iter().rev().map(|p| (p.reference.as_str(), p)).collect(),
            posts_then: wanted.posts.iter().rev().map(|p| (p.reference.as_str(), p)).collect(),
            units: Vec::new(),
            posts: Vec::new(),
        };
        view.units = view.settle_units();
        view.posts = view.settle_posts();
        view
    }

    /// Units outside of the extent are stated only where they are missing.
    fn states(&self, unit: &Unit) -> bool {
        self.extent.holds(&unit.key) || !self.units_now.contains_key(unit.key.as_str())
    }

    fn settle_units(&self) -> Vec<(&'a Unit, Option<&'a str>)> {
        let mut seen = HashSet::new();
        let stated: Vec<&Unit> = self
            .wanted
            .units
            .iter()
            .filter(|u| self.states(u) && seen.insert(u.key.as_str()))
            .collect();
        let others = self.current.units.iter().filter(|u| !seen.contains(u.key.as_str()));
        let mut nodes: Vec<_> = stated
            .iter()
            .copied()
            .chain(others)
            .map(|u| (u.key.as_str(), u.parent.as_deref()))
            .collect();
        let order = order::settle(&mut nodes, stated.len());
        order
            .into_iter()
            .filter_map(|i| Some((*stated.get(i)?, nodes.get(i)?.1)))
            .collect()
    }

    fn settle_posts(&self) -> Vec<(&'a Post, Option<&'a str>)> {
        let mut seen = HashSet::new();
        let stated = self
            .wanted
            .posts
            .iter()
            .filter(|p| seen.insert(p.reference.as_str()) && self.extent.holds(&p.unit));
        let stated: Vec<&Post> = stated.collect();
        let others = self
            .current
            .posts
            .iter()
            .filter(|p| !self.ends(p) && self.restated(&p.reference).is_none());
        let mut nodes: Vec<_> = stated
            .iter()
            .copied()
            .chain(others)
            .map(|p| (p.reference.as_str(), p.reports_to.as_deref()))
            .collect();
        let order = order::settle(&mut nodes, stated.len());
        order
            .into_iter()
            .filter_map(|i| Some((*stated.get(i)?, nodes.get(i)?.1)))
            .collect()
    }

    fn units(&self) -> Vec<Change> {
        self.units
            .iter()
            .filter_map(|&(unit, parent)| self.unit(unit, parent))
            .collect()
    }

    fn unit(&self, unit: &Unit, parent: Option<&str>) -> Option<Change> {
        let to = Unit {
            parent: parent.map(str::to_owned),
            ..unit.clone()
        };
        let Some(&now) = self.units_now.get(unit.key.as_str()) else {
            return Some(Change::AddUnit { unit: to });
        };
        let known = |key: &String| self.units_now.contains_key(key.as_str());
        let from = Unit {
            parent: now.parent.clone().filter(known),
            ..now.clone()
        };
        (from != to).then_some(Change::ChangeUnit { from, to })
    }

    fn stated(&self) -> impl Iterator<Item = &'a Post> {
        self.posts.iter().map(|(post, _)| *post)
    }

    fn posts(&self) -> Vec<Change> {
        self.posts
            .iter()
            .filter_map(|&(post, superior)| self.post(post, superior))
            .collect()
    }

    fn post(&self, post: &Post, superior: Option<&str>) -> Option<Change> {
        let to = Post {
            holder: None,
            vacant: false,
            reports_to: superior.map(str::to_owned),
            ..post.clone()
        };
        let Some(&now) = self.posts_now.get(post.reference.as_str()) else {
            return Some(Change::AddPost { post: Box::new(to) });
        };
        let superior = now
            .reports_to
            .clone()
            .filter(|s| self.posts_now.contains_key(s.as_str()));
        let from = Post {
            holder: None,
            vacant: false,
            reports_to: superior,
            ..now.clone()
        };
        (from != to).then(|| Change::ChangePost {
            from: Box::new(from),
            to: Box::new(to),
        })
    }

    /// The list's own post of this reference, when the list speaks for it.
    fn restated(&self, reference: &str) -> Option<&'a Post> {
        self.posts_then
            .get(reference)
            .copied()
            .filter(|p| self.extent.holds(&p.unit))
    }

    fn ends(&self, now: &Post) -> bool {
        self.extent.holds(&now.unit) && !self.posts_then.contains_key(now.reference.as_str())
    }

    fn holder_now(&self, post: &Post) -> Option<&'a Holder> {
        self.posts_now.get(post.reference.as_str())?.holder.as_ref()
    }

    fn people(&self) -> Vec<Change> {
        let known = persons(self.current.posts.iter());
        let (mut changed, mut added) = (Vec::new(), Vec::new());
        for (person, (name, account)) in persons(self.stated()) {
            let (reference, name, account) = (person.to_owned(), name.to_owned(), account.map(str::to_owned));
            match known.get(person) {
                None => added.push(Change::AddPerson {
                    reference,
                    name,
                    account,
                }),
                Some(now) => {
                    let new = account.as_ref().filter(|_| now.1.is_none());
                    if now.0 != name || new.is_some() {
                        changed.push(Change::ChangePerson {
                            reference: reference.clone(),
                            was: now.0.to_owned(),
                            name: name.clone(),
                            account: new.cloned(),
                        });
                    }
                    if let (Some(was), Some(account)) = (now.1, account)
                        && was != account
                    {
                        changed.push(Change::RenameAccount {
                            reference,
                            name,
                            was: was.to_owned(),
                            account,
                        });
                    }
                }
            }
        }
        // Changes first: a new person may take an account that they free.
        changed.extend(added);
        changed
    }

    /// Appointments that end, then posts that end, those below first.
    fn endings(&self) -> Vec<Change> {
        let mut steps = Vec::new();
        for post in self.stated() {
            let Some(holder) = self.holder_now(post) else { continue };
            let gone = post
                .holder
                .as_ref()
                .map_or(post.vacant, |h| h.reference != holder.reference);
            if gone {
                steps.push(Change::EndAppointment {
                    person: holder.reference.clone(),
                    post: post.reference.clone(),
                    last: eve(holder, post.holder.as_ref()),
                });
            }
        }
        let links = order::links(
            &self.current.posts,
            |p| p.reference.as_str(),
            |p| p.reports_to.as_deref(),
        );
        let sorted = order::parents_first(&links)
            .into_iter()
            .rev()
            .filter_map(|i| self.current.posts.get(i));
        let closed: Vec<&Post> = sorted.filter(|p| self.ends(p)).collect();
        for post in &closed {
            if let Some(holder) = &post.holder {
                steps.push(Change::EndAppointment {
                    person: holder.reference.clone(),
                    post: post.reference.clone(),
                    last: None,
                });
            }
        }
        steps.extend(closed.iter().map(|p| Change::EndPost {
            reference: p.reference.clone(),
            title: p.title.clone(),
        }));
        steps
    }

    fn appointments(&self) -> Vec<Change> {
        self.stated()
            .filter_map(|post| self.appointment(post, post.holder.as_ref()?))
            .collect()
    }

    fn appointment(&self, post: &Post, holder: &Holder) -> Option<Change> {
        let (person, post_ref) = (holder.reference.clone(), post.reference.clone());
        let Holder { kind, from, to, .. } = *holder;
        match self.holder_now(post).filter(|now| now.reference == holder.reference) {
            None => Some(Change::Appoint {
                person,
                post: post_ref,
                kind,
                from,
                to,
            }),
            Some(now) if now.kind != kind || now.to != to || from.is_some_and(|f| now.from != Some(f)) => {
                Some(Change::ChangeAppointment {
                    person,
                    post: post_ref,
                    kind,
                    from,
                    to,
                })
            }
            Some(_) => None,
        }
    }

    /// Units that the list no longer has, lowest first; one that still holds something of another organisation stays.
    fn closed_units(&self) -> Vec<Change> {
        let absent = |u: &Unit| self.extent.holds(&u.key) && !self.units_then.contains(u.key.as_str());
        let mut held = self.held();
        let links = order::links(&self.current.units, |u| u.key.as_str(), |u| u.parent.as_deref());
        let mut steps = Vec::new();
        for unit in order::parents_first(&links)
            .into_iter()
            .rev()
            .filter_map(|i| self.current.units.get(i))
            .filter(|u| absent(u))
        {
            if held.get(unit.key.as_str()).copied().unwrap_or(0) == 0 {
                if let Some(count) = unit.parent.as_deref().and_then(|p| held.get_mut(p)) {
                    *count = count.saturating_sub(1);
                }
                steps.push(Change::EndUnit { unit: unit.clone() });
            }
        }
        steps
    }

    /// How many posts and units each unit has directly after the steps so far.
    fn held(&self) -> HashMap<&'a str, usize> {
        let untouched = |p: &&Post| !self.ends(p) && self.restated(&p.reference).is_none();
        let posts = self
            .stated()
            .chain(self.current.posts.iter().filter(untouched))
            .map(|p| p.unit.as_str());
        let stated: HashSet<&str> = self.units.iter().map(|(unit, _)| unit.key.as_str()).collect();
        let kept = self.current.units.iter().filter(|u| !stated.contains(u.key.as_str()));
        let parents = self
            .units
            .iter()
            .filter_map(|(_, parent)| *parent)
            .chain(kept.filter_map(|u| u.parent.as_deref()));
        let mut held = HashMap::new();
        for key in posts.chain(parents) {
            *held.entry(key).or_insert(0) += 1;
        }
        held
    }
}

/// Everyone who holds one of the posts, with the name and the account that is stated first.
fn persons<'a>(posts: impl Iterator<Item = &'a Post>) -> BTreeMap<&'a str, (&'a str, Option<&'a str>)> {
    let mut people = BTreeMap::new();
    for holder in posts.filter_map(|p| p.holder.as_ref()) {
        let person = people
            .entry(holder.reference.as_str())
            .or_insert((holder.name.as_str(), None));
        person.1 = person.1.or(holder.account.as_deref());
    }
    people
}
