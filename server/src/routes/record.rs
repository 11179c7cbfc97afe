//! For browsers without script. `POST /records`: a record with its files in one form. The files are kept first; then it is the
//! same write or edit as everywhere. `POST /new`: the form again, for another day.

use super::attachment::{PART, refused};
use super::page;
use crate::State;
use crate::forms::{self, NotTaken};
use crate::request::{MEANT, caller, missing};
use app::TypedRecord;
use app::api::Caller;
use axum::body::Body;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request, State as Shared};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::file::LARGEST;
use domain::permission::Actor;
use domain::view::{FileRef, MOST_FILES};
use domain::{FileId, Tie, Violation};
use service::attachment::{begin, discard, end, part};
use service::{Daybook, Error};

/// What came in a form.
#[derive(Default)]
struct Came {
    fields: Vec<(String, String)>,
    /// Ids of files kept earlier.
    files: Vec<String>,
    kept: Vec<FileRef>,
    /// How far items are, by their ids; without one, of the item that was chosen from the list.
    told: Vec<(String, String)>,
    not_taken: Vec<NotTaken>,
}

impl Came {
    /// One field of several with this name: a box for each tie, and a list.
    fn tie(&mut self, name: String, ids: &str) {
        match self.fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, all)) => {
                all.push(',');
                all.push_str(ids);
            }
            None => self.fields.push((name, ids.to_owned())),
        }
    }

    /// Percentages in fields of their own become the one field that a script fills: `ID:PERCENT`.
    fn tell(&mut self) {
        let told = std::mem::take(&mut self.told);
        let items = self.fields.iter().find(|(name, _)| name == "items");
        let mut ids = items.map_or("", |(_, ids)| ids.as_str()).split(',').map(str::trim);
        // Every box has its own field.
        let listed = ids.rfind(|id| !id.is_empty() && told.iter().all(|(boxed, _)| boxed != id));
        let listed = listed.unwrap_or_default().to_owned();
        for (item, percent) in &told {
            let (item, percent) = (if item.is_empty() { &listed } else { item }, percent.trim());
            if !item.is_empty() && !percent.is_empty() {
                self.tie("progress".to_owned(), &format!("{item}:{percent}"));
            }
        }
    }
}

pub(crate) async fn write(Shared(state): Shared<State>, request: Request) -> Response {
    let Some(caller) = caller(&request) else {
        return missing();
    };
    let (mut parts, body) = request.into_parts();
    let whole = Request::from_parts(parts.clone(), body);
    let Ok(form) = Multipart::from_request(whole, &()).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let Some(mut came) = read(&state.daybook, &caller, form).await else {
        return forms::long(&caller, "/");
    };
    came.tell();
    came.files.extend(came.kept.iter().map(|file| file.id.0.clone()));
    came.fields.push(("files".into(), came.files.join(",")));
    if !came.not_taken.is_empty() {
        return forms::files_not_taken(&parts, caller.lang, &came.not_taken, &came.kept, &came.fields);
    }
    let editing = came.fields.iter().any(|(name, _)| name == "record");
    parts.uri = Uri::from_static(if editing {
        "/api/edit_record"
    } else {
        "/api/write_record"
    });
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    let body = forms::encoded(&came.fields);
    parts.headers.insert(header::CONTENT_TYPE, form);
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    page::function(Shared(state), Request::from_parts(parts, Body::from(body))).await
}

/// `POST /new`: the form of a new record again, with what it could be tied to on the day that is chosen in it.
pub(crate) async fn again(Shared(state): Shared<State>, request: Request) -> Response {
    page::again(state, request, "/new", TypedRecord).await
}

/// Reads to the end, whatever is refused on the way: a browser hears no answer before it has sent everything.
async fn read(daybook: &Daybook, caller: &Caller, mut form: Multipart) -> Option<Came> {
    let (mut came, mut room) = (Came::default(), forms::LIMIT);
    let mut actor = caller.actor.clone();
    while let Some(mut field) = form.next_field().await.ok()? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file) = field.file_name().map(str::to_owned) else {
            let text = text(field, &mut room).await?;
            if name == MEANT {
                actor = actor.filter(|a| a.person.as_str() == text);
            }
            match name.as_str() {
                "files" => came
                    .files
                    .extend(text.split(',').filter(|id| !id.is_empty()).map(str::to_owned)),
                "items" | "indicators" => came.tie(name, &text),
                _ => match name.strip_prefix("progress-") {
                    Some(item) => came.told.push((item.to_owned(), text)),
                    None => came.fields.push((name, text)),
                },
            }
            continue;
        };
        if file.is_empty() {
            continue;
        }
        let taken = match &actor {
            None => Err(Error::NotSignedIn),
            Some(_) if came.files.len() + came.kept.len() >= MOST_FILES => Err(too_many()),
            Some(actor) => take(daybook, actor, &file, &mut field).await,
        };
        while field.chunk().await.ok()?.is_some() {}
        match taken {
            Ok(file) => came.kept.push(file),
            // The form itself will be told to sign in, with its text kept.
            Err(Error::NotSignedIn) => {}
            Err(error) => came.not_taken.push(NotTaken {
                name: file,
                words: refused(caller, error).1,
            }),
        }
    }
    Some(came)
}

fn too_many() -> Error {
    let limit = u32::try_from(MOST_FILES).unwrap_or(u32::MAX);
    Error::Invalid(Violation::TooManyTies { what: Tie::File, limit })
}

/// The text of a field, from the room that all of them have.
async fn text(mut field: Field<'_>, room: &mut usize) -> Option<String> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        *room = room.checked_sub(chunk.len())?;
        text.extend_from_slice(&chunk);
    }
    Some(String::from_utf8_lossy(&text).into_owned())
}

/// Passes a file on in parts as it comes, so that it is never whole in memory here.
async fn take(daybook: &Daybook, actor: &Actor, name: &str, field: &mut Field<'_>) -> service::Result<FileRef> {
    let id = begin(daybook, actor, name, LARGEST, "").await?;
    match pass(daybook, actor, &id, field).await {
        Err(Error::Unavailable(cause)) => {
            // Nothing of it stays when the line was cut.
            if let Err(error) = discard(daybook, actor, &id).await {
                tracing::debug!(%error, "a cut upload stays until the next cleaning");
            }
            Err(Error::Unavailable(cause))
        }
        other => other,
    }
}

async fn pass(daybook: &Daybook, actor: &Actor, id: &FileId, field: &mut Field<'_>) -> service::Result<FileRef> {
    let (mut offset, mut waiting) = (0, Vec::new());
    loop {
        let chunk = field
            .chunk()
            .await
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        let last = chunk.is_none();
        waiting.extend_from_slice(&chunk.unwrap_or_default());
        if !waiting.is_empty() && (last || waiting.len() >= PART) {
            let bytes = std::mem::take(&mut waiting);
            let length = bytes.len() as u64;
            part(daybook, actor, id, offset, bytes.into()).await?;
            offset += length;
        }
        if last {
            return end(daybook, actor, id).await;
        }
    }
}
