//! Plans of the demo organisation, and which records are tied to which items.

use super::super::script::{Cast, Line, Planned, plans};
use super::super::{ROLES, Size, Tongue};
use super::leaf;
use crate::actor::Profile;
use crate::clock::id_at;
use crate::plan::spot::{Spot, asked, spots};
use crate::{Daybook, Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::act::Act;
use domain::plan::{Change, Did, Item, State, Substance, Waits, terms};
use domain::roster::Roster;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use store::bulk::Whole;
use store::outbox::LeafRow;
use store::plan::{Bundle, ChangeRow, EdgeRow, PlanRow, StepRow};
use store::record::{AnchorRow, ItemTie};

/// Items at most, whatever the size of the organisation.
const MOST: usize = 3_000;
/// Items in one transaction.
const CHUNK: usize = 250;

pub(super) struct Plans {
    bundle: Bundle,
    leaves: Vec<LeafRow>,
    /// For each line of the half-year, the item it is tied to and what it says of the progress (-1: nothing).
    ties: HashMap<usize, (usize, i64)>,
}

impl Plans {
    pub(super) async fn of(
        daybook: &Daybook,
        roster: &Roster,
        people: &[Arc<Profile>],
        cast: &[Cast],
        size: &Size,
        end: DateTime<Utc>,
        lines: &[Line],
    ) -> Result<Self> {
        let known = |post: &domain::roster::Post| {
            let account = post.holder.as_ref().and_then(|h| h.account.as_deref());
            account.is_some_and(|a| ROLES.contains(&a))
        };
        let first: Vec<usize> = (roster.posts.iter().enumerate())
            .filter(|(_, post)| known(post))
            .map(|(n, _)| n)
            .collect();
        let offset = daybook.clock.offset_minutes();
        let mut planned = plans(cast, &first, MOST, end, size.seed, size.tongue, offset);
        // What nobody of the organisation could see, as by somebody without a post, is not written.
        let seated = |n: usize| people.get(n).is_some_and(|p| !p.seats.is_empty());
        if planned
            .iter()
            .any(|p| !seated(p.setter) || p.owner.is_some_and(|o| !seated(o)))
        {
            planned.clear();
        }
        let ties = ties(&planned, lines, size.tongue);
        let mut written = Self {
            bundle: Bundle::default(),
            leaves: Vec::new(),
            ties,
        };
        written.rows(daybook, people, &planned).await?;
        Ok(written)
    }

    async fn rows(&mut self, daybook: &Daybook, people: &[Arc<Profile>], planned: &[Planned]) -> Result<()> {
        let mut posts: HashMap<usize, String> = HashMap::new();
        let mut batches: HashMap<usize, String> = HashMap::new();
        for item in planned {
            let setter = people.get(item.setter).ok_or(Error::NotFound)?;
            let owner = item.owner.and_then(|n| people.get(n));
            let mut spot = spots(owner.unwrap_or(setter))
                .into_iter()
                .next()
                .ok_or(Error::NotFound)?;
            match (item.owner, owner) {
                (Some(n), Some(owner)) => {
                    if let Entry::Vacant(free) = posts.entry(n) {
                        free.insert(asked(daybook, &owner.actor.person, &spot.line, &spot.path).await?);
                    }
                    spot.post = posts.get(&n).cloned().unwrap_or_default();
                }
                _ => (spot.line, spot.title) = (vec![], String::new()),
            }
            let at = item.set.timestamp_millis();
            let batch = item
                .batch
                .map(|b| batches.entry(b).or_insert_with(|| id_at(at)).clone());
            self.acts(
                item,
                batch.as_deref(),
                row(item, setter, owner, spot, batch.clone(), at),
                people,
            )?;
        }
        for (item, row) in planned.iter().zip(self.bundle.items.clone()) {
            if let Some(goal) = item.serves.and_then(|n| self.bundle.items.get(n)) {
                self.bundle.serves.push(EdgeRow {
                    from: row.id,
                    to: goal.id.clone(),
                    at: row.written,
                });
            }
        }
        Ok(())
    }

    /// The item with the acts that brought it where it is, each with its leaf.
    fn acts(&mut self, item: &Planned, batch: Option<&str>, row: PlanRow, people: &[Arc<Profile>]) -> Result<()> {
        let at = row.written;
        let setter = people.get(item.setter).ok_or(Error::NotFound)?;
        let mut told = |did: Did, words: &str, by: &Profile, at: i64| {
            let change = ChangeRow::new(&Change::of(did, words), by.actor.person.as_str(), &by.name, at);
            self.bundle.changes.push((row.id.clone(), change));
        };
        let own = item.owner == Some(item.setter);
        told(if own { Did::Set } else { Did::HandedDown }, "", setter, at);
        let subject = batch.unwrap_or(&row.id);
        if !self.leaves.iter().rev().take(64).any(|l| l.subject == subject) {
            let act = if own { Act::PlanWritten } else { Act::PlanAssigned };
            self.leaves.push(leaf(act, &row.set_by, subject, at));
        }
        let owner = item.owner.and_then(|n| people.get(n));
        if let (Some(answered), Some(owner)) = (item.answered, owner) {
            let at = answered.timestamp_millis();
            let leader = owner.lines.first().and_then(|l| l.posts.first());
            let above = people
                .iter()
                .find(|p| leader.is_some_and(|post| p.actor.seats.iter().any(|s| s.position == *post)));
            let (did, act, by) = match (item.waits, own) {
                (Waits::Setter, _) => (Did::AskedBack, Act::PlanAnswered, owner),
                (_, false) => (Did::Accepted, Act::PlanAnswered, owner),
                (_, true) => (Did::Agreed, Act::PlanAgreed, above.unwrap_or(owner)),
            };
            // Who leads himself agrees to nothing.
            if did != Did::Agreed || above.is_some() {
                told(did, &item.reason, by, at);
                self.leaves.push(leaf(act, by.actor.person.as_str(), &row.id, at));
            }
        }
        if let (Some(done), Some(owner)) = (item.done, owner) {
            let at = done.timestamp_millis();
            told(Did::Finished, "", owner, at);
            self.leaves
                .push(leaf(Act::PlanAdvanced, owner.actor.person.as_str(), &row.id, at));
        }
        self.bundle.items.push(row);
        Ok(())
    }

    /// The ties of a line of the half-year.
    pub(super) fn anchors(&self, line: usize) -> AnchorRow {
        let tie = self.ties.get(&line);
        let items = tie.and_then(|(n, progress)| {
            let row = self.bundle.items.get(*n)?;
            Some(ItemTie {
                id: row.id.clone(),
                name: row.title.clone(),
                progress: *progress,
            })
        });
        AnchorRow {
            items: items.into_iter().collect(),
            ..AnchorRow::default()
        }
    }

    /// Notes what records bring their items: the edge, the step, and that work is shown.
    pub(super) fn tied(&mut self, all: &[Whole]) {
        for whole in all {
            for tie in &whole.row.anchors.items {
                let at = whole.row.written;
                self.bundle.advances.push(EdgeRow {
                    from: whole.row.id.clone(),
                    to: tie.id.clone(),
                    at,
                });
                let step = StepRow {
                    ord: -at,
                    at,
                    by: whole.row.author.clone(),
                    by_name: whole.row.author_name.clone(),
                    progress: tie.progress,
                    note: String::new(),
                    record: whole.row.id.clone(),
                };
                self.bundle.steps.push((tie.id.clone(), step));
                if let Some(row) = self.bundle.items.iter_mut().find(|r| r.id == tie.id) {
                    row.evidence += 1;
                }
            }
        }
    }

    pub(super) async fn write(self, daybook: &Daybook) -> Result<()> {
        let Bundle {
            items,
            changes,
            steps,
            serves,
            advances,
        } = self.bundle;
        let parts = items.chunks(CHUNK).map(|items| Bundle {
            items: items.to_vec(),
            ..Bundle::default()
        });
        let parts = parts
            .chain(changes.chunks(CHUNK).map(|c| Bundle {
                changes: c.to_vec(),
                ..Bundle::default()
            }))
            .chain(steps.chunks(CHUNK).map(|s| Bundle {
                steps: s.to_vec(),
                ..Bundle::default()
            }))
            .chain(serves.chunks(CHUNK).map(|s| Bundle {
                serves: s.to_vec(),
                ..Bundle::default()
            }))
            .chain(advances.chunks(CHUNK).map(|a| Bundle {
                advances: a.to_vec(),
                ..Bundle::default()
            }));
        for part in parts {
            let part = &part;
            daybook
                .store
                .transact(|tx| async move { Ok::<_, Error>(tx.put_plans(part).await?) })
                .await?;
        }
        for leaves in self.leaves.chunks(CHUNK) {
            daybook
                .store
                .transact(|tx| async move { Ok::<_, Error>(tx.put_leaves(leaves).await?) })
                .await?;
        }
        Ok(())
    }
}

fn row(
    item: &Planned,
    setter: &Profile,
    owner: Option<&Arc<Profile>>,
    spot: Spot,
    batch: Option<String>,
    at: i64,
) -> PlanRow {
    let rules = Item {
        substance: Substance {
            title: item.title.clone(),
            measure: item.measure.clone(),
            horizon: item.horizon,
            weight: item.weight,
            difficulty: item.difficulty,
            key: item.key,
            start: item.start,
            due: item.due,
            owner: owner.map(|o| o.actor.person.clone()),
        },
        note: String::new(),
        // Nobody is above to agree: it is agreed.
        state: if item.waits == Waits::Leader && spot.post.is_empty() {
            State::Agreed
        } else {
            item.state
        },
        waits: if item.waits == Waits::Leader && spot.post.is_empty() {
            Waits::Nobody
        } else {
            item.waits
        },
        reason: item.reason.clone(),
        progress: item.progress,
        set_by: setter.actor.person.clone(),
        handed: item.owner != Some(item.setter),
    };
    let changed = item.done.or(item.answered).unwrap_or(item.set).timestamp_millis();
    let mut row = PlanRow::new(id_at(at), at);
    row.unit = spot.unit;
    row.unit_name = spot.unit_name;
    row.path = spot.path;
    row.line = spot.line;
    row.post = spot.post;
    row.owner_name = owner.map(|o| o.name.clone()).unwrap_or_default();
    row.owner_post = spot.title;
    row.set_by_name.clone_from(&setter.name);
    row.batch = batch.unwrap_or_default();
    row.changed = changed;
    row.set_item(&rules);
    row
}

/// Which lines speak of which item: words in common decide, and what is told of the progress rises to where the item is.
fn ties(planned: &[Planned], lines: &[Line], tongue: Tongue) -> HashMap<usize, (usize, i64)> {
    let mut mine: HashMap<usize, Vec<(usize, BTreeSet<String>)>> = HashMap::new();
    for (n, item) in planned.iter().enumerate() {
        if let (Some(owner), true) = (item.owner, item.answered.is_some() && item.waits == Waits::Nobody) {
            mine.entry(owner)
                .or_default()
                .push((n, terms(&format!("{} {}", item.title, item.measure))));
        }
    }
    // Pairs of characters meet by chance more easily than words do.
    let least = if tongue == Tongue::Zh { 4 } else { 3 };
    let mut of_item: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(items) = mine.get(&line.author) else { continue };
        let under_way = |n: &usize| {
            let open = |p: &Planned| {
                let from: NaiveDate = p.start;
                from <= line.day && p.answered.is_some_and(|t| t <= line.at) && p.done.is_none_or(|t| line.at <= t)
            };
            planned.get(*n).is_some_and(open)
        };
        let open: Vec<&(usize, BTreeSet<String>)> = items.iter().filter(|(n, _)| under_way(n)).collect();
        if open.is_empty() {
            continue;
        }
        let said = terms(&line.text);
        let shared = |terms: &BTreeSet<String>| terms.intersection(&said).count();
        let best = open
            .into_iter()
            .max_by_key(|(n, terms)| (shared(terms), usize::MAX - n));
        if let Some((n, terms)) = best
            && shared(terms) >= least
        {
            of_item.entry(*n).or_default().push(at);
        }
    }
    let mut ties = HashMap::new();
    for (n, at) in of_item {
        let whole = planned.get(n).map_or(0, |p| i64::from(p.progress.min(95)));
        let count = i64::try_from(at.len()).unwrap_or(i64::MAX).max(1);
        for (step, line) in (1i64..).zip(at) {
            let told = (step % 2 == 0 || step == count) && whole > 0;
            let percent = if told { whole * step / count / 5 * 5 } else { -1 };
            ties.insert(line, (n, if percent > 0 { percent } else { -1 }));
        }
    }
    ties
}
