//! The child that closes a quarter, as the product does it: each step for everybody who is ready, by whom the pack names. What is done
//! already is not done again, so that the same program goes on after one that was killed.

use super::choose::Plan;
use super::reads::Reads;
use super::{GRADE_INSTEAD, hand};
use crate::window::{micros, quantile, times};
use crate::{Args, Result, machine, say};
use domain::PeriodId;
use domain::assessment::process::{Act, State};
use domain::permission::Actor;
use serde_json::{Value, json};
use service::{Daybook, assess, result};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often it is asked how far a step is.
const POLL: Duration = Duration::from_millis(100);
/// So many days later nobody can object any more.
const LATER: u32 = 60;
/// Why somebody gets another grade than proposed.
const REASON: &str = "名额已满，按得分排在名额之外，改定为“较好”。";

struct Closing<'a> {
    daybook: &'a Daybook,
    plan: &'a Plan,
    period: PeriodId,
    began: Instant,
}

/// The child: one line of JSON for each thing there is to tell. `beside`: pages are read all the time.
pub(super) async fn run(args: &Args, beside: bool) -> Result<()> {
    let plan = Arc::new(Plan::read(&args.dir)?);
    let opening = Instant::now();
    let daybook = hand::daybook(&args.dir).await?;
    tell(json!({"is": "open", "seconds": opening.elapsed().as_secs_f64(), "rss": machine::rss_mb(std::process::id())}));
    if !beside {
        // A server at work has its start behind it: what can be searched is read, and what was written before is compacted.
        hand::settle().await;
    }
    let reads = match beside {
        true => Some(Reads::start(&daybook, &plan).await?),
        false => None,
    };
    let closing = Closing {
        daybook: &daybook,
        plan: &plan,
        period: plan.period.as_str().into(),
        began: Instant::now(),
    };
    closing.all().await?;
    tell(json!({"is": "memory", "peak": machine::peak_mb(std::process::id())}));
    if let Some(reads) = reads {
        let while_it_ran = reads.stop().await?;
        hand::settle().await;
        let afterwards = super::reads::afterwards(&daybook, &plan).await?;
        tell(json!({"is": "reads", "running": while_it_ran, "after": afterwards}));
    }
    tell(closing.results().await?);
    hand::shut(daybook).await;
    Ok(())
}

pub(super) fn tell(line: Value) {
    say(&format!("{line}\n"));
}

impl Closing<'_> {
    async fn all(&self) -> Result<()> {
        let committee = hand::actor(self.daybook, &self.plan.committee).await?;
        let deciding = hand::actor(self.daybook, &self.plan.deciding).await?;
        let personnel = hand::actor(self.daybook, &self.plan.personnel).await?;
        self.step(Act::Calibrate, &committee).await?;
        self.by_hand(&committee).await?;
        self.step(Act::Decide, &deciding).await?;
        self.step(Act::GiveFeedback, &personnel).await?;
        self.daybook.pass_days(LATER);
        self.step(Act::Close, &personnel).await
    }

    /// One step for everybody who is ready.
    async fn step(&self, act: Act, actor: &Actor) -> Result<()> {
        let own = std::process::id();
        let (began, cpu) = (Instant::now(), machine::cpu_ms(own));
        result::period_act(self.daybook, actor, &self.period, act.as_str(), "").await?;
        let (mut parts, mut done, mut at, mut first) = (times()?, 0, Instant::now(), None);
        loop {
            tokio::time::sleep(POLL).await;
            let running = result::progress(self.daybook, actor, &self.period).await?;
            let running = running.filter(|r| r.act == act).ok_or("the step is not known")?;
            if running.done > done {
                match first {
                    None => first = Some(began.elapsed()),
                    // Several parts can have ended since: each took its share.
                    Some(_) => {
                        let many = u64::from((running.done - done).div_ceil(PART));
                        parts.record_n(micros(at.elapsed()) / many.max(1), many)?;
                    }
                }
                (done, at) = (running.done, Instant::now());
                tell(json!({"is": "progress", "act": act.as_str(), "done": done, "all": running.all, "at": self.at()}));
            }
            if running.ended {
                tell(json!({
                    "is": "step", "act": act.as_str(), "people": running.all, "refused": refused(&running.refused),
                    "seconds": began.elapsed().as_secs_f64(), "first": first.unwrap_or_default().as_secs_f64(),
                    "cpu": (machine::cpu_ms(own) - cpu) / 1000.0,
                    "p50": quantile(&parts, 0.5), "p95": quantile(&parts, 0.95), "most": quantile(&parts, 1.0),
                }));
                return Ok(());
            }
        }
    }

    /// Who is proposed beyond the places is looked at one by one, on the boards of the units.
    async fn by_hand(&self, committee: &Actor) -> Result<()> {
        let (began, mut took) = (Instant::now(), times()?);
        for unit in &self.plan.units {
            let unit = unit.as_str().into();
            let board = match result::board(self.daybook, committee, &self.period, &unit, ("", 0, "")).await {
                Err(service::Error::NotFound) => continue,
                outcome => outcome?,
            };
            for row in board.rows.iter().filter(|r| r.state == State::Reviewed) {
                let one = Instant::now();
                let (course, version) = (&row.course, row.version);
                result::calibrate(self.daybook, committee, course, version, GRADE_INSTEAD, REASON, "").await?;
                took.record(micros(one.elapsed()))?;
            }
        }
        tell(json!({
            "is": "step", "act": BY_HAND, "people": took.len(), "refused": 0, "seconds": began.elapsed().as_secs_f64(),
            "p50": quantile(&took, 0.5), "p95": quantile(&took, 0.95), "most": quantile(&took, 1.0),
        }));
        Ok(())
    }

    fn at(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    /// What came of it, as the personnel office sees the period.
    async fn results(&self) -> Result<Value> {
        let personnel = hand::actor(self.daybook, &self.plan.personnel).await?;
        let page = assess::period_page(self.daybook, &personnel, &self.period).await?;
        Ok(json!({"is": "results", "closed": page.line.closed, "quotas": page.quotas, "units": page.units}))
    }
}

/// Courses of one transaction of the product.
const PART: u32 = 250;
/// What is done for one person at a time.
pub(super) const BY_HAND: &str = "by hand";

/// How many were not done: those that are named, and those that are counted.
fn refused(named: &[(String, domain::assessment::Words)]) -> u32 {
    let more = named.iter().filter(|(name, _)| name.is_empty());
    let counted = |words: &domain::assessment::Words| words.en.split(' ').next().and_then(|n| n.parse::<u32>().ok());
    let counted: u32 = more.filter_map(|(_, words)| counted(words)).sum();
    u32::try_from(named.iter().filter(|(name, _)| !name.is_empty()).count()).unwrap_or(u32::MAX) + counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::assessment::Words;

    #[test]
    fn all_who_were_refused_are_counted() {
        let said = |name: &str, en: &str| (name.to_owned(), Words::new("", en));
        let of = [
            said("Ann", "Full."),
            said("Bob", "Full."),
            said("", "61 more were not done."),
        ];
        assert_eq!(refused(&of), 63);
    }
}
