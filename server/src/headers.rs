//! Headers that keep a page to itself.

use axum::http::HeaderValue;
use axum::response::Response;

/// The policy of a page whose scripts carry this nonce.
pub(crate) fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// The page that stands for others without a network: a kept answer has no nonce.
pub(crate) const OFFLINE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; \
     worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The service worker: its own policy rules its requests.
pub(crate) const WORKER: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'";

const PLAIN: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Sets what every answer carries; a policy that is there already stays.
pub(crate) fn secure(mut response: Response, tls: bool) -> Response {
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set("content-security-policy", PLAIN);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("permissions-policy", "camera=(self), geolocation=(), microphone=()");
    set("cache-control", "no-store");
    if tls {
        set("strict-transport-security", "max-age=31536000; includeSubDomains");
    }
    response
}
