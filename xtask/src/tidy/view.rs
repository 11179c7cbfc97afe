//! The content policy forbids inline styles and handlers, so no view may write one.

use super::Finding;
use super::code::{code_only, line_of};

const HANDLERS: [&str; 14] = [
    "onclick",
    "onchange",
    "oninput",
    "onsubmit",
    "onload",
    "onerror",
    "onkeydown",
    "onkeyup",
    "onfocus",
    "onblur",
    "onmouseover",
    "onmouseout",
    "ontoggle",
    "onclose",
];

pub fn no_inline(path: &str, text: &str) -> Vec<Finding> {
    if !path.starts_with("app/") || !path.ends_with(".rs") {
        return Vec::new();
    }
    let code = code_only(text);
    let style = [("style=", "a class and style/"), ("style:", "a class and style/")];
    let handlers = HANDLERS.iter().map(|h| (format!("{h}="), "on:… of the view"));
    style
        .into_iter()
        .map(|(what, instead)| (what.to_owned(), instead))
        .chain(handlers)
        .flat_map(|(what, instead)| {
            let say = format!("inline `{what}`: the content policy blocks it; use {instead}");
            attributes(&code, &what)
                .into_iter()
                .map(move |at| (at, say.clone()))
                .collect::<Vec<_>>()
        })
        .map(|(at, say)| Finding::new(path, line_of(&code, at), say))
        .collect()
}

/// Written for the server alone, or what the lean views are made of.
const LEPTOS: [&str; 3] = ["app/src/prelude.rs", "app/src/shell.rs", "app/src/markup/"];

/// Leptos' own `view!` and `server` work in the browser too, at several times the size.
pub fn lean(path: &str, text: &str) -> Vec<Finding> {
    if !path.starts_with("app/src/") || !path.ends_with(".rs") || LEPTOS.iter().any(|l| path.starts_with(l)) {
        return Vec::new();
    }
    let code = code_only(text);
    code.match_indices("leptos::prelude::*")
        .map(|(at, _)| {
            let say =
                "`use crate::prelude::*` instead: its view! is a fraction of Leptos' in the bundle (docs/adr/0014)";
            Finding::new(path, line_of(&code, at), say)
        })
        .collect()
}

/// Where an attribute of exactly this name begins: after a space, and with a value rather than a `::` path.
fn attributes(code: &str, what: &str) -> Vec<usize> {
    let begins = |at: &usize| code[..*at].ends_with(char::is_whitespace);
    let has_value = |at: &usize| !code[at + what.len()..].starts_with([':', ' ', '=']);
    code.match_indices(what)
        .map(|(at, _)| at)
        .filter(begins)
        .filter(has_value)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_styles_and_handlers_are_found() {
        let bad = "view! {\n    <p style=\"color:red\">\n    <i style:width=w></i>\n    <a onclick=\"x()\"/>\n}";
        let lines: Vec<_> = no_inline("app/src/a.rs", bad).iter().map(|f| f.line).collect();
        assert_eq!(lines, [2, 3, 4]);
        assert!(no_inline("server/src/a.rs", bad).is_empty());
    }

    #[test]
    fn classes_and_listeners_pass() {
        let good = "view! { <p class=\"a\" data-style=\"b\" on:click=f/> }\nlet style = 1; fn f(style: S) {}\nuse a::style::B; style == 2";
        assert_eq!(no_inline("app/src/a.rs", good), []);
    }

    #[test]
    fn leptos_own_prelude_is_found() {
        let text = "// leptos::prelude::*\nuse leptos::prelude::*;\n";
        assert_eq!(lean("app/src/pages/a.rs", text).first().map(|f| f.line), Some(2));
        assert!(
            lean(
                "app/src/pages/a.rs",
                "use crate::prelude::*;\nuse leptos::prelude::window;"
            )
            .is_empty()
        );
        assert!(lean("app/src/prelude.rs", text).is_empty() && lean("server/src/a.rs", text).is_empty());
    }
}
