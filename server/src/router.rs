//! The site put together: the ways in of `ways`, built files, and the pages of the app.

use crate::authorisation::PAGES;
use crate::routes::page;
use crate::ways::{Pace, ways};
use crate::{State, faults, forms, headers, origin, request};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::get;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

/// An answer that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// Files over a poor line take their time.
const PATIENCE_WITH_FILES: Duration = Duration::from_secs(600);

/// The whole site.
pub fn router(state: State) -> Router {
    app::api::register();
    // Pages render on tokio; a second router in one process finds it set already.
    let _ = any_spawner::Executor::init_tokio();
    let tls = state.tls;
    let pages = of(Pace::Page)
        .merge(beside_forms())
        .fallback(page::page)
        .layer(DefaultBodyLimit::max(forms::LIMIT))
        .layer(from_fn_with_state(state.clone(), request::identify))
        .layer(from_fn(origin::check))
        .with_state(state.clone());
    let uploads = of(Pace::Files)
        .layer(from_fn_with_state(state.clone(), request::identify))
        .layer(from_fn(origin::check))
        .with_state(state.clone())
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::GATEWAY_TIMEOUT,
            PATIENCE_WITH_FILES,
        ));
    of(Pace::Machine)
        .with_state(state.clone())
        .merge(files(&state))
        .merge(pages)
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::GATEWAY_TIMEOUT,
            PATIENCE,
        ))
        .merge(uploads)
        .layer(CatchPanicLayer::custom(faults::panicked))
        .layer(from_fn(faults::worded))
        .layer(map_response(move |response: Response| async move {
            headers::secure(response, tls)
        }))
        .layer(
            CompressionLayer::new()
                .quality(tower_http::CompressionLevel::Fastest)
                .compress_when(squeezable()),
        )
}

/// Files of records are packed already; pictures are known to the default.
fn squeezable() -> impl Predicate {
    let packed = |kind| NotForContentType::const_new(kind);
    DefaultPredicate::new()
        .and(packed("application/pdf"))
        .and(packed("application/zip"))
        .and(packed("application/vnd"))
        .and(packed("application/ms"))
}

/// The ways in of one pace.
fn of(pace: Pace) -> Router<State> {
    let ways = ways().into_iter().filter(|way| way.pace == pace);
    ways.fold(Router::new(), |router, way| router.route(way.path, way.answer))
}

/// Pages at the address that their form is sent to; all others are found by the fallback.
fn beside_forms() -> Router<State> {
    let ways = ways();
    let at = |method: &str, page: &str| ways.iter().any(|way| way.method == method && way.path == page);
    let pages = PAGES.iter().map(|(path, _)| in_axum(path));
    let pages = pages.filter(|page| at("POST", page) && !at("GET", page));
    pages.fold(Router::new(), |router, page| router.route(&page, get(page::page)))
}

/// `/record/:id` as axum writes it.
fn in_axum(path: &str) -> String {
    let part = |part: &str| {
        part.strip_prefix(':')
            .map_or(part.to_owned(), |name| format!("{{{name}}}"))
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Files of the site with an address or headers of their own.
const APART: [&str; 2] = ["sw.js", "offline.html"];

/// Built files. Names with a hash in them never change their content.
fn files(state: &State) -> Router {
    let site = &state.assets.site;
    // Only what is there: a browser would remember for as long that a file was missing.
    let cached = |value: &'static str| {
        SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, move |response: &Response| {
            let there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
            there.then(|| HeaderValue::from_static(value))
        })
    };
    let hashed = ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip();
    let mut router = Router::new()
        .nest_service("/pkg", hashed)
        .layer(cached("public, max-age=31536000, immutable"));
    let css = state.assets.names.css.trim_start_matches('/');
    let mut plain = Router::new().route_service("/style.css", ServeFile::new(site.join(css)).precompressed_br());
    for name in state.assets.root.iter().filter(|name| !APART.contains(&name.as_str())) {
        plain = plain.route_service(
            &format!("/{name}"),
            ServeFile::new(site.join(name)).precompressed_br().precompressed_gzip(),
        );
    }
    router = router.merge(plain.layer(cached("public, max-age=3600")));
    // A browser that kept an old one of these would not learn of the new version.
    for (address, file, policy) in [
        ("/sw.js", APART[0], headers::WORKER),
        ("/offline", APART[1], headers::OFFLINE),
    ] {
        let served = ServeFile::new(site.join(file)).precompressed_br().precompressed_gzip();
        let policed = SetResponseHeaderLayer::overriding(
            axum::http::header::CONTENT_SECURITY_POLICY,
            axum::http::HeaderValue::from_static(policy),
        );
        let alone = Router::new().route_service(address, served);
        router = router.merge(alone.layer(policed).layer(cached("no-cache")));
    }
    router
}
