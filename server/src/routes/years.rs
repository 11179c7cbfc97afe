//! Results of earlier years: tables to check, the template to fill in, and the form of one that comes again.

use super::{brought, page};
use crate::State;
use app::TypedFields;
use axum::extract::{Request, State as Shared};
use axum::response::Response;

const HERE: &str = "/assess/years";

/// `POST /assess/years`: the form of one result again, with the people that were searched for: whose it is stands in no address.
pub(crate) async fn again(Shared(state): Shared<State>, request: Request) -> Response {
    page::again(state, request, HERE, TypedFields).await
}

/// `POST /assess/years/import`: checks the table and goes to what was found.
pub(crate) async fn import(Shared(state): Shared<State>, request: Request) -> Response {
    brought::checked(request, HERE, |actor, sent| async move {
        service::assess::check_years(&state.daybook, &actor, &sent.pack, &sent.name, &sent.bytes).await
    })
    .await
}

/// `GET /assess/years/template.xlsx`
pub(crate) async fn template(request: Request) -> Response {
    brought::template(
        &request,
        "daybook-earlier-results.xlsx",
        service::assess::years_template,
    )
}
