//! The auditor's view of acts: who did what to which thing and when; never what was written.

mod names;

use crate::clock::ms_of;
use crate::{Daybook, Error, Result};
use domain::permission::{Action, Actor, Resource, decide};
use domain::view::LedgerRow;
use names::Names;

/// Entries on a page.
const PAGE: u32 = 50;

/// What [`LedgerRow::id`] names; the top for anything else.
fn place(cursor: &str) -> (i64, &str) {
    let parts = cursor.split_once('.').filter(|(_, id)| domain::id::is_ulid(id));
    parts
        .and_then(|(ord, id)| Some((ord.parse().ok()?, id)))
        .unwrap_or((i64::MIN, ""))
}

/// Acts before the entry `before` (its id), or the newest.
pub async fn page(daybook: &Daybook, actor: &Actor, before: Option<&str>) -> Result<Vec<LedgerRow>> {
    if !decide(actor, Action::ReadLedger, &Resource::Site).allowed {
        return Err(Error::NotFound);
    }
    let rows = daybook
        .db()
        .ledger_page(place(before.unwrap_or_default()), PAGE)
        .await?;
    let names = Names::of(daybook, &rows).await?;
    Ok(rows
        .into_iter()
        .map(|row| LedgerRow {
            id: format!("{}.{}", -row.at, row.id),
            at: daybook.clock.moment(ms_of(&row.id).unwrap_or(row.at / 1000)),
            actor: names.actor(&row),
            about: names.about(&row),
            act: row.act,
            actor_id: row.actor,
            subject: row.subject,
            hash: row.hash,
        })
        .collect())
}
