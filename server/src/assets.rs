//! The built files of the pages: their hashed names come from `assets.json`, written by the build.

use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Names {
    pub boot: String,
    pub js: String,
    pub wasm: String,
    pub css: String,
    #[serde(default)]
    pub attach: String,
    #[serde(default)]
    pub icons: Option<String>,
    /// The script that works without the server.
    #[serde(default)]
    pub offline: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub names: Names,
    pub site: PathBuf,
    /// Files beside `pkg/`, by name.
    pub root: Vec<String>,
}

impl Assets {
    /// Reads `assets.json` of a site folder.
    pub fn read(site: &Path) -> Result<Self, String> {
        let path = site.join("assets.json");
        let advice = "build the pages with `cargo xtask build`, or give their folder with --site";
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}; {advice}", path.display()))?;
        let names = serde_json::from_str(&text).map_err(|error| format!("{}: {error}; {advice}", path.display()))?;
        let listed = std::fs::read_dir(site).map_err(|error| format!("{}: {error}", site.display()))?;
        let root = listed
            .filter_map(Result::ok)
            .filter(|entry| entry.path().is_file())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| !name.ends_with(".br") && !name.ends_with(".gz") && name != "assets.json")
            .collect();
        Ok(Self {
            names,
            site: site.to_owned(),
            root,
        })
    }
}
