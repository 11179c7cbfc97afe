//! What a server function cannot take about periods and statuses: forms of any length, and those that come again.

use super::{page, see_other};
use crate::State;
use crate::forms;
use crate::request::{caller, missing};
use app::api::Caller;
use app::{TypedFields, TypedPeriod};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State as Shared};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::permission::Actor;
use service::Error;
use service::assess::{Opening, open_period};
use service::result::{self, Question, stop_simulation};
use std::sync::Arc;

pub(super) fn signed(request: &Request, next: &str) -> Result<(Caller, Arc<Actor>), Box<Response>> {
    let caller = caller(request).ok_or_else(|| Box::new(missing()))?;
    let actor = caller.actor.clone();
    let actor = actor.ok_or_else(|| Box::new(see_other(&format!("/sign-in?next={next}"))))?;
    Ok((caller, actor))
}

/// What stands where a use case refused.
pub(super) fn refused(caller: &Caller, error: Error, back: &str) -> Response {
    match error {
        Error::NotFound | Error::Denied => StatusCode::NOT_FOUND.into_response(),
        other => forms::refused(caller, other, back),
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
    if let Some(response) = forms::not_meant(&caller, "/assess/new", &bytes) {
        return response;
    }
    let mut typed = TypedPeriod {
        fields: forms::fields(&bytes),
        problem: None,
    };
    if typed.one("step") == "open" && typed.outdated() {
        let words = (
            "考核种类改了，日期已按这一种类重新填好。请核对后再启动。",
            "The kind was changed, so the days are filled in for it now. Check them, and open it.",
        );
        typed.problem = Some(caller.lang.pick(words.0, words.1).to_owned());
    } else if typed.one("step") == "open" {
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
        task: one("task"),
        first: one("first"),
        last: one("last"),
        pack: one("pack"),
        overlays: typed.all("overlay"),
        units: typed.all("unit"),
        later: one("later"),
        later_of: one("later_of"),
        marks: typed.all("mark"),
        committee: typed.all("committee"),
        deciding: typed.all("deciding"),
        re_review: typed.all("re_review"),
        appeal: typed.all("appeal"),
        short_year: !typed.one("short_year").is_empty(),
    }
}

/// `POST /assess/statuses`: the form of a new status again, with the people that were searched for: who is ill stands in no address.
pub(crate) async fn status(Shared(state): Shared<State>, request: Request) -> Response {
    page::again(state, request, "/assess/statuses", TypedFields).await
}

const SIMULATOR: &str = "/assess/simulate";

/// `POST /assess/simulate`: begins a replay, or stops one, and leads to how far it is. Its address says what was asked as well, so that it
/// can be asked again.
pub(crate) async fn simulate(Shared(state): Shared<State>, request: Request) -> Response {
    let (caller, actor) = match signed(&request, SIMULATOR) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let Ok(bytes) = to_bytes(request.into_body(), forms::LIMIT).await else {
        return forms::long(&caller, SIMULATOR);
    };
    let sent = TypedPeriod {
        fields: forms::fields(&bytes),
        problem: None,
    };
    let question = Question {
        period: sent.one("period").to_owned(),
        pack: sent.one("pack").to_owned(),
        overlays: sent.all("overlay"),
    };
    let run = match sent.one("step") {
        "stop" => stop_simulation(&state.daybook, &actor, sent.one("run")).map(|()| sent.one("run").to_owned()),
        _ => result::simulate(&state.daybook, &actor, question.clone(), sent.one("key")).await,
    };
    match run {
        Ok(run) => see_other(&address(&question, &run)),
        Err(error) => refused(&caller, error, SIMULATOR),
    }
}

fn address(question: &Question, run: &str) -> String {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![pair("period", &question.period), pair("pack", &question.pack)];
    fields.extend(question.overlays.iter().map(|overlay| pair("overlay", overlay)));
    fields.push(pair("run", run));
    format!("{SIMULATOR}?{}", forms::encoded(&fields))
}
