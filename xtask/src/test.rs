//! `cargo xtask test`: everything CI checks.

use crate::background::Background;
use crate::dirs::Dirs;
use crate::host::{self, Compiler};
use crate::sh::{Stream, cmd, keeping, run as sh_run, say};
use crate::steps::Steps;
use crate::{apt, chromium, node, press, site, size, tidy};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn run(dirs: &Dirs, args: &[String]) -> Result<()> {
    let keep_going = match args {
        [] => false,
        [one] if one == "--keep-going" => true,
        _ => bail!("test takes nothing or --keep-going"),
    };
    let mut steps = Steps::new(keep_going);
    steps.step("npm tools", |_| node::ensure_for_browsers(dirs));
    steps.step("format", |_| {
        sh_run(cmd("cargo").args(["fmt", "--all", "--check"]).current_dir(&dirs.root))?;
        sh_run(&mut press::format_command(dirs))
    });
    steps.step("tidy", |_| tidy::run(dirs));

    // The longest part by far on a cold machine starts as soon as the quick checks have passed.
    let mut build = None;
    if !steps.stopped() {
        let mut c = host::build_command(dirs, Compiler::Clippy)?;
        build = Some(Background::start(&mut c, dirs.logs().join("host-build.txt"))?);
    }
    steps.step("clippy + tests: xtask, markup", |kept| {
        let mut c = host::test_command(dirs, Compiler::Clippy)?;
        host::run_tests(c.args(["-p", "xtask", "-p", "markup"]), kept)
    });
    steps.step("clippy: frontend", |_| sh_run(&mut clippy_frontend(dirs)?));
    steps.step("WASM, styles, budget", |_| size::check(&site::build(dirs)?));
    // SurrealDB leaves a core idle for much of its time.
    steps.step("build + tests: press", |kept| press::test(dirs, Compiler::Clippy, kept));
    if steps.stopped() {
        build = None;
    }
    steps.step("build + clippy: server", |_| {
        build.take().context("was not started")?.wait()
    });
    steps.step("tests: server", |kept| host::test(dirs, Compiler::Clippy, kept));
    steps.step("end to end", |kept| end_to_end(dirs, kept));
    steps.finish()
}

/// `app` with `hydrate`, which no build of the host contains.
fn clippy_frontend(dirs: &Dirs) -> Result<Command> {
    let mut c = Compiler::Rustc.cargo(dirs)?;
    c.args(["clippy", "-p", "frontend", "--all-targets", "--", "-Dwarnings"]);
    Ok(c)
}

fn end_to_end(dirs: &Dirs, kept: &mut Vec<String>) -> Result<()> {
    let tests = test_files(&dirs.node().join("tests"))?;
    // Without it the story of a year is left out, and on CI it fails.
    if let Err(error) = apt::ensure(&["faketime"], "the story of a year moves the server's clock") {
        say(format!("{error:#}"));
    }
    let tap = dirs.logs().join("end2end.tap");
    std::fs::create_dir_all(dirs.e2e())?;
    std::fs::create_dir_all(dirs.logs())?;
    let mut c = cmd("node");
    c.args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"]);
    c.arg(format!("--test-concurrency={}", beside()));
    c.arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", tap.display()));
    c.args(tests).current_dir(dirs.node());
    c.env("DAYBOOK_BIN", host::daybook(dirs)?)
        .env("DAYBOOK_SITE", dirs.site())
        .env("DAYBOOK_PRESS", dirs.press());
    c.env("CHROMIUM", chromium::ensure()?)
        .env("DAYBOOK_DEMO_DIR", dirs.e2e());
    let done = keeping(&mut c, Stream::Out, |_| false, kept);
    kept.extend(summary(&std::fs::read_to_string(tap).unwrap_or_default()));
    done
}

/// How many files run beside each other: each has a server and a browser of its own, and gets two cores for them. Node by itself would
/// count the cores of the machine, also those that a container may not use.
fn beside() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1))
}

/// node's own last lines: `# tests 12`, `# pass 12`, …
fn summary(tap: &str) -> Vec<String> {
    const KEYS: [&str; 8] = [
        "tests",
        "suites",
        "pass",
        "fail",
        "cancelled",
        "skipped",
        "todo",
        "duration_ms",
    ];
    let is = |line: &&str| {
        KEYS.iter()
            .any(|k| line.strip_prefix("# ").is_some_and(|l| l.starts_with(&format!("{k} "))))
    };
    let mut lines: Vec<String> = tap
        .lines()
        .rev()
        .take_while(|l| is(l) || l.is_empty())
        .map(str::to_owned)
        .collect();
    lines.reverse();
    lines.retain(|l| !l.is_empty());
    lines
}

/// Named one by one: what `node --test <directory>` does differs between versions of Node.
fn test_files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| format!("no tests in {}", dir.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(test_files(&path)?);
        } else if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_summary_is_taken_word_for_word() {
        let tap = "TAP version 13\n# tests are loud\nok 1 - a\n1..1\n# tests 1\n# suites 0\n# pass 1\n# fail 0\n# duration_ms 3\n";
        assert_eq!(
            summary(tap),
            ["# tests 1", "# suites 0", "# pass 1", "# fail 0", "# duration_ms 3"]
        );
        assert_eq!(summary(""), Vec::<String>::new());
    }

    #[test]
    fn tests_are_found_in_order() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("b")).unwrap();
        for f in ["z.test.mjs", "a.test.mjs", "help.mjs", "b/c.test.mjs"] {
            std::fs::write(dir.path().join(f), "").unwrap();
        }
        let found = test_files(dir.path()).unwrap();
        let names: Vec<_> = found
            .iter()
            .map(|p| p.strip_prefix(dir.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(names, ["a.test.mjs", "b/c.test.mjs", "z.test.mjs"]);
        assert!(test_files(Path::new("/nowhere")).is_err());
    }
}
