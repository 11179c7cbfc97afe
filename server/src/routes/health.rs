//! For supervisors and balancers.

use crate::State;
use axum::extract::State as Shared;
use axum::http::StatusCode;

/// `GET /healthz`: the process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the database answers too.
pub(crate) async fn ready(Shared(state): Shared<State>) -> (StatusCode, &'static str) {
    match state.daybook.ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
