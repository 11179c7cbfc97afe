//! The databases: loaded once and kept; measured on a copy, so that every run begins with the same data.

use crate::server::Server;
use crate::{Args, Result, say};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::process::Command;

pub(crate) struct Loaded {
    pub records: usize,
    /// How long loading took when it was done.
    pub seconds: f64,
    /// The copy that may be written to.
    pub dir: PathBuf,
    pub size_mb: f64,
}

impl Loaded {
    pub(crate) fn words(&self, people: usize) -> String {
        format!(
            "{} records of {people} people: loaded in {:.1} s ({:.0} records/s, with likes, comments and ledger), {:.0} MB on disk",
            self.records,
            self.seconds,
            self.records as f64 / self.seconds,
            self.size_mb
        )
    }
}

impl Drop for Loaded {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// A fresh copy of the database with this many records, for a purpose; it is made when it is not there yet.
pub(crate) async fn ready(args: &Args, records: usize, purpose: &str) -> Result<Loaded> {
    sweep(&args.dir);
    let mut name = records.to_string();
    if args.people != 600 {
        name += &format!("-{}", args.people);
    }
    if args.locale != "zh" {
        name += &format!("-{}", args.locale);
    }
    let kept = args.dir.join(name);
    let note = kept.join("loaded");
    let seconds = match fs::read_to_string(&note).ok().and_then(|text| text.trim().parse().ok()) {
        Some(seconds) => seconds,
        None => load(args, &kept, records).await?.as_secs_f64(),
    };
    let dir = args.dir.join(format!("run-{}-{records}-{purpose}", std::process::id()));
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir)?;
    copied(&kept.join("db"), &dir.join("db")).await?;
    Ok(Loaded {
        records,
        seconds,
        size_mb: bytes_in(&dir)? as f64 / 1e6,
        dir,
    })
}

async fn load(args: &Args, kept: &Path, records: usize) -> Result<Duration> {
    say(&format!(
        "loading {records} records into {}; kept for later runs\n",
        kept.display()
    ));
    let _ = fs::remove_dir_all(kept);
    fs::create_dir_all(kept)?;
    let server = Server::start(args, kept, records, &[]).await?;
    let took = server.took;
    server.stop().await?;
    // The first start after so much writing compacts it all; no run shall do that again.
    let again = Server::start(args, kept, 0, &[]).await?;
    again.settle().await;
    again.stop().await?;
    fs::write(kept.join("loaded"), format!("{:.1}\n", took.as_secs_f64()))?;
    Ok(took)
}

/// A copy of a kept database that may be written to; it goes with this.
pub(crate) struct Copy {
    pub dir: PathBuf,
}

impl Copy {
    /// All of a folder, for a purpose.
    pub(crate) async fn of(args: &Args, kept: &Path, purpose: &str) -> Result<Self> {
        let copy = Self {
            dir: args.dir.join(format!("run-{}-{purpose}", std::process::id())),
        };
        let _ = fs::remove_dir_all(&copy.dir);
        copied(kept, &copy.dir).await?;
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.dir);
    }
}

async fn copied(from: &Path, to: &Path) -> Result<()> {
    let mut command = Command::new("cp");
    let done = command
        .args(["-r", "--reflink=auto"])
        .arg(from)
        .arg(to)
        .status()
        .await?;
    match done.success() {
        true => Ok(()),
        false => Err(format!("{} could not be copied", from.display()).into()),
    }
}

/// Removes the copies of runs that were cut short.
pub(crate) fn sweep(dir: &Path) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let run = name.strip_prefix("run-").and_then(|rest| rest.split('-').next());
        if run.is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn bytes_in(dir: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        sum += if entry.file_type()?.is_dir() {
            bytes_in(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(sum)
}
