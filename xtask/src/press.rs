//! The program that sets forms: a workspace of its own, since what it needs must not change what the server is compiled with (adr/0018).

use crate::apt;
use crate::chromium::has_chinese_font;
use crate::dirs::Dirs;
use crate::host::{Compiler, run_tests};
use crate::sh::{cmd, on_path, run, say};
use anyhow::Result;
use std::process::Command;

const WHY: &str = "forms are set as PDF with Chinese characters";

/// Builds it. Without a font it still starts, and says what to install.
pub fn build(dirs: &Dirs) -> Result<()> {
    if !has_chinese_font()
        && let Err(error) = apt::ensure(&["fontconfig", "fonts-noto-cjk"], WHY)
    {
        say(format!("{error:#}"));
    }
    say("cargo build of the press, which sets forms  (the first time about five minutes)");
    run(&mut build_command(dirs, Compiler::Rustc)?)
}

/// Its tests, and the program itself.
pub fn test(dirs: &Dirs, compiler: Compiler, kept: &mut Vec<String>) -> Result<()> {
    if !has_chinese_font() {
        apt::ensure(&["fontconfig", "fonts-noto-cjk"], WHY)?;
    }
    // What can be copied out of a form is looked at where there is a reader.
    if !on_path("pdftotext")
        && let Err(error) = apt::ensure(&["poppler-utils"], "forms are read again")
    {
        say(format!("{error:#}"));
    }
    run(&mut build_command(dirs, compiler)?)?;
    run_tests(&mut test_command(dirs, compiler, on_path("cargo-nextest"))?, kept)
}

/// `cargo fmt` of the root does not see it.
pub fn format_command(dirs: &Dirs) -> Command {
    let mut c = cmd("cargo");
    c.args(["fmt", "--check", "--manifest-path"]).arg(dirs.press_manifest());
    c
}

fn build_command(dirs: &Dirs, compiler: Compiler) -> Result<Command> {
    let mut c = compiler.cargo(dirs)?;
    c.args(["build", "--release", "--locked", "--all-targets", "--manifest-path"]);
    c.arg(dirs.press_manifest());
    Ok(c)
}

fn test_command(dirs: &Dirs, compiler: Compiler, nextest: bool) -> Result<Command> {
    let mut c = compiler.cargo(dirs)?;
    match nextest {
        true => c.args(["nextest", "run", "--no-fail-fast", "--cargo-profile", "release"]),
        false => c.args(["test", "--no-fail-fast", "--release"]),
    };
    c.args(["--locked", "--manifest-path"]).arg(dirs.press_manifest());
    Ok(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sh::shown;

    #[test]
    fn it_is_built_by_itself_into_the_profile_that_is_looked_in() {
        let dirs = Dirs {
            root: "/r".into(),
            target: "/t".into(),
        };
        let build = shown(&build_command(&dirs, Compiler::Rustc).unwrap());
        assert!(build.contains("build --release"), "{build}");
        assert_eq!(dirs.press(), std::path::Path::new("/t/release/daybook-press"));
        for nextest in [true, false] {
            let test = shown(&test_command(&dirs, Compiler::Rustc, nextest).unwrap());
            assert!(
                test.contains("/r/press/Cargo.toml") && test.contains("release"),
                "{test}"
            );
        }
    }

    #[test]
    fn it_is_no_member_of_the_workspace_of_the_server() {
        let dirs = Dirs::find().unwrap();
        let root = std::fs::read_to_string(dirs.root.join("Cargo.toml")).unwrap();
        assert!(root.contains("exclude = [\"press\"]"));
        let lock = std::fs::read_to_string(dirs.root.join("Cargo.lock")).unwrap();
        assert!(!lock.contains("name = \"typst\""));
    }
}
