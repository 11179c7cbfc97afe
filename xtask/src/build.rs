//! `cargo xtask build`: the server and the site.

use crate::dirs::Dirs;
use crate::sh::say;
use crate::{host, node, press, site, wasm};
use anyhow::{Result, bail};

pub fn run(dirs: &Dirs, args: &[String]) -> Result<()> {
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => all(dirs),
        ["--site"] => site::build(dirs).map(drop),
        ["--host"] => host::build(dirs),
        ["--press"] => press::build(dirs),
        _ => bail!("build takes nothing, --site, --host or --press"),
    }
}

/// What can fail quickly comes first: tools, then the site, then the long build.
pub fn all(dirs: &Dirs) -> Result<()> {
    node::ensure(dirs)?;
    wasm::ensure(dirs)?;
    site::build(dirs)?;
    press::build(dirs)?;
    say("cargo build of the server  (the first time on a machine SurrealDB takes about half an hour)");
    host::build(dirs)
}
