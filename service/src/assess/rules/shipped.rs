//! The files of `rules/`, and those that an installation puts in their place.

use std::path::Path;

/// Name and text of each file.
pub(super) struct Found {
    pub packs: Vec<(String, String)>,
    pub calendars: Vec<(String, String)>,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../../rules/", $name)))),*]
    };
}

const PACKS: [(&str, &str); 16] = files![
    "cn-civil-servant.toml",
    "us-5cfr430.toml",
    "neutral.toml",
    "overlay/cutoffs-90-80-60.toml",
    "overlay/democratic-rating.toml",
    "overlay/good-half.toml",
    "overlay/half-up.toml",
    "overlay/hebei.toml",
    "overlay/hubei.toml",
    "overlay/jilin.toml",
    "overlay/nanchang.toml",
    "overlay/pool.toml",
    "overlay/pool-front-line.toml",
    "overlay/public-institution.toml",
    "overlay/tianjin.toml",
    "overlay/zhuhai.toml",
];

const CALENDARS: [(&str, &str); 3] = files!["calendar/cn.toml", "calendar/us.toml", "calendar/weekends.toml"];

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    owned.collect()
}

pub(super) fn alone() -> Found {
    Found {
        packs: owned(&PACKS),
        calendars: owned(&CALENDARS),
    }
}

/// With the files of a folder: `*.toml` and `overlay/*.toml` are packs, `calendar/*.toml` calendars. One of the same name replaces
/// the shipped one.
pub(super) fn with(dir: &Path) -> Result<Found, String> {
    if !dir.is_dir() {
        return Err(format!(
            "the folder for rules {} is not there; give another with --rules",
            dir.display()
        ));
    }
    let mut found = alone();
    put(&mut found.packs, read(dir, "")?);
    put(&mut found.packs, read(dir, "overlay")?);
    put(&mut found.calendars, read(dir, "calendar")?);
    Ok(found)
}

fn put(files: &mut Vec<(String, String)>, own: Vec<(String, String)>) {
    for (name, text) in own {
        match files.iter_mut().find(|(known, _)| *known == name) {
            Some((_, place)) => *place = text,
            None => files.push((name, text)),
        }
    }
}

/// In the order of their names.
fn read(dir: &Path, below: &str) -> Result<Vec<(String, String)>, String> {
    let folder = dir.join(below);
    if !folder.is_dir() {
        return Ok(vec![]);
    }
    let failed = |path: &Path, error: std::io::Error| format!("rules: {} cannot be read: {error}", path.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|e| failed(&folder, e))? {
        let path = entry.map_err(|e| failed(&folder, e))?.path();
        let (Some(name), true) = (path.file_name(), path.extension().is_some_and(|e| e == "toml")) else {
            continue;
        };
        let name = name.to_string_lossy();
        let name = if below.is_empty() {
            name.into_owned()
        } else {
            format!("{below}/{name}")
        };
        files.push((name, std::fs::read_to_string(&path).map_err(|e| failed(&path, e))?));
    }
    files.sort();
    Ok(files)
}
