//! Imports from the administration page: each runs in the background and can be left and come back to. They live in the
//! memory of the process that took the files, and end with it.

use super::report::{counted, workbook};
use super::{Checked, Kind, check, compare, write_checked};
use crate::clock::{ms_of, new_id};
use crate::{Daybook, Error, Result};
use domain::permission::{Action, Actor, Resource, decide};
use domain::roster::{Change, Finding, Roster, Tally};
use domain::view::{FindingView, ImportCounts, ImportJob, ImportLine, ImportState};
use domain::{Lang, PersonId, Violation};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A file as it came: its name and bytes.
pub type Upload = (String, Vec<u8>);

/// Jobs kept for looking back at.
const KEPT: usize = 20;
const FINDINGS: usize = 200;
const SAMPLE: usize = 50;

#[derive(Default)]
pub struct Jobs(Mutex<BTreeMap<String, Arc<Mutex<Job>>>>);

#[derive(Default)]
pub struct Job {
    /// Names of the files.
    files: String,
    by: Option<PersonId>,
    state: Option<ImportState>,
    done: usize,
    total: usize,
    findings: Vec<Finding>,
    changes: Vec<Change>,
    /// What the files say.
    wanted: Arc<Roster>,
}

impl Jobs {
    fn add(&self) -> (String, Arc<Mutex<Job>>) {
        let (id, job) = (new_id(), Arc::new(Mutex::new(Job::default())));
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.insert(id.clone(), job.clone());
        while jobs.len() > KEPT {
            jobs.pop_first();
        }
        (id, job)
    }

    /// Newest first.
    fn all(&self) -> Vec<(String, Arc<Mutex<Job>>)> {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.iter().rev().map(|(id, job)| (id.clone(), job.clone())).collect()
    }

    fn get(&self, id: &str) -> Result<Arc<Mutex<Job>>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(id)
            .cloned()
            .ok_or(Error::NotFound)
    }
}

fn with<T>(job: &Mutex<Job>, change: impl FnOnce(&mut Job) -> T) -> T {
    change(&mut job.lock().unwrap_or_else(PoisonError::into_inner))
}

fn permitted(actor: &Actor) -> Result<()> {
    if decide(actor, Action::ImportRoster, &Resource::Site).allowed {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Starts to check files; the id is for [`job`].
pub fn start(daybook: &Daybook, actor: &Actor, kind: Kind, files: Vec<Upload>) -> Result<String> {
    permitted(actor)?;
    let (id, job) = daybook.jobs.add();
    with(&job, |j| {
        j.state = Some(ImportState::Checking);
        j.by = Some(actor.person.clone());
        j.files = files
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>()
            .join(", ");
    });
    let daybook = daybook.clone();
    tokio::spawn(async move {
        let seen = job.clone();
        let mut progress = move |done, total| with(&seen, |j| (j.done, j.total) = (done, total));
        match check(&daybook, &files, kind, &mut progress).await {
            Ok(Checked {
                findings,
                changes,
                wanted,
            }) => with(&job, |j| {
                j.state = Some(if changes.is_some() {
                    ImportState::Ready
                } else {
                    ImportState::Rejected
                });
                (j.findings, j.changes) = (findings, changes.unwrap_or_default());
                j.wanted = Arc::new(wanted);
            }),
            Err(error) => fail(&job, &error),
        }
    });
    Ok(id)
}

fn fail(job: &Mutex<Job>, error: &Error) {
    tracing::error!(%error, "an import failed");
    with(job, |j| j.state = Some(ImportState::Failed));
}

/// Imports that this process took of late, newest first, whoever of the office began them.
pub async fn recent(daybook: &Daybook, actor: &Actor) -> Result<Vec<ImportLine>> {
    permitted(actor)?;
    let mut lines = Vec::new();
    for (id, job) in daybook.jobs.all() {
        let (state, files, by) = with(&job, |j| (j.state, j.files.clone(), j.by.clone()));
        let by = match by {
            Some(person) => match daybook.profile(&person).await {
                Ok(profile) => profile.name.clone(),
                Err(Error::NotFound) => String::new(),
                Err(error) => return Err(error),
            },
            None => String::new(),
        };
        lines.push(ImportLine {
            at: daybook.clock.moment(ms_of(&id).unwrap_or_default()),
            id,
            state: state.unwrap_or(ImportState::Checking),
            files,
            by,
        });
    }
    Ok(lines)
}

/// Everything that was found and would change, as a workbook; [`Error::NotFound`] while the files are being checked.
pub fn report(daybook: &Daybook, actor: &Actor, id: &str, lang: Lang) -> Result<Vec<u8>> {
    permitted(actor)?;
    let job = daybook.jobs.get(id)?;
    let found = with(&job, |j| {
        (j.state != Some(ImportState::Checking)).then(|| (j.findings.clone(), j.changes.clone()))
    });
    let (findings, changes) = found.ok_or(Error::NotFound)?;
    workbook(&findings, &changes, lang).map_err(|error| Error::Unavailable(error.to_string()))
}

/// How far a job is, in the reader's language.
pub fn job(daybook: &Daybook, actor: &Actor, id: &str, lang: Lang) -> Result<ImportJob> {
    permitted(actor)?;
    let job = daybook.jobs.get(id)?;
    Ok(with(&job, |j| view(id, j, lang)))
}

fn view(id: &str, job: &Job, lang: Lang) -> ImportJob {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (problems, warnings) = counted(&job.findings);
    let tally = Tally::of(&job.changes);
    let mut findings: Vec<&Finding> = job.findings.iter().collect();
    findings.sort_by_key(|f| !super::rejects(f));
    ImportJob {
        id: id.to_owned(),
        state: job.state.unwrap_or(ImportState::Checking),
        done: count(job.done),
        total: count(job.total),
        findings: findings
            .into_iter()
            .take(FINDINGS)
            .map(|f| FindingView {
                file: f.file.clone(),
                line: f.line,
                column: f.column.clone(),
                error: super::rejects(f),
                words: lang.pick(f.problem.zh(), f.problem.en()),
            })
            .collect(),
        problems: count(problems),
        warnings: count(warnings),
        counts: ImportCounts {
            units: tally.units_added,
            posts: tally.posts_added,
            people: tally.people_added,
            appointments: tally.appointed,
            ended: tally.units_ended + tally.posts_ended + tally.appointments_ended,
            changed: tally.units_changed + tally.posts_changed + tally.people_changed + tally.appointments_changed,
        },
        sample: job.changes.iter().take(SAMPLE).map(|c| c.words(lang)).collect(),
    }
}

/// Writes a checked job, in the background; twice is once. What was checked against another organisation than the present
/// one is refused.
pub async fn apply(daybook: &Daybook, actor: &Actor, id: &str) -> Result<()> {
    permitted(actor)?;
    let job = daybook.jobs.get(id)?;
    let ready = with(&job, |j| {
        (j.state == Some(ImportState::Ready)).then(|| {
            j.state = Some(ImportState::Writing);
            (j.done, j.total) = (0, 0);
            (j.changes.clone(), j.wanted.clone())
        })
    });
    let Some((changes, wanted)) = ready else { return Ok(()) };
    let (daybook, person) = (daybook.clone(), actor.person.clone());
    // From here on it goes on by itself: whoever asked can leave before the answer.
    let begun = tokio::spawn(async move {
        // Told at once here; whoever comes in between is found in the transaction.
        match compare(&daybook, &wanted).await {
            Ok(now) if now == changes => {}
            Ok(_) => return Err(end(&job, Violation::RosterChanged.into())),
            Err(error) => return Err(end(&job, error)),
        }
        tokio::spawn(async move {
            let progress = |done, total| with(&job, |j| (j.done, j.total) = (done, total));
            match write_checked(&daybook, &person, &changes, &wanted, &progress).await {
                Ok(()) => with(&job, |j| j.state = Some(ImportState::Done)),
                Err(error) => drop(end(&job, error)),
            }
        });
        Ok(())
    });
    begun.await.map_err(|error| Error::Unavailable(error.to_string()))?
}

/// Nothing was written; the job says why.
fn end(job: &Mutex<Job>, error: Error) -> Error {
    if matches!(error, Error::Invalid(Violation::RosterChanged)) {
        with(job, |j| j.state = Some(ImportState::Stale));
    } else {
        fail(job, &error);
    }
    error
}
