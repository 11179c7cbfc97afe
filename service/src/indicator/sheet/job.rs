//! Files that were checked, kept for a while until they are written.

use super::fault::Fault;
use super::read::Table;
use crate::clock::new_id;
use crate::indicator::place::open;
use crate::indicator::rows::indicators;
use crate::{Daybook, Error, Result};
use domain::indicator::{SetScope, compare, sum};
use domain::permission::{Action, Actor};
use domain::view::indicator::{ImportedSet, IndicatorImport};
use domain::{IndicatorSetId, Lang, PersonId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::indicator::SetRow;

/// Checked files kept, of everybody.
const KEPT: usize = 40;
/// Findings shown; the rest is counted.
const FINDINGS: usize = 200;

/// How long a checked file is kept, ms: long enough to read the report and mend the file.
const AGE: i64 = 2 * 3_600_000;

/// In the memory of this process alone: another one, or this one after it was started again, knows nothing of them.
#[derive(Default)]
pub struct Sheets(Mutex<BTreeMap<String, (i64, Arc<Job>)>>);

pub(super) struct Job {
    pub owner: PersonId,
    pub file: String,
    pub faults: Vec<Fault>,
    pub plans: Vec<Plan>,
    /// The file as it was read, for the report.
    pub table: Option<Table>,
    /// The drafts that were written.
    pub written: Mutex<Option<Vec<String>>>,
}

/// One set of a file: what would be written, and what is there.
pub(super) struct Plan {
    pub scope: SetScope,
    pub name: String,
    pub given: Vec<crate::indicator::GivenRow>,
    /// Names and ids of what is below.
    pub below: Vec<(String, String)>,
    /// As it would come out now.
    pub row: SetRow,
    pub replaces: bool,
    /// The version in force, to compare with.
    pub current: Option<SetRow>,
}

impl Plan {
    /// Whether the versions are as they were when the file was checked: a draft that was saved since is nobody's to lose.
    pub(super) fn still_fits(&self, versions: &[SetRow]) -> bool {
        match versions.iter().find(|v| !v.agreed) {
            Some(draft) => draft.id == self.row.id && draft.edition == self.row.edition,
            None => !self.replaces && versions.iter().all(|v| v.version < self.row.version),
        }
    }
}

impl Sheets {
    pub(super) fn add(&self, job: Job, now: i64) -> String {
        let id = new_id();
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|_, (at, _)| fresh(*at, now));
        jobs.insert(id.clone(), (now, Arc::new(job)));
        while jobs.len() > KEPT {
            jobs.pop_first();
        }
        id
    }

    fn find(&self, id: &str, now: i64) -> Option<Arc<Job>> {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|_, (at, _)| fresh(*at, now));
        jobs.get(id).map(|(_, job)| job.clone())
    }
}

fn fresh(at: i64, now: i64) -> bool {
    now - at <= AGE
}

/// A job, for its owner and for whoever may draft all that is in it.
pub(super) async fn find(daybook: &Daybook, actor: &Actor, id: &str) -> Result<Arc<Job>> {
    let job = daybook.sheets.find(id, crate::clock::now_ms()).ok_or(Error::NotFound)?;
    if job.owner != actor.person && job.plans.is_empty() {
        return Err(Error::NotFound);
    }
    for plan in &job.plans {
        open(daybook, actor, Action::DraftIndicators, &plan.scope).await?;
    }
    Ok(job)
}

impl Job {
    pub(super) fn rejected(&self) -> bool {
        self.faults.iter().any(|f| f.error)
    }

    pub(super) fn drafts(&self) -> Option<Vec<String>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// What a checked file says, in the reader's language.
pub async fn sheet(daybook: &Daybook, actor: &Actor, id: &str, lang: Lang) -> Result<IndicatorImport> {
    let job = find(daybook, actor, id).await?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let problems = job.faults.iter().filter(|f| f.error).count();
    let mut faults: Vec<&Fault> = job.faults.iter().collect();
    faults.sort_by_key(|f| !f.error);
    let written = job.drafts();
    let sets = job.plans.iter().enumerate().map(|(at, plan)| {
        let after = indicators(&plan.row);
        let before = plan.current.as_ref().map(indicators).unwrap_or_default();
        let moves = compare(&before, &after);
        ImportedSet {
            scope: plan.scope.clone(),
            name: plan.name.clone(),
            version: u32::try_from(plan.row.version).unwrap_or_default(),
            replaces: plan.replaces,
            indicators: count(after.len()),
            sum: sum(&after),
            added: count(moves.added.len()),
            changed: count(moves.changed.len()),
            removed: count(moves.removed.len()),
            set: written
                .as_ref()
                .and_then(|w| w.get(at))
                .map(|id| IndicatorSetId(id.clone())),
        }
    });
    Ok(IndicatorImport {
        id: id.to_owned(),
        file: job.file.clone(),
        done: written.is_some(),
        findings: faults
            .into_iter()
            .take(FINDINGS)
            .map(|f| f.view(&job.file, lang))
            .collect(),
        problems: count(problems),
        warnings: count(job.faults.len() - problems),
        sets: if problems == 0 { sets.collect() } else { vec![] },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Job {
        Job {
            owner: "p".into(),
            file: "sets.csv".into(),
            faults: vec![],
            plans: vec![],
            table: None,
            written: Mutex::new(None),
        }
    }

    #[test]
    fn a_checked_file_is_forgotten_after_a_while_and_when_there_are_too_many() {
        let sheets = Sheets::default();
        let first = sheets.add(job(), 0);
        assert!(sheets.find(&first, AGE).is_some());
        assert!(sheets.find(&first, AGE + 1).is_none());
        assert!(sheets.find(&first, 0).is_none(), "it is gone, not hidden");
        let kept: Vec<String> = (0..=KEPT).map(|_| sheets.add(job(), 1)).collect();
        let there = kept.iter().filter(|id| sheets.find(id, 1).is_some()).count();
        assert_eq!(there, KEPT);
        sheets.add(job(), 2 + AGE);
        let jobs = sheets.0.lock().map(|jobs| jobs.len());
        assert_eq!(jobs.ok(), Some(1), "what is old goes when another comes");
    }
}
