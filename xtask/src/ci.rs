//! `cargo xtask ci`: what CI runs, as CI runs it.

use crate::dirs::Dirs;
use crate::sh::{cmd, run as sh_run};
use anyhow::Result;

pub fn run(dirs: &Dirs) -> Result<()> {
    sh_run(cmd("bash").arg(dirs.root.join(".ci/run")).current_dir(&dirs.root))
}
