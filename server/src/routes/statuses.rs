//! Statuses as a table: one to check, the template to fill in, and all that stands.

use super::admin::WORKBOOK;
use super::{brought, paper};
use crate::State;
use axum::extract::{Request, State as Shared};
use axum::response::Response;

const HERE: &str = "/assess/statuses";

/// `POST /assess/statuses/import`: checks the table and goes to what was found.
pub(crate) async fn import(Shared(state): Shared<State>, request: Request) -> Response {
    brought::checked(request, HERE, |actor, sent| async move {
        service::assess::check_statuses(&state.daybook, &actor, &sent.name, &sent.bytes).await
    })
    .await
}

/// `GET /assess/statuses/template.xlsx`
pub(crate) async fn template(request: Request) -> Response {
    brought::template(
        &request,
        "daybook-statuses-template.xlsx",
        service::assess::statuses_template,
    )
}

/// `GET /assess/statuses.xlsx`
pub(crate) async fn export(Shared(state): Shared<State>, request: Request) -> Response {
    let named = ("daybook-statuses.xlsx", WORKBOOK);
    paper::give(state, request, HERE, named, |daybook, actor, lang| async move {
        service::assess::statuses_xlsx(&daybook, &actor, lang).await
    })
    .await
}
