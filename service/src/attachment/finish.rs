use super::blobs::{Shelf, reached};
use super::clean::remove;
use super::form::Form;
use super::own;
use super::picture::{Picture, picture};
use super::sniff::sniff;
use super::strip::strip;
use crate::act::Deed;
use crate::{Daybook, Error, Result};
use bytes::Bytes;
use domain::FileId;
use domain::act::Act;
use domain::file::{Refusal, harmless_name};
use domain::ledger::hex;
use domain::permission::Actor;
use domain::view::{FileKind, FileRef};
use sha2::{Digest, Sha256};
use store::file::{FileRow, KEPT};

/// A content that passed, as it will be stored.
pub(super) struct Checked {
    pub form: Form,
    pub bytes: Vec<u8>,
    pub hash: String,
    pub picture: Option<Picture>,
}

/// Everything that is asked of a content: that it is what was sent, that it is of a form that is taken, that it harms nobody
/// who opens it, and that a picture tells nothing but itself. Slow; not for a thread that serves others.
pub(super) fn check(bytes: Vec<u8>, told: &str) -> Result<Checked, Refusal> {
    if !told.is_empty() && hex(&Sha256::digest(&bytes)) != told {
        return Err(Refusal::Changed);
    }
    let form = sniff(&bytes)?;
    let bytes = strip(form, bytes)?;
    let picture = match form.kind() {
        FileKind::Image => Some(picture(form, &bytes)?),
        _ => None,
    };
    let hash = hex(&Sha256::digest(&bytes));
    Ok(Checked {
        form,
        bytes,
        hash,
        picture,
    })
}

/// Ends an upload at what has come of it, for forms that do not tell sizes beforehand.
pub async fn end(daybook: &Daybook, actor: &Actor, id: &FileId) -> Result<FileRef> {
    let mut row = own(daybook, actor, id).await?;
    if row.is_kept() {
        return Ok(shown(&row));
    }
    let have = reached(&daybook.blobs.parts(id).await?);
    if have == 0 {
        return refuse(daybook, actor, &row, Refusal::Empty).await;
    }
    row.bytes = i64::try_from(have).unwrap_or(i64::MAX);
    end_row(daybook, actor, row).await
}

/// Checks what has come, stores it under its hash, and lets the row say so.
pub(super) async fn end_row(daybook: &Daybook, actor: &Actor, row: FileRow) -> Result<FileRef> {
    let id = FileId(row.id.clone());
    let whole = match daybook.blobs.assemble(&id, row.bytes.unsigned_abs()).await {
        Ok(whole) => whole,
        // The same last part came twice, and the other one has ended it.
        Err(Error::NotFound) => return ended_by_another(daybook, actor, &id).await,
        Err(error) => return Err(error),
    };
    let checked = match examine(daybook, whole, row.told.clone()).await {
        Err(Error::File(refusal)) => return refuse(daybook, actor, &row, refusal).await,
        other => other?,
    };
    let count = |n: u32| i64::from(n);
    let kept = FileRow {
        state: KEPT.into(),
        name: harmless_name(&row.name, checked.form.endings()),
        kind: checked.form.kind().as_str().into(),
        mime: checked.form.mime().into(),
        bytes: i64::try_from(checked.bytes.len()).unwrap_or(i64::MAX),
        width: checked.picture.as_ref().map_or(0, |p| count(p.width)),
        height: checked.picture.as_ref().map_or(0, |p| count(p.height)),
        hash: checked.hash.clone(),
        ..row.clone()
    };
    // The row names the hash before the content comes to lie under it: whoever cleans up in between sees that it is wanted.
    let named = FileRow {
        hash: checked.hash.clone(),
        ..row
    };
    change(daybook, actor, &named, false).await?;
    let hash = &checked.hash;
    if let Some(picture) = checked.picture {
        let thumb = Bytes::from(picture.thumb);
        daybook.blobs.put(Shelf::Thumbs, hash, thumb).await?;
    }
    daybook
        .blobs
        .put(Shelf::Blobs, hash, Bytes::from(checked.bytes))
        .await?;
    change(daybook, actor, &kept, true).await?;
    if let Err(error) = daybook.blobs.drop_parts(&id).await {
        tracing::warn!(%error, "parts of an upload stay until the next cleaning");
    }
    Ok(shown(&kept))
}

async fn examine(daybook: &Daybook, whole: Vec<u8>, told: String) -> Result<Checked> {
    let turn = daybook.blobs.heavy.clone().acquire_owned().await;
    let turn = turn.map_err(|error| Error::Unavailable(error.to_string()))?;
    let checked = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        check(whole, &told)
    });
    match checked.await {
        Ok(checked) => checked.map_err(Error::File),
        // A decoder that gives up on a content has said enough about it.
        Err(error) if error.is_panic() => Err(Error::File(Refusal::Broken)),
        Err(error) => Err(Error::Unavailable(error.to_string())),
    }
}

async fn change(daybook: &Daybook, actor: &Actor, row: &FileRow, last: bool) -> Result<()> {
    let id = FileId(row.id.clone());
    daybook
        .perform(&actor.person, Act::FileAdded, "", |tx| {
            let id = &id;
            async move {
                let now = tx.file(id).await?.ok_or(Error::NotFound)?;
                if now.is_kept() {
                    return Ok(((), None));
                }
                tx.change_file(row).await?;
                let deed = last.then(|| Deed {
                    act: Act::FileAdded,
                    subject: row.id.clone(),
                    content: Some(format!("{}\n{}", row.name, row.hash)),
                    events: vec![],
                });
                Ok(((), deed))
            }
        })
        .await?;
    Ok(())
}

async fn ended_by_another(daybook: &Daybook, actor: &Actor, id: &FileId) -> Result<FileRef> {
    let row = own(daybook, actor, id).await?;
    if row.is_kept() {
        Ok(shown(&row))
    } else {
        Err(Error::Conflict)
    }
}

/// Removes an upload that cannot be taken and says why; what another request has kept meanwhile stays.
pub(super) async fn refuse(daybook: &Daybook, actor: &Actor, row: &FileRow, refusal: Refusal) -> Result<FileRef> {
    match forget(daybook, actor, row).await? {
        Some(kept) => Ok(shown(&kept)),
        None => Err(Error::File(refusal)),
    }
}

/// Removes an upload that has not ended, with all that has come of it. One that has ended since it was read stays: its row then.
pub(super) async fn forget(daybook: &Daybook, actor: &Actor, row: &FileRow) -> Result<Option<FileRow>> {
    let id = FileId(row.id.clone());
    if !remove(daybook, &actor.person, &id, |row| !row.is_kept()).await?
        && let Some(kept) = daybook.db().file(&id).await?.filter(FileRow::is_kept)
    {
        return Ok(Some(kept));
    }
    daybook.blobs.drop_parts(&id).await?;
    Ok(None)
}

/// A row as records and pages name it.
pub(super) fn shown(row: &FileRow) -> FileRef {
    row.tie().view()
}
