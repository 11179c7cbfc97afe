//! Files that were checked, kept for a while until they are written.

use super::fault::Fault;
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

#[derive(Default)]
pub struct Sheets(Mutex<BTreeMap<String, Arc<Job>>>);

pub(super) struct Job {
    pub owner: PersonId,
    pub file: String,
    pub faults: Vec<Fault>,
    pub plans: Vec<Plan>,
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

impl Sheets {
    pub(super) fn add(&self, job: Job) -> String {
        let id = new_id();
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.insert(id.clone(), Arc::new(job));
        while jobs.len() > KEPT {
            jobs.pop_first();
        }
        id
    }

    fn find(&self, id: &str) -> Option<Arc<Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }
}

/// A job, for its owner and for whoever may draft all that is in it.
pub(super) async fn find(daybook: &Daybook, actor: &Actor, id: &str) -> Result<Arc<Job>> {
    let job = daybook.sheets.find(id).ok_or(Error::NotFound)?;
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
