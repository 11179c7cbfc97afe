//! The browser's half: `frontend` → WASM → wasm-bindgen → wasm-opt.

use crate::dirs::Dirs;
use crate::node::{self, hash, tool};
use crate::sh::{quiet, run, say};
use crate::snip;
use crate::wasm::{self, TARGET};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use wasm_bindgen_cli_support::Bindgen;

/// What rustc's wasm32 target emits; without these wasm-opt refuses the module.
const OPTIMISE: [&str; 13] = [
    "-Oz",
    "--converge",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Builds and gives the directory with `daybook.js`, `daybook_bg.wasm` and `snippets/`, if there are any.
pub fn run_all(dirs: &Dirs) -> Result<PathBuf> {
    let toolchain = wasm::ensure(dirs)?;
    say(format!("cargo build -p frontend  ({TARGET}: {})", toolchain.describe()));
    run(toolchain
        .cargo(dirs)
        .args(["build", "-p", "frontend", "--profile", "wasm", "--target", TARGET]))?;

    let input = dirs.wasm_build().join(TARGET).join("wasm/frontend.wasm");
    let out = dirs.wasm_build().join("bundle");
    let bytes = fs::read(&input).with_context(|| format!("cannot read {}", input.display()))?;
    let made_of = format!(
        "{} {} {} {}",
        hash(&bytes),
        hash(include_bytes!("bundle.rs")),
        hash(include_bytes!("snip.rs")),
        node::lock(dirs)?
    );
    let stamp = out.join(".made-of");
    if fs::read_to_string(&stamp).is_ok_and(|s| s == made_of) {
        return Ok(out);
    }
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out)?;
    say(format!("wasm-bindgen and wasm-opt -Oz  ({} KB in)", bytes.len() / 1000));
    let (module, dead) = snip::snip(&bytes)?;
    say(format!("{dead} functions that nothing runs are taken out"));
    let mut bindgen = Bindgen::new();
    bindgen
        .input_module("daybook", module)
        .out_name("daybook")
        .typescript(false)
        .keep_debug(false)
        .omit_default_module_path(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.web(true)?.generate(&out)?;

    let (whole, small) = (out.join("daybook_bg.wasm"), out.join("small.wasm"));
    quiet(tool(dirs, "wasm-opt").args(OPTIMISE).arg(&whole).arg("-o").arg(&small))?;
    fs::rename(&small, &whole)?;
    fs::write(stamp, made_of)?;
    Ok(out)
}
