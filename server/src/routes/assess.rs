//! The two long forms of an assessment, summary and review: forms of any number of rows, which a server function cannot take.
//! Whatever stands against one, its page comes again with all that was typed.

mod read;

use super::{page, see_other};
use crate::State;
use crate::forms;
use crate::request::{caller, missing};
use app::api::Caller;
use app::{TypedReview, TypedSummary};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Request, State as Shared};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::CourseId;
use domain::permission::Actor;
use domain::view::assess::asked;
use read::{ReviewForm, SummaryForm};
use service::Error;
use service::assess::{keep_review, keep_summary, review_page, review_questions, summary_page};
use std::sync::Arc;

/// Bytes of one of the two. Each of many fields can be as full as the page lets it be, and a Chinese character is nine bytes here.
const LIMIT: usize = 2 << 20;

/// A form that somebody has sent.
struct Sent {
    caller: Caller,
    actor: Arc<Actor>,
    parts: Parts,
    bytes: Bytes,
}

async fn sent(request: Request, back: &str) -> Result<Sent, Box<Response>> {
    let caller = caller(&request).ok_or_else(|| Box::new(missing()))?;
    let actor = caller.actor.clone();
    let actor = actor.ok_or_else(|| Box::new(see_other(&format!("/sign-in?next={back}"))))?;
    let (parts, body) = request.into_parts();
    match to_bytes(body, LIMIT).await {
        Ok(bytes) => match forms::not_meant(&caller, parts.uri.path(), &bytes) {
            Some(response) => Err(Box::new(response)),
            None => Ok(Sent {
                caller,
                actor,
                parts,
                bytes,
            }),
        },
        Err(_) => Err(Box::new(forms::long(&caller, back))),
    }
}

/// What stands where a use case refused for another reason than what was typed.
fn refused(caller: &Caller, error: Error, back: &str) -> Response {
    match error {
        Error::NotFound | Error::Denied => StatusCode::NOT_FOUND.into_response(),
        other => forms::refused(caller, other, back),
    }
}

/// Why what was typed was not kept; none for other troubles.
fn told(caller: &Caller, error: Error) -> Result<(StatusCode, String), Error> {
    let status = match error {
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict => StatusCode::CONFLICT,
        other => return Err(other),
    };
    Ok((status, caller.words(error).words(caller.lang)))
}

/// The page of the form with `typed` in it.
async fn again<T>(state: State, mut parts: Parts, status: StatusCode, typed: T) -> Response
where
    T: Clone + Send + Sync + 'static,
{
    parts.method = Method::GET;
    let request = Request::from_parts(parts, Body::empty());
    let mut response = page::render(state, request, move || leptos::prelude::provide_context(typed.clone())).await;
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    response
}

/// `POST /assess/course/{id}/summary`
pub(crate) async fn summary(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let course = format!("/assess/course/{id}");
    let back = format!("{course}/summary");
    let Sent {
        caller,
        actor,
        parts,
        bytes,
    } = match sent(request, &back).await {
        Ok(sent) => sent,
        Err(response) => return *response,
    };
    let form = SummaryForm::read(&bytes);
    let id = CourseId(id);
    let typed = match summary_page(&state.daybook, &actor, &id).await {
        Ok(page) => form.over(&page),
        Err(error) => return refused(&caller, error, "/assess"),
    };
    let kept = keep_summary(
        &state.daybook,
        &actor,
        &id,
        form.version,
        &typed,
        form.submit,
        &form.key,
    )
    .await;
    match kept.map_err(|error| told(&caller, error)) {
        Ok(()) if form.submit => see_other(&format!("{course}?done=submitted")),
        Ok(()) => see_other(&format!("{back}?done=kept")),
        Err(Err(error)) => refused(&caller, error, &back),
        Err(Ok((status, refused))) => {
            let typed = TypedSummary {
                summary: typed,
                refused,
            };
            again(state, parts, status, typed).await
        }
    }
}

/// `POST /assess/course/{id}/review`
pub(crate) async fn review(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let course = format!("/assess/course/{id}");
    let back = format!("{course}/review");
    let Sent {
        caller,
        actor,
        parts,
        bytes,
    } = match sent(request, &back).await {
        Ok(sent) => sent,
        Err(response) => return *response,
    };
    let form = ReviewForm::read(&bytes);
    let id = CourseId(id);
    let typed = match review_page(&state.daybook, &actor, &id).await {
        Ok(page) => form.over(&page),
        Err(error) => return refused(&caller, error, "/assess"),
    };
    // Questions are asked while it can still be changed: it is kept, and goes on only if they stood on the page it was sent from.
    let look = form.submit && is_new(&state, &actor, &id, &form, &typed).await;
    let key = match look {
        true => format!("{} kept", form.key),
        false => form.key.clone(),
    };
    let submit = form.submit && !look;
    let kept = keep_review(&state.daybook, &actor, &id, form.version, &typed, submit, &key).await;
    match kept.map_err(|error| told(&caller, error)) {
        Ok(()) if look => see_other(&format!("{back}?done=look")),
        Ok(()) if submit => see_other(&format!("{course}?done=submitted")),
        Ok(()) => see_other(&format!("{back}?done=kept")),
        Err(Err(error)) => refused(&caller, error, &back),
        Err(Ok((status, refused))) => {
            let typed = TypedReview { review: typed, refused };
            again(state, parts, status, typed).await
        }
    }
}

/// Whether the review gives rise to questions that did not stand on the page. What cannot be read is refused where it is kept.
async fn is_new(
    state: &State,
    actor: &Actor,
    id: &CourseId,
    form: &ReviewForm,
    typed: &service::assess::TypedReview,
) -> bool {
    match review_questions(&state.daybook, actor, id, typed).await {
        Ok(questions) => !questions.is_empty() && asked(&questions) != form.asked,
        Err(_) => false,
    }
}
