//! How far steps for many are, in the memory of this process: it can be left and come back to. What became of them is kept by `report`.

use crate::result::glance::Glances;
use crate::result::refused;
use crate::result::simulate::Replays;
use crate::{Daybook, Error, Result};
use domain::assessment::Words;
use domain::assessment::dossier::Named;
use domain::assessment::process::Act;
use domain::view::Moment;
use domain::view::assess::Running;
use domain::{PeriodId, PersonId, Violation};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Refused ones that a page names; the rest is counted.
const NAMED: usize = 200;

/// The last step for many of each period, what was read of large ones for their pages, and replays. Nothing is decided by what is kept here.
#[derive(Default)]
pub struct Batches {
    jobs: Mutex<HashMap<PeriodId, Arc<Job>>>,
    pub(in crate::result) glances: Glances,
    pub(in crate::result) replays: Replays,
}

/// One step for many.
pub(super) struct Job(Mutex<Inner>);

struct Inner {
    running: Running,
    /// Of a year: periods of which results are not decided, and of how many people.
    open: BTreeMap<String, u32>,
}

impl Batches {
    /// A new job; none while the same one runs. Another one is waited for.
    pub(super) fn begin(
        &self,
        period: &PeriodId,
        act: Act,
        all: u32,
        (by, when): (&str, Moment),
    ) -> Result<Option<Arc<Job>>> {
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
            by: by.to_owned(),
            on: when.day,
            at: when.clock,
            ..nothing(act, all)
        };
        let open = BTreeMap::new();
        let job = Arc::new(Job(Mutex::new(Inner { running, open })));
        jobs.insert(period.clone(), job.clone());
        Ok(Some(job))
    }
}

/// A step that was not begun.
pub(super) fn nothing(act: Act, all: u32) -> Running {
    Running {
        act,
        done: 0,
        all,
        refused: vec![],
        missed: 0,
        notes: vec![],
        by: String::new(),
        on: String::new(),
        at: String::new(),
        ended: false,
        whom: vec![],
    }
}

/// As much of it as a page shows.
pub(super) fn first(whole: &Running) -> Running {
    let mut refused: Vec<(String, Words)> = whole.refused.iter().take(NAMED).cloned().collect();
    let named = refused.iter().filter(|(name, _)| !name.is_empty()).count();
    let whom = whole.whom.iter().take(named).cloned().collect();
    let more = whole.missed.saturating_sub(crate::result::quota::number(named));
    if more > 0 {
        let words = Words::new(
            format!("另有 {more} 人未办理，名单在表格里。"),
            format!("{more} more were not done. The table names them all."),
        );
        refused.push((String::new(), words));
    }
    Running {
        refused,
        whom,
        notes: whole.notes.clone(),
        by: whole.by.clone(),
        on: whole.on.clone(),
        at: whole.at.clone(),
        done: whole.done,
        missed: whole.missed,
        ended: whole.ended,
        ..nothing(whole.act, whole.all)
    }
}

impl Job {
    fn with<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn view(&self) -> Running {
        self.with(|inner| first(&inner.running))
    }

    /// The same for a reader, who does not find himself there.
    fn seen_by(&self, reader: &PersonId) -> Running {
        self.with(|inner| match inner.running.whom.contains(reader) {
            true => first(&inner.running.clone().seen_by(reader, "")),
            false => first(&inner.running).seen_by(reader, ""),
        })
    }

    /// A part is written; who of it was refused, and why; and of how many which period is not decided.
    pub(super) fn advance(&self, done: u32, refused: Vec<(Named, Words)>, open: BTreeMap<String, u32>) {
        self.with(|inner| {
            inner.running.done += done;
            inner.running.missed += crate::result::quota::number(refused.len());
            for (who, why) in refused {
                inner.running.whom.push(who.id);
                inner.running.refused.push((who.name, why));
            }
            for (title, many) in open {
                *inner.open.entry(title).or_default() += many;
            }
            let note = |(title, many): (&String, &u32)| {
                Words::new(
                    format!("“{title}”还有 {many} 人没有确定结果。年度等次确定以前，新的结果会自动列入。"),
                    format!(
                        "{title}: {many} have no decided result yet. Until the year is decided, what is decided there is taken in."
                    ),
                )
            };
            inner.running.notes = inner.open.iter().map(note).collect();
        });
    }

    /// The whole of what became of it, and by what it was stopped.
    pub(super) fn report(&self, stopped: Option<&Error>) -> Running {
        self.with(|inner| {
            if let Some(error) = stopped {
                let words = match error {
                    Error::Conflict => Words::new(
                        "办理期间一直有其他人改动，已停止。已办理的有效，稍后再办一次会从停下的地方继续，不会重复。",
                        "Stopped: others kept changing the same assessments. What was done holds; asked for again in a while it goes on from there, and nothing is done twice.",
                    ),
                    Error::Invalid(Violation::Assess { words }) => Words::new(
                        format!("已停止，还没有办到的人不再办理。{}", words.zh),
                        format!("Stopped: what was not done by then is left as it was. {}", words.en),
                    ),
                    _ => Words::new(
                        "中途出错停止。已办理的有效，再办一次会从停下的地方继续，不会重复。",
                        "Stopped by a fault. What was done holds; asked for again it goes on from there, and nothing is done twice.",
                    ),
                };
                inner.running.refused.insert(0, (String::new(), words));
            }
            let ended = true;
            Running {
                ended,
                ..inner.running.clone()
            }
        })
    }

    /// It is over, and the whole of it is kept: here the first of it stay.
    pub(super) fn end(&self) {
        self.with(|inner| {
            inner.running.refused.truncate(NAMED);
            inner.running.ended = true;
        });
    }
}

/// The step for many that runs in a period, or the last one that did, as somebody reads it.
pub(crate) fn running(daybook: &Daybook, reader: &PersonId, period: &PeriodId) -> Option<Running> {
    let jobs = daybook.batches.jobs.lock().unwrap_or_else(PoisonError::into_inner);
    jobs.get(period).map(|job| job.seen_by(reader))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::sample::named;

    fn begun() -> Arc<Job> {
        let when = Moment {
            at: 0,
            day: "2026-11-29".into(),
            clock: "09:00".into(),
        };
        let begun = Batches::default().begin(&PeriodId::from("q3"), Act::Close, 1_000, ("Sun", when));
        begun.unwrap().unwrap()
    }

    #[test]
    fn a_report_says_why_the_step_stopped() {
        for (error, why) in [
            (Error::Conflict, "Stopped: others kept changing"),
            (Error::Unavailable(String::new()), "Stopped by a fault."),
            (
                refused(Words::new("已撤销。", "Withdrawn.")),
                "Stopped: what was not done by then is left as it was. Withdrawn.",
            ),
        ] {
            let whole = begun().report(Some(&error));
            assert!(whole.refused[0].1.en.starts_with(why), "{:?}", whole.refused);
        }
    }

    #[test]
    fn a_page_names_the_first_and_the_report_names_all() {
        let job = begun();
        for part in 0..10 {
            let refused = (0..90).map(|at| (named(&format!("p{part} {at}")), Words::new("", "")));
            job.advance(100, refused.collect(), BTreeMap::from([("Q4".to_owned(), 3)]));
        }
        let shown = job.view();
        assert_eq!((shown.done, shown.missed, shown.refused.len()), (1_000, 900, NAMED + 1));
        assert!(shown.refused[NAMED].1.en.starts_with("700 more were not done."));
        assert_eq!(shown.notes.len(), 1);
        assert!(shown.notes[0].en.starts_with("Q4: 30 "), "{:?}", shown.notes);
        let whole = job.report(None);
        assert_eq!((whole.refused.len(), whole.ended), (900, true));
        assert_eq!(first(&whole).refused, shown.refused);
        job.end();
        assert_eq!(job.view().refused, shown.refused, "what is let go is counted");
        // Nobody finds himself there, nor among those that are only counted: not while it is in memory, nor in the report of before.
        for who in ["p0 7", "p9 89"] {
            let own = first(&whole.clone().seen_by(&who.into(), ""));
            assert_eq!((own.missed, own.done, own.all), (899, 1_000, 1_000), "{who}");
            assert!(own.refused.iter().all(|(name, _)| *name != who.to_uppercase()), "{who}");
            assert!(
                own.whom.is_empty() && own.refused[NAMED].1.en.starts_with("699 more"),
                "{who}"
            );
            assert_eq!(job.seen_by(&who.into()).missed, 899, "{who}");
        }
        assert_eq!(job.seen_by(&"somebody".into()).refused, shown.refused);
        let mut before = whole.clone();
        before.whom.clear();
        assert_eq!(before.clone().seen_by(&"p3 4".into(), "P3 4").missed, 899);
        assert_eq!(before.seen_by(&"somebody".into(), "Somebody").missed, 900);
        // What stopped it comes first, and is nobody.
        let fault = job.report(Some(&Error::Unavailable(String::new())));
        assert!(fault.refused[0].0.is_empty());
        assert_eq!(fault.missed, 900);
    }
}
