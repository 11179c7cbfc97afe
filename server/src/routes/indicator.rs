//! Forms and files of indicators: what a server function cannot take (a set of any length, a workbook) or give.

use super::admin::{WORKBOOK, file};
use super::{page, see_other};
use crate::State;
use crate::forms;
use crate::request::{caller, missing};
use app::TypedSet;
use app::api::Caller;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Path, Request, State as Shared};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::IndicatorSetId;
use domain::indicator::SetScope;
use domain::permission::Actor;
use service::Error;
use service::indicator::{GivenRow, Saved, Source, check_sheet, draft, export, save, set, template};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A workbook of sets, bytes.
pub(crate) const UPLOAD: usize = 2 << 20;
/// Places of rows that a form may carry, empty ones with them: more than a draft can have, so that what is too much is told.
const ROWS: usize = 400;

fn signed(request: &Request) -> Result<(Caller, Arc<Actor>), Box<Response>> {
    let caller = caller(request).ok_or_else(|| Box::new(missing()))?;
    let next = request.uri().path_and_query().map_or("/indicators", |p| p.as_str());
    let next = if request.method() == Method::GET {
        next
    } else {
        "/indicators"
    };
    let actor = caller.actor.clone();
    let actor = actor.ok_or_else(|| Box::new(see_other(&format!("/sign-in?next={next}"))))?;
    Ok((caller, actor))
}

/// What stands where a use case refused.
fn refused(caller: &Caller, error: Error, back: &str) -> Response {
    match error {
        Error::NotFound | Error::Denied => StatusCode::NOT_FOUND.into_response(),
        other => forms::refused(caller, other, back),
    }
}

/// `POST /indicators/draft`: begins a draft and goes to it.
pub(crate) async fn begin(Shared(state): Shared<State>, request: Request) -> Response {
    let (caller, actor) = match signed(&request) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let Ok(bytes) = to_bytes(request.into_body(), forms::LIMIT).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    if let Some(response) = forms::not_meant(&caller, "/indicators/draft", &bytes) {
        return response;
    }
    let fields: BTreeMap<String, String> = forms::fields(&bytes).into_iter().collect();
    let of = |name: &str| fields.get(name).map_or("", String::as_str);
    let source = match of("library") {
        "" => Source::Last,
        key => Source::Library(key.to_owned()),
    };
    let Some(scope) = SetScope::parse(of("kind"), of("target")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match draft(&state.daybook, &actor, &scope, &source, caller.lang).await {
        // Another beginning was asked for than the draft that is there has.
        Ok(begun) if !begun.fresh && source != Source::Last => {
            see_other(&format!("/indicators/set/{}?there=1", begun.id))
        }
        Ok(begun) => see_other(&format!("/indicators/set/{}", begun.id)),
        Err(error) => refused(&caller, error, "/indicators"),
    }
}

/// `POST /indicators/set/{id}`: saves a draft; overtaken, the page shows what was written and by whom.
pub(crate) async fn keep(Shared(state): Shared<State>, Path(id): Path<String>, request: Request) -> Response {
    let Some(caller) = caller(&request) else {
        return missing();
    };
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, forms::LIMIT).await else {
        return forms::long(&caller, &format!("/indicators/set/{id}"));
    };
    if let Some(response) = forms::not_meant(&caller, parts.uri.path(), &bytes) {
        return response;
    }
    // Nothing of a set is lost because a session ended, or because the database was away.
    let kept = |error: Error| forms::kept(&caller, parts.uri.path(), error, &forms::fields(&bytes));
    let Some(actor) = caller.actor.clone() else {
        return kept(Error::NotSignedIn);
    };
    let form = Form::read(&bytes);
    let id = IndicatorSetId(id);
    let back = format!("/indicators/set/{id}");
    let rows = match taken_over(&state, &actor, &id, &form, &caller).await {
        Ok(rows) => rows,
        Err(error) => return refused(&caller, error, &back),
    };
    match save(&state.daybook, &actor, &id, form.edition, &form.note, &rows).await {
        Ok(Saved::Done) => match form.moved {
            Some(at) => see_other(&format!("{back}#row-{}", at + 1)),
            None => see_other(&back),
        },
        Ok(Saved::Overtaken { by, edition }) => {
            let typed = TypedSet {
                rows,
                note: form.note,
                edition,
                by,
            };
            parts.method = Method::GET;
            let request = Request::from_parts(parts, Body::empty());
            let mut response =
                page::render(state, request, move || leptos::prelude::provide_context(typed.clone())).await;
            *response.status_mut() = StatusCode::CONFLICT;
            response
        }
        Err(error @ (Error::NotFound | Error::Denied)) => refused(&caller, error, &back),
        Err(error) => kept(error),
    }
}

/// The rows of the form, and those of the set below that were ticked.
async fn taken_over(
    state: &State,
    actor: &Actor,
    id: &IndicatorSetId,
    form: &Form,
    caller: &Caller,
) -> Result<Vec<GivenRow>, Error> {
    let mut rows = form.rows.clone();
    if form.adopt.is_empty() && form.drop.is_empty() {
        return Ok(rows);
    }
    let page = set(&state.daybook, actor, id, caller.lang).await?;
    for below in page.bases.iter().flat_map(|base| &base.below) {
        let id = below.id.as_str();
        let (drop, adopt) = (form.drop.iter().any(|d| d == id), form.adopt.iter().any(|a| a == id));
        if (drop || adopt) && rows.iter().all(|row| row.id != id) {
            let mut row = GivenRow::of(below, None, caller.lang);
            if drop {
                row.weight = "0".into();
            }
            rows.push(row);
        }
    }
    Ok(rows)
}

#[derive(Default)]
struct Form {
    edition: u32,
    note: String,
    rows: Vec<GivenRow>,
    adopt: Vec<String>,
    drop: Vec<String>,
    /// Where the row stands now that was moved up or down.
    moved: Option<usize>,
}

impl Form {
    /// Rows come as `r0-name`, `r0-weight`, …; those ticked to be removed are left out.
    fn read(bytes: &axum::body::Bytes) -> Self {
        let mut form = Self::default();
        let mut rows: BTreeMap<usize, (GivenRow, bool)> = BTreeMap::new();
        let mut shift = None;
        for (name, value) in forms::fields(bytes) {
            match name.as_str() {
                "edition" => form.edition = value.parse().unwrap_or_default(),
                "note" => form.note = value,
                "adopt" => form.adopt.push(value),
                "drop" => form.drop.push(value),
                "move" => {
                    shift = value
                        .split_once('-')
                        .and_then(|(way, at)| Some((way == "up", at.parse().ok()?)))
                }
                _ => {
                    let field = name.strip_prefix('r').and_then(|rest| rest.split_once('-'));
                    let place = field.and_then(|(at, field)| Some((at.parse::<usize>().ok()?, field)));
                    let Some((at, field)) = place.filter(|(at, _)| *at < ROWS) else {
                        continue;
                    };
                    let (row, removed) = rows.entry(at).or_default();
                    match field {
                        "id" => row.id = value,
                        "name" => row.name = value,
                        "dimension" => row.dimension = value,
                        "weight" => row.weight = value,
                        "target" => row.target = value,
                        "unit" => row.unit = value,
                        "good" => row.good = value,
                        "measure" => row.measure = value,
                        "key" => row.key = true,
                        "remove" => *removed = true,
                        _ => {}
                    }
                }
            }
        }
        let mut rows: Vec<(usize, GivenRow)> = rows
            .into_iter()
            .filter(|(_, (row, removed))| !removed && !row.is_blank())
            .map(|(at, (row, _))| (at, row))
            .collect();
        form.moved = shift.and_then(|(up, at)| moved(&mut rows, up, at));
        form.rows = rows.into_iter().map(|(_, row)| row).collect();
        form
    }
}

/// Changes places with the row before or after; where it stands then.
fn moved(rows: &mut [(usize, GivenRow)], up: bool, at: usize) -> Option<usize> {
    let here = rows.iter().position(|(place, _)| *place == at)?;
    let there = if up { here.checked_sub(1)? } else { here + 1 };
    if there >= rows.len() {
        return None;
    }
    rows.swap(here, there);
    Some(there)
}

/// `POST /indicators/import`: checks a file and goes to the report.
pub(crate) async fn import(Shared(state): Shared<State>, request: Request) -> Response {
    let (caller, actor) = match signed(&request) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let upload = match Multipart::from_request(request, &()).await {
        Ok(form) => upload(form).await,
        Err(_) => None,
    };
    // Whoever may draft nothing learns nothing, not even that the file was no file.
    let (name, bytes) = upload.unwrap_or_default();
    let empty = bytes.is_empty();
    match check_sheet(&state.daybook, &actor, &name, bytes).await {
        Ok(_) if empty => see_other("/indicators/import?problem=file"),
        Ok(job) => see_other(&format!("/indicators/import/{job}")),
        Err(error) => refused(&caller, error, "/indicators"),
    }
}

async fn upload(mut form: Multipart) -> Option<(String, Vec<u8>)> {
    while let Some(field) = form.next_field().await.ok()? {
        if let Some(name) = field.file_name().map(str::to_owned) {
            return Some((name, field.bytes().await.ok()?.to_vec()));
        }
    }
    None
}

/// `GET /indicators/export.xlsx`, with `?set=` for one version.
pub(crate) async fn workbook(Shared(state): Shared<State>, request: Request) -> Response {
    let (caller, actor) = match signed(&request) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let query = request.uri().query().unwrap_or_default();
    let one = query.split('&').find_map(|pair| pair.strip_prefix("set="));
    let one = one.map(IndicatorSetId::from);
    match export(&state.daybook, &actor, one.as_ref(), caller.lang).await {
        Ok(bytes) => file("daybook-indicators.xlsx", WORKBOOK, bytes),
        Err(error) => refused(&caller, error, "/indicators"),
    }
}

/// `GET /indicators/import/{job}/report.xlsx`
pub(crate) async fn report(Shared(state): Shared<State>, Path(job): Path<String>, request: Request) -> Response {
    let (caller, actor) = match signed(&request) {
        Ok(found) => found,
        Err(response) => return *response,
    };
    match service::indicator::report(&state.daybook, &actor, &job, caller.lang).await {
        Ok(bytes) => file("daybook-indicators-report.xlsx", WORKBOOK, bytes),
        Err(error) => refused(&caller, error, "/indicators/import"),
    }
}

/// `GET /indicators/template.xlsx`
pub(crate) async fn empty(Shared(state): Shared<State>, request: Request) -> Response {
    let Some(caller) = caller(&request) else {
        return missing();
    };
    match template(state.daybook.dimensions(), caller.lang) {
        Ok(bytes) => file("daybook-indicators-template.xlsx", WORKBOOK, bytes),
        Err(error) => {
            tracing::error!(%error, "the template could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;

    #[test]
    fn a_form_of_rows_is_read_whatever_it_holds() {
        let form = Form::read(&Bytes::from_static(
            b"edition=3&r0-name=A&r0-weight=60&r2-name=C&r2-remove=1&r1-name=B&r1-key=1&r400-name=Z&rx-name=Q&adopt=a&adopt=b&drop=c&note=why",
        ));
        let names: Vec<_> = form.rows.iter().map(|r| (r.name.as_str(), r.key)).collect();
        assert_eq!(names, [("A", false), ("B", true)]);
        assert_eq!(
            (form.edition, form.note.as_str(), form.adopt.len(), form.drop.len()),
            (3, "why", 2, 1)
        );
    }

    #[test]
    fn a_row_is_moved_among_those_that_stay() {
        for (pressed, order, moved) in [
            ("up-2", "ACB", Some(1)),
            ("down-0", "BAC", Some(1)),
            ("down-1", "ACB", Some(2)),
            // The row between was ticked to be removed, the last has nothing after it but an empty one.
            ("up-4", "ACB", Some(1)),
            ("down-4", "ABC", None),
            ("up-0", "ABC", None),
            ("up-9", "ABC", None),
            ("up", "ABC", None),
            ("sideways-x", "ABC", None),
        ] {
            let body = match pressed {
                "up-4" | "down-4" => "r0-name=A&r1-name=B&r3-name=D&r3-remove=1&r4-name=C&r5-name=",
                _ => "r0-name=A&r1-name=B&r2-name=C&r3-name=",
            };
            let form = Form::read(&Bytes::from(format!("{body}&move={pressed}")));
            let names: String = form.rows.iter().map(|r| r.name.as_str()).collect();
            assert_eq!((names.as_str(), form.moved), (order, moved), "{pressed}");
        }
    }
}
