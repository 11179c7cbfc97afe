//! Files of a plain form that were not taken: everything else is kept, and can be sent with others in their place.

use super::input;
use super::paper::{Look, Paper, escape};
use crate::request::Theme;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use domain::Lang;
use domain::view::FileRef;

/// A file as it was called, and why it was not taken.
pub(crate) struct NotTaken {
    pub name: String,
    pub words: String,
}

pub(crate) fn files_not_taken(
    request: &Parts,
    lang: Lang,
    not_taken: &[NotTaken],
    kept: &[FileRef],
    fields: &[(String, String)],
) -> Response {
    let look = Look {
        lang,
        theme: request.extensions.get::<Theme>().map_or("auto", |theme| theme.0),
    };
    let shown = |name: &str| {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        domain::text::shown(&last.chars().take(80).collect::<String>())
    };
    let words: Vec<String> = not_taken
        .iter()
        .map(|n| {
            lang.pick(
                format!("“{}”：{}", shown(&n.name), n.words),
                format!("“{}”: {}", shown(&n.name), n.words),
            )
        })
        .collect();
    let received: String = kept.iter().map(|f| format!("<li>{}</li>", escape(&f.name))).collect();
    let received = match kept {
        [] => String::new(),
        _ => format!(
            "<p>{}</p><ul>{received}</ul>",
            lang.pick("已收到，会随纪实一起保存：", "Received, and saved with the record:")
        ),
    };
    let inputs: String = fields.iter().map(|(name, value)| input(lang, name, value)).collect();
    let (label, send) = lang.pick(
        ("换别的文件（可不选）", "保存"),
        ("Other files instead (or none)", "Save"),
    );
    let below = format!(
        "{received}<form class=\"stack\" method=\"post\" action=\"/records\" enctype=\"multipart/form-data\">{inputs}\
         <label>{label}<input type=\"file\" name=\"attach\" multiple></label>\
         <button class=\"button primary\">{send}</button></form>"
    );
    let paper = Paper {
        title: lang.pick("没有保存", "Not saved"),
        words: &words.join("\n"),
        below: &below,
        back: "/new",
    };
    paper.answer(StatusCode::UNPROCESSABLE_ENTITY, look)
}

/// Pairs as a browser would send them in an ordinary form.
pub(crate) fn encoded(fields: &[(String, String)]) -> String {
    let escaped = |text: &str| {
        text.bytes()
            .map(|b| match b {
                b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
                b => format!("%{b:02X}"),
            })
            .collect::<String>()
    };
    let pairs: Vec<String> = fields
        .iter()
        .map(|(n, v)| format!("{}={}", escaped(n), escaped(v)))
        .collect();
    pairs.join("&")
}
