//! What holds of people in an assessment, with its days: kept by the personnel office, as kind and days alone. No diagnoses, no details of
//! a case.

mod freed;

use super::case::ended;
use super::roster::{Found, Roster};
use super::turn::name_of;
use super::{day, enters, keyed, known, moved, office, office_about, optional, refused};
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
    let open = match fact(&row.kind) {
        // Open to the rules until it is said how it ended, whatever its days.
        Some(Fact::Investigation) => row.ended.is_none(),
        _ => ends && row.last.is_none(),
    };
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
    let to_come = last > daybook.clock.today();
    let last = last.to_string();
    if fact(&row.kind) == Some(Fact::Investigation) {
        // Until then it is open, whatever is expected of it.
        if to_come {
            return Err(Violation::Assess {
                words: Words::new(
                    "调查还没有到这一天：结束日期不能晚于今天。请等结案后再登记。",
                    "That day is still to come: an investigation ends today or before. Enter its end when it is over.",
                ),
            }
            .into());
        }
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

/// Refused where another end stands than the one that was read, unless it is the same as what is entered.
fn unchanged(now: &StatusRow, seen: &str, row: &StatusRow) -> Result<()> {
    let stands = end_of(now);
    if stands == seen || stands == end_of(row) {
        return Ok(());
    }
    let last = now.last.as_deref().unwrap_or_default();
    let how = now.ended.as_deref().map(how_words);
    let (zh, en) = how.map_or_else(Default::default, |how| {
        (format!("，结果：{}", how.zh), format!(", with {}", how.en))
    });
    Err(Violation::Assess {
        words: Words::new(
            format!("这一条已经有人改过：现在登记为 {last} 结束{zh}。请刷新页面核对；确实不对的，再更正。"),
            format!("Somebody has changed this entry meanwhile: it ends on {last}{en}. Load the page again, and correct it if it is wrong."),
        ),
    }
    .into())
}

/// Writes an entry; with `seen`, of one whose end still stands as it was read.
async fn put(daybook: &Daybook, actor: &Actor, row: StatusRow, seen: Option<&str>, key: &str) -> Result<()> {
    daybook.throttle.writing(&actor.person)?;
    let last = row.last.as_deref().unwrap_or_default();
    let ended = row.ended.as_deref().unwrap_or_default();
    let removed = if row.removed { "removed" } else { "" };
    let parts = [&row.person, &row.kind, &row.first, last, ended, removed, &row.note];
    let name = name_of(daybook, &actor.person).await?;
    // Who is seconded can be assessed elsewhere.
    let roster = match fact(&row.kind) {
        Some(Fact::Status(StatusKind::Seconded)) => Some(Roster::read(daybook, &daybook.db()).await?),
        _ => None,
    };
    let (row, roster, name) = (&row, roster.as_ref(), name.as_str());
    let (words, key) = (&parts.join("\u{1f}"), keyed(key, &parts));
    daybook
        .perform(&actor.person, Trace::StatusKept, &key, |tx| async move {
            let was = tx.status(&row.id).await?.filter(|r| !r.removed);
            if let Some(seen) = seen {
                unchanged(was.as_ref().ok_or(Error::NotFound)?, seen, row)?;
            }
            tx.put_status(row).await?;
            let mut events = freed::follow(daybook, &tx, (&actor.person, name), (was.as_ref(), row)).await?;
            if let Some(roster) = roster {
                events.extend(moved::follow_status(daybook, &tx, roster, was.as_ref(), row).await?);
            }
            let deed = Deed {
                act: Trace::StatusKept,
                subject: row.person.clone(),
                content: Some(words.clone()),
                events,
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
