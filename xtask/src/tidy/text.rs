//! Rules about any source file.

use super::Finding;

pub const LONGEST: usize = 400;
const MEASURED: [&str; 7] = [".rs", ".scss", ".css", ".surql", ".js", ".mjs", ".ts"];
const ALSO_READ: [&str; 4] = [".toml", ".sh", ".yml", ".yaml"];

pub fn is_source(path: &str) -> bool {
    MEASURED.iter().chain(&ALSO_READ).any(|end| path.ends_with(end))
}

/// No source file over 400 lines.
pub fn short(path: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().count();
    if lines <= LONGEST || !MEASURED.iter().any(|end| path.ends_with(end)) {
        return Vec::new();
    }
    vec![Finding::new(
        path,
        LONGEST + 1,
        format!("{lines} lines: split it by what it knows ({LONGEST} at most)"),
    )]
}

/// `a.rs` beside `a/`, never `a/mod.rs`.
pub fn no_mod_rs(path: &str, _: &str) -> Vec<Finding> {
    let Some(dir) = path.strip_suffix("/mod.rs") else {
        return Vec::new();
    };
    vec![Finding::new(path, 1, format!("rename it to {dir}.rs"))]
}

/// What is not done is an issue, not a comment.
pub fn nothing_unfinished(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for mark in ["TODO", "FIXME"] {
            if !super::code::words(line, mark).is_empty() {
                findings.push(Finding::new(
                    path,
                    at + 1,
                    format!("{mark}: do it now or write an issue"),
                ));
            }
        }
        for call in ["todo!(", "unimplemented!("] {
            if path.ends_with(".rs") && line.contains(call) {
                findings.push(Finding::new(
                    path,
                    at + 1,
                    format!("{call}): finish it, or return an error that says so"),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_hundred_lines_are_enough() {
        assert!(short("a.rs", &"x\n".repeat(400)).is_empty());
        assert!(short("Cargo.toml", &"x\n".repeat(401)).is_empty());
        assert_eq!(short("a.scss", &"x\n".repeat(401))[0].line, 401);
    }

    #[test]
    fn modules_are_files_of_their_name() {
        assert!(no_mod_rs("a/model.rs", "").is_empty());
        assert_eq!(no_mod_rs("a/b/mod.rs", "")[0].say, "rename it to a/b.rs");
    }

    #[test]
    fn unfinished_work_is_found_by_line() {
        assert!(nothing_unfinished("a.rs", "let todo = MY_TODO_LIST; // # todo 0\n").is_empty());
        let bad = nothing_unfinished("a.rs", "fn a() {\n    todo!()\n}\n// FIXME: b\n");
        assert_eq!(bad.iter().map(|f| f.line).collect::<Vec<_>>(), [2, 4]);
    }
}
