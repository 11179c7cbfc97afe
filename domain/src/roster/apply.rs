//! The steps of a diff, done in memory.

use super::{Change, Holder, Post, Roster, Unit};
use std::collections::{BTreeMap, HashMap};

/// What `current` is after `changes`. The database does the same; tests hold the two against each other.
pub fn apply(current: &Roster, changes: &[Change]) -> Roster {
    let mut sheet = Sheet::open(current);
    for change in changes {
        sheet.step(change);
    }
    sheet.close()
}

/// The roster with places to find things again; what ends leaves a gap until the end.
struct Sheet {
    units: Vec<Option<Unit>>,
    posts: Vec<Option<Post>>,
    unit_at: HashMap<String, usize>,
    post_at: HashMap<String, usize>,
    people: BTreeMap<String, (String, Option<String>)>,
}

impl Sheet {
    fn open(roster: &Roster) -> Self {
        let mut sheet = Self {
            units: roster.units.iter().cloned().map(Some).collect(),
            posts: roster.posts.iter().cloned().map(Some).collect(),
            unit_at: HashMap::new(),
            post_at: HashMap::new(),
            people: BTreeMap::new(),
        };
        for (index, unit) in roster.units.iter().enumerate() {
            sheet.unit_at.entry(unit.key.clone()).or_insert(index);
        }
        for (index, post) in roster.posts.iter().enumerate() {
            sheet.post_at.entry(post.reference.clone()).or_insert(index);
            if let Some(holder) = &post.holder {
                let person = sheet
                    .people
                    .entry(holder.reference.clone())
                    .or_insert_with(|| (holder.name.clone(), None));
                person.1 = person.1.take().or_else(|| holder.account.clone());
            }
        }
        sheet
    }

    fn post(&mut self, reference: &str) -> Option<&mut Post> {
        self.posts.get_mut(*self.post_at.get(reference)?)?.as_mut()
    }

    fn step(&mut self, change: &Change) {
        match change {
            Change::AddUnit { unit } => {
                self.unit_at.insert(unit.key.clone(), self.units.len());
                self.units.push(Some(unit.clone()));
            }
            Change::ChangeUnit { to, .. } => {
                if let Some(unit) = self.unit_at.get(&to.key).and_then(|&i| self.units.get_mut(i)) {
                    *unit = Some(to.clone());
                }
            }
            Change::EndUnit { unit } => {
                if let Some(unit) = self.unit_at.remove(&unit.key).and_then(|i| self.units.get_mut(i)) {
                    *unit = None;
                }
            }
            Change::AddPost { post } => {
                self.post_at.insert(post.reference.clone(), self.posts.len());
                self.posts.push(Some((**post).clone()));
            }
            Change::ChangePost { to, .. } => {
                if let Some(post) = self.post(&to.reference) {
                    *post = Post {
                        holder: post.holder.take(),
                        vacant: post.vacant,
                        ..(**to).clone()
                    };
                }
            }
            Change::EndPost { reference, .. } => {
                if let Some(post) = self.post_at.remove(reference).and_then(|i| self.posts.get_mut(i)) {
                    *post = None;
                }
            }
            Change::AddPerson {
                reference,
                name,
                account,
            } => {
                self.people.insert(reference.clone(), (name.clone(), account.clone()));
            }
            Change::ChangePerson {
                reference,
                name,
                account,
                ..
            } => {
                let person = self.people.entry(reference.clone()).or_default();
                person.0.clone_from(name);
                if account.is_some() {
                    person.1.clone_from(account);
                }
            }
            Change::RenameAccount { reference, account, .. } => {
                let person = self.people.entry(reference.clone()).or_default();
                person.1 = Some(account.clone());
            }
            Change::Appoint {
                person,
                post,
                kind,
                from,
                to,
            } => {
                if let Some(post) = self.post(post) {
                    post.holder = Some(Holder {
                        reference: person.clone(),
                        kind: *kind,
                        from: *from,
                        to: *to,
                        ..Holder::default()
                    });
                    post.vacant = false;
                }
            }
            Change::ChangeAppointment {
                post, kind, from, to, ..
            } => {
                if let Some(holder) = self.post(post).and_then(|p| p.holder.as_mut()) {
                    (holder.kind, holder.to) = (*kind, *to);
                    holder.from = from.or(holder.from);
                }
            }
            Change::EndAppointment { person, post, .. } => {
                if let Some(post) = self.post(post)
                    && post.holder.as_ref().is_some_and(|h| h.reference == *person)
                {
                    post.holder = None;
                    post.vacant = true;
                }
            }
        }
    }

    fn close(self) -> Roster {
        let Self {
            units,
            posts,
            post_at,
            people,
            ..
        } = self;
        let mut roster = Roster {
            units: units.into_iter().flatten().collect(),
            posts: posts.into_iter().flatten().collect(),
        };
        for post in &mut roster.posts {
            post.reports_to = post.reports_to.take().filter(|s| post_at.contains_key(s));
            if let Some(holder) = &mut post.holder
                && let Some((name, account)) = people.get(&holder.reference)
            {
                (holder.name, holder.account) = (name.clone(), account.clone());
            }
        }
        roster
    }
}
