//! std for wasm32 from Debian's sources, once, in a sysroot of our own: nothing is written under /usr.

use crate::dirs::Dirs;
use crate::sh::{cmd, output, quiet, say};
use crate::wasm::{TARGET, has_std};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Debian's `rustc-web`. Its std and the machine's own compiler do not fit together, so it builds the whole bundle.
pub const RUSTC: &str = "/usr/bin/rustc";
const SOURCES: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

/// The sysroot, if it was finished and belongs to the compiler that is installed now.
pub fn ready(dirs: &Dirs) -> Option<PathBuf> {
    let sysroot = dirs.wasm_std().join("sysroot");
    let stamp = fs::read_to_string(sysroot.join("built-by")).ok()?;
    let version = version().ok()?;
    (stamp == version && has_std(&libs(&sysroot)) && linker(&sysroot, &version).exists()).then_some(sysroot)
}

/// Builds the sysroot if it is not ready: about a minute.
pub fn std(dirs: &Dirs) -> Result<PathBuf> {
    if let Some(sysroot) = ready(dirs) {
        return Ok(sysroot);
    }
    let version = version()?;
    if !Path::new(SOURCES).exists() {
        bail!("{SOURCES} is missing: apt-get install rust-web-src");
    }
    say(format!(
        "building std for {TARGET} with {RUSTC}  (once, about a minute)"
    ));
    let base = dirs.wasm_std();
    let (empty, build, sysroot) = (base.join("empty"), base.join("build"), base.join("sysroot"));
    for dir in [&build, &sysroot] {
        let _ = fs::remove_dir_all(dir);
    }
    fs::create_dir_all(empty.join("src"))?;
    fs::write(empty.join("src/lib.rs"), "")?;
    fs::write(
        empty.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    quiet(
        cmd("cargo")
            .args(["build", "--release", "-Z", "build-std=std,panic_abort,panic_unwind", "--target", TARGET])
            .env("RUSTC", RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            // The bundle is linked with LTO, which needs std's bitcode.
            .env_remove("RUSTFLAGS")
            .env("CARGO_ENCODED_RUSTFLAGS", "-Cembed-bitcode=yes")
            .env("CARGO_TARGET_DIR", &build)
            .current_dir(&empty),
    )?;
    fs::create_dir_all(libs(&sysroot))?;
    for entry in fs::read_dir(build.join(TARGET).join("release/deps"))? {
        let (path, name) = entry.map(|e| (e.path(), e.file_name()))?;
        if path.extension().is_some_and(|e| e == "rlib") && !name.to_string_lossy().starts_with("libempty-") {
            fs::copy(&path, libs(&sysroot).join(name))?;
        }
    }
    let lld = linker(&sysroot, &version);
    fs::create_dir_all(lld.parent().context("linker path")?)?;
    std::os::unix::fs::symlink(rust_lld()?, &lld)?;
    fs::write(sysroot.join("built-by"), version)?;
    let _ = fs::remove_dir_all(&build);
    Ok(sysroot)
}

fn version() -> Result<String> {
    output(cmd(RUSTC).arg("-vV"))
}

fn libs(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(TARGET).join("lib")
}

/// rustc looks for its linker under the name `rust-lld`; the `wasm-ld` wrapper refuses rustc's flags.
fn linker(sysroot: &Path, version: &str) -> PathBuf {
    sysroot.join("lib/rustlib").join(host(version)).join("bin/rust-lld")
}

fn host(version: &str) -> &str {
    version
        .lines()
        .find_map(|l| l.strip_prefix("host: "))
        .unwrap_or("x86_64-unknown-linux-gnu")
}

/// The linker of the machine's own toolchain; Debian's package has none.
fn rust_lld() -> Result<PathBuf> {
    let own = PathBuf::from(output(cmd("rustc").args(["--print", "sysroot"]))?);
    let lld = linker(&own, &output(cmd("rustc").arg("-vV"))?);
    if !lld.exists() {
        bail!(
            "{} is missing: the linker for WebAssembly comes with a rustup toolchain",
            lld.display()
        );
    }
    Ok(lld)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linker_stands_where_rustc_looks_for_it() {
        let said = "rustc 1.96.0\nbinary: rustc\nhost: aarch64-unknown-linux-gnu\nrelease: 1.96.0";
        let path = linker(Path::new("/s"), said);
        assert_eq!(path, Path::new("/s/lib/rustlib/aarch64-unknown-linux-gnu/bin/rust-lld"));
    }
}
