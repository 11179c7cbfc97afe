//! A long build that runs beside other steps: its output goes to a file, and is shown when somebody waits for it.

use crate::sh::shown;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

pub struct Background {
    child: Child,
    command: String,
    log: PathBuf,
    started: Instant,
}

impl Background {
    pub fn start(c: &mut Command, log: PathBuf) -> Result<Self> {
        fs::create_dir_all(log.parent().context("a log needs a directory")?)?;
        let file = File::create(&log)?;
        let command = shown(c);
        let child = c.stdout(file.try_clone()?).stderr(file).spawn();
        let child = child.with_context(|| format!("could not start `{command}`"))?;
        println!("· in the background: {command}  (log: {})", log.display());
        Ok(Self {
            child,
            command,
            log,
            started: Instant::now(),
        })
    }

    /// Shows what it wrote so far, then follows it to its end. A sign of life every minute.
    pub fn wait(mut self) -> Result<()> {
        let mut log = File::open(&self.log)?;
        let mut last = Instant::now();
        loop {
            let status = self.child.try_wait()?;
            let mut text = Vec::new();
            if log.read_to_end(&mut text)? > 0 {
                std::io::stdout().write_all(&text)?;
                last = Instant::now();
            }
            match status {
                Some(status) if status.success() => return Ok(()),
                Some(status) => bail!("`{}` failed ({status})", self.command),
                None if last.elapsed() > Duration::from_secs(60) => {
                    println!(
                        "… still building, {} minutes so far",
                        self.started.elapsed().as_secs() / 60
                    );
                    last = Instant::now();
                }
                None => std::thread::sleep(Duration::from_millis(200)),
            }
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // Ours alone: the process that `start` began. cargo leaves its finished crates behind for the next run.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sh::cmd;

    fn start(script: &str) -> (Background, PathBuf, tempfile::TempDir) {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join("log/x.log");
        (
            Background::start(cmd("sh").args(["-c", script]), log.clone()).unwrap(),
            log,
            dir,
        )
    }

    #[test]
    fn its_output_is_kept_and_its_failure_known() {
        let (ok, log, _dir) = start("echo out; echo err >&2");
        ok.wait().unwrap();
        assert_eq!(fs::read_to_string(log).unwrap(), "out\nerr\n");
        let (bad, _, _dir) = start("exit 7");
        assert!(bad.wait().unwrap_err().to_string().contains("exit 7"));
    }

    #[test]
    fn it_ends_with_its_owner() {
        let (long, _, _dir) = start("exec sleep 60");
        let id = long.child.id();
        drop(long);
        assert!(!PathBuf::from(format!("/proc/{id}")).exists());
    }
}
