//! Forms, lists and reports of assessments as files: PDF and workbooks.

use super::admin::{WORKBOOK, file};
use super::period::signed;
use crate::State;
use crate::forms;
use axum::body::Body;
use axum::extract::{Path, Request, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Lang;
use domain::permission::Actor;
use futures::future::BoxFuture;
use service::{Daybook, Error, result};
use std::sync::Arc;
use tokio_stream::wrappers::ReceiverStream;

const PDF: &str = "application/pdf";

/// What `make` makes for whoever is signed in; `back` is the page that the link stands on.
pub(super) async fn give<F>(
    state: State,
    request: Request,
    back: &str,
    (name, kind): (&str, &'static str),
    make: impl FnOnce(Daybook, Arc<Actor>, Lang) -> F,
) -> Response
where
    F: Future<Output = service::Result<Vec<u8>>> + Send + 'static,
{
    let (caller, actor) = match signed(&request, back) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    // Boxed: it is deep for the compiler to see through.
    let made: BoxFuture<'static, _> = Box::pin(make(state.daybook, actor, caller.lang));
    match made.await {
        Ok(bytes) => file(name, kind, bytes),
        Err(Error::NotFound | Error::Denied) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => forms::not_made(&caller, error, back),
    }
}

/// `GET /assess/course/{id}/form.pdf`: the form of one person's period or year.
pub(crate) async fn form_pdf(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/course/{id}");
    let named = ("daybook-assessment.pdf", PDF);
    give(state, request, &back, named, |daybook, actor, lang| async move {
        result::course_pdf(&daybook, &actor, &id.into(), lang).await
    })
    .await
}

/// `GET /assess/course/{id}/form.xlsx`
pub(crate) async fn form_xlsx(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/course/{id}");
    let named = ("daybook-assessment.xlsx", WORKBOOK);
    give(state, request, &back, named, |daybook, actor, lang| async move {
        result::course_xlsx(&daybook, &actor, &id.into(), lang).await
    })
    .await
}

/// `GET /assess/period/{id}/roster.pdf`
pub(crate) async fn roster_pdf(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/period/{id}");
    let named = ("daybook-roster.pdf", PDF);
    give(state, request, &back, named, |daybook, actor, lang| async move {
        result::roster_pdf(&daybook, &actor, &id.into(), lang).await
    })
    .await
}

/// `GET /assess/period/{id}/roster.xlsx`
pub(crate) async fn roster_xlsx(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/period/{id}");
    let named = ("daybook-roster.xlsx", WORKBOOK);
    give(state, request, &back, named, |daybook, actor, lang| async move {
        result::roster_xlsx(&daybook, &actor, &id.into(), lang).await
    })
    .await
}

/// `GET /assess/period/{id}/publication.pdf`
pub(crate) async fn publication_pdf(
    Shared(state): Shared<State>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let back = format!("/assess/period/{id}/publication");
    let named = ("daybook-publication.pdf", PDF);
    give(state, request, &back, named, |daybook, actor, lang| async move {
        result::publication_pdf(&daybook, &actor, &id.into(), lang).await
    })
    .await
}

/// `GET /assess/period/{id}/publication.xlsx`
pub(crate) async fn publication_xlsx(
    Shared(state): Shared<State>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let back = format!("/assess/period/{id}/publication");
    let named = ("daybook-publication.xlsx", WORKBOOK);
    give(state, request, &back, named, |daybook, actor, lang| async move {
        result::publication_xlsx(&daybook, &actor, &id.into(), lang).await
    })
    .await
}

/// `GET /assess/period/{id}/steps/{act}/report.xlsx`: what became of the last step of a kind for many.
pub(crate) async fn report_xlsx(
    Shared(state): Shared<State>,
    Path((id, act)): Path<(String, String)>,
    request: Request,
) -> Response {
    let back = format!("/assess/period/{id}");
    let named = ("daybook-report.xlsx", WORKBOOK);
    give(state, request, &back, named, |daybook, actor, lang| async move {
        result::report_xlsx(&daybook, &actor, &id.into(), &act, lang).await
    })
    .await
}

/// `GET /assess/period/{id}/forms.zip?unit=…`: the forms of all who have a result, or of one unit. They are made while they are sent.
pub(crate) async fn forms_zip(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let back = format!("/assess/period/{id}");
    let (caller, actor) = match signed(&request, &back) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let (unit, lang) = (asked(&request, "unit"), caller.lang);
    // Boxed, as above.
    let parts: BoxFuture<'static, _> = Box::pin(async move {
        let period = id.into();
        result::forms_zip(&state.daybook, &actor, &period, &unit, lang).await
    });
    match parts.await {
        Ok(parts) => {
            let named = [
                (header::CONTENT_TYPE, "application/zip"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"daybook-forms.zip\"",
                ),
            ];
            (named, Body::from_stream(ReceiverStream::new(parts))).into_response()
        }
        Err(Error::NotFound | Error::Denied) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => forms::not_made(&caller, error, &back),
    }
}

/// `GET /assess/statistics.xlsx?kind=…`
pub(crate) async fn statistics_xlsx(Shared(state): Shared<State>, request: Request) -> Response {
    let kind = asked(&request, "kind");
    let named = ("daybook-statistics.xlsx", WORKBOOK);
    give(
        state,
        request,
        "/assess/statistics",
        named,
        |daybook, actor, lang| async move { service::assess::statistics_xlsx(&daybook, &actor, &kind, lang).await },
    )
    .await
}

/// A field of the address.
fn asked(request: &Request, name: &str) -> String {
    let query = forms::fields(&request.uri().query().unwrap_or_default().to_owned().into());
    let found = query.into_iter().find(|(own, _)| own == name);
    found.map_or_else(String::new, |(_, value)| value)
}

/// `GET /assess/simulate.xlsx?run=…`
pub(crate) async fn simulation_xlsx(Shared(state): Shared<State>, request: Request) -> Response {
    let run = asked(&request, "run");
    let named = ("daybook-simulation.xlsx", WORKBOOK);
    give(
        state,
        request,
        "/assess/simulate",
        named,
        |daybook, actor, lang| async move { result::simulation_xlsx(&daybook, &actor, &run, lang).await },
    )
    .await
}
