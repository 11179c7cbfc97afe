//! Debian packages: installed when we may, otherwise the exact command is the error.

use crate::sh::{cmd, is_root, on_path, output, quiet, say};
use anyhow::{Result, bail};
use std::sync::Once;

static UPDATED: Once = Once::new();

pub fn installed(package: &str) -> bool {
    output(cmd("dpkg-query").args(["-W", "-f", "${Status}", package])).is_ok_and(|s| s == "install ok installed")
}

/// Makes sure of `packages`; `why` is shown if anything has to be done.
pub fn ensure(packages: &[&str], why: &str) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|p| !installed(p)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let command = format!("apt-get update && apt-get install -y --no-install-recommends {list}");
    if !on_path("apt-get") {
        bail!("{why}: {list} missing, and there is no apt-get here; install the same by your own package manager");
    }
    if !is_root() {
        bail!("{why}: {list} missing. Run as root:\n    {command}");
    }
    say(format!("{command}  ({why})"));
    // Stale lists are the usual cause of a 404; a failing update may still leave usable ones.
    UPDATED.call_once(|| {
        if let Err(e) = quiet(apt_get().arg("update")) {
            say(format!("apt-get update: {e:#}"));
        }
    });
    quiet(
        apt_get()
            .args(["install", "-y", "--no-install-recommends"])
            .args(&missing),
    )
}

fn apt_get() -> std::process::Command {
    let mut c = cmd("apt-get");
    c.env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-o", "DPkg::Lock::Timeout=600"]);
    c
}
