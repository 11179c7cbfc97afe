//! What the manifests and the lock file promise.

use super::Finding;

/// `ssr` and `hydrate` must never meet in one build (event handlers would silently die), so none is set for all crates.
pub fn no_mode_features(path: &str, text: &str) -> Vec<Finding> {
    if path != "Cargo.toml" {
        return Vec::new();
    }
    let mut inside = false;
    let mut findings = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.starts_with('[') {
            inside = line.starts_with("[workspace.dependencies");
        }
        let line = line.split('#').next().unwrap_or_default();
        for mode in ["\"ssr\"", "\"hydrate\"", "\"csr\""] {
            if inside && line.contains(mode) {
                findings.push(Finding::new(
                    path,
                    at + 1,
                    format!("{mode} belongs in the crate that needs it"),
                ));
            }
        }
    }
    findings
}

/// Two versions of one of these do not know each other's types.
pub fn one_version_each(lock: &str) -> Vec<Finding> {
    let once = |name: &&str| {
        let places: Vec<usize> = lock
            .lines()
            .enumerate()
            .filter(|(_, l)| *l == format!("name = \"{name}\""))
            .map(|(at, _)| at + 1)
            .collect();
        match places.as_slice() {
            [] | [_] => None,
            [_, second, ..] => {
                let say = format!("{} versions of {name}: cargo tree -d -i {name}", places.len());
                Some(Finding::new("Cargo.lock", *second, say))
            }
        }
    };
    ["leptos", "axum", "surrealdb"].iter().filter_map(once).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_not_set_for_every_crate() {
        let bad = "[package]\nx = [\"ssr\"]\n[workspace.dependencies]\n# no \"ssr\" here\nleptos = { features = [\"ssr\"] }\n";
        assert_eq!(
            no_mode_features("Cargo.toml", bad)
                .iter()
                .map(|f| f.line)
                .collect::<Vec<_>>(),
            [5]
        );
        assert!(no_mode_features("app/Cargo.toml", bad).is_empty());
    }

    #[test]
    fn one_version_of_each() {
        let one = "[[package]]\nname = \"axum\"\nversion = \"0.8.9\"\n\n[[package]]\nname = \"axum-core\"\n";
        assert_eq!(one_version_each(one), []);
        let two = format!("{one}[[package]]\nname = \"axum\"\nversion = \"0.7.0\"\n");
        assert_eq!(one_version_each(&two)[0].line, 8);
    }
}
