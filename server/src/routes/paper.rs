//! Official forms and lists as PDF.

use super::admin::file;
use super::period::signed;
use crate::State;
use crate::forms;
use app::api::Caller;
use axum::extract::{Path, Request, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use service::Error;
use service::result::{course_pdf, publication_pdf, roster_pdf};

const PDF: &str = "application/pdf";

fn answer(caller: &Caller, made: Result<Vec<u8>, Error>, name: &str, back: &str) -> Response {
    match made {
        Ok(bytes) => file(name, PDF, bytes),
        Err(Error::NotFound | Error::Denied) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => forms::not_made(caller, error, back),
    }
}

/// `GET /assess/course/{id}/form.pdf`: the form of one person's period or year.
pub(crate) async fn form(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/course/{id}");
    let (caller, actor) = match signed(&request, &back) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let made = course_pdf(&state.daybook, &actor, &id.into(), caller.lang).await;
    answer(&caller, made, "daybook-assessment.pdf", &back)
}

/// `GET /assess/period/{id}/roster.pdf`
pub(crate) async fn roster(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/period/{id}");
    let (caller, actor) = match signed(&request, &back) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let made = roster_pdf(&state.daybook, &actor, &id.into(), caller.lang).await;
    answer(&caller, made, "daybook-roster.pdf", &back)
}

/// `GET /assess/period/{id}/publication.pdf`
pub(crate) async fn published(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/period/{id}/publication");
    let (caller, actor) = match signed(&request, &back) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let made = publication_pdf(&state.daybook, &actor, &id.into(), caller.lang).await;
    answer(&caller, made, "daybook-publication.pdf", &back)
}
