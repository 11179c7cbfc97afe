//! Who asks: session cookie, language, theme and a request id, read once and put beside the request.

use crate::State;
use app::api::Caller;
use axum::extract::{ConnectInfo, Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Lang;
use domain::permission::Actor;
use service::account::Origin;
use service::session::Token;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;
use tracing::Instrument;

pub(crate) const SESSION: &str = "daybook_session";
/// By what a browser is known again when somebody signs in; it opens nothing.
pub(crate) const BROWSER: &str = "daybook_browser";
/// Whom a script or a form works for: what one person left waiting is never sent as another, who signed in in the next tab.
pub(crate) const MEANT: &str = "daybook-person";
/// Said by a page that asks by itself, with nobody at it: such a request is no use of the session.
const AT_REST: &str = "daybook-rest";
pub(crate) const LANG: &str = "lang";
pub(crate) const THEME: &str = "theme";

/// The session of a request that has one.
#[derive(Clone)]
pub(crate) struct Session {
    pub token: Arc<Token>,
}

/// `light`, `dark` or `auto`.
#[derive(Clone)]
pub(crate) struct Theme(pub &'static str);

pub(crate) fn theme(text: &str) -> Theme {
    Theme(match text {
        "light" => "light",
        "dark" => "dark",
        _ => "auto",
    })
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| {
        pair.trim()
            .split_once('=')
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value)
    })
}

/// The language chosen, or else the browser's.
pub(crate) fn lang(headers: &HeaderMap) -> Lang {
    let chosen = cookie(headers, LANG).and_then(Lang::from_tag);
    let asked = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    chosen.unwrap_or_else(|| Lang::negotiate(asked.unwrap_or_default()))
}

/// The address that limits are counted by.
pub(crate) fn address(state: &State, request: &Request) -> IpAddr {
    let mut lines = request.headers().get_all("x-forwarded-for").iter();
    // The last entry of the last line is the one that our own proxy wrote; what stands before came from the client.
    let forwarded = lines.next_back().and_then(|value| value.to_str().ok());
    let forwarded = forwarded
        .and_then(|list| list.rsplit(',').next())
        .and_then(|ip| ip.trim().parse().ok());
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    let trusted = if state.behind_proxy { forwarded } else { None };
    trusted.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

/// Where a sign-in comes from.
pub(crate) fn origin(state: &State, request: &Request) -> Origin {
    Origin::of(address(state, request), cookie(request.headers(), BROWSER))
}

/// Puts [`Caller`], [`Session`] and [`Theme`] beside the request, and its id into log and answer.
pub(crate) async fn identify(Shared(state): Shared<State>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = request_id();
    let headers = request.headers();
    let lang = lang(headers);
    let theme = theme(cookie(headers, THEME).unwrap_or_default());
    let from = address(&state, &request);
    let token = cookie(headers, SESSION).map(|value| Token(value.to_owned()));
    let (method, path) = (request.method().clone(), route_of(request.uri().path()));
    let span = tracing::info_span!("request", id = %id, %method, path);
    let answer = async {
        let actor = match actor(&state, token.as_ref(), at_rest(path, request.headers())).await {
            Ok(actor) => actor,
            Err(error) => {
                tracing::error!(%error, "the session could not be read");
                return crate::forms::unavailable(lang, &id);
            }
        };
        let meant = request.headers().get(MEANT).map(HeaderValue::as_bytes);
        let actor = actor.filter(|a| meant.is_none_or(|person| person == a.person.as_str().as_bytes()));
        if let (Some(token), true) = (token, actor.is_some()) {
            request.extensions_mut().insert(Session { token: Arc::new(token) });
        }
        let caller = Caller {
            daybook: state.daybook.clone(),
            actor,
            lang,
            address: from,
            request: id.clone(),
            refused: Arc::default(),
            told: Arc::default(),
            renewed: Arc::default(),
        };
        request.extensions_mut().insert(caller);
        request.extensions_mut().insert(theme);
        next.run(request).await
    };
    let mut response = answer.instrument(span.clone()).await;
    let (status, took) = (response.status(), began.elapsed());
    span.in_scope(|| tracing::debug!(status = status.as_u16(), ms = took.as_millis(), "answered"));
    crate::telemetry::count(path, status, took);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Whether nobody need be there: the browser opens its stream again by itself, and pages follow the news.
fn at_rest(path: &str, headers: &HeaderMap) -> bool {
    path == "live" || headers.contains_key(AT_REST)
}

async fn actor(state: &State, token: Option<&Token>, at_rest: bool) -> service::Result<Option<Arc<Actor>>> {
    let Some(token) = token else { return Ok(None) };
    let session = match at_rest {
        true => state.daybook.session_at_rest(token).await?,
        false => state.daybook.session(token).await?,
    };
    let Some(person) = session else {
        return Ok(None);
    };
    match state.daybook.profile(&person).await {
        Ok(profile) => Ok(Some(profile.actor.clone())),
        Err(service::Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The first part of a path: enough for log and metrics, and it names nobody.
fn route_of(path: &str) -> &'static str {
    const KNOWN: [&str; 22] = [
        "api",
        "live",
        "pkg",
        "record",
        "person",
        "unit",
        "new",
        "me",
        "grants",
        "plan",
        "admin",
        "sign-in",
        "sign-out",
        "invite",
        "why",
        "healthz",
        "readyz",
        "files",
        "records",
        "search",
        "indicators",
        "assess",
    ];
    let first = path.split('/').nth(1).unwrap_or_default();
    if first.is_empty() {
        "/"
    } else {
        KNOWN.into_iter().find(|known| *known == first).unwrap_or("other")
    }
}

fn request_id() -> String {
    use std::hash::{BuildHasher, Hasher, RandomState};
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u64(COUNT.fetch_add(1, Ordering::Relaxed));
    format!("{:012x}", hasher.finish() >> 16)
}

/// A page that answers nobody in particular.
pub(crate) fn caller(request: &Request) -> Option<Caller> {
    request.extensions().get::<Caller>().cloned()
}

/// For handlers behind [`identify`]; without it nothing is answered.
pub(crate) fn missing() -> Response {
    axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
