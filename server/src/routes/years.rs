//! Results of earlier years: tables to check, the template to fill in, and the form of one that comes again.

use super::admin::{WORKBOOK, file};
use super::period::{refused, signed};
use super::{page, see_other};
use crate::State;
use crate::request::caller;
use app::TypedFields;
use axum::extract::{FromRequest, Multipart, Request, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Lang;
use domain::permission::{Action, Resource, decide};
use service::import::Upload;

const HERE: &str = "/assess/years";

/// `POST /assess/years`: the form of one result again, with the people that were searched for: whose it is stands in no address.
pub(crate) async fn again(Shared(state): Shared<State>, request: Request) -> Response {
    page::again(state, request, HERE, TypedFields).await
}

/// `POST /assess/years/import`: checks the table and goes to what was found.
pub(crate) async fn import(Shared(state): Shared<State>, request: Request) -> Response {
    let (caller, actor) = match signed(&request, HERE) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    if !decide(&actor, Action::KeepStatuses, &Resource::Site).allowed {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Ok(form) = Multipart::from_request(request, &()).await else {
        return problem("empty");
    };
    match sent(form).await {
        None => problem("large"),
        Some((_, None)) => problem("empty"),
        Some((pack, Some((name, bytes)))) => {
            match service::assess::check_years(&state.daybook, &actor, &pack, &name, &bytes).await {
                Ok(id) => see_other(&format!("{HERE}/import/{id}")),
                Err(error) => refused(&caller, error, HERE),
            }
        }
    }
}

fn problem(which: &str) -> Response {
    see_other(&format!("{HERE}?problem={which}#table"))
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

/// `GET /assess/years/template.xlsx`
pub(crate) async fn template(request: Request) -> Response {
    let lang = caller(&request).map_or(Lang::Zh, |caller| caller.lang);
    match service::assess::years_template(lang) {
        Ok(bytes) => file("daybook-earlier-results.xlsx", WORKBOOK, bytes),
        Err(error) => {
            tracing::error!(%error, "the template could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
