//! Signing in and out, and opening an account by its one-time link. Forms only: they work without WASM.

use super::{local, see_other, with_cookie};
use crate::State;
use crate::request::{BROWSER, SESSION, Session, address, caller, missing, origin};
use axum::Form;
use axum::extract::{FromRequest, Path, Query, Request, State as Shared};
use axum::http::HeaderValue;
use axum::response::Response;
use serde::Deserialize;
use service::Error;
use service::session::Token;
use std::collections::HashMap;

#[derive(Deserialize)]
struct SignIn {
    #[serde(default)]
    account: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub(super) fn session_cookie(state: &State, value: &str, age: &str) -> String {
    let secure = if state.tls { "; Secure" } else { "" };
    format!("{SESSION}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
}

/// The session's cookie, and the one by which this browser is known again for a year.
fn signed_in(state: &State, to: &str, token: &Token, from: &str) -> Response {
    let secure = if state.tls { "; Secure" } else { "" };
    let browser = format!("{BROWSER}={from}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age=31536000");
    with_cookie(
        with_cookie(see_other(to), &session_cookie(state, &token.0, "")),
        &browser,
    )
}

/// Ends the session in the browser, and what the pages kept on this device.
fn signed_out(state: &State) -> Response {
    let mut response = with_cookie(see_other("/sign-in?out=1"), &session_cookie(state, "", "; Max-Age=0"));
    response
        .headers_mut()
        .insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    response
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) {
                (b as char).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// `POST /sign-in`: opens a session, or says that account and password do not fit.
pub(crate) async fn sign_in(Shared(state): Shared<State>, request: Request) -> Response {
    let from = origin(&state, &request);
    let browser = from.browser.clone().unwrap_or_default();
    let earlier = request.extensions().get::<Session>().cloned();
    let Ok(Form(form)) = Form::<SignIn>::from_request(request, &()).await else {
        return see_other("/sign-in?wrong=1");
    };
    let next = encoded(local(&form.next));
    match service::account::sign_in(&state.daybook, &form.account, &form.password, from).await {
        Ok(signed) => {
            // A new token at every sign-in; the one the browser had ends.
            if let Some(earlier) = earlier {
                let _ = service::session::sign_out(&state.daybook, &earlier.token).await;
            }
            signed_in(&state, local(&form.next), &signed.token, &browser)
        }
        Err(Error::TooMany { seconds }) => see_other(&format!("/sign-in?slow={seconds}&next={next}")),
        Err(Error::NotFound) => see_other(&format!("/sign-in?wrong=1&next={next}")),
        Err(error) => {
            tracing::error!(%error, "signing in failed");
            see_other(&format!("/sign-in?fault=1&next={next}"))
        }
    }
}

/// `POST /sign-out`
pub(crate) async fn sign_out(Shared(state): Shared<State>, request: Request) -> Response {
    if let Some(session) = request.extensions().get::<Session>()
        && let Err(error) = service::session::sign_out(&state.daybook, &session.token).await
    {
        tracing::error!(%error, "signing out failed");
    }
    signed_out(&state)
}

/// `POST /sign-out-everywhere`
pub(crate) async fn sign_out_everywhere(Shared(state): Shared<State>, request: Request) -> Response {
    let Some(caller) = caller(&request) else {
        return missing();
    };
    if let Some(actor) = &caller.actor
        && let Err(error) = service::session::sign_out_everywhere(&state.daybook, &actor.person).await
    {
        tracing::error!(%error, "signing out everywhere failed");
        return crate::forms::unavailable(caller.lang, &caller.request);
    }
    signed_out(&state)
}

/// `GET /invite/{token}`: the page with the account of the link, or with the word that it is used up.
pub(crate) async fn invitation(
    Shared(state): Shared<State>,
    Path(token): Path<String>,
    Query(known): Query<HashMap<String, String>>,
    request: Request,
) -> Response {
    let link = format!("/invite/{}", encoded(&token));
    let from = address(&state, &request);
    let invitation = service::account::invitation(&state.daybook, from, &token).await;
    match invitation {
        Ok(found) if known.get("account") != Some(&found.account) => {
            let problem = known
                .get("problem")
                .map(|p| format!("&problem={}", encoded(p)))
                .unwrap_or_default();
            see_other(&format!("{link}?account={}{problem}", encoded(&found.account)))
        }
        Err(Error::NotFound) if known.get("problem").is_none_or(|p| p != "gone") => {
            see_other(&format!("{link}?problem=gone"))
        }
        Err(Error::TooMany { seconds }) if !known.contains_key("slow") => see_other(&format!("{link}?slow={seconds}")),
        Err(Error::Unavailable(cause)) => {
            tracing::error!(cause, "a one-time link could not be read");
            match caller(&request) {
                Some(caller) => crate::forms::unavailable(caller.lang, &caller.request),
                None => missing(),
            }
        }
        _ => super::page::page(Shared(state), request).await,
    }
}

#[derive(Deserialize)]
struct Open {
    token: String,
    password: String,
    again: String,
}

/// `POST /invite`: sets the password of a one-time link's account and signs in.
pub(crate) async fn open(Shared(state): Shared<State>, request: Request) -> Response {
    let from = origin(&state, &request);
    let browser = from.browser.clone().unwrap_or_default();
    let asked = caller(&request);
    let Ok(Form(form)) = Form::<Open>::from_request(request, &()).await else {
        return see_other("/sign-in");
    };
    let link = format!("/invite/{}", encoded(&form.token));
    match service::account::open(&state.daybook, from, &form.token, &form.password, &form.again).await {
        Ok(token) => signed_in(&state, "/", &token, &browser),
        Err(Error::Invalid(violation)) => {
            use domain::Violation as V;
            let problem = match violation {
                V::PasswordTooShort { .. } => "short",
                V::PasswordTooLong { .. } => "long",
                _ => "differ",
            };
            see_other(&format!("{link}?problem={problem}"))
        }
        Err(Error::TooMany { seconds }) => see_other(&format!("{link}?slow={seconds}")),
        Err(Error::Unavailable(cause)) => {
            tracing::error!(cause, "an account could not be opened");
            match asked {
                Some(caller) => crate::forms::unavailable(caller.lang, &caller.request),
                None => missing(),
            }
        }
        Err(_) => see_other(&format!("{link}?problem=gone")),
    }
}
