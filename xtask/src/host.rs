//! The server's side: one profile, one selection of packages, so that SurrealDB is compiled once.

use crate::dirs::Dirs;
use crate::sh::{Stream, cmd, keeping, on_path, output, run, say};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Every build, test and lint of the host names exactly these: another selection would mean other features.
pub const PACKAGES: [&str; 7] = ["domain", "store", "service", "app", "server", "bench", "surreal-dev"];
pub const PROFILE: &str = "host";

/// Who compiles our own crates. The crates from crates.io are shared by both.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Compiler {
    Rustc,
    /// Compiles as rustc does and refuses what the lints find.
    Clippy,
}

impl Compiler {
    pub fn cargo(self, dirs: &Dirs) -> Result<Command> {
        let mut c = cmd("cargo");
        c.current_dir(&dirs.root).env("CARGO_TARGET_DIR", &dirs.target);
        c.env_remove("RUSTC_WORKSPACE_WRAPPER").env_remove("CLIPPY_ARGS");
        if self == Self::Clippy {
            let sysroot = output(cmd("rustc").args(["--print", "sysroot"]).current_dir(&dirs.root))?;
            let driver = std::path::Path::new(&sysroot).join("bin/clippy-driver");
            if !driver.exists() {
                bail!("{} is missing: rustup component add clippy", driver.display());
            }
            // What `cargo clippy` does, but with code, so that the tests run what was linted.
            c.env("RUSTC_WORKSPACE_WRAPPER", driver)
                .env("CLIPPY_ARGS", "-Dwarnings__CLIPPY_HACKERY__");
        }
        Ok(c)
    }
}

fn select(c: &mut Command) -> &mut Command {
    c.args(PACKAGES.iter().flat_map(|p| ["-p", p]))
}

/// The command that builds everything of the host: libraries, binaries, tests.
pub fn build_command(dirs: &Dirs, compiler: Compiler) -> Result<Command> {
    let mut c = compiler.cargo(dirs)?;
    select(c.args(["build", "--profile", PROFILE, "--all-targets"]));
    Ok(c)
}

pub fn build(dirs: &Dirs) -> Result<()> {
    run(&mut build_command(dirs, Compiler::Rustc)?)
}

/// Runs the tests of the host; their summary is added to `kept`.
pub fn test(dirs: &Dirs, compiler: Compiler, kept: &mut Vec<String>) -> Result<()> {
    let profile = if on_path("cargo-nextest") {
        "--cargo-profile"
    } else {
        "--profile"
    };
    let mut c = test_command(dirs, compiler)?;
    if dirs.press().is_file() {
        c.env("DAYBOOK_PRESS", dirs.press());
    }
    run_tests(select(c.args([profile, PROFILE])), kept)
}

/// `cargo nextest run`, or `cargo test` where nextest is not installed; packages and profile are the caller's.
pub fn test_command(dirs: &Dirs, compiler: Compiler) -> Result<Command> {
    let mut c = compiler.cargo(dirs)?;
    if on_path("cargo-nextest") {
        c.args(["nextest", "run", "--no-fail-fast"]);
    } else {
        say("cargo-nextest is not installed: `cargo test` runs the same tests, one binary after the other");
        c.args(["test", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    }
    Ok(c)
}

pub fn run_tests(c: &mut Command, kept: &mut Vec<String>) -> Result<()> {
    let nextest = c.get_args().next().is_some_and(|a| a == "nextest");
    if nextest {
        return keeping(c, Stream::Err, |l| l.trim_start().starts_with("Summary ["), kept);
    }
    keeping(c, Stream::Out, |l| l.starts_with("test result:"), kept)
}

/// The server's binary, if it was built.
pub fn daybook(dirs: &Dirs) -> Result<std::path::PathBuf> {
    let path = dirs.daybook();
    path.canonicalize()
        .with_context(|| format!("{} was not built", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sh::shown;

    #[test]
    fn build_and_test_select_the_same_packages() {
        let dirs = Dirs {
            root: "/".into(),
            target: "/t".into(),
        };
        let (build, test) = (
            shown(&build_command(&dirs, Compiler::Rustc).unwrap()),
            shown(select(&mut test_command(&dirs, Compiler::Rustc).unwrap())),
        );
        for p in PACKAGES {
            assert!(build.contains(&format!("-p {p}")) && test.contains(&format!("-p {p}")));
        }
        assert!(build.contains("--all-targets"));
    }
}
