//! The auditor's view of acts: who did what to which thing and when; never what was written.

use crate::clock::ms_of;
use crate::{Daybook, Error, Result};
use domain::permission::{Action, Actor, Resource, decide};
use domain::view::LedgerRow;
use std::collections::HashMap;

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
    let mut names: HashMap<String, String> = HashMap::new();
    for row in &rows {
        if !names.contains_key(&row.actor) {
            let name = daybook
                .db()
                .person(&row.actor.as_str().into())
                .await?
                .map(|p| p.name)
                .unwrap_or_else(|| row.actor.clone());
            names.insert(row.actor.clone(), name);
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| LedgerRow {
            id: format!("{}.{}", -row.at, row.id),
            at: daybook.clock.moment(ms_of(&row.id).unwrap_or(row.at / 1000)),
            act: row.act,
            actor: names.get(&row.actor).cloned().unwrap_or_default(),
            subject: row.subject,
            hash: row.hash,
        })
        .collect())
}
