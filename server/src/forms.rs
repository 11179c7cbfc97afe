//! Forms sent without WASM: the browser is led back after success, and after a refusal shown what happened with its text kept.

use crate::routes::{local, see_other};
use app::api::{ApiError, Caller};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::Lang;
use std::sync::PoisonError;

/// Bytes of a form: 5,000 characters of 4 bytes, each escaped, and some room.
pub(crate) const LIMIT: usize = 256 << 10;

/// Runs a server function; for a plain form its answer becomes a redirect or a page.
pub(crate) async fn answer<F>(caller: Caller, request: Request, run: impl FnOnce(Request) -> F) -> Response
where
    F: Future<Output = Response>,
{
    if !is_plain_form(&request) {
        return run(request).await;
    }
    let (parts, body) = request.into_parts();
    let action = parts.uri.path().to_owned();
    let Ok(bytes) = to_bytes(body, LIMIT).await else {
        return page(
            StatusCode::PAYLOAD_TOO_LARGE,
            caller.lang,
            "",
            &too_large(caller.lang),
            &[],
        );
    };
    let fields = fields(&bytes);
    let response = run(Request::from_parts(parts, Body::from(bytes))).await;
    let refused = caller.refused.lock().unwrap_or_else(PoisonError::into_inner).take();
    match refused {
        Some(error) => refusal(&caller, &action, &error, &fields),
        None => lead_back(response, &fields),
    }
}

fn is_plain_form(request: &Request) -> bool {
    let has = |name, what| {
        request
            .headers()
            .get(name)
            .and_then(|v: &HeaderValue| v.to_str().ok())
            .is_some_and(|v| v.contains(what))
    };
    has(header::ACCEPT, "text/html") && has(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// After success: to the form's `next`, if it names one of our pages, else where it was.
fn lead_back(response: Response, fields: &[(String, String)]) -> Response {
    let next = fields
        .iter()
        .find(|(name, _)| name == "next")
        .map(|(_, value)| value.as_str());
    match next {
        Some(next) if response.status().is_redirection() => see_other(local(next)),
        _ => response,
    }
}

fn refusal(caller: &Caller, action: &str, error: &ApiError, fields: &[(String, String)]) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    page(status, caller.lang, action, &error.words(caller.lang), fields)
}

pub(crate) fn unavailable(lang: Lang, request: &str) -> Response {
    let error = ApiError::Unavailable {
        request: request.to_owned(),
    };
    page(StatusCode::SERVICE_UNAVAILABLE, lang, "", &error.words(lang), &[])
}

fn too_large(lang: Lang) -> String {
    lang.pick(
        "内容太长，没有保存。请返回后删减。",
        "The text is too long, so it was not saved. Go back and cut it.",
    )
    .into()
}

/// A page that says what happened and offers the same form again, with everything that was typed.
fn page(status: StatusCode, lang: Lang, action: &str, words: &str, fields: &[(String, String)]) -> Response {
    let title = lang.pick("没有保存", "Not saved");
    let mut form = String::new();
    if !fields.is_empty() {
        let inputs: String = fields.iter().map(|(name, value)| input(lang, name, value)).collect();
        let again = lang.pick("再试一次", "Try again");
        form = format!(
            "<form class=\"stack\" method=\"post\" action=\"{}\">{inputs}<button class=\"button primary\">{again}</button></form>",
            escape(action)
        );
    }
    let (sign_in, back) = lang.pick(
        ("在新窗口登录", "回到动态"),
        ("Sign in in a new window", "Back to the feed"),
    );
    let sign_in = if status == StatusCode::UNAUTHORIZED {
        format!("<p><a href=\"/sign-in\" target=\"_blank\">{sign_in}</a></p>")
    } else {
        String::new()
    };
    let html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"/style.css\"></head><body class=\"plain\"><main class=\"plain-page\"><h1>{title}</h1>\
         <p role=\"alert\">{}</p>{sign_in}{form}<p><a href=\"/\">{back}</a></p></main></body></html>",
        lang.tag(),
        escape(words)
    );
    (status, Html(html)).into_response()
}

fn input(lang: Lang, name: &str, value: &str) -> String {
    let (name_, value) = (escape(name), escape(value));
    match name {
        "text" => format!(
            "<label>{}<textarea name=\"text\" rows=\"8\">{value}</textarea></label>",
            lang.pick("内容", "Text")
        ),
        "day" => format!(
            "<label>{}<input type=\"date\" name=\"day\" value=\"{value}\"></label>",
            lang.pick("日期", "Date")
        ),
        "password" | "again" | "current" => String::new(),
        _ => format!("<input type=\"hidden\" name=\"{name_}\" value=\"{value}\">"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// The pairs of a form body (application/x-www-form-urlencoded, WHATWG URL).
fn fields(bytes: &Bytes) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    text.split('&')
        .filter(|p| !p.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(n, v)| (decode(n), decode(v)))
        .collect()
}

fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let pair: String = bytes.by_ref().take(2).map(char::from).collect();
                out.extend(u8::from_str_radix(&pair, 16));
            }
            other => out.push(other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_browsers_send_them() {
        let read = fields(&Bytes::from_static(b"text=%E6%9F%A5+a%26b&on&x=%zz"));
        assert_eq!(
            read,
            [
                ("text".into(), "查 a&b".into()),
                ("on".into(), String::new()),
                ("x".into(), String::new())
            ] as [(String, String); 3]
        );
    }

    #[test]
    fn typed_text_comes_back_harmless() {
        assert_eq!(
            input(Lang::En, "text", "</textarea><script>"),
            "<label>Text<textarea name=\"text\" rows=\"8\">&lt;/textarea&gt;&lt;script&gt;</textarea></label>"
        );
    }
}
