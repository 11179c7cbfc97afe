//! A `daybook up` of our own: started, asked how it is, ended.

use crate::machine::{cpu_ms, rss_mb};
use crate::{Args, Result};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// CPU time of a server at rest in a second, ms.
const QUIET: f64 = 30.0;

pub(crate) struct Server {
    child: Child,
    pub pid: u32,
    /// `http://127.0.0.1:PORT`
    pub url: String,
    pub password: String,
    /// From the start of the process until it serves.
    pub took: Duration,
    _out: Lines<BufReader<ChildStdout>>,
}

impl Server {
    /// Serves the database in `dir`; an empty one is filled with `records` first. `more`: further flags.
    pub(crate) async fn start(args: &Args, dir: &Path, records: usize, more: &[&str]) -> Result<Self> {
        let mut command = Command::new(&args.bin);
        command
            .args([
                "up",
                "--no-assessment",
                "--json",
                "--locale",
                &args.locale,
                "--seed",
                "1",
                "--unlimited",
                "--listen",
                "127.0.0.1:0",
            ])
            .args(["--records", &records.to_string(), "--people", &args.people.to_string()])
            .arg("--db")
            .arg(format!("surrealkv://{}/db?sync=every", dir.display()))
            .arg("--site")
            .arg(&args.site)
            .args(more)
            .current_dir(dir)
            .stderr(std::fs::File::create(dir.join("server.log"))?);
        // What the caller set for a server of their own is not for this one.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("DAYBOOK_") {
                command.env_remove(name);
            }
        }
        let began = Instant::now();
        let (child, first, out) = first_line(command).await.map_err(|fault| {
            let log = std::fs::read_to_string(dir.join("server.log")).unwrap_or_default();
            format!("{} up: {fault}\n{}", args.bin.display(), log.trim())
        })?;
        let said: serde_json::Value = serde_json::from_str(&first)?;
        Ok(Self {
            pid: child.id().unwrap_or_default(),
            child,
            url: said["url"].as_str().unwrap_or_default().to_owned(),
            password: said["signins"][0]["password"].as_str().unwrap_or_default().to_owned(),
            took: began.elapsed(),
            _out: out,
        })
    }

    pub(crate) fn rss_mb(&self) -> f64 {
        rss_mb(self.pid)
    }

    /// CPU time so far, ms.
    pub(crate) fn cpu_ms(&self) -> f64 {
        cpu_ms(self.pid)
    }

    /// Waits until the database has nothing left to tidy up in the background, a minute at most.
    pub(crate) async fn settle(&self) {
        for _ in 0..60 {
            let before = self.cpu_ms();
            tokio::time::sleep(Duration::from_secs(1)).await;
            if self.cpu_ms() - before < QUIET {
                return;
            }
        }
    }

    /// Ends it as an administrator would, with time to write what is open; then for good.
    pub(crate) async fn stop(mut self) -> Result<()> {
        let _ = Command::new("kill")
            .arg("-TERM")
            .arg(self.pid.to_string())
            .status()
            .await;
        if tokio::time::timeout(Duration::from_secs(20), self.child.wait())
            .await
            .is_err()
        {
            self.child.kill().await?;
        }
        Ok(())
    }
}

/// Starts a child that says in its first line where it serves. It ends with this program.
pub(crate) async fn first_line(mut command: Command) -> Result<(Child, String, Lines<BufReader<ChildStdout>>)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let out = child.stdout.take().ok_or("no output")?;
    let mut lines = BufReader::new(out).lines();
    match lines.next_line().await? {
        Some(first) => Ok((child, first, lines)),
        None => Err(format!("ended without serving ({})", child.wait().await?).into()),
    }
}
