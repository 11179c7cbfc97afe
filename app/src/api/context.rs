//! Who calls: put into the context of every page and server function by the server.

use super::{Answer, ApiError};
use domain::Lang;
use domain::permission::Actor;
use leptos::prelude::{expect_context, use_context};
use service::Daybook;
use service::session::Token;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// The request as use cases need it.
#[derive(Clone)]
pub struct Caller {
    pub daybook: Daybook,
    /// Rights as they are at this request.
    pub actor: Option<Arc<Actor>>,
    pub lang: Lang,
    /// Where the request came from, for limits.
    pub address: IpAddr,
    /// Stands in the log and in the words of a fault.
    pub request: String,
    /// What was refused last; a form sent without WASM is answered from it.
    pub refused: Arc<Mutex<Option<ApiError>>>,
    /// What only this answer can show, such as a one-time link.
    pub told: Arc<Mutex<Option<String>>>,
    /// The session with which the device goes on; the server puts it into the cookie.
    pub renewed: Arc<Mutex<Option<Token>>>,
}

impl Caller {
    pub fn of_request() -> Self {
        expect_context::<Self>()
    }

    /// Runs one use case as the signed-in person and maps its error to words and status.
    pub async fn run<T, F>(use_case: impl FnOnce(Daybook, Arc<Actor>) -> F) -> Answer<T>
    where
        F: Future<Output = Result<T, service::Error>>,
    {
        let caller = Self::of_request();
        let answer = match caller.actor.clone() {
            Some(actor) => use_case(caller.daybook.clone(), actor).await,
            None => Err(service::Error::NotSignedIn),
        };
        answer.map_err(|error| caller.refuse(error))
    }

    /// Notes an answer that a plain form could not see otherwise.
    pub fn tell(&self, words: &str) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(words.to_owned());
    }

    /// Replaces the device's session.
    pub fn go_on_with(&self, token: Token) {
        *self.renewed.lock().unwrap_or_else(PoisonError::into_inner) = Some(token);
    }

    /// What a use case refused, as it is told; a fault goes to the log.
    pub fn words(&self, error: service::Error) -> ApiError {
        if let service::Error::Unavailable(cause) = &error {
            tracing::error!(request = %self.request, cause = %cause, "use case failed");
        }
        ApiError::from_service(error, &self.request, self.lang)
    }

    fn refuse(&self, error: service::Error) -> ApiError {
        let error = self.words(error);
        if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
            && let Ok(status) = http::StatusCode::from_u16(error.status())
        {
            response.set_status(status);
        }
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.clone());
        error
    }
}
