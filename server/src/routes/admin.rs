//! Files of the administration pages: uploads to check, templates to fill in.

use super::see_other;
use crate::State;
use crate::request::{caller, missing};
use axum::extract::{FromRequest, Multipart, Path, Request, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::permission::{Action, Resource, decide};
use service::import::{Kind, Upload, report, start, template_csv, template_xlsx};

/// `POST /admin/import`: starts to check the files and goes to the job's page.
pub(crate) async fn import(Shared(state): Shared<State>, request: Request) -> Response {
    let Some(caller) = caller(&request) else {
        return missing();
    };
    let Some(actor) = caller.actor.clone() else {
        return see_other("/sign-in?next=/admin/import");
    };
    if !decide(&actor, Action::ImportRoster, &Resource::Site).allowed {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Ok(form) = Multipart::from_request(request, &()).await else {
        return see_other("/admin/import?problem=form");
    };
    match uploads(form).await {
        Some((_, files)) if files.is_empty() => see_other("/admin/import?problem=empty"),
        Some((kind, files)) => match start(&state.daybook, &actor, kind, files) {
            Ok(job) => see_other(&format!("/admin/import/{job}")),
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        },
        None => see_other("/admin/import?problem=large"),
    }
}

async fn uploads(mut form: Multipart) -> Option<(Kind, Vec<Upload>)> {
    let (mut kind, mut files) = (Kind::Auto, Vec::new());
    while let Some(field) = form.next_field().await.ok()? {
        if field.name() == Some("kind") {
            kind = match field.text().await.ok()?.as_str() {
                "organogram" => Kind::Organogram,
                "staff" => Kind::StaffList,
                _ => Kind::Auto,
            };
        } else if let Some(name) = field.file_name().map(|name| name.chars().take(200).collect::<String>()) {
            let bytes = field.bytes().await.ok()?;
            if !name.is_empty() && !bytes.is_empty() && files.len() < 40 {
                files.push((name, bytes.to_vec()));
            }
        }
    }
    Some((kind, files))
}

/// `GET /admin/import/{job}/findings.xlsx`: all that was found, also what the page does not list.
pub(crate) async fn findings(Shared(state): Shared<State>, Path(job): Path<String>, request: Request) -> Response {
    let Some(caller) = caller(&request) else {
        return missing();
    };
    let Some(actor) = caller.actor.clone() else {
        return see_other("/sign-in?next=/admin/import");
    };
    match report(&state.daybook, &actor, &job, caller.lang) {
        Ok(bytes) => file("daybook-findings.xlsx", WORKBOOK, bytes),
        Err(service::Error::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => crate::forms::refused(&caller, error, "/admin/import"),
    }
}

pub(super) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn zh(request: &Request) -> bool {
    caller(request).is_none_or(|caller| caller.lang == domain::Lang::Zh)
}

pub(super) fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ],
        bytes,
    )
        .into_response()
}

/// `GET /admin/template.csv`
pub(crate) async fn csv(request: Request) -> Response {
    file(
        "daybook-staff.csv",
        "text/csv; charset=utf-8",
        template_csv(zh(&request)),
    )
}

/// `GET /admin/template.xlsx`
pub(crate) async fn xlsx(request: Request) -> Response {
    match template_xlsx(zh(&request)) {
        Ok(bytes) => file("daybook-staff.xlsx", WORKBOOK, bytes),
        Err(error) => {
            tracing::error!(%error, "the template could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
