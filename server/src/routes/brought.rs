//! Tables that the personnel office brings in: how one is sent, and the templates.

use super::admin::{WORKBOOK, file};
use super::period::{refused, signed};
use super::see_other;
use crate::request::caller;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Lang;
use domain::permission::{Action, Actor, Resource, decide};
use futures::future::BoxFuture;
use service::import::Upload;
use std::sync::Arc;

/// A table that was sent, and the pack that was chosen with it, if any.
pub(super) struct Sent {
    pub(super) pack: String,
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Has a table checked, and goes to what was found. `here`: the page with the form.
pub(super) async fn checked<F>(
    request: Request,
    here: &'static str,
    check: impl FnOnce(Arc<Actor>, Sent) -> F,
) -> Response
where
    F: Future<Output = service::Result<String>> + Send + 'static,
{
    let (caller, actor) = match signed(&request, here) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    if !decide(&actor, Action::KeepStatuses, &Resource::Site).allowed {
        return StatusCode::NOT_FOUND.into_response();
    }
    let problem = |which: &str| see_other(&format!("{here}?problem={which}#table"));
    let Ok(form) = Multipart::from_request(request, &()).await else {
        return problem("empty");
    };
    match sent(form).await {
        None => problem("large"),
        Some((_, None)) => problem("empty"),
        Some((pack, Some((name, bytes)))) => {
            // Boxed: it is deep for the compiler to see through.
            let found: BoxFuture<'static, _> = Box::pin(check(actor, Sent { pack, name, bytes }));
            match found.await {
                Ok(id) => see_other(&format!("{here}/import/{id}")),
                Err(error) => refused(&caller, error, here),
            }
        }
    }
}

/// The pack and the file of the form; none where it is too large to read.
async fn sent(mut form: Multipart) -> Option<(String, Option<Upload>)> {
    let (mut pack, mut table) = (String::new(), None);
    while let Some(field) = form.next_field().await.ok()? {
        if field.name() == Some("pack") {
            pack = field.text().await.ok()?;
        } else if let Some(name) = field.file_name().map(|name| name.chars().take(200).collect::<String>()) {
            let bytes = field.bytes().await.ok()?;
            if !name.is_empty() && !bytes.is_empty() {
                table = Some((name, bytes.to_vec()));
            }
        }
    }
    Some((pack, table))
}

/// The template that `make` makes in the reader's language.
pub(super) fn template<E: std::fmt::Display>(
    request: &Request,
    name: &str,
    make: impl FnOnce(Lang) -> Result<Vec<u8>, E>,
) -> Response {
    let lang = caller(request).map_or(Lang::Zh, |caller| caller.lang);
    match make(lang) {
        Ok(bytes) => file(name, WORKBOOK, bytes),
        Err(error) => {
            tracing::error!(%error, "the template could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
