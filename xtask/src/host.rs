//! The server's side: one profile, one selection of packages, so that SurrealDB is compiled once.

use crate::dirs::Dirs;
use crate::sh::{cmd, on_path, output, run};
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

/// The command that runs the tests of the host.
pub fn test_command(dirs: &Dirs, compiler: Compiler) -> Result<Command> {
    let mut c = compiler.cargo(dirs)?;
    if on_path("cargo-nextest") {
        select(c.args(["nextest", "run", "--cargo-profile", PROFILE, "--no-fail-fast"]));
    } else {
        select(c.args([
            "test",
            "--profile",
            PROFILE,
            "--no-fail-fast",
            "--lib",
            "--bins",
            "--tests",
        ]));
    }
    Ok(c)
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
            shown(&test_command(&dirs, Compiler::Rustc).unwrap()),
        );
        for p in PACKAGES {
            assert!(build.contains(&format!("-p {p}")) && test.contains(&format!("-p {p}")));
        }
        assert!(build.contains("--all-targets"));
    }
}
