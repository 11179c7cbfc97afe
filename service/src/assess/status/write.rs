//! Writing entries, with all that follows from them.

use super::entry::{Entry, Fate, Held, people_of};
use super::kind::{Fact, fact, how_words};
use super::{end_of, freed};
use crate::act::Deed;
use crate::assess::brought::invalid;
use crate::assess::roster::Roster;
use crate::assess::turn::name_of;
use crate::assess::{keyed, moved, office_about};
use crate::clock::{new_id, now_ms};
use crate::{Daybook, Error, Result};
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::case::StatusKind;
use domain::event::Event;
use domain::permission::{Action, Actor};
use domain::{PersonId, Violation};
use futures::future::BoxFuture;
use std::collections::HashSet;
use store::Tx;
use store::assess::{CourseHead, StatusRow};

/// An entry as it was, if it was there before, and as it is to be.
type Change = (Option<StatusRow>, StatusRow);

/// What the ledger keeps of an entry.
fn told(row: &StatusRow) -> [&str; 7] {
    let (last, ended) = (row.last.as_deref(), row.ended.as_deref());
    let removed = if row.removed { "removed" } else { "" };
    [
        &row.person,
        &row.kind,
        &row.first,
        last.unwrap_or_default(),
        ended.unwrap_or_default(),
        removed,
        &row.note,
    ]
}

/// Who is seconded can be assessed elsewhere.
fn is_seconded(kind: &str) -> bool {
    fact(kind) == Some(Fact::Status(StatusKind::Seconded))
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

/// The row that is written: a new one as it is given; of one that is there its end, or that it is taken back, and nothing else. A table can have
/// added its note since it was read.
fn onto(was: Option<&StatusRow>, row: &StatusRow) -> StatusRow {
    let Some(was) = was else { return row.clone() };
    let mut now = was.clone();
    if row.removed {
        now.removed = true;
    } else {
        now.last.clone_from(&row.last);
        now.ended.clone_from(&row.ended);
        now.ended_on.clone_from(&row.ended_on);
    }
    now
}

/// Nothing but the note is another, and nothing follows from that.
fn only_noted(was: Option<&StatusRow>, row: &StatusRow) -> bool {
    was.is_some_and(|was| end_of(was) == end_of(row) && was.removed == row.removed)
}

/// Writes an entry; with `seen`, of one whose end still stands as it was read. A new one is refused where the same stands already.
pub(super) async fn put(daybook: &Daybook, actor: &Actor, row: StatusRow, seen: Option<&str>, key: &str) -> Result<()> {
    daybook.throttle.writing(&actor.person)?;
    let (name, turn) = (name_of(daybook, &actor.person).await?, new_id());
    let roster = match is_seconded(&row.kind) {
        true => Some(Roster::read(daybook, &daybook.db()).await?),
        false => None,
    };
    let (is_new, people) = (seen.is_none() && !row.removed, [row.person.clone()]);
    let key = keyed(key, &told(&row));
    let (row, roster, name, turn, people) = (&row, roster.as_ref(), name.as_str(), &turn, &people);
    daybook
        .perform(&actor.person, Trace::StatusKept, &key, |tx| async move {
            if is_new {
                // Two who enter the same at one moment would each find it free.
                tx.pass_gate("statuses", turn).await?;
                Held::read(&tx, people).await?.is_free(row).map_err(invalid)?;
            }
            let was = tx.status(&row.id).await?.filter(|r| !r.removed);
            if was.is_none() && !is_new {
                return Err(Error::NotFound);
            }
            if let (Some(seen), Some(was)) = (seen, &was) {
                unchanged(was, seen, row)?;
            }
            let row = &onto(was.as_ref(), row);
            let events = enter(daybook, &tx, (&actor.person, name), roster, (was.as_ref(), row)).await?;
            let deed = Deed {
                act: Trace::StatusKept,
                subject: row.person.clone(),
                content: Some(told(row).join("\u{1f}")),
                events,
            };
            Ok(((), deed))
        })
        .await?;
    Ok(())
}

/// Writes what is new in a table, in one act: all of it, or nothing.
pub(super) async fn put_all(daybook: &Daybook, actor: &Actor, entries: &[Entry], key: &str) -> Result<()> {
    let (name, turn) = (name_of(daybook, &actor.person).await?, new_id());
    let roster = match entries.iter().any(|e| is_seconded(e.kind)) {
        true => Some(Roster::read(daybook, &daybook.db()).await?),
        false => None,
    };
    let people = people_of(entries);
    let (name, turn, people, roster) = (name.as_str(), &turn, &people, roster.as_ref());
    daybook
        .perform(&actor.person, Trace::StatusesImported, key, |tx| async move {
            // Two tables that are written at the same moment would each find an entry new.
            tx.pass_gate("statuses", turn).await?;
            let held = Held::read(&tx, people).await?;
            let changes = changes(daybook, actor, &held, name, entries)?;
            if changes.is_empty() {
                return Ok(((), None));
            }
            let events = enter_all(daybook, &tx, (&actor.person, name), roster, &changes).await?;
            let lines: Vec<String> = changes.iter().map(|(_, row)| told(row).join("\u{1f}")).collect();
            let deed = Deed {
                act: Trace::StatusesImported,
                subject: changes.len().to_string(),
                content: Some(lines.join("\n")),
                events,
            };
            Ok(((), Some(deed)))
        })
        .await?;
    Ok(())
}

/// What entries change of what is here, as they would be entered or ended one by one.
fn changes(daybook: &Daybook, actor: &Actor, held: &Held, name: &str, entries: &[Entry]) -> Result<Vec<Change>> {
    let (at, today) = (now_ms(), daybook.clock.today());
    let mut changes = Vec::new();
    for entry in entries {
        let was = match held.fate(entry, today).map_err(|(_, words)| invalid(words))? {
            Fate::Known => continue,
            Fate::Fresh => None,
            Fate::Changes(was) => Some(was.clone()),
        };
        office_about(actor, Action::KeepStatuses, &entry.person)?;
        let row = entry.row(was.as_ref(), name, at);
        changes.push((was, row));
    }
    Ok(changes)
}

/// Writes an entry: whose courses can be graded by now is told, and courses of who is seconded go to whom the rules say.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
fn enter<'s>(
    daybook: &'s Daybook,
    tx: &'s Tx,
    (by, name): (&'s PersonId, &'s str),
    roster: Option<&'s Roster>,
    (was, row): (Option<&'s StatusRow>, &'s StatusRow),
) -> BoxFuture<'s, Result<Vec<Event>>> {
    Box::pin(async move {
        tx.put_statuses(std::slice::from_ref(row)).await?;
        let mut events = freed::follow(daybook, tx, (by, name), (was, row)).await?;
        if let Some(roster) = roster.filter(|_| is_seconded(&row.kind)) {
            events.extend(moved::follow_status(daybook, tx, roster, was, row).await?);
        }
        Ok(events)
    })
}

/// Writes many: those that nothing can follow from at once, the others one after the other, as if each was entered for itself.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
fn enter_all<'s>(
    daybook: &'s Daybook,
    tx: &'s Tx,
    by: (&'s PersonId, &'s str),
    roster: Option<&'s Roster>,
    changes: &'s [Change],
) -> BoxFuture<'s, Result<Vec<Event>>> {
    Box::pin(async move {
        let people: HashSet<&str> = changes.iter().map(|(_, row)| row.person.as_str()).collect();
        let heads = tx.course_heads_of_many(people).await?;
        let (ungraded, moving) = (whose(&heads, freed::reaches), whose(&heads, moved::reaches));
        let follows = |was: Option<&StatusRow>, row: &StatusRow| {
            let person = row.person.as_str();
            let reached = ungraded.contains(person) || (is_seconded(&row.kind) && moving.contains(person));
            reached && !only_noted(was, row)
        };
        let (followed, plain): (Vec<&Change>, Vec<&Change>) =
            (changes.iter()).partition(|(was, row)| follows(was.as_ref(), row));
        let plain: Vec<StatusRow> = plain.into_iter().map(|(_, row)| row.clone()).collect();
        tx.put_statuses(&plain).await?;
        let mut events = Vec::new();
        for (was, row) in followed {
            events.extend(enter(daybook, tx, by, roster, (was.as_ref(), row)).await?);
        }
        Ok(events)
    })
}

fn whose(heads: &[CourseHead], reached: fn(&CourseHead) -> bool) -> HashSet<&str> {
    let heads = heads.iter().filter(|h| reached(h));
    heads.map(|h| h.person.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_since_an_entry_was_read_stays() {
        let read = StatusRow {
            id: "s1".into(),
            person: "p1".into(),
            kind: "investigation".into(),
            first: "2026-03-02".into(),
            last: None,
            ended: None,
            ended_on: None,
            note: String::new(),
            by_name: "Sun".into(),
            written: 1,
            ord: -1,
            removed: false,
        };
        let day = || Some("2026-03-09".to_owned());
        let end = |row: &StatusRow| StatusRow {
            last: day(),
            ended: Some("warned".into()),
            ended_on: day(),
            ..row.clone()
        };
        let noted = StatusRow {
            note: "No. 3".into(),
            ..read.clone()
        };
        assert_eq!(onto(Some(&noted), &end(&read)), end(&noted));
        let back = |row: &StatusRow| StatusRow {
            removed: true,
            ..row.clone()
        };
        assert_eq!(onto(Some(&end(&noted)), &back(&read)), back(&end(&noted)));
        assert_eq!(onto(None, &noted), noted);
        assert!(only_noted(Some(&read), &noted));
        for change in [end(&noted), back(&noted)] {
            assert!(!only_noted(Some(&read), &change), "{change:?}");
        }
        assert!(!only_noted(None, &noted));
    }
}
