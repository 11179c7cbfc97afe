//! What a first visit loads, against its budget.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Brotli, bytes: WASM + JS + CSS. What the tests hold: what it is, and room for a small feature.
pub const BUDGET: u64 = 310_000;
/// What nothing justifies.
pub const CEILING: u64 = 350_000;

pub struct Asset {
    pub name: &'static str,
    pub raw: u64,
    pub brotli: u64,
}

/// The files of `assets.json` that count, in the order of its keys here.
pub fn assets(site: &Path) -> Result<Vec<Asset>> {
    let list = fs::read(site.join("assets.json")).with_context(|| format!("no site in {}", site.display()))?;
    let list: serde_json::Value = serde_json::from_slice(&list)?;
    ["wasm", "js", "boot", "css", "offline", "attach", "upload"]
        .into_iter()
        .map(|name| {
            let address = list[name]
                .as_str()
                .with_context(|| format!("assets.json has no `{name}`"))?;
            let file = site.join(address.trim_start_matches('/'));
            let length = |p: &Path| fs::metadata(p).map(|m| m.len());
            let raw = length(&file).with_context(|| format!("{} is missing", file.display()))?;
            let brotli = length(Path::new(&format!("{}.br", file.display()))).unwrap_or(raw);
            Ok(Asset { name, raw, brotli })
        })
        .collect()
}

pub fn total(assets: &[Asset]) -> (u64, u64) {
    assets.iter().fold((0, 0), |(raw, br), a| (raw + a.raw, br + a.brotli))
}

/// One line: the total in brotli and its budget.
pub fn line(site: &Path) -> Result<String> {
    let (_, brotli) = total(&assets(site)?);
    Ok(format!("{} brotli of {}", kb(brotli), kb(BUDGET)))
}

/// The table; an error if the budget is exceeded.
pub fn check(site: &Path) -> Result<()> {
    let assets = assets(site)?;
    let (raw, brotli) = total(&assets);
    println!("{:<8}{:>12}{:>12}", "size", "raw", "brotli");
    for a in &assets {
        println!("{:<8}{:>12}{:>12}", a.name, kb(a.raw), kb(a.brotli));
    }
    println!(
        "{:<8}{:>12}{:>12}  budget {}, ceiling {}",
        "total",
        kb(raw),
        kb(brotli),
        kb(BUDGET),
        kb(CEILING)
    );
    if brotli > BUDGET {
        bail!(
            "the first visit loads {} (brotli), {} over its budget",
            kb(brotli),
            kb(brotli - BUDGET)
        );
    }
    Ok(())
}

fn kb(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(wasm: usize) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let mut list = serde_json::Map::new();
        for (name, len) in [
            ("wasm", wasm),
            ("js", 8),
            ("boot", 1),
            ("css", 5),
            ("offline", 1),
            ("attach", 1),
            ("upload", 1),
        ] {
            fs::write(dir.path().join(name), vec![0; 2 * len]).unwrap();
            fs::write(dir.path().join(format!("{name}.br")), vec![0; len]).unwrap();
            list.insert(name.into(), format!("/{name}").into());
        }
        fs::write(
            dir.path().join("assets.json"),
            serde_json::Value::from(list).to_string(),
        )
        .unwrap();
        dir
    }

    #[test]
    fn the_compressed_size_counts() {
        let site = site(1_000);
        assert_eq!(total(&assets(site.path()).unwrap()), (2_034, 1_017));
        assert!(check(site.path()).is_ok());
    }

    #[test]
    fn too_big_is_an_error_that_says_by_how_much() {
        let said = check(site(310_000).path()).unwrap_err().to_string();
        assert!(said.contains("0.0 KB over"), "{said}");
    }

    #[test]
    fn without_a_site_it_says_where_it_looked() {
        assert!(
            check(Path::new("/nowhere"))
                .unwrap_err()
                .to_string()
                .contains("/nowhere")
        );
    }
}
