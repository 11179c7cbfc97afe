//! Puts a new site in the place of the one that is being served.
//!
//! A running server goes on naming the files it was started with, and a browser asks for them when the page has come. So
//! nothing may be missing at any moment: new files come in one by one, each whole; the list of names goes last; the files of the
//! build before stay until the next one.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const LIST: &str = "assets.json";

/// Moves the files of `next` into `site`, and takes out those that neither it nor the build before names.
pub fn into_place(next: &Path, site: &Path) -> Result<()> {
    let list = fs::read(next.join(LIST)).with_context(|| format!("no site in {}", next.display()))?;
    let new = files(next)?;
    let mut kept = names(&list)?;
    if let Ok(before) = fs::read(site.join(LIST)) {
        kept.extend(names(&before)?);
    }
    for file in new.iter().filter(|file| *file != Path::new(LIST)) {
        put(&next.join(file), &site.join(file))?;
    }
    put(&next.join(LIST), &site.join(LIST))?;
    for file in files(site)? {
        if !new.contains(&file) && !kept.contains(&whole(&file)) {
            fs::remove_file(site.join(file))?;
        }
    }
    fs::remove_dir_all(next).with_context(|| format!("cannot remove {}", next.display()))
}

/// Within one file system a file is renamed over the one before: whoever reads sees one or the other.
fn put(from: &Path, to: &Path) -> Result<()> {
    if let Some(dir) = to.parent() {
        fs::create_dir_all(dir)?;
    }
    fs::rename(from, to).with_context(|| format!("cannot write {}", to.display()))
}

/// The files that a list of assets names, as paths inside the site.
fn names(list: &[u8]) -> Result<BTreeSet<PathBuf>> {
    let list: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(list)?;
    Ok(list
        .values()
        .filter_map(|address| address.as_str())
        .map(|address| PathBuf::from(address.trim_start_matches('/')))
        .collect())
}

/// The file that a compressed one stands beside.
fn whole(file: &Path) -> PathBuf {
    match file.extension().and_then(|end| end.to_str()) {
        Some("br" | "gz") => file.with_extension(""),
        _ => file.to_owned(),
    }
}

/// All files below a folder, relative to it.
fn files(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(dir) = waiting.pop() {
        for entry in fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(inside) = path.strip_prefix(folder) {
                found.insert(inside.to_owned());
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A built site whose style sheet has this hash.
    fn build(at: &Path, hash: &str) {
        fs::create_dir_all(at.join("pkg")).unwrap();
        for end in ["", ".br"] {
            fs::write(at.join(format!("pkg/daybook.{hash}.css{end}")), hash).unwrap();
        }
        fs::write(at.join("favicon.svg"), hash).unwrap();
        fs::write(at.join(LIST), format!("{{\"css\": \"/pkg/daybook.{hash}.css\"}}")).unwrap();
    }

    #[test]
    fn the_build_before_stays_until_the_next_one() {
        let dir = tempfile::tempdir().unwrap();
        let (next, site) = (dir.path().join("site.next"), dir.path().join("site"));
        let there = |hash: &str| site.join(format!("pkg/daybook.{hash}.css")).is_file();
        for (hash, before, gone) in [("1", "1", "0"), ("2", "1", "0"), ("3", "2", "1")] {
            build(&next, hash);
            into_place(&next, &site).unwrap();
            assert!(there(hash) && there(before) && !there(gone), "{hash}");
            assert!(site.join(format!("pkg/daybook.{before}.css.br")).is_file());
            assert_eq!(fs::read_to_string(site.join("favicon.svg")).unwrap(), hash);
            assert!(
                fs::read_to_string(site.join(LIST))
                    .unwrap()
                    .contains(&format!("daybook.{hash}.css"))
            );
            assert!(!next.exists());
        }
        assert!(!site.join("pkg/daybook.1.css.br").exists());
    }
}
