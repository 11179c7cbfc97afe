//! The quotas of a period with the people they are shared among, read from the database.

#[cfg(test)]
mod tests;

use super::people::{CHUNK, Member, filed, lane, members};
use super::quota::{Room, Table, pooled, tables};
use crate::assess::case::{Filed, Known};
use crate::assess::load::Opened;
use crate::clock::now_us;
use crate::{Daybook, Result};
use domain::act::Act;
use domain::assessment::Words;
use domain::assessment::dossier::UnitPart;
use domain::assessment::process::State;
use domain::{CourseId, PersonId, UnitId};
use futures::future::BoxFuture;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::Db;

/// Whatever changes what is filed about people.
const FILING: [Act; 4] = [
    Act::StatusKept,
    Act::StatusesImported,
    Act::EarlierYearKept,
    Act::EarlierYearsImported,
];
/// What was begun so long before (µs) may have been written since.
const ON_ITS_WAY: i64 = 10_000_000;
/// How long (µs) nothing is looked up again: what is filed meanwhile comes after a decision of that moment.
pub(super) const MOMENT: i64 = 500_000;

pub(crate) struct Places {
    pub tables: Vec<Table>,
    /// Everybody the quotas are shared among, by course.
    members: HashMap<CourseId, Member>,
    /// What was known of them when they were read, where the grade was not decided.
    known: HashMap<PersonId, Known>,
    /// What was filed about everybody, and until when (µs) nothing was filed since; for ever where something was.
    filed: Option<(Arc<Filed>, AtomicI64)>,
}

impl Places {
    /// The quotas that the units `about` have a part in; of the whole period when none are named. A pool is always read whole.
    ///
    /// Boxed: it is too deep for the compiler to see that it can be sent.
    pub(crate) fn read<'s>(
        daybook: &'s Daybook,
        db: &'s Db,
        opened: &'s Arc<Opened>,
        about: Option<&'s [UnitId]>,
    ) -> BoxFuture<'s, Result<Self>> {
        Box::pin(Self::whole(daybook, db, opened, about))
    }

    async fn whole(daybook: &Daybook, db: &Db, opened: &Arc<Opened>, about: Option<&[UnitId]>) -> Result<Self> {
        let (pack, stage, period) = (opened.pack(), opened.stage(), &opened.period);
        if !pack.quota.iter().any(|q| q.of == stage) {
            return Ok(Self::of(opened, &[], vec![]));
        }
        let whole = pooled(pack, stage);
        let concerned = |p: &&UnitPart| whole || about.is_none_or(|about| about.contains(&p.unit));
        let parts: Vec<UnitPart> = period.units.iter().filter(concerned).cloned().collect();
        let ids = match parts.len() == period.units.len() {
            true => lane(db, &format!("all:{}", opened.id)).await?,
            false => of_parts(db, opened, &parts).await?,
        };
        let since = now_us();
        let filed = match parts.len() == period.units.len() && ids.len() > CHUNK {
            true => filed(db, &ids).await?.with_plan(daybook, opened, ids.len()).await?,
            false => filed(db, &ids).await?,
        };
        let filed = Arc::new(filed);
        let (mut people, mut known) = (Vec::with_capacity(ids.len()), HashMap::new());
        for (member, of) in members(daybook, db, opened, &filed, &ids).await? {
            known.extend(of.map(|of| (member.person.clone(), of)));
            people.push(member);
        }
        let places = Self::of(opened, &parts, people);
        Ok(Self {
            known,
            filed: Some((Arc::new(filed.without_plan()), AtomicI64::new(since))),
            ..places
        })
    }

    /// The quotas of some units of the period, of their people.
    pub(crate) fn of(opened: &Opened, parts: &[UnitPart], mut people: Vec<Member>) -> Self {
        // Who takes no part any more neither has a place nor counts for any.
        people.retain(|m| m.state != State::Excused && parts.iter().any(|p| p.unit == m.part));
        let raised = opened.period.is_raised();
        Self {
            tables: tables(opened.pack(), opened.stage(), parts, raised, &people),
            members: people.into_iter().map(|m| (m.course.clone(), m)).collect(),
            known: HashMap::new(),
            filed: None,
        }
    }

    /// What was filed about everybody when they were read, if nothing was filed since.
    pub(crate) async fn filed(&self, daybook: &Daybook) -> Result<Option<Arc<Filed>>> {
        let Some((filed, until)) = &self.filed else {
            return Ok(None);
        };
        let (now, known) = (now_us(), until.load(Ordering::Relaxed));
        if known == i64::MAX {
            return Ok(None);
        }
        if now - known >= MOMENT {
            let anew = daybook.done_since(&FILING, known - ON_ITS_WAY).await?;
            until.fetch_max(if anew { i64::MAX } else { now }, Ordering::Relaxed);
            return Ok((!anew).then(|| filed.clone()));
        }
        Ok(Some(filed.clone()))
    }

    pub(crate) fn known(&self, person: &PersonId) -> Option<&Known> {
        self.known.get(person)
    }

    /// Everybody, in no order.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> + Clone {
        self.members.values()
    }

    pub(crate) fn member(&self, course: &CourseId) -> Option<&Member> {
        self.members.get(course)
    }

    /// Whether somebody can be given a grade. Of several quotas the one that cannot be departed from is told first.
    pub(crate) fn room(&self, member: &Member, grade: Option<&str>, batch: bool) -> Room {
        let Some(grade) = grade else { return Room::Free };
        let about = self.tables.iter().filter(|t| t.rule.grade == grade);
        let rooms = about.map(|t| match batch {
            true => t.room_in_batch(member),
            false => t.room(member),
        });
        let mut full: Vec<(bool, Words)> = rooms
            .filter_map(|room| match room {
                Room::Free => None,
                Room::Full { words, in_principle } => Some((in_principle, words)),
            })
            .collect();
        full.sort_by_key(|(in_principle, _)| *in_principle);
        match full.into_iter().next() {
            None => Room::Free,
            Some((in_principle, words)) => Room::Full { words, in_principle },
        }
    }
}

/// Whether a grade has a quota in a period.
pub(crate) fn limited(opened: &Opened, grade: Option<&str>) -> bool {
    let of = |q: &&domain::assessment::pack::QuotaRule| q.of == opened.stage();
    grade.is_some_and(|g| opened.pack().quota.iter().filter(of).any(|q| q.grade == g))
}

async fn of_parts(db: &Db, opened: &Opened, parts: &[UnitPart]) -> Result<Vec<String>> {
    let (mut ids, mut seen) = (Vec::new(), HashSet::new());
    for part in parts {
        for id in lane(db, &format!("in:{}/{}", opened.id, part.unit)).await? {
            if seen.insert(id.clone()) {
                ids.push(id);
            }
        }
    }
    Ok(ids)
}
