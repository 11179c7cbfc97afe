//! Routes that are not pages: forms that set cookies, the live stream, files, health.

pub(crate) mod account;
pub(crate) mod admin;
pub(crate) mod assess;
pub(crate) mod attachment;
mod brought;
pub(crate) mod health;
pub(crate) mod indicator;
pub(crate) mod live;
pub(crate) mod page;
pub(crate) mod paper;
pub(crate) mod period;
pub(crate) mod plan;
pub(crate) mod preference;
pub(crate) mod record;
pub(crate) mod statuses;
pub(crate) mod years;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// See other: the browser fetches `to` with GET.
pub(crate) fn see_other(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// `to` if it is a path on this site, else the feed.
pub(crate) fn local(to: &str) -> &str {
    let safe = to.starts_with('/')
        && !to.starts_with("//")
        && !to.starts_with("/\\")
        && to.bytes().all(|b| b.is_ascii_graphic());
    if safe { to } else { "/" }
}

pub(crate) fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_own_paths_are_followed() {
        assert_eq!(local("/record/1?x=2"), "/record/1?x=2");
        for foreign in ["//evil", "https://evil", "/\\evil", "", "/a\r\nSet-Cookie: x"] {
            assert_eq!(local(foreign), "/", "{foreign}");
        }
    }
}
