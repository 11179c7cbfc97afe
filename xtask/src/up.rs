//! `cargo xtask up`: everything that is missing, built, started.

use crate::dirs::Dirs;
use crate::sh::{cmd, say, shown};
use crate::{build, host};
use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;
use std::process::Stdio;

pub fn run(dirs: &Dirs, args: &[String]) -> Result<()> {
    build::all(dirs)?;
    let mut c = cmd(host::daybook(dirs)?);
    c.arg("up")
        .args(arguments(dirs, args))
        .current_dir(&dirs.root)
        .stdin(Stdio::inherit());
    std::fs::create_dir_all(dirs.root.join("data"))?;
    say(shown(&c));
    // The server takes this process's place: signals reach it directly.
    Err(c.exec()).context("could not start the server")
}

/// The defaults, except those that were given.
fn arguments(dirs: &Dirs, given: &[String]) -> Vec<String> {
    let database = format!("surrealkv://{}?sync=every", dirs.root.join("data/daybook").display());
    let site = dirs.site().display().to_string();
    let press = dirs.press().display().to_string();
    let defaults = [
        ("--db", database),
        ("--site", site),
        ("--press", press),
        ("--listen", "127.0.0.1:3000".to_owned()),
    ];
    let is_given = |name: &str| given.iter().any(|g| g == name || g.starts_with(&format!("{name}=")));
    let mut all: Vec<String> = Vec::new();
    for (name, value) in defaults.into_iter().filter(|(name, _)| !is_given(name)) {
        all.extend([name.to_owned(), value]);
    }
    all.extend(given.iter().cloned());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_replaces_the_default() {
        let dirs = Dirs {
            root: "/r".into(),
            target: "/t".into(),
        };
        let all = arguments(&dirs, &["--db=mem://".to_owned(), "--json".to_owned()]).join(" ");
        assert_eq!(
            all,
            "--site /t/site --press /t/release/daybook-press --listen 127.0.0.1:3000 --db=mem:// --json"
        );
        assert!(
            arguments(&dirs, &[])
                .join(" ")
                .starts_with("--db surrealkv:///r/data/daybook?sync=every --site")
        );
    }
}
