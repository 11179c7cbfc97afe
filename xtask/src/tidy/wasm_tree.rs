//! What is compiled into the bundle: nothing of the server.

use super::Finding;
use crate::dirs::Dirs;
use crate::sh::{cmd, output};
use crate::wasm::TARGET;
use anyhow::Result;

pub fn check(dirs: &Dirs) -> Result<Vec<Finding>> {
    let mut cargo = cmd("cargo");
    cargo.args([
        "tree",
        "-p",
        "frontend",
        "--target",
        TARGET,
        "-e",
        "normal,features",
        "--prefix",
        "none",
    ]);
    Ok(no_server(&output(cargo.current_dir(&dirs.root))?))
}

/// `tree` is the output of `cargo tree … -e normal,features --prefix none`.
fn no_server(tree: &str) -> Vec<Finding> {
    let mut bad: Vec<&str> = tree
        .lines()
        .filter(|l| is_server(l))
        .map(|l| l.trim_end_matches(" (*)"))
        .collect();
    bad.sort_unstable();
    bad.dedup();
    let say = |line: &str| {
        let package = line.split(' ').next().unwrap_or_default();
        format!("the bundle contains `{line}`: cargo tree -p frontend --target {TARGET} -e features -i {package}")
    };
    bad.into_iter()
        .map(|line| Finding::new("frontend/Cargo.toml", 1, say(line)))
        .collect()
}

fn is_server(line: &str) -> bool {
    let package = line.split(' ').next().unwrap_or_default();
    line.contains(" feature \"ssr\"") || package == "tokio" || package.starts_with("surrealdb") || package == "axum"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_tree_passes() {
        assert_eq!(
            no_server("frontend v0.1.0 (/w)\napp feature \"hydrate\"\ntokio-stream-like v1.0.0\nleptos v0.8.23\n"),
            []
        );
    }

    #[test]
    fn the_server_in_the_bundle_is_found_once() {
        let bad = "leptos feature \"ssr\"\nleptos feature \"ssr\" (*)\ntokio v1.50.0\nsurrealdb v3.3.5\n";
        assert_eq!(no_server(bad).len(), 3);
    }
}
