//! Annual results of years before this system was used, as the personnel office brings them in with their documents. They count where
//! earlier years count (`case::known`) and nowhere else.

mod entry;
mod read;
mod scale;
mod table;
mod template;

pub(crate) use table::Tables;
pub use table::{apply as apply_years, check as check_years, report as years_report};
pub use template::template_xlsx as years_template;

use super::brought::{invalid, note_of};
use super::roster::{Found, Roster};
use super::status::reference;
use super::turn::name_of;
use super::{enters, keyed, known, office, office_about, optional, refused};
use crate::act::Deed;
use crate::clock::{new_id, now_ms};
use crate::{Daybook, Error, Result};
use domain::PersonId;
use domain::act::Act as Trace;
use domain::permission::{Action, Actor};
use domain::view::assess::{AnnualScale, EarlierYear, TakenBack, YearLine, YearsPage};
use entry::{Entry, Held, basis_of, latest, year_of};
use scale::{named, scales, usual};
use store::assess::YearRow;

/// Rows on a page, and people found for a name.
const SHOWN: usize = 200;
const FOUND: usize = 50;
/// Characters of a reason.
const REASON: u32 = 300;

fn what(scales: &[AnnualScale], row: &YearRow) -> EarlierYear {
    EarlierYear {
        year: i32::try_from(row.year).unwrap_or_default(),
        grade: named(scales, &row.pack, &row.grade),
        basis: row.basis.clone(),
    }
}

/// Somebody's own, newest first.
pub(super) async fn own(daybook: &Daybook, person: &PersonId) -> Result<Vec<EarlierYear>> {
    let mut rows = daybook.db().earlier_years_of_many([person.as_str()]).await?;
    rows.retain(|r| r.removed_at.is_none());
    if rows.is_empty() {
        return Ok(vec![]);
    }
    rows.sort_by_key(|r| -r.year);
    let scales = scales(&daybook.rules);
    Ok(rows.iter().map(|r| what(&scales, r)).collect())
}

/// What was brought in, newest entry first; with a part of a name, of the people found by it.
pub async fn years_page(daybook: &Daybook, actor: &Actor, part: &str) -> Result<YearsPage> {
    office(actor, Action::KeepStatuses)?;
    let part: String = part.trim().chars().take(60).collect();
    let db = daybook.db();
    let (found, mut rows) = if part.is_empty() {
        let limit = u32::try_from(SHOWN + 1).unwrap_or(u32::MAX);
        (Found::default(), db.earlier_years(i64::MIN, limit).await?)
    } else {
        let mut found = Roster::read(daybook, &db).await?.find_ever(&part, FOUND);
        let ids: Vec<&str> = found.people.iter().map(|p| p.id.as_str()).collect();
        let mut rows = db.earlier_years_of_many(ids).await?;
        rows.sort_by_key(|r| r.ord);
        found.people.retain(|p| enters(actor, Action::KeepStatuses, &p.id));
        (found, rows)
    };
    let more = rows.len() > SHOWN;
    rows.truncate(SHOWN);
    let (mut scales, usual) = (scales(&daybook.rules), usual(daybook).await?);
    scales.sort_by_key(|s| s.pack != usual);
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line = line(daybook, actor, &scales, row).await?;
        line.person = found.shown(line.person);
        lines.push(line);
    }
    Ok(YearsPage {
        rows: lines,
        more,
        people: found.people,
        left: found.left,
        people_more: found.more,
        scales,
        latest: latest(daybook.clock.today()),
    })
}

async fn line(daybook: &Daybook, actor: &Actor, scales: &[AnnualScale], row: YearRow) -> Result<YearLine> {
    let what = what(scales, &row);
    let taken_back = row.removed_at.map(|at| TakenBack {
        by: row.removed_by.unwrap_or_default(),
        on: daybook.clock.moment(at).day,
        why: row.removed_why.unwrap_or_default(),
    });
    let person = PersonId(row.person);
    Ok(YearLine {
        id: row.id,
        may_change: enters(actor, Action::KeepStatuses, &person),
        person: reference(daybook, person).await?,
        what,
        note: row.note,
        by: row.by_name,
        taken_back,
    })
}

/// Enters a result. `grade` is `PACK/GRADE`, of the annual scale of the pack.
pub async fn keep_year(
    daybook: &Daybook,
    actor: &Actor,
    person: &PersonId,
    year: &str,
    grade: &str,
    basis: &str,
    note: &str,
    key: &str,
) -> Result<()> {
    office_about(actor, Action::KeepStatuses, person)?;
    known(person.as_str())?;
    let name = daybook.db().person(person).await?.ok_or(Error::NotFound)?.name;
    let scales = scales(&daybook.rules);
    let chosen = grade.split_once('/').filter(|(pack, grade)| {
        let of = scales.iter().filter(|s| s.pack == *pack);
        of.flat_map(|s| &s.grades).any(|g| g.id == *grade)
    });
    let Some((pack, grade)) = chosen else {
        return refused("请选择等次。", "Choose a grade.");
    };
    let entry = Entry {
        person: person.clone(),
        name,
        year: year_of(year, daybook.clock.today()).map_err(invalid)?,
        pack: pack.to_owned(),
        grade: grade.to_owned(),
        basis: basis_of(basis).map_err(invalid)?,
        note: note_of(note).map_err(invalid)?,
    };
    daybook.throttle.writing(&actor.person)?;
    let year = entry.year.to_string();
    let parts = [person.as_str(), &year, pack, grade, &entry.basis, &entry.note];
    let key = keyed(key, &parts);
    write(daybook, actor, Trace::EarlierYearKept, &[entry], &key).await
}

/// Takes back what was entered by mistake, with the reason. The row stays as a trace and counts for nothing.
pub async fn remove_year(daybook: &Daybook, actor: &Actor, id: &str, reason: &str, key: &str) -> Result<()> {
    office(actor, Action::KeepStatuses)?;
    known(id)?;
    let reason = optional(reason, REASON)?;
    if reason.is_empty() {
        return refused("请写明撤销的理由。", "Say why it is taken back.");
    }
    daybook.throttle.writing(&actor.person)?;
    let name = name_of(daybook, &actor.person).await?;
    let key = keyed(key, &[id, &reason]);
    let (name, reason) = (&name, &reason);
    daybook
        .perform(&actor.person, Trace::EarlierYearKept, &key, |tx| async move {
            let row = tx.earlier_year(id).await?.filter(|r| r.removed_at.is_none());
            let row = row.ok_or(Error::NotFound)?;
            office_about(actor, Action::KeepStatuses, &PersonId(row.person.clone()))?;
            let row = YearRow {
                removed_by: Some(name.clone()),
                removed_at: Some(now_ms()),
                removed_why: Some(reason.clone()),
                ..row
            };
            tx.put_earlier_years(std::slice::from_ref(&row)).await?;
            Ok(((), deed(Trace::EarlierYearKept, &[row])))
        })
        .await?;
    Ok(())
}

/// Writes what is new of some entries in one act; all of it, or nothing.
async fn write(daybook: &Daybook, actor: &Actor, act: Trace, entries: &[Entry], key: &str) -> Result<()> {
    let (name, turn) = (name_of(daybook, &actor.person).await?, new_id());
    let mut people: Vec<String> = entries.iter().map(|e| e.person.0.clone()).collect();
    people.sort_unstable();
    people.dedup();
    let scales = scales(&daybook.rules);
    let (name, turn, people, scales) = (&name, &turn, &people, &scales);
    daybook
        .perform(&actor.person, act, key, |tx| async move {
            // Two that enter one year at the same moment would each find it free.
            tx.pass_gate("earlier years", turn).await?;
            let held = Held::read(&tx, people).await?;
            let (at, mut rows) = (now_ms(), Vec::new());
            for entry in entries {
                if held.is_new(entry, scales).map_err(invalid)? {
                    office_about(actor, Action::KeepStatuses, &entry.person)?;
                    rows.push(entry.row(name, at));
                }
            }
            if rows.is_empty() {
                return Ok(((), None));
            }
            tx.put_earlier_years(&rows).await?;
            Ok(((), Some(deed(act, &rows))))
        })
        .await?;
    Ok(())
}

/// The trace: of one result whose it is, of a table how many there were.
fn deed(act: Trace, rows: &[YearRow]) -> Deed {
    let subject = match rows {
        [row] if act == Trace::EarlierYearKept => row.person.clone(),
        rows => rows.len().to_string(),
    };
    let told = rows.iter().map(|r| {
        let (year, why) = (r.year.to_string(), r.removed_why.as_deref().unwrap_or_default());
        [r.person.as_str(), &year, &r.pack, &r.grade, &r.basis, &r.note, why].join("\u{1f}")
    });
    Deed {
        act,
        subject,
        content: Some(told.collect::<Vec<_>>().join("\n")),
        events: vec![],
    }
}
