//! The parent's side of the program that closes a quarter: what it tells, and its end.

use super::closing::BY_HAND;
use crate::{Args, Result, say};
use domain::assessment::process::Act;
use serde_json::Value;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The steps for all, in their order.
pub(super) const STEPS: [Act; 4] = [Act::Calibrate, Act::Decide, Act::GiveFeedback, Act::Close];

/// What a run told.
#[derive(Default)]
pub(super) struct Run {
    pub steps: Vec<Value>,
    pub open: Value,
    pub memory: Value,
    pub reads: Value,
    pub results: Value,
    /// Where it was killed: step, and how many of how many were done.
    pub killed: Option<(String, u64, u64)>,
    pub took: Duration,
}

impl Run {
    /// A step by its name.
    pub(super) fn step(&self, name: &str) -> Option<&Value> {
        self.steps.iter().find(|s| s["act"] == name)
    }

    /// Wall time of the steps for all, s.
    pub(super) fn seconds(&self) -> f64 {
        let of = |act: &Act| self.step(act.as_str()).and_then(|s| s["seconds"].as_f64());
        STEPS.iter().filter_map(of).sum()
    }

    fn hear(&mut self, line: Value) {
        match line["is"].as_str().unwrap_or_default() {
            "step" => self.steps.push(line),
            "open" => self.open = line,
            "memory" => self.memory = line,
            "reads" => self.reads = line,
            "results" => self.results = line,
            _ => {}
        }
    }
}

/// How far the whole is, from 0 to 1, when so many are done with a step.
pub(super) fn progress(act: &str, done: u64, people: usize) -> f64 {
    let before = STEPS.iter().position(|s| s.as_str() == act).unwrap_or_default();
    (before as f64 + done as f64 / people.max(1) as f64) / STEPS.len() as f64
}

/// How a quarter is closed.
#[derive(Clone, Copy)]
pub(super) enum How {
    Alone,
    /// Killed by its process id (SIGKILL) when it is so far.
    Killed(f64),
    /// To the end, while pages are read.
    Beside,
}

/// Closes the quarter in `dir`.
pub(super) async fn close(args: &Args, dir: &Path, people: usize, how: How) -> Result<Run> {
    let (name, kill_at) = match how {
        How::Alone => ("assess-close", None),
        How::Killed(at) => ("assess-close", Some(at)),
        How::Beside => ("assess-close-beside", None),
    };
    let mut child = start(args, name, dir, Stdio::piped())?;
    let out = child.stdout.take().ok_or("no output")?;
    let (mut lines, began, mut run, mut said) = (BufReader::new(out).lines(), Instant::now(), Run::default(), 0);
    while let Some(line) = lines.next_line().await? {
        let line: Value = serde_json::from_str(&line)?;
        if line["is"] == "progress" {
            let (act, done) = (
                line["act"].as_str().unwrap_or_default(),
                line["done"].as_u64().unwrap_or_default(),
            );
            let all = line["all"].as_u64().unwrap_or_default();
            // What was done before it began is done.
            let so_far = progress(act, (people as u64).saturating_sub(all) + done, people);
            let tenth = (so_far * 10.0) as u32;
            if tenth > said {
                said = tenth;
                let at = line["at"].as_f64().unwrap_or_default();
                say(&format!(
                    "  {:>3.0} %  {act} {done} of {all} after {at:.1} s\n",
                    so_far * 100.0
                ));
            }
            if kill_at.is_some_and(|at| so_far >= at) {
                child.kill().await?;
                run.killed = Some((act.to_owned(), done, all));
                break;
            }
        }
        run.hear(line);
    }
    run.took = began.elapsed();
    let ended = child.wait().await?;
    match (ended.success(), &run.killed, kill_at) {
        (true, None, None) | (false, Some(_), _) => Ok(run),
        (_, None, Some(_)) => Err("it ended before it could be killed".into()),
        _ => Err(format!("closing ended with {ended}").into()),
    }
}

/// Runs a child that tells nothing to us to its end.
pub(super) async fn whole(args: &Args, name: &str, dir: &Path) -> Result<()> {
    let ended = start(args, name, dir, Stdio::inherit())?.wait().await?;
    match ended.success() {
        true => Ok(()),
        false => Err(format!("{name} ended with {ended}").into()),
    }
}

fn start(args: &Args, name: &str, dir: &Path, out: Stdio) -> Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg(name)
        .arg("--dir")
        .arg(dir)
        .args([
            "--people",
            &args.people.to_string(),
            "--each",
            &args.each.to_string(),
            "--locale",
            &args.locale,
        ])
        .args(["--minutes", &(args.limit.as_secs() / 60).to_string()])
        .stdin(Stdio::null())
        .stdout(out)
        .kill_on_drop(true);
    Ok(command.spawn()?)
}

/// Steps with what is done by hand between the first two.
pub(super) fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = STEPS.iter().map(|s| s.as_str()).collect();
    names.insert(1, BY_HAND);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_fifths_of_four_steps_lie_in_the_second() {
        assert!((progress("calibrate", 600, 600) - 0.25).abs() < 1e-9);
        assert!((progress("decide", 360, 600) - 0.4).abs() < 1e-9);
        assert!((progress("close", 600, 600) - 1.0).abs() < 1e-9);
        assert_eq!(names(), ["calibrate", "by hand", "decide", "give_feedback", "close"]);
    }
}
