//! Forms sent without WASM: the browser is led back after success, and after a refusal shown what happened with its text kept.

mod again;
mod assess;
mod files;
mod paper;
mod period;
mod plan;

pub(crate) use files::{NotTaken, encoded, files_not_taken};

use crate::request::MEANT;
use crate::routes::{local, see_other};
use again::{Again, helps, hidden, input};
use app::api::{ApiError, Caller};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::Lang;
use paper::{Look, Paper, escape};
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
    let look = Look::of(caller.lang, &request);
    let (came_from, site) = (came_from(&request), own_site(&request));
    let (parts, body) = request.into_parts();
    let action = parts.uri.path().to_owned();
    let bytes = match to_bytes(body, LIMIT).await {
        Ok(bytes) => bytes,
        Err(error) if error.to_string().contains("length limit") => return too_large(look, &came_from),
        Err(_) => return broken_off(look, &came_from),
    };
    let mut fields = fields(&bytes);
    if !is_meant(&caller, &fields) {
        return refusal(look, &action, &ApiError::NotSignedIn, &fields, &came_from);
    }
    if !fields.iter().any(|(name, _)| name == "next") {
        let spot = spot(&came_from, &fields);
        fields.push(("next".into(), spot));
    }
    let response = run(Request::from_parts(parts, Body::from(bytes))).await;
    let refused = caller.refused.lock().unwrap_or_else(PoisonError::into_inner).take();
    let told = caller.told.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (refused, told) {
        (Some(error), _) => refusal(look, &action, &error, &fields, &came_from),
        (None, Some(link)) => told_once(look, &format!("{site}{link}"), next_of(&fields)),
        (None, None) => lead_back(response, &fields),
    }
}

/// Whether the page of a form was made for whoever asks now; a form that does not say is taken as it is.
fn is_meant(caller: &Caller, fields: &[(String, String)]) -> bool {
    let meant = fields.iter().find(|(name, _)| name == MEANT);
    match (meant, &caller.actor) {
        (Some((_, meant)), Some(actor)) => meant == actor.person.as_str(),
        _ => true,
    }
}

/// The answer where the page is somebody else's, who has to sign in first: all that was sent, to be sent again.
pub(crate) fn not_meant(caller: &Caller, action: &str, bytes: &Bytes) -> Option<Response> {
    let fields = fields(bytes);
    (!is_meant(caller, &fields)).then(|| kept(caller, action, service::Error::NotSignedIn, &fields))
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

/// Where on its page a form stood that is about a record: there one goes on reading.
fn spot(page: &str, fields: &[(String, String)]) -> String {
    let record = fields
        .iter()
        .find(|(name, id)| name == "record" && domain::id::is_ulid(id));
    record.map_or_else(|| page.to_owned(), |(_, id)| format!("{page}#r-{id}"))
}

/// `https://daybook.example`, as the browser calls it; empty where it does not say.
fn own_site(request: &Request) -> String {
    request
        .headers()
        .get(header::ORIGIN)
        .and_then(|value| value.to_str().ok())
        .filter(|origin| origin.starts_with("http"))
        .unwrap_or_default()
        .to_owned()
}

/// Where the form leads, or where it stood.
fn next_of(fields: &[(String, String)]) -> &str {
    fields
        .iter()
        .find(|(name, _)| name == "next")
        .map_or("/", |(_, value)| local(value))
}

/// After success.
fn lead_back(response: Response, fields: &[(String, String)]) -> Response {
    if response.status().is_redirection() || response.status().is_success() {
        see_other(next_of(fields))
    } else {
        response
    }
}

fn refusal(look: Look, action: &str, error: &ApiError, fields: &[(String, String)], came_from: &str) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    let (title, again, sign_in) = look.lang.pick(
        ("没有保存", "再试一次", "在新窗口登录"),
        ("Not saved", "Try again", "Sign in in a new window"),
    );
    let sign_in = match status {
        StatusCode::UNAUTHORIZED => {
            format!("<p><a class=\"button\" href=\"/sign-in\" target=\"_blank\">{sign_in}</a></p>")
        }
        _ => String::new(),
    };
    let inputs: String = fields
        .iter()
        .map(|(name, value)| input(look.lang, name, value))
        .collect();
    let form = match helps(status, action, error, fields) {
        Again::SameForm => format!(
            "<form class=\"stack\" method=\"post\" action=\"{}\">{inputs}<p><button class=\"primary\">{again}</button></p></form>",
            escape(action)
        ),
        Again::SaveOver => again::save_over(look.lang, action, fields),
        Again::NewForm => format!(
            "<p><a class=\"button primary\" href=\"{}\">{again}</a></p>",
            escape(came_from)
        ),
        Again::OwnPage(page) => format!(
            "<form class=\"stack\" method=\"post\" action=\"{page}\">{}<p><button class=\"primary\">{}</button></p></form>",
            hidden(fields),
            look.lang.pick("回到表单，内容还在", "Back to the form, as it was")
        ),
        Again::ReadFirst => format!(
            "{}<p><a class=\"button primary\" href=\"{}\">{}</a></p>",
            plan::typed(look.lang, fields),
            escape(came_from),
            look.lang.pick("看新内容", "Read it as it is now")
        ),
    };
    let below = &format!("{sign_in}{form}");
    let words = &error.words(look.lang);
    let paper = Paper {
        title,
        words,
        below,
        back: came_from,
    };
    paper.answer(status, look)
}

/// A one-time link is shown once, and stored nowhere.
fn told_once(look: Look, link: &str, back: &str) -> Response {
    let (title, words) = look.lang.pick(
        (
            "一次性链接",
            "请把这个链接发给本人。72 小时内有效，只能用一次，也只显示这一次。",
        ),
        (
            "One-time link",
            "Send this link to its owner. It works once, for 72 hours, and is shown only now.",
        ),
    );
    let below = &format!("<p class=\"once\"><code>{}</code></p>", escape(link));
    Paper {
        title,
        words,
        below,
        back,
    }
    .answer(StatusCode::OK, look)
}

/// The page for a fault that is not the reader's.
pub(crate) fn unavailable(lang: Lang, request: &str) -> Response {
    let error = ApiError::Unavailable {
        request: request.to_owned(),
    };
    let paper = Paper {
        title: lang.pick("暂时无法使用", "Not available just now"),
        words: &error.words(lang),
        below: "",
        back: "/",
    };
    paper.answer(StatusCode::SERVICE_UNAVAILABLE, Look { lang, theme: "auto" })
}

/// The page for an answer that would be without words.
pub(crate) fn wordless(status: StatusCode, error: &ApiError, lang: Lang, theme: &'static str) -> Response {
    let title = match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => lang.pick("没有找到", "Not found"),
        _ if status.is_server_error() => lang.pick("暂时无法使用", "Not available just now"),
        _ => lang.pick("没有办成", "Not done"),
    };
    let paper = Paper {
        title,
        words: &error.words(lang),
        below: "",
        back: "/",
    };
    paper.answer(status, Look { lang, theme })
}

/// What a route of its own answers when a use case refused; `back` is the page that the form stood on.
pub(crate) fn refused(caller: &Caller, error: service::Error, back: &str) -> Response {
    told(caller, error, caller.lang.pick("没有保存", "Not saved"), back)
}

/// The same, with all that was sent, to be sent again.
pub(crate) fn kept(caller: &Caller, action: &str, error: service::Error, fields: &[(String, String)]) -> Response {
    let look = Look {
        lang: caller.lang,
        theme: "auto",
    };
    refusal(look, action, &caller.words(error), fields, action)
}

/// Why a file that was asked for could not be made; `back` is the page that the link stood on.
pub(crate) fn not_made(caller: &Caller, error: service::Error, back: &str) -> Response {
    let title = caller.lang.pick("文件没有生成", "The file was not made");
    told(caller, error, title, back)
}

fn told(caller: &Caller, error: service::Error, title: &str, back: &str) -> Response {
    let error = caller.words(error);
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    let paper = Paper {
        title,
        words: &error.words(caller.lang),
        below: "",
        back,
    };
    let look = Look {
        lang: caller.lang,
        theme: "auto",
    };
    paper.answer(status, look)
}

/// The answer to a form that is longer than any of ours.
pub(crate) fn long(caller: &Caller, back: &str) -> Response {
    let look = Look {
        lang: caller.lang,
        theme: "auto",
    };
    too_large(look, back)
}

fn too_large(look: Look, back: &str) -> Response {
    let (title, words) = look.lang.pick(
        ("没有保存", "内容太长，没有保存。请返回后删减。"),
        (
            "Not saved",
            "The text is too long, so it was not saved. Go back and cut it.",
        ),
    );
    Paper {
        title,
        words,
        below: "",
        back,
    }
    .answer(StatusCode::PAYLOAD_TOO_LARGE, look)
}

fn broken_off(look: Look, back: &str) -> Response {
    let (title, words) = look.lang.pick(
        ("没有保存", "内容没有传完，没有保存。请返回后再试一次。"),
        (
            "Not saved",
            "The text did not arrive whole, so it was not saved. Go back and send it again.",
        ),
    );
    Paper {
        title,
        words,
        below: "",
        back,
    }
    .answer(StatusCode::REQUEST_TIMEOUT, look)
}

/// The pairs of a form body (application/x-www-form-urlencoded, WHATWG URL).
pub(crate) fn fields(bytes: &Bytes) -> Vec<(String, String)> {
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
