//! The script that works without the server: the modules of `offline/` as one file for pages and one for the worker.
//!
//! Each module becomes a function, called once, so that names stay its own. Modules are written for that: imports and exports stand
//! at the beginning of a line, and comments on lines of their own.

use crate::node::hash;
use crate::sh::read;
use anyhow::{Context, Result, bail};
use std::fmt::Write;
use std::path::Path;

/// What pages load.
pub fn page(dir: &Path) -> Result<String> {
    bundle(dir, "page")
}

/// The worker, which keeps these files. Its text changes with them: that is how browsers learn of a new version.
pub fn worker(dir: &Path, files: &[(String, Vec<u8>)]) -> Result<String> {
    const UNSTAMPED: &str = "const BUILD = { name: \"unbuilt\", files: [] };";
    let text = bundle(dir, "sw")?;
    if !text.contains(UNSTAMPED) {
        bail!("offline/sw.mjs has no place for its files");
    }
    let (mut all, mut names) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        all.extend_from_slice(hash(bytes).as_bytes());
        names.push(name);
    }
    all.extend_from_slice(text.as_bytes());
    let stamp = serde_json::json!({ "name": hash(&all), "files": names });
    Ok(text.replace(UNSTAMPED, &format!("const BUILD = {stamp};")))
}

fn bundle(dir: &Path, entry: &str) -> Result<String> {
    let (mut out, mut done) = (String::from("\"use strict\";\n"), Vec::new());
    add(dir, entry, &mut out, &mut done)?;
    Ok(out)
}

/// A module after those it needs.
fn add(dir: &Path, name: &str, out: &mut String, done: &mut Vec<String>) -> Result<()> {
    if done.iter().any(|known| known == name) {
        return Ok(());
    }
    done.push(name.to_owned());
    let text = read(&dir.join(format!("{name}.mjs")))?;
    let (mut body, mut exports) = (String::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !is_comment(line)) {
        if let Some(rest) = line.strip_prefix("import ") {
            let (names, from) = rest
                .split_once(" from \"./")
                .with_context(|| format!("{name}: {line}"))?;
            let from = from
                .strip_suffix(".mjs\";")
                .with_context(|| format!("{name}: {line}"))?;
            add(dir, from, out, done)?;
            writeln!(body, "const {names} = {};", ident(from))?;
        } else if let Some(rest) = line.strip_prefix("export ") {
            exports.push(exported(rest).with_context(|| format!("{name}: {line}"))?);
            writeln!(body, "{rest}")?;
        } else {
            writeln!(body, "{line}")?;
        }
    }
    write!(
        out,
        "const {} = (() => {{\n{body}return {{ {} }};\n}})();\n",
        ident(name),
        exports.join(", ")
    )?;
    Ok(())
}

fn is_comment(line: &str) -> bool {
    line.is_empty()
        || line.starts_with("//")
        || line.starts_with("/*")
        || line.starts_with("* ")
        || line.starts_with("*/")
}

/// The name that `export …` declares.
fn exported(declaration: &str) -> Option<&str> {
    let declaration = declaration.strip_prefix("async ").unwrap_or(declaration);
    let rest = ["function ", "const ", "class "]
        .iter()
        .find_map(|kind| declaration.strip_prefix(kind))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

fn ident(module: &str) -> String {
    format!("m_{}", module.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn modules(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(dir.path().join(name), text).unwrap();
        }
        dir
    }

    #[test]
    fn what_is_needed_comes_first_and_once() {
        let dir = modules(&[
            (
                "page.mjs",
                "import { a } from \"./a.mjs\";\nimport { b } from \"./b-c.mjs\";\na(b);\n",
            ),
            (
                "a.mjs",
                "import { b } from \"./b-c.mjs\";\n// why\nexport async function a(x) {\n  return x ?? b;\n}\n",
            ),
            ("b-c.mjs", "/** One. */\nexport const b = 1;\n"),
        ]);
        let text = page(dir.path()).unwrap();
        assert_eq!(
            text,
            "\"use strict\";\nconst m_b_c = (() => {\nconst b = 1;\nreturn { b };\n})();\n\
             const m_a = (() => {\nconst { b } = m_b_c;\nasync function a(x) {\nreturn x ?? b;\n}\nreturn { a };\n})();\n\
             const m_page = (() => {\nconst { a } = m_a;\nconst { b } = m_b_c;\na(b);\nreturn {  };\n})();\n"
        );
    }

    #[test]
    fn the_worker_is_named_after_its_files() {
        let dir = modules(&[(
            "sw.mjs",
            "const BUILD = { name: \"unbuilt\", files: [] };\nuse(BUILD);\n",
        )]);
        let stamped = |bytes: &[u8]| worker(dir.path(), &[("/a.js".to_owned(), bytes.to_vec())]).unwrap();
        assert!(stamped(b"1").contains("\"files\":[\"/a.js\"]"), "{}", stamped(b"1"));
        assert_ne!(stamped(b"1"), stamped(b"2"));
        fs::write(dir.path().join("sw.mjs"), "nothing\n").unwrap();
        assert!(worker(dir.path(), &[]).is_err());
    }
}
