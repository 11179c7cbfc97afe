//! `cargo xtask doctor`: what is here and what is missing. Changes nothing.

use crate::dirs::Dirs;
use crate::sh::{cmd, on_path, output};
use crate::{chromium, node, wasm};
use anyhow::{Result, bail};
use std::path::Path;

struct Line {
    what: &'static str,
    /// What was found, or what will be done about its absence.
    found: Result<String, String>,
    /// `up` cannot do without it, nor get it itself.
    needed: bool,
}

pub fn run(dirs: &Dirs) -> Result<()> {
    let lines = examine(dirs);
    for line in &lines {
        let (mark, text) = match &line.found {
            Ok(text) => ("ok", text),
            Err(text) if line.needed => ("MISSING", text),
            Err(text) => ("absent", text),
        };
        println!("{:<24}{mark:<9}{text}", line.what);
    }
    println!("{:<24}{:<9}{}", "build results", "", dirs.target.display());
    let missing = lines.iter().filter(|l| l.needed && l.found.is_err()).count();
    if missing > 0 {
        bail!("{missing} missing; `cargo xtask up` installs what it may");
    }
    Ok(())
}

fn examine(dirs: &Dirs) -> Vec<Line> {
    let line = |what, found, needed| Line { what, found, needed };
    vec![
        line(
            "rustc",
            version(dirs, "rustc", "--version").ok_or("https://rustup.rs".into()),
            true,
        ),
        line("clippy, rustfmt", lints(dirs), false),
        line(
            "cargo-nextest",
            version(dirs, "cargo-nextest", "--version").ok_or("`cargo test` is used instead".into()),
            false,
        ),
        line(
            "C compiler",
            version(dirs, "cc", "--version").ok_or("apt-get install build-essential".into()),
            true,
        ),
        line("wasm32 target", browser_target(dirs), true),
        line("Node", node_version(), true),
        line("npm tools", npm_tools(dirs), true),
        line("Chromium", browser(), false),
        line("Chinese font", font(), false),
        line("memory", at_least("memory", memory_gb(), 6), false),
        line("free disk", at_least("free space", free_gb(&dirs.target), 15), false),
        line("press (PDF forms)", built(&dirs.press()), false),
        line("server", built(&dirs.daybook()), false),
        line("site", built(&dirs.site().join("assets.json")), false),
    ]
}

/// The first line a program prints about itself.
fn version(dirs: &Dirs, program: &str, flag: &str) -> Option<String> {
    let said = output(cmd(program).arg(flag).current_dir(&dirs.root)).ok()?;
    said.lines().next().map(str::to_owned)
}

fn lints(dirs: &Dirs) -> Result<String, String> {
    let both = version(dirs, "clippy-driver", "--version").zip(version(dirs, "rustfmt", "--version"));
    both.map(|(a, b)| format!("{a}, {b}"))
        .ok_or("rustup component add clippy rustfmt (for `cargo xtask test`)".into())
}

fn browser_target(dirs: &Dirs) -> Result<String, String> {
    let by = format!(
        "rustup target add {}, or without its downloads: apt-get install rustc-web rust-web-src",
        wasm::TARGET
    );
    wasm::find(dirs).map(|t| t.describe()).ok_or(by)
}

fn node_version() -> Result<String, String> {
    let install = format!("Node {} or newer: apt-get install nodejs npm", node::OLDEST);
    let version = node::version().ok_or(install.clone())?;
    let since = |oldest| node::major(&version).is_some_and(|m| m >= oldest);
    match (on_path("npm") && since(node::OLDEST), since(node::FOR_BROWSERS)) {
        (true, true) => Ok(version),
        (true, false) => Ok(format!(
            "{version}; enough for `up`, but `cargo xtask test` needs {} or newer",
            node::FOR_BROWSERS
        )),
        (false, _) => Err(format!("{version} here; {install}")),
    }
}

fn npm_tools(dirs: &Dirs) -> Result<String, String> {
    if node::installed(dirs) {
        Ok("as in end2end/package-lock.json".into())
    } else {
        Err("npm ci in end2end/".into())
    }
}

fn browser() -> Result<String, String> {
    chromium::find()
        .map(|p| p.display().to_string())
        .ok_or("apt-get install chromium (for the end-to-end tests)".into())
}

fn font() -> Result<String, String> {
    if chromium::has_chinese_font() {
        Ok("found".into())
    } else {
        Err("apt-get install fonts-noto-cjk".into())
    }
}

fn built(path: &Path) -> Result<String, String> {
    if path.exists() {
        Ok(path.display().to_string())
    } else {
        Err("not built yet: cargo xtask build".into())
    }
}

fn at_least(what: &str, found: Option<u64>, needed: u64) -> Result<String, String> {
    match found {
        Some(gb) if gb < needed => Err(format!("{gb} GB {what}: building SurrealDB needs {needed} GB")),
        Some(gb) => Ok(format!("{gb} GB")),
        None => Ok("unknown".into()),
    }
}

fn memory_gb() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let kb: u64 = text
        .lines()
        .find_map(|l| l.strip_prefix("MemTotal:"))?
        .split_whitespace()
        .next()?
        .parse()
        .ok()?;
    Some(kb.div_ceil(1_000_000))
}

/// Where build results go, or would go.
fn free_gb(target: &Path) -> Option<u64> {
    let there = target.ancestors().find(|p| p.exists())?;
    let said = output(cmd("df").args(["-Pk"]).arg(there)).ok()?;
    let kb: u64 = said.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kb / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_little_is_said_with_what_is_needed() {
        assert!(at_least("memory", Some(2), 6).unwrap_err().contains("2 GB memory"));
        assert_eq!(at_least("memory", Some(8), 6), Ok("8 GB".into()));
        assert!(at_least("memory", None, 6).is_ok());
    }

    #[test]
    fn the_machine_is_measured() {
        assert!(memory_gb().is_some_and(|gb| gb > 0));
        assert!(free_gb(Path::new("/nowhere/at/all")).is_some());
    }
}
