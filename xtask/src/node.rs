//! Node and the npm tools of `end2end/`.

use crate::apt;
use crate::dirs::Dirs;
use crate::sh::{cmd, on_path, output, quiet, read, say};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fs;
use std::process::Command;

/// Runs the style compiler and wasm-opt: Debian 12's.
pub const OLDEST: u32 = 18;
/// Runs the end-to-end tests too (playwright-core).
pub const FOR_BROWSERS: u32 = 20;

/// Node's version, if it is there.
pub fn version() -> Option<String> {
    output(cmd("node").arg("--version")).ok()
}

pub fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Are the installed tools those of the lock file?
pub fn installed(dirs: &Dirs) -> bool {
    let stamp = fs::read_to_string(dirs.node().join("node_modules/.installed-for")).ok();
    stamp.is_some() && stamp == lock(dirs).ok()
}

/// What `up` and `build` need.
pub fn ensure(dirs: &Dirs) -> Result<()> {
    ensure_since(dirs, OLDEST, "the style compiler and wasm-opt need")
}

/// What the tests in Chromium need.
pub fn ensure_for_browsers(dirs: &Dirs) -> Result<()> {
    ensure_since(
        dirs,
        FOR_BROWSERS,
        "the end-to-end tests need (`cargo xtask up` does not)",
    )
}

fn ensure_since(dirs: &Dirs, oldest: u32, who: &str) -> Result<()> {
    if version().is_none() || !on_path("npm") {
        apt::ensure(
            &["nodejs", "npm"],
            "Node runs the style compiler, wasm-opt and the browser tests",
        )?;
    }
    let version = version().context("node does not run")?;
    if major(&version).is_none_or(|m| m < oldest) {
        bail!("Node {version} is too old: {who} {oldest} or newer, from nodejs.org or your package manager");
    }
    if installed(dirs) {
        return Ok(());
    }
    say("npm ci in end2end/  (sass, wasm-opt, playwright-core, axe, lighthouse; nothing global)");
    // No package here needs an install script; the browser is Debian's.
    quiet(
        cmd("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(dirs.node()),
    )?;
    fs::write(dirs.node().join("node_modules/.installed-for"), lock(dirs)?)?;
    Ok(())
}

/// Stands for the exact tools that are installed.
pub fn lock(dirs: &Dirs) -> Result<String> {
    Ok(hash(read(&dirs.node().join("package-lock.json"))?.as_bytes()))
}

/// A tool of `end2end/node_modules`.
pub fn tool(dirs: &Dirs, name: &str) -> Command {
    cmd(dirs.node().join("node_modules/.bin").join(name))
}

/// First 12 hex digits of the sha256: the name of a file in the site.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(6)
        .map(|b| format!("{b:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_node_prints_them() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nonsense"), None);
    }

    #[test]
    fn hashes_are_twelve_digits_of_sha256() {
        assert_eq!(hash(b"abc"), "ba7816bf8f01");
    }
}
