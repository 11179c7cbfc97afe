//! Files of records: announced, sent in parts, taken up again after a cut, and read by whoever may.

use crate::State;
use crate::request::{caller, missing};
use app::api::{ApiError, Caller};
use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Path, Query, Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::file::Refusal;
use domain::permission::Actor;
use serde::Deserialize;
use serde_json::{Value, json};
use service::Error;
use service::attachment::{self, Opened, Progress};
use std::sync::Arc;

/// Bytes of one part: a minute over a poor line.
pub(crate) const PART: usize = 1 << 20;

#[derive(Deserialize)]
struct Announced {
    #[serde(default)]
    name: String,
    #[serde(default)]
    size: u64,
    #[serde(default)]
    sha256: String,
}

/// `POST /files`: name, size and, if known, SHA-256 of what will come; the answer has its id.
pub(crate) async fn begin(Shared(state): Shared<State>, request: Request) -> Response {
    let Some((caller, actor)) = signed(&request) else {
        return nobody(&request);
    };
    let Ok(Form(told)) = Form::<Announced>::from_request(request, &()).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let begun = attachment::begin(&state.daybook, &actor, &told.name, told.size, &told.sha256).await;
    answer(&caller, begun.map(|id| json!({ "id": id, "offset": 0 })))
}

#[derive(Deserialize)]
pub(crate) struct From {
    #[serde(default)]
    offset: u64,
}

/// `POST /files/{id}?offset=`: bytes from there on; the answer says what is wanted next, or shows the file that was kept.
pub(crate) async fn part(
    Shared(state): Shared<State>,
    Path(id): Path<String>,
    Query(from): Query<From>,
    request: Request,
) -> Response {
    let Some((caller, actor)) = signed(&request) else {
        return nobody(&request);
    };
    let Ok(bytes) = to_bytes(request.into_body(), PART).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let progress = attachment::part(&state.daybook, &actor, &id.into(), from.offset, bytes).await;
    answer(&caller, progress.map(told))
}

/// `GET /files/{id}/offset`: where to go on.
pub(crate) async fn offset(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let Some((caller, actor)) = signed(&request) else {
        return nobody(&request);
    };
    let progress = attachment::offset(&state.daybook, &actor, &id.into()).await;
    answer(&caller, progress.map(told))
}

/// `POST /files/{id}/discard`
pub(crate) async fn discard(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let Some((caller, actor)) = signed(&request) else {
        return nobody(&request);
    };
    let discarded = attachment::discard(&state.daybook, &actor, &id.into()).await;
    answer(&caller, discarded.map(|()| json!({})))
}

/// `GET /files/{id}`
pub(crate) async fn whole(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let asked = request.headers().clone();
    read(&state, id, caller(&request), &asked, false).await
}

/// `GET /files/{id}/thumb`
pub(crate) async fn thumb(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let asked = request.headers().clone();
    read(&state, id, caller(&request), &asked, true).await
}

fn signed(request: &Request) -> Option<(Caller, Arc<Actor>)> {
    let caller = caller(request)?;
    let actor = caller.actor.clone()?;
    Some((caller, actor))
}

fn nobody(request: &Request) -> Response {
    caller(request).map_or_else(missing, |caller| answer(&caller, Err(Error::NotSignedIn)))
}

fn told(progress: Progress) -> Value {
    match progress {
        Progress::At(offset) => json!({ "offset": offset }),
        Progress::Kept(file) => json!({ "file": file }),
    }
}

/// JSON for the page's script. A refusal carries its words, and whether trying again can help.
fn answer(caller: &Caller, result: service::Result<Value>) -> Response {
    let error = match result {
        Ok(value) => return axum::Json(value).into_response(),
        Err(error) => error,
    };
    let (status, words) = refused(caller, error);
    let again = matches!(status.as_u16(), 409 | 429 | 503);
    (status, axum::Json(json!({ "words": words, "again": again }))).into_response()
}

/// The status and the sentence for what a use case refused.
pub(crate) fn refused(caller: &Caller, error: Error) -> (StatusCode, String) {
    if let Error::File(refusal) = error {
        let status = match refusal {
            // Nothing is wrong with the file: there is room in a while.
            Refusal::TooManyComing => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        return (status, refusal.words(caller.lang).to_owned());
    }
    if let Error::Unavailable(cause) = &error {
        tracing::error!(request = %caller.request, cause = %cause, "a file could not be handled");
    }
    let error = ApiError::from_service(error, &caller.request, caller.lang);
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    (status, error.words(caller.lang))
}

async fn read(state: &State, id: String, caller: Option<Caller>, asked: &HeaderMap, small: bool) -> Response {
    let Some(caller) = caller else {
        return missing();
    };
    let tag = format!("\"{id}{}\"", if small { "-s" } else { "" });
    let opened = match caller.actor.clone() {
        Some(actor) => attachment::open(&state.daybook, &actor, &id.into(), small).await,
        None => Err(Error::NotSignedIn),
    };
    match opened {
        Ok(opened) => sent(opened, &tag, asked),
        Err(error) => refused(&caller, error).into_response(),
    }
}

/// The content never changes under its id, but who may read it does: the browser keeps a copy and asks each time.
fn sent(opened: Opened, tag: &str, asked: &HeaderMap) -> Response {
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| known.split(',').any(|k| k.trim().trim_start_matches("W/") == tag));
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from_stream(opened.content).into_response()
    };
    let mut set = |name: header::HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::ETAG, tag);
    set(header::CACHE_CONTROL, "private, no-cache");
    // Nothing in it runs, loads or sends, whatever a browser makes of it.
    set(
        header::CONTENT_SECURITY_POLICY,
        "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    );
    if !same {
        set(header::CONTENT_TYPE, &opened.mime);
        set(header::CONTENT_LENGTH, &opened.bytes.to_string());
        set(header::CONTENT_DISPOSITION, &disposition(opened.shows, &opened.name));
    }
    response
}

/// RFC 6266: the name for old programs in ASCII, and as it is (RFC 8187).
fn disposition(shows: bool, name: &str) -> String {
    let how = if shows { "inline" } else { "attachment" };
    let plain: String = name
        .chars()
        .map(|c| match c {
            '"' | '\\' | '%' | ';' => '_',
            ' ' => ' ',
            c if c.is_ascii_graphic() => c,
            _ => '_',
        })
        .collect();
    let exact: String = name
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn names_are_said_to_old_and_new_browsers() {
        assert_eq!(
            disposition(false, "年度 \"报告\".pdf"),
            "attachment; filename=\"__ ____.pdf\"; filename*=UTF-8''%E5%B9%B4%E5%BA%A6%20%22%E6%8A%A5%E5%91%8A%22.pdf"
        );
        assert_eq!(
            disposition(true, "a.jpg"),
            "inline; filename=\"a.jpg\"; filename*=UTF-8''a.jpg"
        );
        assert!(!disposition(true, "a\r\nSet-Cookie: x").contains(['\r', '\n']));
    }
}
