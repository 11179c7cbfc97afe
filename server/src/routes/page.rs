//! Every page, and every server function.

use super::account::session_cookie;
use super::with_cookie;
use crate::State;
use crate::forms;
use crate::headers::policy;
use crate::request::{Theme, caller, missing};
use app::ShellOptions;
use app::api::Caller;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;
use leptos_axum::ResponseOptions;
use std::sync::PoisonError;

/// What a page's or function's code finds in its context; `more` is what only this answer has.
fn context<F>(caller: Caller, more: F) -> impl Fn() + Clone + Send + Sync + 'static
where
    F: Fn() + Clone + Send + Sync + 'static,
{
    move || {
        provide_context(caller.clone());
        more();
        if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
            && let Ok(value) = HeaderValue::from_str(&policy(&nonce.to_string()))
        {
            response.insert_header(header::CONTENT_SECURITY_POLICY, value);
        }
    }
}

/// A page, whole before it is sent.
pub(crate) async fn page(Shared(state): Shared<State>, request: Request) -> Response {
    render(state, request, || {}).await
}

/// A page with something more in its context.
pub(crate) async fn render<F>(state: State, request: Request, more: F) -> Response
where
    F: Fn() + Clone + Send + Sync + 'static,
{
    let Some(caller) = caller(&request) else {
        return missing();
    };
    let names = &state.assets.names;
    let options = ShellOptions {
        boot: names.boot.clone(),
        js: names.js.clone(),
        wasm: names.wasm.clone(),
        css: names.css.clone(),
        attach: names.attach.clone(),
        icons: names.icons.clone().unwrap_or_else(|| "/icons.svg".into()),
        offline: names.offline.clone(),
        theme: request
            .extensions()
            .get::<Theme>()
            .map_or("auto", |theme| theme.0)
            .to_owned(),
        lang: caller.lang,
        me: match me(&caller).await {
            Ok(me) => me,
            Err(error) => {
                tracing::error!(%error, "the signed-in person could not be read");
                return forms::unavailable(caller.lang, &caller.request);
            }
        },
    };
    let render = leptos_axum::render_app_async_with_context(context(caller, more), move || app::shell(options.clone()));
    render(request).await
}

/// The page of a form again, with all that was typed and ticked in it, and what it was searched for. That can be longer than an
/// address, and does not stay in the browser's history.
pub(crate) async fn again<T>(
    state: State,
    request: Request,
    here: &str,
    typed: fn(Vec<(String, String)>) -> T,
) -> Response
where
    T: Clone + Send + Sync + 'static,
{
    let Some(caller) = caller(&request) else {
        return missing();
    };
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, forms::LIMIT).await else {
        return forms::long(&caller, here);
    };
    if let Some(response) = forms::not_meant(&caller, here, &bytes) {
        return response;
    }
    let fields = forms::fields(&bytes);
    if caller.actor.is_none() {
        return forms::kept(&caller, here, service::Error::NotSignedIn, &fields);
    }
    let typed = typed(fields);
    parts.method = Method::GET;
    let request = Request::from_parts(parts, Body::empty());
    render(state, request, move || provide_context(typed.clone())).await
}

async fn me(caller: &Caller) -> service::Result<Option<domain::view::Me>> {
    match &caller.actor {
        Some(actor) => service::directory::me(&caller.daybook, actor, caller.lang)
            .await
            .map(Some),
        None => Ok(None),
    }
}

fn length(request: &Request) -> Option<usize> {
    request
        .headers()
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// `POST /api/…`
pub(crate) async fn function(Shared(state): Shared<State>, request: Request) -> Response {
    let Some(caller) = caller(&request) else {
        return missing();
    };
    let renewed = caller.renewed.clone();
    let response = run(caller, request).await;
    let token = renewed.lock().unwrap_or_else(PoisonError::into_inner).take();
    match token {
        Some(token) => with_cookie(response, &session_cookie(&state, &token.0, "")),
        None => response,
    }
}

async fn run(caller: Caller, request: Request) -> Response {
    forms::answer(caller.clone(), request, |request| async move {
        let refused = caller.refused.clone();
        let too_long = length(&request).is_some_and(|length| length > forms::LIMIT);
        let response = leptos_axum::handle_server_fns_with_context(context(caller, || {}), request)
            .await
            .into_response();
        let by_use_case = refused.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        // An error that no use case gave is a request that could not be read: never a redirect as if it were done.
        let status = response.status();
        let failed = response.headers().contains_key(SERVER_FN_ERROR_HEADER) || status.is_client_error();
        match failed && !by_use_case {
            true if too_long => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
            true => StatusCode::BAD_REQUEST.into_response(),
            false => response,
        }
    })
    .await
}
