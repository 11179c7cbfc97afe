use super::GivenRow;
use super::draft::drafted;
use super::place::open;
use super::rows::{accept_in, scope_of};
use crate::act::Outcome;
use crate::{Daybook, Error, Result};
use domain::IndicatorSetId;
use domain::act::Act;
use domain::indicator::{Flaw, MOST_INDICATORS};
use domain::permission::{Action, Actor};
use std::collections::HashSet;
use store::indicator::{IndicatorRow, SetRow};

/// Rows of a draft; a set that can be agreed has fewer.
pub(super) const MOST_ROWS: usize = 60;
const MOST_NOTE: usize = 500;

/// How a saving ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    Done,
    /// Somebody saved meanwhile; nothing was written. `edition` is theirs.
    Overtaken {
        by: String,
        edition: u32,
    },
}

/// Saves the whole of a draft as it was written, faults and all: they stand beside it until it is agreed, and nothing is lost.
pub async fn save(
    daybook: &Daybook,
    actor: &Actor,
    set: &IndicatorSetId,
    edition: u32,
    note: &str,
    given: &[GivenRow],
) -> Result<Saved> {
    daybook.throttle.writing(&actor.person)?;
    let current = found(daybook, set).await?;
    let scope = scope_of(&current);
    let place = open(daybook, actor, Action::DraftIndicators, &scope).await?;
    let below = super::base::below(daybook, &scope, &place).await?;
    let others = daybook
        .db()
        .sets_in_scopes(std::slice::from_ref(&current.scope))
        .await?;
    let mut known: HashSet<String> = below.into_iter().flat_map(|(_, rows)| rows).map(|r| r.id.0).collect();
    known.extend(others.iter().flat_map(|s| s.rows.iter().map(|r| r.id.clone())));
    let rows = accept_in(given, &known, daybook.dimensions());
    // None is left out without a word.
    if rows.len() > MOST_ROWS {
        let [count, limit] = [rows.len(), MOST_INDICATORS].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        return Err(Error::Invalid(Flaw::TooMany { count, limit }.into()));
    }
    let note: String = note.trim().chars().take(MOST_NOTE).collect();
    let by_name = daybook.profile(&actor.person).await?.name.clone();
    let outcome = daybook
        .perform(&actor.person, Act::IndicatorsDrafted, "", |tx| {
            let (rows, note, by_name) = (&rows, &note, &by_name);
            async move {
                let before = tx.indicator_set(set).await?.ok_or(Error::NotFound)?;
                if before.agreed {
                    return Err(Error::Invalid(Flaw::NotDraft.into()));
                }
                if before.note == *note && alike(&before.rows, rows) {
                    return Ok((Saved::Done, None));
                }
                if before.edition != i64::from(edition) {
                    let edition = u32::try_from(before.edition).unwrap_or(u32::MAX);
                    let by = before.by_name;
                    return Ok((Saved::Overtaken { by, edition }, None));
                }
                tx.change_set(&SetRow {
                    rows: rows.clone(),
                    note: note.clone(),
                    by_name: by_name.clone(),
                    ..before
                })
                .await?;
                Ok((Saved::Done, Some(drafted(set.as_str()))))
            }
        })
        .await?;
    match outcome {
        Outcome::Done(saved) => Ok(saved),
        Outcome::Before(_) => Ok(Saved::Done),
    }
}

/// The same words: what was written new has another id each time it is read, as when a form is sent twice.
fn alike(stored: &[IndicatorRow], rows: &[IndicatorRow]) -> bool {
    let same = |(stored, row): (&IndicatorRow, &IndicatorRow)| {
        *stored
            == IndicatorRow {
                id: stored.id.clone(),
                ..row.clone()
            }
    };
    stored.len() == rows.len() && stored.iter().zip(rows).all(same)
}

/// A version by id.
pub(super) async fn found(daybook: &Daybook, set: &IndicatorSetId) -> Result<SetRow> {
    if !domain::id::is_ulid(set.as_str()) {
        return Err(Error::NotFound);
    }
    daybook.db().indicator_set(set).await?.ok_or(Error::NotFound)
}
