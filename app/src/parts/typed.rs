//! Text inside a `<textarea>`.

/// The text as the field's child. HTML knows no raw text there but Leptos writes it raw on the server, so it is escaped
/// here; and a parser drops the first line break of a field, so there is one to drop.
#[cfg(feature = "ssr")]
pub fn in_textarea(text: String) -> String {
    if text.is_empty() {
        return text;
    }
    format!(
        "\n{}",
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    )
}

#[cfg(not(feature = "ssr"))]
pub fn in_textarea(text: String) -> String {
    text
}
