//! What an assessment may look at: the person's own records of the period, and what was planned. No like, view or count comes in here.

use super::case::counts;
use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::assessment::dossier::{Aspect, Citation, Entry, Evidence, ItemResult, Period};
use domain::plan::State;
use domain::text::beginning;
use domain::{Audience, CommentId, PersonId, RecordId};
use std::collections::HashMap;
use store::assess::{DueRow, EntryRow};

/// Characters of a quotation.
pub(super) const QUOTE: usize = 160;

/// What there is of a person in a period.
pub(crate) async fn evidence(
    daybook: &Daybook,
    person: &PersonId,
    period: &Period,
    aspects: &[Aspect],
) -> Result<Evidence> {
    let (first, last) = (period.first.to_string(), period.last.to_string());
    let db = daybook.db();
    let (records, plan) = tokio::try_join!(
        db.records_between(person, &first, &last),
        db.plan_due_between(person, &first, &last),
    )?;
    Ok(of(records, plan, aspects))
}

/// The same of rows at hand, in an order that no reader and no moment changes.
pub(crate) fn of(records: Vec<EntryRow>, plan: Vec<DueRow>, aspects: &[Aspect]) -> Evidence {
    let mut entries: Vec<Entry> = records.into_iter().filter(open).filter_map(entry).collect();
    entries.sort_by(|a, b| (a.day, &a.record).cmp(&(b.day, &b.record)));
    let mut items: Vec<ItemResult> = plan.iter().filter(|r| counts(r)).filter_map(item).collect();
    items.sort_by(|a, b| (a.due, &a.item).cmp(&(b.due, &b.item)));
    Evidence {
        aspects: aspects.to_vec(),
        entries,
        items,
    }
}

/// Not what is a draft or withdrawn: nobody above may read it.
fn open(row: &EntryRow) -> bool {
    !row.withdrawn && Audience::parse(&row.audience).is_some_and(|a| a != Audience::Draft)
}

fn entry(row: EntryRow) -> Option<Entry> {
    Some(Entry {
        record: RecordId(row.id),
        day: row.day.parse().ok()?,
        text: row.text,
        indicators: row.indicators.into_iter().map(Into::into).collect(),
        items: row.items.into_iter().map(Into::into).collect(),
    })
}

fn item(row: &DueRow) -> Option<ItemResult> {
    Some(ItemResult {
        item: row.id.as_str().into(),
        title: row.title.clone(),
        due: row.due.parse().ok()?,
        key: row.key_task,
        difficulty: u8::try_from(row.difficulty).unwrap_or(1),
        done: State::parse(&row.state) == Some(State::Done),
        progress: u8::try_from(row.progress).unwrap_or_default(),
    })
}

/// A record as it is cited.
pub(crate) fn cite(entry: &Entry) -> Citation {
    Citation {
        record: entry.record.clone(),
        comment: None,
        day: entry.day,
        quote: beginning(&entry.text, QUOTE),
        by: String::new(),
    }
}

/// What others wrote under records, as text that can be cited; by record, oldest first. Nothing of their number goes further.
pub(super) async fn comments(
    daybook: &Daybook,
    person: &PersonId,
    entries: &[Entry],
) -> Result<HashMap<RecordId, Vec<Citation>>> {
    let mut found: HashMap<RecordId, Vec<Citation>> = HashMap::new();
    if entries.is_empty() {
        return Ok(found);
    }
    let rows = daybook
        .db()
        .comments_of(entries.iter().map(|e| e.record.as_str()))
        .await?;
    for row in rows.into_iter().filter(|r| !r.deleted && r.author != person.as_str()) {
        let record = RecordId(row.record);
        found.entry(record.clone()).or_default().push(Citation {
            record,
            comment: Some(CommentId(row.id)),
            day: daybook.clock.day_of(row.written),
            quote: beginning(&row.text, QUOTE),
            by: row.author_name,
        });
    }
    Ok(found)
}

/// The Mondays of the weeks of a period.
pub(super) fn weeks(first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    use chrono::{Datelike, Days};
    let into = u64::from(first.weekday().num_days_from_monday());
    let monday = first.checked_sub_days(Days::new(into)).unwrap_or(first);
    monday
        .iter_weeks()
        .take_while(|m| *m <= last)
        .take(MOST_WEEKS)
        .collect()
}

const MOST_WEEKS: usize = 60;
