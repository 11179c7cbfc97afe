//! A server function decodes, calls one use case and maps the error: 15 lines are enough.

use super::Finding;
use super::code::{code_only, line_of};

const LONGEST: usize = 15;

pub fn short_bodies(path: &str, text: &str) -> Vec<Finding> {
    if !path.ends_with(".rs") {
        return Vec::new();
    }
    let code = code_only(text);
    let mut findings = Vec::new();
    for (attribute, _) in code.match_indices("#[server") {
        let Some(body) = body(&code[attribute..]) else { continue };
        let lines = body.lines().filter(|l| !l.trim().is_empty()).count();
        if lines > LONGEST {
            let say = format!("a server function of {lines} lines: move the work into a use case ({LONGEST} at most)");
            findings.push(Finding::new(path, line_of(&code, attribute), say));
        }
    }
    findings
}

/// What stands between the braces of the first function.
fn body(code: &str) -> Option<&str> {
    let start = code.find("fn ")?;
    let open = start + code[start..].find('{')?;
    let mut depth = 0;
    for (at, c) in code[open..].char_indices() {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some(&code[open + 1..open + at]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(lines: usize) -> String {
        let work = "    let a = \"}\"; // }\n".repeat(lines);
        format!(
            "\n#[server(endpoint = \"x\")]\npub async fn x(a: A) -> Result<(), E> {{\n    // why\n\n{work}}}\n\nfn y() {{}}\n"
        )
    }

    #[test]
    fn fifteen_lines_pass_and_comments_do_not_count() {
        assert_eq!(short_bodies("app/src/a.rs", &function(15)), []);
        assert!(short_bodies("app/src/a.rs", "fn long() {\n".repeat(30).as_str()).is_empty());
    }

    #[test]
    fn sixteen_do_not() {
        let bad = short_bodies("app/src/a.rs", &function(16));
        assert_eq!((bad[0].line, bad[0].say.contains("16 lines")), (2, true));
    }
}
