//! Words for answers that have none: what was refused before anybody looked at it, took too long or broke. People are told on
//! a page and scripts as by any function, in the reader's language.

use crate::request::{THEME, cookie, lang, theme};
use app::api::ApiError;
use axum::Json;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Lang;
use std::any::Any;

/// Who hears of it.
#[derive(Clone, Copy)]
enum Reader {
    Person,
    Script,
}

/// Gives words to a refusal or fault that comes without.
pub(crate) async fn worded(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let (lang, theme) = (lang(headers), theme(cookie(headers, THEME).unwrap_or_default()).0);
    let Some(reader) = reader(headers) else {
        return next.run(request).await;
    };
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || says_something(&response) {
        return response;
    }
    let error = meaning(status, lang, response.headers());
    let mut told = match reader {
        Reader::Person => crate::forms::wordless(status, &error, lang, theme),
        Reader::Script => (status, Json(error)).into_response(),
    };
    for (name, value) in response.headers() {
        if name != header::CONTENT_LENGTH {
            told.headers_mut().append(name, value.clone());
        }
    }
    told
}

fn reader(headers: &HeaderMap) -> Option<Reader> {
    let accept = headers.get(header::ACCEPT)?.to_str().ok()?;
    match accept {
        accept if accept.contains("text/html") => Some(Reader::Person),
        accept if accept.contains("application/json") => Some(Reader::Script),
        // Pictures and streams.
        _ => None,
    }
}

fn says_something(response: &Response) -> bool {
    response.headers().contains_key(header::CONTENT_TYPE) || response.body().size_hint().exact() != Some(0)
}

fn meaning(status: StatusCode, lang: Lang, headers: &HeaderMap) -> ApiError {
    let invalid = |zh: &str, en: &str| ApiError::Invalid {
        words: lang.pick(zh, en).to_owned(),
        field: None,
    };
    match status {
        StatusCode::UNAUTHORIZED => ApiError::NotSignedIn,
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => ApiError::NotFound,
        StatusCode::CONFLICT => ApiError::Conflict,
        StatusCode::TOO_MANY_REQUESTS => ApiError::TooMany { seconds: 30 },
        StatusCode::FORBIDDEN => invalid(
            "这个请求来自别的网站，没有执行。请从本站的页面操作。",
            "This request came from another site and was not carried out. Use the pages of this one.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => invalid(
            "内容太长，没有保存。请删减后再试。",
            "This is too long, so it was not saved. Cut it and try again.",
        ),
        status if status.is_server_error() => ApiError::Unavailable {
            request: headers
                .get("x-request-id")
                .and_then(|id| id.to_str().ok())
                .unwrap_or_default()
                .to_owned(),
        },
        _ => invalid(
            "这个请求无法识别，没有执行。请刷新页面后再试。",
            "This request could not be read and was not carried out. Reload the page and try again.",
        ),
    }
}

/// A fault of the program: the request that met it gets an answer as any other.
pub(crate) fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let words = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(
        cause = words.unwrap_or("unknown"),
        "a request met a fault of the program"
    );
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::http::Uri;
    use axum::middleware::from_fn;
    use std::time::Duration;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;
    use tower_http::timeout::TimeoutLayer;

    /// Nobody waits long for what never comes; what is answered at once is waited for, however much else the machine has to do.
    fn site(path: &str) -> Router {
        let patience = match path {
            "/late" => Duration::from_millis(20),
            _ => Duration::from_secs(60),
        };
        let late = TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, patience);
        Router::new()
            .fallback(answer)
            .layer(late)
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn(worded))
    }

    async fn answer(uri: Uri) -> Response {
        match uri.path() {
            "/late" => std::future::pending().await,
            "/worded" => (StatusCode::NOT_FOUND, "words").into_response(),
            "/unread" => StatusCode::BAD_REQUEST.into_response(),
            "/broken" => panic!("a fault"),
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    }

    async fn ask(path: &str, accept: &str, tag: &str) -> (u16, String) {
        let request = Request::builder()
            .uri(path)
            .header(header::ACCEPT, accept)
            .header(header::ACCEPT_LANGUAGE, tag);
        let answer = site(path).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn whatever_goes_wrong_is_told_in_the_readers_words() {
        for (path, status, zh, en) in [
            ("/late", 504, "没有完成这个请求", "did not finish"),
            ("/broken", 500, "没有完成这个请求", "did not finish"),
            ("/gone", 404, "没有找到", "Not found"),
            ("/unread", 400, "无法识别", "could not be read"),
        ] {
            for (tag, words) in [("zh-CN", zh), ("en", en)] {
                let (told, page) = ask(path, "text/html,*/*", tag).await;
                assert!(
                    told == status && page.contains(words) && page.contains("</html>"),
                    "{path} {tag}: {page}"
                );
            }
            let (told, json) = ask(path, "application/json", "en").await;
            let error: ApiError = serde_json::from_str(&json).unwrap();
            assert!(told == status && error != ApiError::Network, "{path}: {json}");
            assert!(error.words(Lang::En).contains(en), "{path}: {json}");
        }
    }

    #[tokio::test]
    async fn what_has_words_or_is_for_nobody_stays() {
        assert_eq!(ask("/worded", "text/html", "en").await, (404, "words".into()));
        assert_eq!(ask("/gone", "text/event-stream", "en").await, (404, String::new()));
    }
}
