//! `cargo xtask bench [name…] [--flags…]`: builds, then one table per benchmark; flags go to those of the server.

use crate::dirs::Dirs;
use crate::sh::{cmd, run as sh_run};
use crate::{build, chromium, host, node, size};
use anyhow::{Result, bail};

const ALL: [&str; 6] = ["assess", "burden", "feed", "live", "search", "size"];

pub fn run(dirs: &Dirs, args: &[String]) -> Result<()> {
    let at = args.iter().position(|arg| arg.starts_with("--")).unwrap_or(args.len());
    let (names, flags) = args.split_at(at);
    let names = chosen(names)?;
    build::all(dirs)?;
    let mut failed = Vec::new();
    for name in names {
        println!("\n=== {name}");
        let done = match name {
            "size" => first_visit(dirs),
            "burden" => in_a_browser(dirs, "burden.mjs"),
            _ => of_the_server(dirs, name, flags),
        };
        if let Err(e) = done {
            eprintln!("{name}: {e:#}");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("not within budget, or not run: {}", failed.join(", "));
    }
    Ok(())
}

fn chosen(args: &[String]) -> Result<Vec<&str>> {
    let unknown: Vec<&str> = args.iter().map(String::as_str).filter(|a| !ALL.contains(a)).collect();
    if !unknown.is_empty() {
        bail!("no benchmark {}; there are {}", unknown.join(", "), ALL.join(", "));
    }
    Ok(if args.is_empty() {
        ALL.to_vec()
    } else {
        args.iter().map(String::as_str).collect()
    })
}

fn of_the_server(dirs: &Dirs, name: &str, flags: &[String]) -> Result<()> {
    let mut c = cmd(dirs.target.join("host/bench"));
    sh_run(
        c.arg(name)
            .arg("--bin")
            .arg(host::daybook(dirs)?)
            .arg("--site")
            .arg(dirs.site())
            .args(flags)
            .current_dir(&dirs.root),
    )
}

/// What a first visit loads, as files and as a browser sees it.
fn first_visit(dirs: &Dirs) -> Result<()> {
    let files = size::check(&dirs.site());
    in_a_browser(dirs, "size.mjs")?;
    files
}

/// A script of end2end/ that starts its own server and a Chromium.
fn in_a_browser(dirs: &Dirs, script: &str) -> Result<()> {
    node::ensure_for_browsers(dirs)?;
    let mut c = cmd("node");
    c.arg(script).current_dir(dirs.node());
    c.env("DAYBOOK_BIN", host::daybook(dirs)?)
        .env("DAYBOOK_SITE", dirs.site())
        .env("CHROMIUM", chromium::ensure()?);
    sh_run(&mut c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_name_every_benchmark_runs() {
        assert_eq!(chosen(&[]).unwrap(), ALL);
        assert_eq!(chosen(&["size".to_owned()]).unwrap(), ["size"]);
        assert!(chosen(&["speed".to_owned()]).unwrap_err().to_string().contains("speed"));
    }
}
