//! The directory the server serves: hashed bundle and styles in `pkg/`, `public/` at its root, `assets.json`.

use crate::dirs::Dirs;
use crate::node::{self, hash, tool};
use crate::sh::{cmd, quiet, read, say};
use crate::{bundle, offline, size, swap};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Files of `public/` that an installed Daybook needs without a network.
const KEPT: [&str; 4] = [
    "/favicon.svg",
    "/icon-192.png",
    "/manifest.webmanifest",
    "/manifest.en.webmanifest",
];

/// Builds everything beside the site that is being served, then puts it in its place file by file.
pub fn build(dirs: &Dirs) -> Result<PathBuf> {
    node::ensure(dirs)?;
    let bundle = bundle::run_all(dirs)?;
    let (site, next) = (dirs.site(), dirs.target.join("site.next"));
    let _ = fs::remove_dir_all(&next);
    fs::create_dir_all(next.join("pkg"))?;
    copy_tree(&dirs.root.join("public"), &next)?;
    if bundle.join("snippets").is_dir() {
        copy_tree(&bundle.join("snippets"), &next.join("pkg/snippets"))?;
    }

    let css = style(dirs)?;
    let wasm = put(&next, "daybook_bg", "wasm", &fs::read(bundle.join("daybook_bg.wasm"))?)?;
    let glue = read(&bundle.join("daybook.js"))?.replace("daybook_bg.wasm", file_name(&wasm));
    let js = put(&next, "daybook", "js", glue.as_bytes())?;
    let boot = put(&next, "boot", "js", boot(&js, &wasm).as_bytes())?;
    let css = put(&next, "daybook", "css", css.as_bytes())?;
    let (attach, upload) = scripts(dirs, &next)?;
    let mut assets =
        serde_json::json!({ "boot": boot, "js": js, "wasm": wasm, "css": css, "attach": attach, "upload": upload });
    if let Ok(icons) = fs::read(dirs.root.join("public/icons.svg")) {
        assets["icons"] = put(&next, "icons", "svg", &icons)?.into();
    }
    assets["offline"] = without_server(dirs, &next, &assets)?.into();
    fs::write(next.join("assets.json"), format!("{assets:#}\n"))?;

    say("brotli 11 and gzip of every file that shrinks");
    quiet(
        cmd("node")
            .arg(dirs.root.join("xtask/squeeze.mjs"))
            .arg(&next)
            .arg(&site),
    )?;
    swap::into_place(&next, &site)?;
    say(format!("{}  {}", site.display(), size::line(&site)?));
    Ok(site)
}

/// The content policy forbids inline scripts, so the lines that start the WASM are a file. Between making the module ready and
/// taking over the page the page has a turn.
fn boot(js: &str, wasm: &str) -> String {
    format!(
        "import init, {{ hydrate }} from \"{js}\";\nawait init({{ module_or_path: \"{wasm}\" }});\n\
         await new Promise((turn) => setTimeout(turn));\nhydrate();\n"
    )
}

/// The script of pages that works without the server (its address), the page that stands for others then, and the worker.
fn without_server(dirs: &Dirs, site: &Path, assets: &serde_json::Value) -> Result<String> {
    let modules = dirs.root.join("offline");
    let script = put(site, "offline", "js", offline::page(&modules)?.as_bytes())?;
    let mut page = read(&modules.join("offline.html"))?.replace("{offline}", &script);
    for name in ["css", "icons", "attach"] {
        page = page.replace(&format!("{{{name}}}"), assets[name].as_str().unwrap_or_default());
    }
    fs::write(site.join("offline.html"), &page)?;
    let built = ["boot", "js", "wasm", "css", "icons", "attach", "upload"]
        .into_iter()
        .filter_map(|name| assets[name].as_str());
    let mut kept = vec![("/offline".to_owned(), page.into_bytes())];
    for address in built.chain([script.as_str()]).chain(KEPT) {
        kept.push((
            address.to_owned(),
            fs::read(site.join(address.trim_start_matches('/')))?,
        ));
    }
    fs::write(site.join("sw.js"), offline::worker(&modules, &kept)?)?;
    Ok(script)
}

/// What the scripts share with the offline one, as they name it.
const TRANSFER: &str = "../offline/transfer.mjs";
const SHARED: &str = "import { announced } from \"../offline/transfer.mjs\";\n";

/// The scripts that need no WASM: one loads the other by its hashed name, and with it what both share.
fn scripts(dirs: &Dirs, site: &Path) -> Result<(String, String)> {
    let source = |name: &str| read(&dirs.root.join("scripts").join(name));
    let upload = source("upload.js")?;
    if !upload.contains(SHARED) {
        bail!("scripts/upload.js has no place for {TRANSFER}");
    }
    let shared = read(&dirs.root.join("offline/transfer.mjs"))?;
    let upload = put(site, "upload", "js", upload.replace(SHARED, &shared).as_bytes())?;
    let attach = source("attach.js")?
        .replace("./upload.js", &upload)
        .replace(TRANSFER, &upload);
    Ok((put(site, "attach", "js", attach.as_bytes())?, upload))
}

/// Writes `pkg/<name>.<hash>.<ext>` and gives its address.
fn put(site: &Path, name: &str, ext: &str, bytes: &[u8]) -> Result<String> {
    let file = format!("{name}.{}.{ext}", hash(bytes));
    fs::write(site.join("pkg").join(&file), bytes)?;
    Ok(format!("/pkg/{file}"))
}

fn file_name(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

fn style(dirs: &Dirs) -> Result<String> {
    let out = dirs.wasm_build().join("daybook.css");
    let main = dirs.root.join("style/main.scss");
    quiet(
        tool(dirs, "sass")
            .args(["--style=compressed", "--no-source-map", "--no-error-css"])
            .arg(main)
            .arg(&out),
    )?;
    read(&out)
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_content() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("pkg")).unwrap();
        let address = put(dir.path(), "daybook", "css", b"abc").unwrap();
        assert_eq!(address, "/pkg/daybook.ba7816bf8f01.css");
        assert_eq!(fs::read(dir.path().join(&address[1..])).unwrap(), b"abc");
    }

    #[test]
    fn the_boot_script_names_both_files() {
        let text = boot("/pkg/daybook.1.js", "/pkg/daybook_bg.2.wasm");
        assert!(text.starts_with("import init, { hydrate } from \"/pkg/daybook.1.js\";"));
        assert!(text.contains("module_or_path: \"/pkg/daybook_bg.2.wasm\""));
        assert!(
            text.ends_with("});\nawait new Promise((turn) => setTimeout(turn));\nhydrate();\n"),
            "{text}"
        );
    }
}
