//! What holds of people in an assessment, with its days: kept by the personnel office, as kind and days alone. No diagnoses, no details of
//! a case.

mod days;
mod entry;
mod freed;
mod kind;
mod read;
mod sheet;
mod table;
mod write;

pub use kind::KINDS;
pub(crate) use kind::{Fact, fact};
pub use sheet::{template_xlsx as statuses_template, xlsx as statuses_xlsx};
pub(crate) use table::StatusTables;
pub use table::{apply as apply_statuses, check as check_statuses, report as statuses_report};

use super::brought::{NOTE, invalid};
use super::roster::{Found, Roster};
use super::turn::name_of;
use super::{enters, known, office, office_about, optional, refused};
use crate::clock::{new_id, now_ms};
use crate::{Daybook, Error, Result};
use days::{can_end, days, is_open};
use domain::assessment::Words;
use domain::permission::{Action, Actor};
use domain::view::PersonRef;
use domain::view::assess::{StatusLine, StatusesPage};
use domain::{PersonId, Violation};
use kind::{how_words, words};
use store::assess::StatusRow;
use write::put;

/// Rows on a page, and people found for a name.
const SHOWN: usize = 200;
const FOUND: usize = 50;

/// What is kept, newest first; with a part of a name, of the people found by it.
pub async fn statuses_page(daybook: &Daybook, actor: &Actor, part: &str) -> Result<StatusesPage> {
    office(actor, Action::KeepStatuses)?;
    let part: String = part.trim().chars().take(60).collect();
    let db = daybook.db();
    let (found, mut rows) = if part.is_empty() {
        let limit = u32::try_from(SHOWN * 2).unwrap_or(u32::MAX);
        (Found::default(), db.statuses(i64::MIN, limit).await?)
    } else {
        // Also of who has left: an investigation ends after a dismissal as well.
        let mut found = Roster::read(daybook, &db).await?.find_ever(&part, FOUND);
        let ids: Vec<&str> = found.people.iter().map(|p| p.id.as_str()).collect();
        let mut rows = db.statuses_of_many(ids).await?;
        rows.sort_by_key(|r| r.ord);
        found.people.retain(|p| enters(actor, Action::KeepStatuses, &p.id));
        (found, rows)
    };
    rows.retain(|r| !r.removed);
    let more = rows.len() > SHOWN;
    rows.truncate(SHOWN);
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line = line(daybook, actor, row).await?;
        line.person = found.shown(line.person);
        lines.push(line);
    }
    Ok(StatusesPage {
        rows: lines,
        more,
        people: found.people,
        left: found.left,
        people_more: found.more,
        kinds: KINDS.iter().map(|k| (k.0.to_owned(), Words::new(k.1, k.2))).collect(),
    })
}

async fn line(daybook: &Daybook, actor: &Actor, row: StatusRow) -> Result<StatusLine> {
    let person = reference(daybook, PersonId(row.person.clone())).await?;
    // A sanction is of its day; nothing of it is left to end.
    let ends = !matches!(fact(&row.kind), Some(Fact::Sanction { .. }));
    let open = is_open(&row);
    Ok(StatusLine {
        end: end_of(&row),
        ends,
        id: row.id,
        may_change: enters(actor, Action::KeepStatuses, &person.id),
        person,
        words: words(&row.kind),
        open,
        kind: row.kind,
        first: row.first,
        last: row.last,
        ended: row.ended.as_deref().map(how_words),
        note: row.note,
        by: row.by_name,
    })
}

/// Somebody as pages show him; by the id whom nobody knows any more.
pub(super) async fn reference(daybook: &Daybook, person: PersonId) -> Result<PersonRef> {
    match daybook.profile(&person).await {
        Ok(profile) => Ok(profile.reference()),
        Err(Error::NotFound) => Ok(PersonRef {
            name: person.0.clone(),
            id: person,
            post: String::new(),
            unit: String::new(),
            unit_id: None,
        }),
        Err(error) => Err(error),
    }
}

/// Enters what holds of somebody; without a last day it lasts. Of one person, kind and first day one entry stands.
pub async fn keep_status(
    daybook: &Daybook,
    actor: &Actor,
    person: &PersonId,
    kind: &str,
    first: &str,
    last: &str,
    note: &str,
    key: &str,
) -> Result<()> {
    office_about(actor, Action::KeepStatuses, person)?;
    known(person.as_str())?;
    fact(kind).ok_or(Error::NotFound)?;
    let (first, last) = days(first, last)?;
    if last.is_some() && fact(kind) == Some(Fact::Investigation) {
        return refused(
            "立案调查先不填结束日期：请清空后保存，结案后在下面的列表中登记哪天结束、结果是什么。",
            "An investigation is entered without its last day. Clear it and save; when it is over, enter in the list below when and how it ended.",
        );
    }
    can_end(kind, last, None, daybook.clock.today()).map_err(|(_, words)| invalid(words))?;
    let note = optional(note, NOTE)?;
    daybook.db().person(person).await?.ok_or(Error::NotFound)?;
    let at = now_ms();
    let row = StatusRow {
        id: new_id(),
        person: person.0.clone(),
        kind: kind.to_owned(),
        first: first.to_string(),
        last: last.map(|l| l.to_string()),
        ended: None,
        ended_on: None,
        note,
        by_name: name_of(daybook, &actor.person).await?,
        written: at,
        ord: -at,
        removed: false,
    };
    put(daybook, actor, row, None, key).await
}

/// The end of an entry as a form has read it: its last day and how it ended, as far as there are any.
fn end_of(row: &StatusRow) -> String {
    let parts = [row.last.as_deref(), row.ended.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Ends what holds, with its last day; of an investigation `how` says with what: `cleared`, `warned` or `heavier`. So an end is corrected as
/// well, by whoever has read the one that stands (`seen`, empty for none): what somebody else entered meanwhile is not overwritten.
pub async fn end_status(
    daybook: &Daybook,
    actor: &Actor,
    id: &str,
    seen: &str,
    last: &str,
    how: &str,
    key: &str,
) -> Result<()> {
    let mut row = there(daybook, actor, id).await?;
    let first = row.first.clone();
    let (_, last) = days(&first, last)?;
    let last = last.ok_or(Violation::StatusDays)?;
    let how = (fact(&row.kind) == Some(Fact::Investigation)).then_some(how);
    can_end(&row.kind, Some(last), how, daybook.clock.today()).map_err(|(_, words)| invalid(words))?;
    let last = last.to_string();
    if let Some(how) = how {
        row.ended = Some(how.to_owned());
        row.ended_on = Some(last.clone());
    }
    row.last = Some(last);
    put(daybook, actor, row, Some(seen.trim()), key).await
}

/// Takes back what was entered by mistake. The row stays as a trace and counts for nothing.
pub async fn remove_status(daybook: &Daybook, actor: &Actor, id: &str, key: &str) -> Result<()> {
    let mut row = there(daybook, actor, id).await?;
    row.removed = true;
    put(daybook, actor, row, None, key).await
}

async fn there(daybook: &Daybook, actor: &Actor, id: &str) -> Result<StatusRow> {
    office(actor, Action::KeepStatuses)?;
    known(id)?;
    let row = daybook.db().status(id).await?;
    let row = row.filter(|r| !r.removed).ok_or(Error::NotFound)?;
    office_about(actor, Action::KeepStatuses, &PersonId(row.person.clone()))?;
    Ok(row)
}
