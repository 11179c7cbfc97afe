use super::begin::ORPHAN_MS;
use super::may_handle;
use crate::clock::now_ms;
use crate::{Daybook, Error, Result};
use domain::permission::Actor;
use domain::{Tie, Violation};
use store::Tx;
use store::file::FileRow;
use store::record::FileTie;

/// Records that can hold one file.
const MOST_RECORDS: usize = 100;

const UNKNOWN: Violation = Violation::TieUnknown { what: Tie::File };

/// The ties for ids in a draft: what the record has already, and one's own files that have come whole.
pub(crate) async fn tie(daybook: &Daybook, actor: &Actor, ids: &[String], kept: &[FileTie]) -> Result<Vec<FileTie>> {
    let held = |id: &String| kept.iter().find(|k| k.id == *id);
    let new: Vec<&str> = ids.iter().filter(|id| held(id).is_none()).map(String::as_str).collect();
    let rows = if new.is_empty() {
        vec![]
    } else {
        daybook.db().files(new).await?
    };
    let own = |id: &String| {
        rows.iter()
            .find(|row| row.id == *id && fits(actor, row))
            .map(FileRow::tie)
    };
    ids.iter()
        .map(|id| held(id).cloned().or_else(|| own(id)).ok_or_else(|| UNKNOWN.into()))
        .collect()
}

fn fits(actor: &Actor, row: &FileRow) -> bool {
    row.is_kept() && may_handle(actor, row) && row.records.len() < MOST_RECORDS
}

/// Within the transaction that writes a record: its new files are held by it, and those it no longer has are let go. A file
/// that was cleaned away meanwhile is no longer there to be tied.
pub(crate) async fn hold(tx: &Tx, record: &str, before: &[FileTie], after: &[FileTie]) -> Result<()> {
    let among = |ties: &[FileTie], id: &str| ties.iter().any(|t| t.id == id);
    let come: Vec<&str> = after
        .iter()
        .map(|t| t.id.as_str())
        .filter(|id| !among(before, id))
        .collect();
    let gone: Vec<&str> = before
        .iter()
        .map(|t| t.id.as_str())
        .filter(|id| !among(after, id))
        .collect();
    if come.is_empty() && gone.is_empty() {
        return Ok(());
    }
    let rows = tx.files(come.iter().chain(&gone).copied()).await?;
    if come.iter().any(|id| !rows.iter().any(|row| row.id == *id)) {
        return Err(Error::Invalid(UNKNOWN));
    }
    for mut row in rows {
        row.records.retain(|r| r != record);
        if come.contains(&row.id.as_str()) {
            row.records.push(record.to_owned());
        }
        row.stale = if row.records.is_empty() {
            now_ms() + ORPHAN_MS
        } else {
            i64::MAX
        };
        tx.change_file(&row).await?;
    }
    Ok(())
}
