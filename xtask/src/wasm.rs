//! The wasm32 target: the active toolchain's own, rustup's, or (without rustup's downloads) Debian's.

use crate::dirs::Dirs;
use crate::sh::{cmd, on_path, output, quiet, say};
use crate::{apt, debian};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// A compiler that can build for the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toolchain {
    /// The active toolchain has the target's std.
    Active,
    /// Debian's newer compiler with a std we built from its sources.
    Debian { sysroot: PathBuf },
}

impl Toolchain {
    pub fn describe(&self) -> String {
        match self {
            Self::Active => "the active toolchain's own".to_owned(),
            Self::Debian { sysroot } => format!("Debian's {} with {}", debian::RUSTC, sysroot.display()),
        }
    }

    /// `cargo` set up for this compiler. Paths of this machine do not reach the bundle.
    pub fn cargo(&self, dirs: &Dirs) -> Command {
        let home = std::env::var("HOME").unwrap_or_default();
        let registry = std::env::var("CARGO_HOME").unwrap_or_else(|_| format!("{home}/.cargo"));
        let mut flags = vec![
            format!("--remap-path-prefix={registry}/registry/src="),
            format!("--remap-path-prefix={}=", dirs.root.display()),
        ];
        let mut c = cmd("cargo");
        if let Self::Debian { sysroot } = self {
            c.env("RUSTC", debian::RUSTC);
            flags.push(format!("--sysroot={}", sysroot.display()));
        }
        c.env_remove("RUSTFLAGS")
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        c.env("CARGO_TARGET_DIR", dirs.wasm_build()).current_dir(&dirs.root);
        c
    }
}

/// What is already here; changes nothing.
pub fn find(dirs: &Dirs) -> Option<Toolchain> {
    let active = wanted("rustup") && active_has_std(dirs);
    let debian = || {
        (wanted("debian"))
            .then(|| debian::ready(dirs))
            .flatten()
            .map(|sysroot| Toolchain::Debian { sysroot })
    };
    if active { Some(Toolchain::Active) } else { debian() }
}

/// What is here, or else installed now: rustup's target if it can be had, otherwise Debian's.
pub fn ensure(dirs: &Dirs) -> Result<Toolchain> {
    if let Some(found) = find(dirs) {
        return Ok(found);
    }
    if wanted("rustup") && on_path("rustup") {
        say(format!(
            "rustup target add {TARGET}  (the browser's half of Daybook is WebAssembly)"
        ));
        match quiet(
            cmd("timeout")
                .args(["120", "rustup", "target", "add", TARGET])
                .current_dir(&dirs.root),
        ) {
            Ok(()) if active_has_std(dirs) => return Ok(Toolchain::Active),
            Ok(()) => say("rustup reports success, but the active compiler does not see the target"),
            Err(_) => say("rustup cannot download here: the compiler and std come from Debian instead"),
        }
    }
    if !wanted("debian") {
        bail!("no {TARGET} target; DAYBOOK_WASM forbids Debian's. Run: rustup target add {TARGET}");
    }
    apt::ensure(
        &["rustc-web", "rust-web-src"],
        "a compiler and the sources of std for WebAssembly",
    )?;
    Ok(Toolchain::Debian {
        sysroot: debian::std(dirs)?,
    })
}

fn wanted(way: &str) -> bool {
    std::env::var("DAYBOOK_WASM")
        .ok()
        .filter(|v| !v.is_empty())
        .is_none_or(|v| v == way)
}

fn active_has_std(dirs: &Dirs) -> bool {
    output(
        cmd("rustc")
            .args(["--print", "target-libdir", "--target", TARGET])
            .current_dir(&dirs.root),
    )
    .is_ok_and(|dir| has_std(Path::new(&dir)))
}

pub fn has_std(dir: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return false;
    };
    entries.flatten().any(|e| {
        let name = e.file_name().to_string_lossy().into_owned();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn std_is_recognised_by_its_library() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!has_std(&dir.path().join("absent")) && !has_std(dir.path()));
        std::fs::write(dir.path().join("libstd-0a1b.rlib"), "").unwrap();
        assert!(has_std(dir.path()));
    }

    #[test]
    fn debian_builds_in_its_own_sysroot_and_hides_paths() {
        let dirs = Dirs {
            root: "/r".into(),
            target: "/t".into(),
        };
        let c = Toolchain::Debian { sysroot: "/s".into() }.cargo(&dirs);
        let env: Vec<_> = c
            .get_envs()
            .filter_map(|(k, v)| Some((k.to_str()?, v?.to_str()?)))
            .collect();
        assert!(env.contains(&("RUSTC", debian::RUSTC)) && env.contains(&("CARGO_TARGET_DIR", "/t/wasm-build")));
        assert!(
            env.iter()
                .any(|(k, v)| *k == "CARGO_ENCODED_RUSTFLAGS" && v.ends_with("--sysroot=/s") && v.contains("/r="))
        );
    }
}
