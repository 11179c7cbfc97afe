//! All routes. What is not here is a page of the app, or not found.

use crate::routes::{account, admin, attachment, health, indicator, live, page, plan, preference, record};
use crate::{State, forms, headers, origin, request};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

/// An upload of staff lists, bytes.
const UPLOAD: usize = 40 << 20;
/// An answer that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(30);
/// Files over a poor line take their time.
const PATIENCE_WITH_FILES: Duration = Duration::from_secs(600);

/// Routes with a handler of their own, for the authorisation table.
pub const ROUTES: [(&str, &str); 29] = [
    ("POST", "/sign-in"),
    ("POST", "/sign-out"),
    ("POST", "/sign-out-everywhere"),
    ("POST", "/invite"),
    ("GET", "/invite/{token}"),
    ("POST", "/language"),
    ("POST", "/theme"),
    ("POST", "/admin/import"),
    ("GET", "/admin/template.csv"),
    ("GET", "/admin/template.xlsx"),
    ("POST", "/indicators/draft"),
    ("POST", "/indicators/set/{id}"),
    ("POST", "/indicators/import"),
    ("GET", "/indicators/import/{job}/report.xlsx"),
    ("GET", "/indicators/export.xlsx"),
    ("GET", "/indicators/template.xlsx"),
    ("POST", "/plan/import"),
    ("GET", "/plan/template.xlsx"),
    ("GET", "/live"),
    ("POST", "/records"),
    ("POST", "/files"),
    ("POST", "/files/{id}"),
    ("GET", "/files/{id}"),
    ("GET", "/files/{id}/thumb"),
    ("GET", "/files/{id}/offset"),
    ("POST", "/files/{id}/discard"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("POST", "/api/{*function}"),
];

/// The whole site.
pub fn router(state: State) -> Router {
    app::api::register();
    // Pages render on tokio; a second router in one process finds it set already.
    let _ = any_spawner::Executor::init_tokio();
    let tls = state.tls;
    let pages = Router::new()
        .route("/sign-in", post(account::sign_in).get(page::page))
        .route("/sign-out", post(account::sign_out))
        .route("/sign-out-everywhere", post(account::sign_out_everywhere))
        .route("/invite", post(account::open))
        .route("/invite/{token}", get(account::invitation))
        .route("/language", post(preference::language))
        .route("/theme", post(preference::appearance))
        .route(
            "/admin/import",
            post(admin::import).layer(DefaultBodyLimit::max(UPLOAD)).get(page::page),
        )
        .route("/admin/template.csv", get(admin::csv))
        .route("/admin/template.xlsx", get(admin::xlsx))
        .route("/indicators/draft", post(indicator::begin))
        .route("/indicators/set/{id}", post(indicator::keep).get(page::page))
        .route(
            "/indicators/import",
            post(indicator::import)
                .layer(DefaultBodyLimit::max(indicator::UPLOAD))
                .get(page::page),
        )
        .route("/indicators/import/{job}/report.xlsx", get(indicator::report))
        .route("/indicators/export.xlsx", get(indicator::workbook))
        .route("/indicators/template.xlsx", get(indicator::empty))
        .route(
            "/plan/import",
            post(plan::import).layer(DefaultBodyLimit::max(UPLOAD)).get(page::page),
        )
        .route("/plan/template.xlsx", get(plan::template))
        .route("/live", get(live::live))
        .route("/api/{*function}", post(page::function))
        .fallback(page::page)
        .layer(DefaultBodyLimit::max(forms::LIMIT))
        .layer(from_fn_with_state(state.clone(), request::identify))
        .layer(from_fn(origin::check))
        .with_state(state.clone());
    let attachments = attachments()
        .layer(from_fn_with_state(state.clone(), request::identify))
        .layer(from_fn(origin::check))
        .with_state(state.clone())
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::GATEWAY_TIMEOUT,
            PATIENCE_WITH_FILES,
        ));
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(state.clone())
        .merge(files(&state))
        .merge(pages)
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::GATEWAY_TIMEOUT,
            PATIENCE,
        ))
        .merge(attachments)
        .layer(CatchPanicLayer::new())
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
        .and(packed("application/vnd"))
        .and(packed("application/ms"))
}

/// What is sent and read with records. Handlers bound what they read themselves.
fn attachments() -> Router<State> {
    Router::new()
        .route("/records", post(record::write).layer(DefaultBodyLimit::disable()))
        .route("/files", post(attachment::begin))
        .route("/files/{id}", post(attachment::part).get(attachment::whole))
        .route("/files/{id}/thumb", get(attachment::thumb))
        .route("/files/{id}/offset", get(attachment::offset))
        .route("/files/{id}/discard", post(attachment::discard))
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
