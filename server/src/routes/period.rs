//! What a server function cannot take or give about a whole period: the form that opens one, of any length, and workbooks.

use super::admin::file;
use super::{page, see_other};
use crate::State;
use crate::forms;
use crate::request::{caller, missing};
use app::TypedPeriod;
use app::api::Caller;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State as Shared};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::permission::Actor;
use service::Error;
use service::assess::{Opening, open_period};
use service::result::{course_xlsx, publication_xlsx, roster_xlsx, simulation_xlsx};
use std::sync::Arc;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn signed(request: &Request, next: &str) -> Result<(Caller, Arc<Actor>), Box<Response>> {
    let caller = caller(request).ok_or_else(|| Box::new(missing()))?;
    let actor = caller.actor.clone();
    let actor = actor.ok_or_else(|| Box::new(see_other(&format!("/sign-in?next={next}"))))?;
    Ok((caller, actor))
}

/// What stands where a use case refused.
fn refused(caller: &Caller, error: Error, back: &str) -> Response {
    match error {
        Error::NotFound | Error::Denied => StatusCode::NOT_FOUND.into_response(),
        other => forms::refused(caller, other, back),
    }
}

fn answer(caller: &Caller, made: Result<Vec<u8>, Error>, name: &str, back: &str) -> Response {
    match made {
        Ok(bytes) => file(name, XLSX, bytes),
        Err(error) => refused(caller, error, back),
    }
}

/// `POST /assess/new`: opens a period. Whatever else the form was sent for (a search, a look at the rules), and whatever stands
/// against it, its page comes again with all that was typed.
pub(crate) async fn open(Shared(state): Shared<State>, request: Request) -> Response {
    let (caller, actor) = match signed(&request, "/assess/new") {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, forms::LIMIT).await else {
        return forms::long(&caller, "/assess/new");
    };
    let mut typed = TypedPeriod {
        fields: forms::fields(&bytes),
        problem: None,
    };
    if typed.one("step") == "open" {
        match open_period(&state.daybook, &actor, opening(&typed), typed.one("key")).await {
            Ok(period) => return see_other(&format!("/assess/period/{period}")),
            Err(Error::Invalid(violation)) => typed.problem = Some(violation.words(caller.lang)),
            Err(error) => return refused(&caller, error, "/assess/new"),
        }
    }
    let problem = typed.problem.is_some();
    parts.method = Method::GET;
    let request = Request::from_parts(parts, Body::empty());
    let mut response = page::render(state, request, move || leptos::prelude::provide_context(typed.clone())).await;
    if problem && response.status().is_success() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn opening(typed: &TypedPeriod) -> Opening {
    let one = |name: &str| typed.one(name).to_owned();
    Opening {
        kind: one("kind"),
        title: one("title"),
        first: one("first"),
        last: one("last"),
        pack: one("pack"),
        overlays: typed.all("overlay"),
        units: typed.all("unit"),
        marks: typed.all("mark"),
        committee: typed.all("committee"),
        deciding: typed.all("deciding"),
        re_review: typed.all("re_review"),
        appeal: typed.all("appeal"),
    }
}

/// `GET /assess/course/{id}/form.xlsx`: the registration form of one person.
pub(crate) async fn form(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/course/{id}");
    let (caller, actor) = match signed(&request, &back) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let made = course_xlsx(&state.daybook, &actor, &id.into(), caller.lang).await;
    answer(&caller, made, "daybook-assessment.xlsx", &back)
}

/// `GET /assess/period/{id}/roster.xlsx`
pub(crate) async fn roster(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/period/{id}");
    let (caller, actor) = match signed(&request, &back) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let made = roster_xlsx(&state.daybook, &actor, &id.into(), caller.lang).await;
    answer(&caller, made, "daybook-roster.xlsx", &back)
}

/// `GET /assess/period/{id}/publication.xlsx`
pub(crate) async fn published(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/period/{id}/publication");
    let (caller, actor) = match signed(&request, &back) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let made = publication_xlsx(&state.daybook, &actor, &id.into(), caller.lang).await;
    answer(&caller, made, "daybook-publication.xlsx", &back)
}

/// `GET /assess/simulate.xlsx?period=…&pack=…&overlay=…`
pub(crate) async fn simulated(Shared(state): Shared<State>, request: Request) -> Response {
    let (caller, actor) = match signed(&request, "/assess/simulate") {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let query = request.uri().query().unwrap_or_default().to_owned();
    let asked = TypedPeriod {
        fields: forms::fields(&query.into()),
        problem: None,
    };
    let (period, pack, over) = (asked.one("period"), asked.one("pack"), asked.all("overlay"));
    let made = simulation_xlsx(&state.daybook, &actor, period, pack, &over, caller.lang).await;
    answer(&caller, made, "daybook-simulation.xlsx", "/assess/simulate")
}
