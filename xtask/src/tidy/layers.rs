//! Who may know what: SurrealDB is `store`'s own, and `domain` is pure.

use super::Finding;
use super::code::{code_only, line_of, words};

/// Nothing outside `store/` names SurrealDB; the root manifest pins it, the end-to-end server is one.
pub fn surrealdb_only_in_store(path: &str, text: &str) -> Vec<Finding> {
    let may = path.starts_with("store/") || path.starts_with("end2end/surreal/") || path == "Cargo.toml";
    if may {
        return Vec::new();
    }
    let say = |line| {
        Finding::new(
            path,
            line,
            "SurrealDB is known to `store` only: give `store` a function for this",
        )
    };
    if path.ends_with("Cargo.toml") {
        let named = |l: &str| l.trim_start().starts_with("surrealdb") || l.contains("package = \"surrealdb");
        return text
            .lines()
            .enumerate()
            .filter(|(_, l)| named(l))
            .map(|(at, _)| say(at + 1))
            .collect();
    }
    if !path.ends_with(".rs") {
        return Vec::new();
    }
    let code = code_only(text);
    ["surrealdb", "surrealdb_core", "surrealdb_types"]
        .iter()
        .flat_map(|name| words(&code, name))
        .map(|at| say(line_of(&code, at)))
        .collect()
}

/// Every route has a row in the authorisation table because the router is built from the list of rows, and from nothing else.
pub fn routes_stand_in_their_list(path: &str, text: &str) -> Vec<Finding> {
    if !path.starts_with("server/src/") || !path.ends_with(".rs") {
        return Vec::new();
    }
    let code = code_only(text);
    // Files of the site are open to everybody, and what is no way in answers with a page; both are named here one by one.
    let listed = |at: usize| {
        let tight = code[at..].chars().filter(|c| !c.is_whitespace() && *c != '"');
        let near: String = tight.take(80).collect();
        LISTED
            .iter()
            .any(|(file, from)| path == *file && near.starts_with(from))
    };
    let added = [
        ".route(",
        ".route_service(",
        ".nest(",
        ".nest_service(",
        ".fallback(",
        ".fallback_service(",
    ];
    added
        .iter()
        .flat_map(|call| code.match_indices(call))
        .filter(|(at, _)| !listed(*at))
        .map(|(at, _)| {
            let say = "a route of its own: give it a row in `server/src/ways.rs`, from which the router is built";
            Finding::new(path, line_of(&code, at), say)
        })
        .collect()
}

const LISTED: [(&str, &str); 8] = [
    ("server/src/router.rs", ".route(way.path,way.answer)"),
    ("server/src/router.rs", ".route(&page,get(page::page))"),
    ("server/src/router.rs", ".fallback(page::page)"),
    ("server/src/router.rs", ".nest_service(,hashed)"),
    ("server/src/router.rs", ".route_service(,ServeFile::new(site.join(css))"),
    (
        "server/src/router.rs",
        ".route_service(&format!(),ServeFile::new(site.join(name))",
    ),
    ("server/src/router.rs", ".route_service(address,served)"),
    ("server/src/faults.rs", ".fallback(answer)"),
];

/// What `domain` must be given by its caller instead.
const IMPURE: [(&str, &str); 12] = [
    ("std::fs", "files"),
    ("std::net", "the network"),
    ("std::env", "the environment"),
    ("std::process", "processes"),
    ("std::thread", "threads"),
    ("SystemTime", "the clock"),
    ("Instant", "the clock"),
    ("Utc::now", "the clock"),
    ("Local", "the machine's time zone"),
    ("tokio", "a runtime"),
    ("rand", "randomness"),
    ("getrandom", "randomness"),
];

/// `domain` decides from what it is given: no files, network, clock or randomness.
pub fn domain_is_pure(path: &str, text: &str) -> Vec<Finding> {
    if !path.starts_with("domain/src/") || !path.ends_with(".rs") {
        return Vec::new();
    }
    let code = code_only(text);
    let found = |at: usize, name: &str, what: &str| {
        let say = format!("`{name}`: domain knows nothing of {what}; take it as an argument");
        Finding::new(path, line_of(&code, at), say)
    };
    let mut all = Vec::new();
    for (name, what) in IMPURE {
        // A crate counts as the first part of a path, not as a name of one's own.
        let is_crate = matches!(name, "rand" | "tokio" | "getrandom");
        let named = |at: &usize| !is_crate || code[at + name.len()..].starts_with("::");
        all.extend(
            words(&code, name)
                .into_iter()
                .filter(named)
                .map(|at| found(at, name, what)),
        );
    }
    all.extend(grouped(&code).into_iter().map(|(at, name)| found(at, &name, "it")));
    all
}

/// `use std::{fs, net}` names them too.
fn grouped(code: &str) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    for (start, _) in code.match_indices("use std::{") {
        let group = &code[start..code[start..].find(';').map_or(code.len(), |end| start + end)];
        for name in ["fs", "net", "env", "process", "thread"] {
            all.extend(
                words(group, name)
                    .into_iter()
                    .map(|at| (start + at, format!("std::{name}"))),
            );
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surrealdb_is_named_in_store_only() {
        let bad = "//! About surrealdb.\nuse surrealdb::Surreal;\n";
        assert_eq!(
            surrealdb_only_in_store("service/src/a.rs", bad)
                .iter()
                .map(|f| f.line)
                .collect::<Vec<_>>(),
            [2]
        );
        assert!(surrealdb_only_in_store("store/src/a.rs", bad).is_empty());
        assert!(surrealdb_only_in_store("service/src/a.rs", "let surrealdb_url = \"surrealdb\";").is_empty());
        assert_eq!(
            surrealdb_only_in_store("app/Cargo.toml", "[dependencies]\nsurrealdb.workspace = true")[0].line,
            2
        );
        assert_eq!(
            surrealdb_only_in_store("app/Cargo.toml", "db = { package = \"surrealdb\" }").len(),
            1
        );
        assert!(surrealdb_only_in_store("Cargo.toml", "surrealdb = \"=3.3.5\"").is_empty());
    }

    #[test]
    fn domain_has_no_clock() {
        let bad = "use std::time::{Duration, Instant};\nlet t = chrono::Utc::now();\nlet r = rand::random();\n";
        let mut lines: Vec<_> = domain_is_pure("domain/src/a.rs", bad).iter().map(|f| f.line).collect();
        lines.sort_unstable();
        assert_eq!(lines, [1, 2, 3]);
        assert!(domain_is_pure("service/src/a.rs", bad).is_empty());
        assert_eq!(
            domain_is_pure("domain/src/a.rs", "use std::{collections::BTreeMap, fs};").len(),
            1
        );
    }

    #[test]
    fn pure_code_passes() {
        let good =
            "//! Never std::fs.\nuse std::time::Duration;\nlet rand = 3; let s = \"tokio::\"; let b = rand_like(b);\n";
        assert_eq!(domain_is_pure("domain/src/a.rs", good), []);
    }

    #[test]
    fn a_route_stands_in_the_list() {
        let alone = "let router = router.route(\"/new\", get(new));\n";
        assert_eq!(routes_stand_in_their_list("server/src/router.rs", alone).len(), 1);
        assert_eq!(routes_stand_in_their_list("server/src/serve.rs", alone).len(), 1);
        let listed = "ways.fold(Router::new(), |router, way| router.route(way.path, way.answer))";
        assert!(routes_stand_in_their_list("server/src/router.rs", listed).is_empty());
        assert_eq!(routes_stand_in_their_list("server/src/serve.rs", listed).len(), 1);
        let file = "Router::new().route_service(\"/backup\", ServeDir::new(data))";
        assert_eq!(routes_stand_in_their_list("server/src/router.rs", file).len(), 1);
        assert!(routes_stand_in_their_list("server/tests/site/live.rs", alone).is_empty());
    }
}
