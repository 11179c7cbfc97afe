//! `GET /live?since=ID`: the events that the signed-in person may know of, as server-sent events.

use crate::State;
use crate::request::{Session, caller, missing};
use axum::extract::{Query, Request, State as Shared};
use axum::http::{HeaderValue, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde::Deserialize;
use service::live::{Next, Stream, open};
use std::convert::Infallible;
use std::time::Duration;

#[derive(Deserialize)]
pub(crate) struct Since {
    since: Option<String>,
}

pub(crate) async fn live(Shared(state): Shared<State>, Query(since): Query<Since>, request: Request) -> Response {
    let Some(caller) = caller(&request) else {
        return missing();
    };
    let (Some(actor), Some(session)) = (&caller.actor, request.extensions().get::<Session>()) else {
        // No content ends an EventSource for good; the page finds out and asks to sign in.
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let last = request
        .headers()
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let from = last.or(since.since);
    match open(&state.daybook, &actor.person, &session.token.digest(), from.as_deref()).await {
        Ok(stream) => answer(stream, state.assets.names.wasm.clone()),
        Err(error) => {
            tracing::error!(%error, "a live stream could not be opened");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// A beat says that the connection lives and which build of the pages belongs to this server: to a page of another build
/// there may be news that it cannot read.
fn beat(build: &str) -> Event {
    Event::default().event("beat").data(build)
}

fn answer(stream: Stream, build: String) -> Response {
    let first = beat(&build).retry(Duration::from_millis(1000));
    let head = stream::once(async move { Ok::<_, Infallible>(first) });
    let events = stream::unfold(Some((stream, build)), |open| async move {
        let (mut stream, build) = open?;
        let next = stream.next().await;
        let beat = beat(&build);
        let on = Some((stream, build));
        Some(match next {
            Next::Message { id, json } => (Ok(Event::default().id(id).data(json)), on),
            Next::Beat => (Ok(beat), on),
            Next::Reset => (Ok(Event::default().event("reset").data("{}")), on),
            Next::End => (
                Ok(Event::default()
                    .event("end")
                    .retry(Duration::from_millis(1500))
                    .data("{}")),
                None,
            ),
        })
    });
    let mut response = Sse::new(futures::StreamExt::chain(head, events)).into_response();
    response
        .headers_mut()
        .insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
