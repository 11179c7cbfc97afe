//! `GET /live?since=ID`: the events that the signed-in person may know of, as server-sent events.

use crate::State;
use crate::request::{Session, caller, missing};
use axum::extract::{Query, Request, State as Shared};
use axum::http::{HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
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

/// Proxies and browsers drop silent connections.
const ALIVE: Duration = Duration::from_secs(15);

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
        Ok(stream) => answer(stream),
        Err(error) => {
            tracing::error!(%error, "a live stream could not be opened");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

fn answer(stream: Stream) -> Response {
    let first = Event::default().retry(Duration::from_millis(1000)).comment("live");
    let head = stream::once(async move { Ok::<_, Infallible>(first) });
    let events = stream::unfold(Some(stream), |stream| async move {
        let mut stream = stream?;
        Some(match stream.next().await {
            Next::Message { id, json } => (Ok(Event::default().id(id).data(json)), Some(stream)),
            Next::Reset => (Ok(Event::default().event("reset").data("{}")), Some(stream)),
            Next::End => (
                Ok(Event::default()
                    .event("end")
                    .retry(Duration::from_millis(1500))
                    .data("{}")),
                None,
            ),
        })
    });
    let sse = Sse::new(futures::StreamExt::chain(head, events)).keep_alive(KeepAlive::new().interval(ALIVE));
    let mut response = sse.into_response();
    response
        .headers_mut()
        .insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
