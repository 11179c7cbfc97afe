//! How far steps for many are, in the memory of this process: it can be left and come back to.

use crate::result::places::Places;
use crate::result::refused;
use crate::{Daybook, Result};
use domain::PeriodId;
use domain::assessment::Words;
use domain::assessment::process::Act;
use domain::view::assess::Running;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Refused ones that are named; the rest is counted.
const NAMED: usize = 200;

/// How long places that were read for a page are shown.
const FRESH: Duration = Duration::from_secs(60);

/// The last step for many of each period, and the places of large ones for their pages. Nothing is decided by what is kept here.
#[derive(Default)]
pub struct Batches {
    jobs: Mutex<HashMap<PeriodId, Arc<Job>>>,
    places: Mutex<HashMap<PeriodId, (Instant, Arc<Places>)>>,
}

/// One step for many.
pub(super) struct Job(Mutex<Inner>);

struct Inner {
    running: Running,
    /// Refused beyond those that are named.
    more: u32,
}

impl Batches {
    /// Places of a large period as they were a moment ago.
    pub(crate) fn kept(&self, period: &PeriodId) -> Option<Arc<Places>> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.retain(|_, (at, _)| at.elapsed() < FRESH);
        places.get(period).map(|(_, places)| places.clone())
    }

    pub(crate) fn keep(&self, period: &PeriodId, read: &Arc<Places>) {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.insert(period.clone(), (Instant::now(), read.clone()));
    }

    /// A new job; none while the same one runs. Another one is waited for.
    pub(super) fn begin(&self, period: &PeriodId, act: Act, all: u32) -> Result<Option<Arc<Job>>> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = jobs.get(period).map(|job| job.view()).filter(|r| !r.ended) {
            let (zh, en) = (known.act.words(domain::Lang::Zh), known.act.words(domain::Lang::En));
            return match known.act == act {
                true => Ok(None),
                false => Err(refused(Words::new(
                    format!("正在为全体“{zh}”（{}/{}），结束后再办下一步。", known.done, known.all),
                    format!(
                        "“{en}” is being done for all ({} of {}). Take the next step when it has ended.",
                        known.done, known.all
                    ),
                ))),
            };
        }
        let running = Running {
            act,
            done: 0,
            all,
            refused: vec![],
            ended: false,
        };
        let job = Arc::new(Job(Mutex::new(Inner { running, more: 0 })));
        jobs.insert(period.clone(), job.clone());
        Ok(Some(job))
    }
}

impl Job {
    fn with<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn view(&self) -> Running {
        self.with(|inner| {
            let mut running = inner.running.clone();
            if inner.more > 0 {
                let more = inner.more;
                let words = Words::new(format!("另有 {more} 人未办理。"), format!("{more} more were not done."));
                running.refused.push((String::new(), words));
            }
            running
        })
    }

    /// A part is written; who of it was refused, and why.
    pub(super) fn advance(&self, done: u32, refused: Vec<(String, Words)>) {
        self.with(|inner| {
            inner.running.done += done;
            for one in refused {
                match inner.running.refused.len() < NAMED {
                    true => inner.running.refused.push(one),
                    false => inner.more += 1,
                }
            }
        });
    }

    pub(super) fn end(&self, by_fault: bool) {
        self.with(|inner| {
            if by_fault {
                let words = Words::new(
                    "中途出错停止。已办理的有效，再办一次会从停下的地方继续，不会重复。",
                    "Stopped by a fault. What was done holds; asked for again it goes on from there, and nothing is done twice.",
                );
                inner.running.refused.insert(0, (String::new(), words));
            }
            inner.running.ended = true;
        });
    }
}

/// The step for many that runs in a period, or the last one that did.
pub(crate) fn running(daybook: &Daybook, period: &PeriodId) -> Option<Running> {
    let jobs = daybook.batches.jobs.lock().unwrap_or_else(PoisonError::into_inner);
    jobs.get(period).map(|job| job.view())
}
