//! The browser of the end-to-end tests, and a font with Chinese characters for it.

use crate::apt;
use crate::sh::{cmd, output};
use anyhow::{Context, Result};
use std::path::PathBuf;

const PLACES: [&str; 4] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
];

/// `CHROMIUM`, if set, otherwise the usual places.
pub fn find() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM")
        .filter(|v| !v.is_empty())
        .map(PathBuf::from);
    named.into_iter().chain(PLACES.map(PathBuf::from)).find(|p| p.is_file())
}

pub fn has_chinese_font() -> bool {
    output(cmd("fc-list").args([":lang=zh", "family"])).is_ok_and(|list| !list.is_empty())
}

pub fn ensure() -> Result<PathBuf> {
    let why = "the end-to-end tests run in a real browser and compare Chinese text";
    if find().is_none() {
        apt::ensure(&["chromium"], why)?;
    }
    if !has_chinese_font() {
        apt::ensure(&["fontconfig", "fonts-noto-cjk"], why)?;
    }
    find().context("no Chromium: install it, or name it in CHROMIUM=/path/to/chromium")
}
