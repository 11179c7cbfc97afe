//! Steps with their times: one after the other, a table at the end, and last the tests' own summaries.

use anyhow::Result;
use std::time::{Duration, Instant};

/// A failure that was reported in full: nothing may follow the summaries.
#[derive(Debug)]
pub struct Said;

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not everything passed")
    }
}

impl std::error::Error for Said {}

pub struct Steps {
    keep_going: bool,
    done: Vec<(&'static str, Outcome, Duration)>,
    /// The test runners' own summary lines, word for word.
    summaries: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    NotRun,
}

impl Steps {
    pub fn new(keep_going: bool) -> Self {
        Self {
            keep_going,
            done: Vec::new(),
            summaries: Vec::new(),
        }
    }

    pub fn failed(&self) -> bool {
        self.done.iter().any(|(_, outcome, _)| *outcome == Outcome::Failed)
    }

    pub fn stopped(&self) -> bool {
        self.failed() && !self.keep_going
    }

    /// Runs `work`, unless an earlier step failed; the lines it adds are repeated at the very end.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce(&mut Vec<String>) -> Result<()>) {
        if self.stopped() {
            self.done.push((name, Outcome::NotRun, Duration::ZERO));
            return;
        }
        println!("\n=== {name}");
        let start = Instant::now();
        let outcome = match work(&mut self.summaries) {
            Ok(()) => Outcome::Passed,
            Err(e) => {
                eprintln!("{name}: {e:#}");
                Outcome::Failed
            }
        };
        self.done.push((name, outcome, start.elapsed()));
    }

    fn table(&self) -> String {
        let row = |(name, outcome, time): &(&str, Outcome, Duration)| {
            let said = match outcome {
                Outcome::Passed => "ok",
                Outcome::Failed => "FAILED",
                Outcome::NotRun => "not run",
            };
            format!("{name:<32}{said:<10}{:>9.1} s\n", time.as_secs_f64())
        };
        self.done.iter().map(row).collect()
    }

    pub fn finish(self) -> Result<()> {
        println!("\n=== steps\n{}", self.table());
        let failed = self.failed();
        if failed {
            eprintln!("FAILED; the first failing step says why above");
        }
        for line in &self.summaries {
            println!("{line}");
        }
        if failed { Err(Said.into()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(keep_going: bool) -> Steps {
        let mut steps = Steps::new(keep_going);
        steps.step("first", |kept| {
            kept.push("# pass 1".to_owned());
            Ok(())
        });
        steps.step("second", |_| anyhow::bail!("no"));
        steps.step("third", |_| Ok(()));
        steps
    }

    #[test]
    fn the_first_failure_stops_the_rest() {
        let steps = run(false);
        assert!(steps.stopped() && steps.table().lines().nth(2).unwrap().contains("not run"));
        assert!(steps.finish().unwrap_err().is::<Said>());
    }

    #[test]
    fn keep_going_runs_the_rest_and_still_fails() {
        let steps = run(true);
        assert!(steps.table().lines().nth(2).unwrap().contains("ok"));
        assert_eq!(steps.summaries, ["# pass 1"]);
        assert!(steps.finish().is_err());
    }
}
