//! Where things are. Every path of the build is named here and nowhere else.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

pub struct Dirs {
    pub root: PathBuf,
    pub target: PathBuf,
}

impl Dirs {
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask has no parent directory")?;
        let from_env = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        let target = match from_env("CARGO_TARGET_DIR").or_else(|| from_env("DAYBOOK_TARGET")) {
            Some(dir) => std::path::absolute(dir)?,
            None => PathBuf::from(std::env::var_os("HOME").context("HOME is not set")?).join(".cache/daybook/target"),
        };
        Ok(Self {
            root: root.to_owned(),
            target,
        })
    }

    /// The server binary.
    pub fn daybook(&self) -> PathBuf {
        self.target.join("host/daybook")
    }

    /// The program that sets forms: built by itself, in a profile that nothing else uses.
    pub fn press(&self) -> PathBuf {
        self.target.join("release/daybook-press")
    }

    pub fn press_manifest(&self) -> PathBuf {
        self.root.join("press/Cargo.toml")
    }

    /// What the server serves: bundle, styles, static files.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// cargo's directory for the WASM build: another compiler may work there than in `target`.
    pub fn wasm_build(&self) -> PathBuf {
        self.target.join("wasm-build")
    }

    /// std for wasm32, built from Debian's sources.
    pub fn wasm_std(&self) -> PathBuf {
        self.target.join("wasm-std")
    }

    pub fn e2e(&self) -> PathBuf {
        self.target.join("e2e")
    }

    pub fn logs(&self) -> PathBuf {
        self.target.join("log")
    }

    /// Tools and tests that run under Node.
    pub fn node(&self) -> PathBuf {
        self.root.join("end2end")
    }
}
