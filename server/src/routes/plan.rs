//! Tables of plan items: uploads to check, the template to fill in; and the form of a new one, of any length.

use super::admin::{WORKBOOK, file};
use super::{page, see_other};
use crate::State;
use crate::forms;
use crate::request::{caller, missing};
use app::TypedPlan;
use axum::extract::{FromRequest, Multipart, Request, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Lang;
use service::import::Upload;

/// `POST /plan/new`: the form of a new item again, with the people and larger items that were searched for.
pub(crate) async fn again(Shared(state): Shared<State>, request: Request) -> Response {
    page::again(state, request, "/plan/new", TypedPlan).await
}

/// `POST /plan/import`: checks the table and goes to what was found.
pub(crate) async fn import(Shared(state): Shared<State>, request: Request) -> Response {
    let Some(caller) = caller(&request) else {
        return missing();
    };
    let Some(actor) = caller.actor.clone() else {
        return see_other("/sign-in?next=/plan/import");
    };
    let Ok(form) = Multipart::from_request(request, &()).await else {
        return see_other("/plan/import?problem=form");
    };
    match upload(form).await {
        Some(Some((name, bytes))) => match service::plan::check_import(&state.daybook, &actor, &name, &bytes).await {
            Ok(id) => see_other(&format!("/plan/import/{id}")),
            Err(error @ service::Error::TooMany { .. }) => forms::refused(&caller, error, "/plan/import"),
            Err(error) => {
                tracing::error!(%error, "a table of plan items could not be checked");
                forms::unavailable(caller.lang, &caller.request)
            }
        },
        Some(None) => see_other("/plan/import?problem=empty"),
        None => see_other("/plan/import?problem=large"),
    }
}

/// The first file of the form; the outer none is a form that is too large to read.
async fn upload(mut form: Multipart) -> Option<Option<Upload>> {
    while let Some(field) = form.next_field().await.ok()? {
        if let Some(name) = field.file_name().map(|name| name.chars().take(200).collect::<String>()) {
            let bytes = field.bytes().await.ok()?;
            if !name.is_empty() && !bytes.is_empty() {
                return Some(Some((name, bytes.to_vec())));
            }
        }
    }
    Some(None)
}

/// `GET /plan/template.xlsx`
pub(crate) async fn template(request: Request) -> Response {
    let lang = caller(&request).map_or(Lang::Zh, |caller| caller.lang);
    match service::plan::template_xlsx(lang) {
        Ok(bytes) => file("daybook-plan.xlsx", WORKBOOK, bytes),
        Err(error) => {
            tracing::error!(%error, "the template could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
