//! Running other programs: in a clean environment, without stdin, saying what was run when it fails.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

/// What `cargo run` sets for xtask. Build scripts watch some of these (ring's does), so a nested cargo that
/// saw them would compile everything above such a crate again: SurrealDB, half an hour.
/// (RUST_MIN_STACK is for tests; a nested cargo sets it again, and the server must live without it.)
const LEAKED: [&str; 10] = [
    "CARGO",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_MANIFEST_LINKS",
    "CARGO_PRIMARY_PACKAGE",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "OUT_DIR",
    "LD_LIBRARY_PATH",
    "RUST_MIN_STACK",
];

pub fn cmd(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut c = Command::new(program);
    for name in LEAKED {
        c.env_remove(name);
    }
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") {
            c.env_remove(name);
        }
    }
    c.stdin(Stdio::null());
    c
}

/// The command as a person would type it.
pub fn shown(c: &Command) -> String {
    let words = std::iter::once(c.get_program()).chain(c.get_args());
    words
        .map(|w| w.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs to the end with our own output; anything but success is an error.
pub fn run(c: &mut Command) -> Result<()> {
    let status = c.status().with_context(|| format!("could not start `{}`", shown(c)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(c));
    }
    Ok(())
}

/// Runs silently; its output is shown only if it fails.
pub fn quiet(c: &mut Command) -> Result<()> {
    let out = c.output().with_context(|| format!("could not start `{}`", shown(c)))?;
    if !out.status.success() {
        let (o, e) = (
            String::from_utf8_lossy(&out.stdout),
            String::from_utf8_lossy(&out.stderr),
        );
        bail!("`{}` failed ({})\n{o}{e}", shown(c), out.status);
    }
    Ok(())
}

/// Standard output of a successful run, without the last line break.
pub fn output(c: &mut Command) -> Result<String> {
    let out = c.output().with_context(|| format!("could not start `{}`", shown(c)))?;
    if !out.status.success() {
        bail!(
            "`{}` failed ({})\n{}",
            shown(c),
            out.status,
            String::from_utf8_lossy(&out.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&out.stdout).trim_end().to_owned())
}

#[derive(Clone, Copy)]
pub enum Stream {
    Out,
    Err,
}

/// Runs with its output shown as it comes; the lines of one stream that `keep` chooses are added to `kept`,
/// also when it fails.
pub fn keeping(c: &mut Command, stream: Stream, keep: fn(&str) -> bool, kept: &mut Vec<String>) -> Result<()> {
    match stream {
        Stream::Out => c.stdout(Stdio::piped()),
        Stream::Err => c.stderr(Stdio::piped()),
    };
    let mut child = c.spawn().with_context(|| format!("could not start `{}`", shown(c)))?;
    let out = child.stdout.take().map(|s| Box::new(s) as Box<dyn Read>);
    let err = child.stderr.take().map(|s| Box::new(s) as Box<dyn Read>);
    for line in out.or(err).into_iter().flat_map(|s| BufReader::new(s).split(b'\n')) {
        let line = String::from_utf8_lossy(&line?).into_owned();
        match stream {
            Stream::Out => println!("{line}"),
            Stream::Err => eprintln!("{line}"),
        }
        if keep(&line) {
            kept.push(line);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(c));
    }
    Ok(())
}

/// Is there such a program on the PATH?
pub fn on_path(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|p| std::env::split_paths(&p).any(|dir| dir.join(name).is_file()))
}

pub fn is_root() -> bool {
    output(cmd("id").arg("-u")).is_ok_and(|uid| uid == "0")
}

/// One line about what is being done and why.
pub fn say(line: impl std::fmt::Display) {
    println!("· {line}");
}

pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nested_cargo_does_not_see_our_package() {
        let c = cmd("true");
        let removed: Vec<_> = c
            .get_envs()
            .filter(|(_, v)| v.is_none())
            .map(|(k, _)| k.to_owned())
            .collect();
        assert!(removed.contains(&"CARGO_MANIFEST_DIR".into()));
        assert!(
            removed.contains(&"CARGO_PKG_NAME".into()),
            "cargo test sets it, so it must have been removed"
        );
    }

    #[test]
    fn a_failure_names_the_command_and_shows_its_output() {
        let said = format!("{:#}", quiet(cmd("sh").args(["-c", "echo why; exit 3"])).unwrap_err());
        assert!(said.contains("sh -c") && said.contains("why"), "{said}");
    }

    #[test]
    fn chosen_lines_come_back_even_from_a_failure() {
        let mut kept = Vec::new();
        let script = "echo a; echo b; echo b >&2; exit 1";
        let done = keeping(cmd("sh").args(["-c", script]), Stream::Out, |l| l == "b", &mut kept);
        assert!(done.is_err());
        assert_eq!(kept, ["b"]);
    }
}
