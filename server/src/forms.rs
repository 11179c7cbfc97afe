//! Forms sent without WASM: the browser is led back after success, and after a refusal shown what happened with its text kept.

mod files;

pub(crate) use files::{NotTaken, encoded, files_not_taken};

use crate::request::Theme;
use crate::routes::{local, see_other};
use app::api::{ApiError, Caller};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::Lang;
use domain::plan::Field;
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
    let look = Look {
        lang: caller.lang,
        theme: request.extensions().get::<Theme>().map_or("auto", |theme| theme.0),
    };
    let came_from = came_from(&request);
    let (parts, body) = request.into_parts();
    let action = parts.uri.path().to_owned();
    let bytes = match to_bytes(body, LIMIT).await {
        Ok(bytes) => bytes,
        Err(error) if error.to_string().contains("length limit") => {
            return page(StatusCode::PAYLOAD_TOO_LARGE, look, &too_large(caller.lang), "");
        }
        Err(_) => return page(StatusCode::REQUEST_TIMEOUT, look, broken_off(caller.lang), ""),
    };
    let mut fields = fields(&bytes);
    if !fields.iter().any(|(name, _)| name == "next") {
        fields.push(("next".into(), came_from.clone()));
    }
    let response = run(Request::from_parts(parts, Body::from(bytes))).await;
    let refused = caller.refused.lock().unwrap_or_else(PoisonError::into_inner).take();
    let told = caller.told.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (refused, told) {
        (Some(error), _) => refusal(look, &action, &error, &fields, &came_from),
        (None, Some(link)) => told_once(look, &link),
        (None, None) => lead_back(response, &fields),
    }
}

/// What a page looks like for its reader.
#[derive(Clone, Copy)]
struct Look {
    lang: Lang,
    theme: &'static str,
}

fn is_plain_form(request: &Request) -> bool {
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|v: &HeaderValue| v.to_str().ok())
            .unwrap_or_default()
    };
    header(header::ACCEPT).contains("text/html")
        && header(header::CONTENT_TYPE).contains("application/x-www-form-urlencoded")
}

/// The page that the form stood on, as a path of ours; never a function's own address.
fn came_from(request: &Request) -> String {
    let referer = request
        .headers()
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let path = referer
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)))
        .unwrap_or("/");
    if path.starts_with("/api/") {
        "/".into()
    } else {
        local(path).to_owned()
    }
}

/// After success: to the form's `next`, or where it stood.
fn lead_back(response: Response, fields: &[(String, String)]) -> Response {
    let next = fields
        .iter()
        .find(|(name, _)| name == "next")
        .map_or("/", |(_, value)| value.as_str());
    if response.status().is_redirection() || response.status().is_success() {
        see_other(local(next))
    } else {
        response
    }
}

fn refusal(look: Look, action: &str, error: &ApiError, fields: &[(String, String)], came_from: &str) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    let inputs: String = fields
        .iter()
        .map(|(name, value)| input(look.lang, name, value))
        .collect();
    let (again, sign_in) = look
        .lang
        .pick(("再试一次", "在新窗口登录"), ("Try again", "Sign in in a new window"));
    let sign_in = match status {
        StatusCode::UNAUTHORIZED => format!("<p><a href=\"/sign-in\" target=\"_blank\">{sign_in}</a></p>"),
        _ => String::new(),
    };
    // A form with a password is not kept: the way back instead of a form that would send nothing.
    let secret = fields
        .iter()
        .any(|(name, _)| matches!(name.as_str(), "password" | "again" | "current"));
    let form = if secret {
        format!(
            "{sign_in}<p><a class=\"button primary\" href=\"{}\">{again}</a></p>",
            escape(came_from)
        )
    } else {
        format!(
            "{sign_in}<form class=\"stack\" method=\"post\" action=\"{}\">{inputs}<button class=\"button primary\">{again}</button></form>",
            escape(action)
        )
    };
    page(status, look, &error.words(look.lang), &form)
}

/// A one-time link is shown once, and stored nowhere.
fn told_once(look: Look, link: &str) -> Response {
    let words = look.lang.pick(
        "一次性链接（72 小时内有效，只显示这一次）：",
        "One-time link, good for 72 hours and shown only now:",
    );
    page(
        StatusCode::OK,
        look,
        words,
        &format!("<p><code>{}</code></p>", escape(link)),
    )
}

pub(crate) fn unavailable(lang: Lang, request: &str) -> Response {
    let error = ApiError::Unavailable {
        request: request.to_owned(),
    };
    page(
        StatusCode::SERVICE_UNAVAILABLE,
        Look { lang, theme: "auto" },
        &error.words(lang),
        "",
    )
}

fn broken_off(lang: Lang) -> &'static str {
    lang.pick(
        "内容没有传完，没有保存。请返回后再试一次。",
        "The text did not arrive whole, so it was not saved. Go back and send it again.",
    )
}

fn too_large(lang: Lang) -> String {
    lang.pick(
        "内容太长，没有保存。请返回后删减。",
        "The text is too long, so it was not saved. Go back and cut it.",
    )
    .into()
}

/// A page of few words, with what can be done below them.
fn page(status: StatusCode, look: Look, words: &str, below: &str) -> Response {
    let (refused, told) = look.lang.pick(("没有保存", "已完成"), ("Not saved", "Done"));
    let (title, role) = if status.is_success() {
        (told, "status")
    } else {
        (refused, "alert")
    };
    let back = look.lang.pick("回到动态", "Back to the feed");
    let html = format!(
        "<!DOCTYPE html><html lang=\"{}\" data-theme=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title>\
         <link rel=\"icon\" href=\"/favicon.svg\"><link rel=\"stylesheet\" href=\"/style.css\"></head>\
         <body class=\"plain\"><main class=\"plain-page\"><h1>{title}</h1><p role=\"{role}\">{}</p>{below}\
         <p><a href=\"/\">{back}</a></p></main></body></html>",
        look.lang.tag(),
        look.theme,
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
        _ if plan_kind(&name_).is_some() => plan_input(lang, &name_, &value),
        _ => format!("<input type=\"hidden\" name=\"{name_}\" value=\"{value}\">"),
    }
}

/// How a field of a plan item is shown again; none for what is no such field, or a choice that stays as it is.
fn plan_kind(name: &str) -> Option<&'static str> {
    match Field::parse(name)? {
        Field::Title | Field::Reason | Field::Answer => Some("text"),
        Field::Measure | Field::Note => Some("area"),
        Field::Weight | Field::Progress => Some("number"),
        Field::Start | Field::Due => Some("date"),
        Field::Horizon | Field::Difficulty | Field::Key | Field::Owner => None,
    }
}

fn plan_input(lang: Lang, name: &str, value: &str) -> String {
    let label = Field::parse(name).map_or("", |field| field.words(lang));
    match plan_kind(name) {
        Some("area") => format!("<label>{label}<textarea name=\"{name}\" rows=\"3\">{value}</textarea></label>"),
        Some(kind) => format!("<label>{label}<input type=\"{kind}\" name=\"{name}\" value=\"{value}\"></label>"),
        None => String::new(),
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
