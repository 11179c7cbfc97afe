//! The server's own page of few words: what became of a form, and what can be done next.

use crate::request::Theme;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::Lang;

/// What a page looks like for its reader.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) lang: Lang,
    pub(super) theme: &'static str,
}

impl Look {
    pub(super) fn of(lang: Lang, request: &Request) -> Self {
        Self {
            lang,
            theme: request.extensions().get::<Theme>().map_or("auto", |theme| theme.0),
        }
    }
}

pub(super) struct Paper<'a> {
    pub(super) title: &'a str,
    pub(super) words: &'a str,
    /// HTML below the words.
    pub(super) below: &'a str,
    /// A path of ours: the way back.
    pub(super) back: &'a str,
}

impl Paper<'_> {
    pub(super) fn answer(&self, status: StatusCode, look: Look) -> Response {
        let role = if status.is_success() { "status" } else { "alert" };
        let product = look.lang.pick("履职纪实", "Daybook");
        let home = look.lang.pick("回到动态", "Back to the feed");
        let back = match self.back {
            "/" => home,
            _ => look.lang.pick("返回上一页", "Go back"),
        };
        let html = format!(
            "<!DOCTYPE html><html lang=\"{}\" data-theme=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title} · {product}</title>\
             <link rel=\"icon\" href=\"/favicon.svg\"><link rel=\"stylesheet\" href=\"/style.css\"></head>\
             <body><main class=\"bare plain-page\"><p><a class=\"brand\" href=\"/\"><span class=\"seal\" aria-hidden=\"true\">履</span>\
             <span>{product}</span></a></p><h1>{title}</h1><p role=\"{role}\">{}</p>{}\
             <p><a href=\"{}\">{back}</a></p></main></body></html>",
            look.lang.tag(),
            look.theme,
            escape(self.words),
            self.below,
            escape(self.back),
            title = escape(self.title),
        );
        (status, Html(html)).into_response()
    }
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
