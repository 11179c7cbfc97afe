//! Unsent text, kept so that it goes on at another device. Like the read marker it is nobody else's business: no act, no
//! event, no ledger leaf; sent as a record it becomes one.

use crate::clock::now_ms;
use crate::{Daybook, Result};
use domain::draft::{Draft, MOST, Version, body, forget as without, place, settle};
use domain::permission::Actor;
use store::Tx;
use store::draft::DraftRow;

/// One more than are kept, so that the one too many is seen.
pub(crate) const LIMIT: u32 = MOST as u32 + 1;

/// The reader's drafts, the newest first.
pub async fn list(daybook: &Daybook, actor: &Actor) -> Result<Vec<Draft>> {
    let rows = daybook.db().drafts_of(&actor.person, LIMIT).await?;
    let mut drafts: Vec<Draft> = rows.into_iter().map(shown).collect();
    drafts.sort_by_key(|d| std::cmp::Reverse(d.kept.at));
    Ok(drafts)
}

/// Keeps what a form holds, typed at `at` by somebody who knew the version `seen` (0 for none); what is kept then.
///
/// Nothing is lost when two devices write: see [`domain::draft::settle`]. [`domain::Violation::DraftTooLong`] beyond 64 KiB.
pub async fn save(daybook: &Daybook, actor: &Actor, at: Version, form: &str, seen: i64) -> Result<Draft> {
    daybook.throttle.marking(&actor.person)?;
    place(form)?;
    body(&at.body)?;
    let new = &Version {
        // A clock that runs ahead must not win for ever.
        at: at.at.min(now_ms()),
        ..at
    };
    daybook
        .store
        .transact(|tx| async move {
            let before = tx.draft(&actor.person, form).await?;
            let first = before.is_none();
            let (kept, other) = settle(before.map(versions), new.clone(), seen);
            let row = row(form, kept, other);
            tx.put_draft(&actor.person, &row).await?;
            if first {
                make_room(&tx, actor).await?;
            }
            Ok(shown(row))
        })
        .await
}

/// Forgets the version `seen` of a form: it was sent, or thrown away.
pub async fn forget(daybook: &Daybook, actor: &Actor, form: &str, seen: i64) -> Result<()> {
    place(form)?;
    daybook
        .store
        .transact(|tx| async move {
            let Some(found) = tx.draft(&actor.person, form).await? else {
                return Ok(());
            };
            let (kept, other) = versions(found);
            match without(kept, other, seen) {
                Some((kept, other)) => tx.put_draft(&actor.person, &row(form, kept, other)).await?,
                None => tx.drop_draft(&actor.person, form).await?,
            }
            Ok(())
        })
        .await
}

async fn make_room(tx: &Tx, actor: &Actor) -> Result<()> {
    let mut all = tx.drafts_of(&actor.person, LIMIT).await?;
    if all.len() > MOST {
        all.sort_by_key(|d| d.at);
        if let Some(stalest) = all.first() {
            tx.drop_draft(&actor.person, &stalest.place).await?;
        }
    }
    Ok(())
}

fn versions(row: DraftRow) -> (Version, Option<Version>) {
    let at = row.other_at;
    (
        Version {
            body: row.body,
            at: row.at,
        },
        row.other.map(|body| Version { body, at }),
    )
}

fn row(form: &str, kept: Version, other: Option<Version>) -> DraftRow {
    DraftRow {
        place: form.to_owned(),
        body: kept.body,
        at: kept.at,
        other_at: other.as_ref().map_or(0, |o| o.at),
        other: other.map(|o| o.body),
    }
}

fn shown(row: DraftRow) -> Draft {
    let place = row.place.clone();
    let (kept, other) = versions(row);
    Draft { place, kept, other }
}
