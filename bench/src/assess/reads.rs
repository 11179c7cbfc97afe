//! Pages that are read while a quarter is being closed, and afterwards: two boards, and the page of the period with its quotas.

use super::choose::Plan;
use super::hand;
use crate::window::{micros, quantile, times};
use crate::{Fault, Result};
use domain::permission::Actor;
use domain::{PeriodId, UnitId};
use hdrhistogram::Histogram;
use serde_json::{Value, json};
use service::{Daybook, assess, result};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Between two pages of the reader.
const PAUSE: Duration = Duration::from_millis(250);
/// How often, and how long at most, each page is read afterwards.
const TIMES: usize = 20;
const LONGEST: Duration = Duration::from_secs(20);

/// The pages in turn.
const PAGES: [&str; 3] = ["board of a team", "board of the largest unit", "period with its quotas"];

/// What is needed to read them.
#[derive(Clone)]
struct Reader {
    daybook: Daybook,
    period: PeriodId,
    boards: [UnitId; 2],
    committee: Arc<Actor>,
    personnel: Arc<Actor>,
}

impl Reader {
    async fn new(daybook: &Daybook, plan: &Plan) -> Result<Self> {
        Ok(Self {
            daybook: daybook.clone(),
            period: plan.period.as_str().into(),
            boards: [plan.team.as_str().into(), plan.largest.as_str().into()],
            committee: hand::actor(daybook, &plan.committee).await?,
            personnel: hand::actor(daybook, &plan.personnel).await?,
        })
    }

    /// Reads the page of this number; how long it took.
    async fn read(&self, page: usize) -> Result<Duration> {
        let began = Instant::now();
        match self.boards.get(page) {
            Some(unit) => drop(result::board(&self.daybook, &self.committee, &self.period, unit, ("", 0, "")).await?),
            None => drop(assess::period_page(&self.daybook, &self.personnel, &self.period).await?),
        }
        Ok(began.elapsed())
    }
}

type Times = Vec<Histogram<u64>>;

/// A reader at work beside the closing.
pub(super) struct Reads {
    stop: watch::Sender<bool>,
    task: JoinHandle<std::result::Result<Times, Fault>>,
}

impl Reads {
    pub(super) async fn start(daybook: &Daybook, plan: &Plan) -> Result<Self> {
        let reader = Reader::new(daybook, plan).await?;
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(async move {
            let mut took: Times = PAGES.iter().map(|_| times()).collect::<Result<_>>()?;
            for page in (0..PAGES.len()).cycle() {
                if *stopped.borrow() {
                    break;
                }
                if let Some(took) = took.get_mut(page) {
                    took.record(micros(reader.read(page).await?))?;
                }
                tokio::time::sleep(PAUSE).await;
            }
            Ok(took)
        });
        Ok(Self { stop, task })
    }

    pub(super) async fn stop(self) -> Result<Value> {
        self.stop.send_replace(true);
        Ok(figures(&self.task.await??))
    }
}

/// The same pages when nothing else is done.
pub(super) async fn afterwards(daybook: &Daybook, plan: &Plan) -> Result<Value> {
    let reader = Reader::new(daybook, plan).await?;
    let mut all = Vec::new();
    for page in 0..PAGES.len() {
        let (began, mut took) = (Instant::now(), times()?);
        while took.len() < TIMES as u64 && began.elapsed() < LONGEST {
            took.record(micros(reader.read(page).await?))?;
        }
        all.push(took);
    }
    Ok(figures(&all))
}

fn figures(all: &Times) -> Value {
    let figures = PAGES.iter().zip(all).map(|(page, took)| {
        json!({
            "page": page, "times": took.len(), "p50": quantile(took, 0.5), "p95": quantile(took, 0.95), "most": quantile(took, 1.0),
        })
    });
    figures.collect()
}
