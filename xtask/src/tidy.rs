//! `cargo xtask tidy`: the rules of the architecture, checked on the text of the tree.

mod code;
mod layers;
mod manifests;
mod server_fn;
mod text;
mod view;
mod wasm_tree;

use crate::dirs::Dirs;
use anyhow::{Result, bail};
use std::fmt;
use std::path::Path;

/// Not ours, or not source.
const SKIP: [&str; 6] = [".git", "target", "node_modules", "data", "docs", "snapshots"];
/// Holds the bad samples of the rules' own tests.
const SAMPLES: &str = "xtask/src/tidy/";

/// A broken rule: where, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub file: String,
    pub line: usize,
    pub say: String,
}

impl Finding {
    pub fn new(file: &str, line: usize, say: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            say: say.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.say)
    }
}

/// A rule about one file: its path from the root, with `/`, and its text.
type FileRule = fn(&str, &str) -> Vec<Finding>;

const FILE_RULES: [FileRule; 10] = [
    text::short,
    text::no_mod_rs,
    text::nothing_unfinished,
    layers::surrealdb_only_in_store,
    layers::domain_is_pure,
    layers::routes_stand_in_their_list,
    server_fn::short_bodies,
    view::no_inline,
    view::lean,
    manifests::no_mode_features,
];

pub fn run(dirs: &Dirs) -> Result<()> {
    let mut findings = Vec::new();
    let mut seen = 0;
    walk(&dirs.root, "", &mut |path, text| {
        seen += 1;
        findings.extend(FILE_RULES.iter().flat_map(|rule| rule(path, text)));
    })?;
    findings.extend(manifests::one_version_each(&crate::sh::read(
        &dirs.root.join("Cargo.lock"),
    )?));
    findings.extend(wasm_tree::check(dirs)?);
    findings.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    for finding in &findings {
        eprintln!("{finding}");
    }
    if !findings.is_empty() {
        bail!("{} finding(s)", findings.len());
    }
    println!("tidy: {seen} files, {} rules, nothing to say", FILE_RULES.len() + 2);
    Ok(())
}

fn walk(dir: &Path, prefix: &str, each: &mut impl FnMut(&str, &str)) -> Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(dir)?.collect::<std::io::Result<_>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}/{name}")
        };
        if entry.file_type()?.is_dir() {
            if !SKIP.contains(&name.as_str()) {
                walk(&entry.path(), &path, each)?;
            }
        } else if text::is_source(&path) && !path.starts_with(SAMPLES) {
            // Someone may be writing in the tree: a file that is gone by now has nothing to say.
            if let Ok(text) = std::fs::read_to_string(entry.path()) {
                each(&path, &text);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_a_place_and_what_to_do() {
        assert_eq!(Finding::new("a/b.rs", 3, "split it").to_string(), "a/b.rs:3: split it");
    }

    #[test]
    fn foreign_directories_are_not_read() {
        let dir = tempfile::tempdir().unwrap();
        for file in ["node_modules/x.js", "a/node_modules/y.js", "a/z.js", "a/picture.png"] {
            std::fs::create_dir_all(dir.path().join(file).parent().unwrap()).unwrap();
            std::fs::write(dir.path().join(file), "x").unwrap();
        }
        let mut seen = Vec::new();
        walk(dir.path(), "", &mut |path, _| seen.push(path.to_owned())).unwrap();
        assert_eq!(seen, ["a/z.js"]);
    }
}
