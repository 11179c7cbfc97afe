//! What holds of people in an assessment, with its days: kept by the personnel office, as kind and days alone. No diagnoses, no details of
//! a case.

use super::case::ended;
use super::roster::Roster;
use super::turn::name_of;
use super::{day, keyed, known, office, optional};
use crate::act::Deed;
use crate::clock::{new_id, now_ms};
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::case::StatusKind;
use domain::permission::{Action, Actor};
use domain::view::PersonRef;
use domain::view::assess::{StatusLine, StatusesPage};
use domain::{PersonId, Violation};
use store::assess::StatusRow;

/// Rows on a page, and people found for a name.
const SHOWN: usize = 200;
const FOUND: usize = 50;
/// Characters of a note.
const NOTE: u32 = 300;

/// What a kind means to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    Status(StatusKind),
    Investigation,
    Sanction { heavier: bool },
    LeadingMember,
    SeniorExecutive,
}

/// Name, words and meaning of every kind. Secondments and transfers that appointments tell of need no row.
pub const KINDS: [(&str, &str, &str); 13] = [
    ("probation", "试用期", "Probation"),
    ("sick_leave", "病假", "Sick leave"),
    ("personal_leave", "事假", "Personal leave"),
    ("other_leave", "其他假", "Other leave"),
    ("seconded", "挂职、借调", "Seconded to another unit"),
    ("transferred_in", "转任、调任来本单位", "Transferred into the unit"),
    ("training", "单位派出学习培训", "Sent to training"),
    ("protected", "属于不得辞退的情形", "Protected from dismissal"),
    ("investigation", "立案调查", "Under investigation"),
    ("warning", "警告处分", "Warning (sanction)"),
    ("sanction", "警告以上处分", "Sanction heavier than a warning"),
    ("leading_member", "领导成员", "Leading member of the organ"),
    ("senior_executive", "高级行政官员", "Senior executive"),
];

pub(crate) fn fact(kind: &str) -> Option<Fact> {
    Some(match kind {
        "probation" => Fact::Status(StatusKind::Probation),
        "sick_leave" => Fact::Status(StatusKind::SickLeave),
        "personal_leave" => Fact::Status(StatusKind::PersonalLeave),
        "other_leave" => Fact::Status(StatusKind::OtherLeave),
        "seconded" => Fact::Status(StatusKind::Seconded),
        "transferred_in" => Fact::Status(StatusKind::TransferredIn),
        "training" => Fact::Status(StatusKind::Training),
        "protected" => Fact::Status(StatusKind::Protected),
        "investigation" => Fact::Investigation,
        "warning" => Fact::Sanction { heavier: false },
        "sanction" => Fact::Sanction { heavier: true },
        "leading_member" => Fact::LeadingMember,
        "senior_executive" => Fact::SeniorExecutive,
        _ => return None,
    })
}

fn words(kind: &str) -> Words {
    let found = KINDS.iter().find(|k| k.0 == kind);
    found.map_or_else(|| Words::new(kind, kind), |k| Words::new(k.1, k.2))
}

fn how_words(how: &str) -> Words {
    match how {
        "cleared" => Words::new("未受处分", "no sanction"),
        "warned" => Words::new("警告", "a warning"),
        "heavier" => Words::new("警告以上处分", "more than a warning"),
        _ => Words::new("已结束", "ended"),
    }
}

/// What is kept, newest first; with a part of a name, of the people found by it.
pub async fn statuses_page(daybook: &Daybook, actor: &Actor, part: &str) -> Result<StatusesPage> {
    office(actor, Action::KeepStatuses)?;
    let part: String = part.trim().chars().take(60).collect();
    let db = daybook.db();
    let (people, mut rows) = if part.is_empty() {
        let limit = u32::try_from(SHOWN * 2).unwrap_or(u32::MAX);
        (vec![], db.statuses(i64::MIN, limit).await?)
    } else {
        let people = Roster::read(daybook, &db).await?.find(&part, FOUND).0;
        let ids: Vec<&str> = people.iter().map(|p| p.id.as_str()).collect();
        let mut rows = db.statuses_of_many(ids).await?;
        rows.sort_by_key(|r| r.ord);
        (people, rows)
    };
    rows.retain(|r| !r.removed);
    let more = rows.len() > SHOWN;
    rows.truncate(SHOWN);
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(line(daybook, row).await?);
    }
    Ok(StatusesPage {
        rows: lines,
        more,
        people,
        kinds: KINDS.iter().map(|k| (k.0.to_owned(), Words::new(k.1, k.2))).collect(),
    })
}

async fn line(daybook: &Daybook, row: StatusRow) -> Result<StatusLine> {
    let person = PersonId(row.person);
    let person = match daybook.profile(&person).await {
        Ok(profile) => profile.reference(),
        Err(Error::NotFound) => PersonRef {
            name: person.0.clone(),
            id: person,
            post: String::new(),
            unit: String::new(),
            unit_id: None,
        },
        Err(error) => return Err(error),
    };
    let sanction = matches!(fact(&row.kind), Some(Fact::Sanction { .. }));
    Ok(StatusLine {
        id: row.id,
        person,
        words: words(&row.kind),
        // A sanction is of its day; nothing of it is left to end.
        open: row.ended.is_none() && row.last.is_none() && !sanction,
        kind: row.kind,
        first: row.first,
        last: row.last,
        ended: row.ended.as_deref().map(how_words),
        note: row.note,
        by: row.by_name,
    })
}

/// Enters what holds of somebody; without a last day it lasts.
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
    office(actor, Action::KeepStatuses)?;
    known(person.as_str())?;
    fact(kind).ok_or(Error::NotFound)?;
    let (first, last) = days(first, last)?;
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
    put(daybook, actor, row, key).await
}

fn days(first: &str, last: &str) -> Result<(NaiveDate, Option<NaiveDate>)> {
    let first = day(first)?;
    let last = match last.trim() {
        "" => None,
        last => Some(day(last)?),
    };
    match last.is_some_and(|last| last < first) {
        true => Err(Violation::StatusDays.into()),
        false => Ok((first, last)),
    }
}

/// Ends what holds, with its last day; of an investigation `how` says with what: `cleared`, `warned` or `heavier`.
pub async fn end_status(daybook: &Daybook, actor: &Actor, id: &str, last: &str, how: &str, key: &str) -> Result<()> {
    let mut row = there(daybook, actor, id).await?;
    let first = row.first.clone();
    let (_, last) = days(&first, last)?;
    let last = last.ok_or(Violation::StatusDays)?.to_string();
    if fact(&row.kind) == Some(Fact::Investigation) {
        ended(how).ok_or_else(|| Violation::Assess {
            words: Words::new(
                "请选择调查怎么结束的：未受处分、警告，或警告以上处分。",
                "Say how the investigation ended: without a sanction, with a warning, or with more.",
            ),
        })?;
        row.ended = Some(how.to_owned());
        row.ended_on = Some(last.clone());
    }
    row.last = Some(last);
    put(daybook, actor, row, key).await
}

/// Takes back what was entered by mistake. The row stays as a trace and counts for nothing.
pub async fn remove_status(daybook: &Daybook, actor: &Actor, id: &str, key: &str) -> Result<()> {
    let mut row = there(daybook, actor, id).await?;
    row.removed = true;
    put(daybook, actor, row, key).await
}

async fn there(daybook: &Daybook, actor: &Actor, id: &str) -> Result<StatusRow> {
    office(actor, Action::KeepStatuses)?;
    known(id)?;
    let row = daybook.db().status(id).await?;
    row.filter(|r| !r.removed).ok_or(Error::NotFound)
}

async fn put(daybook: &Daybook, actor: &Actor, row: StatusRow, key: &str) -> Result<()> {
    daybook.throttle.writing(&actor.person)?;
    let last = row.last.as_deref().unwrap_or_default();
    let ended = row.ended.as_deref().unwrap_or_default();
    let removed = if row.removed { "removed" } else { "" };
    let parts = [&row.person, &row.kind, &row.first, last, ended, removed, &row.note];
    let (row, words, key) = (&row, &parts.join("\u{1f}"), keyed(key, &parts));
    daybook
        .perform(&actor.person, Trace::StatusKept, &key, |tx| async move {
            tx.put_status(row).await?;
            let deed = Deed {
                act: Trace::StatusKept,
                subject: row.person.clone(),
                content: Some(words.clone()),
                events: vec![],
            };
            Ok(((), deed))
        })
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_means_something() {
        for (kind, zh, en) in KINDS {
            assert!(fact(kind).is_some() && !zh.is_empty() && !en.is_empty(), "{kind}");
        }
        assert_eq!(fact("likes"), None);
    }

    #[test]
    fn days_are_in_their_order() {
        assert!(days("2026-03-01", "").is_ok_and(|d| d.1.is_none()));
        assert!(days("2026-03-01", "2026-03-01").is_ok());
        assert!(matches!(
            days("2026-03-02", "2026-03-01"),
            Err(Error::Invalid(Violation::StatusDays))
        ));
        assert!(days("", "").is_err());
    }
}
