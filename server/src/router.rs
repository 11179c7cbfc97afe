//! All routes. What is not here is a page of the app, or not found.

use crate::routes::{account, admin, health, indicator, live, page, preference};
use crate::{State, forms, headers, origin, request};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

/// An upload of staff lists, bytes.
const UPLOAD: usize = 40 << 20;
/// An answer that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Routes with a handler of their own, for the authorisation table.
pub const ROUTES: [(&str, &str); 19] = [
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
    ("GET", "/indicators/export.xlsx"),
    ("GET", "/indicators/template.xlsx"),
    ("GET", "/live"),
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
        .route("/indicators/export.xlsx", get(indicator::workbook))
        .route("/indicators/template.xlsx", get(indicator::empty))
        .route("/live", get(live::live))
        .route("/api/{*function}", post(page::function))
        .fallback(page::page)
        .layer(DefaultBodyLimit::max(forms::LIMIT))
        .layer(from_fn_with_state(state.clone(), request::identify))
        .layer(from_fn(origin::check))
        .with_state(state.clone());
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
        .layer(CatchPanicLayer::new())
        .layer(map_response(move |response: Response| async move {
            headers::secure(response, tls)
        }))
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
}

/// Built files. Names with a hash in them never change their content.
fn files(state: &State) -> Router {
    let site = &state.assets.site;
    let cached = |value: &'static str| {
        SetResponseHeaderLayer::overriding(
            axum::http::header::CACHE_CONTROL,
            axum::http::HeaderValue::from_static(value),
        )
    };
    let hashed = ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip();
    let mut router = Router::new()
        .nest_service("/pkg", hashed)
        .layer(cached("public, max-age=31536000, immutable"));
    let css = state.assets.names.css.trim_start_matches('/');
    let mut plain = Router::new().route_service("/style.css", ServeFile::new(site.join(css)).precompressed_br());
    for name in &state.assets.root {
        plain = plain.route_service(
            &format!("/{name}"),
            ServeFile::new(site.join(name)).precompressed_br().precompressed_gzip(),
        );
    }
    router = router.merge(plain.layer(cached("public, max-age=3600")));
    router
}
