//! What of the data can be found, as entries of the index.

use super::index::Entry;
use crate::cards::Card;
use crate::record::{all_lanes, read_lanes};
use chrono::{Datelike, NaiveDate};
use domain::permission::PlanFacts;
use domain::search::{Kind, plan_lanes};
use std::collections::HashMap;
use store::comment::CommentRow;
use store::plan::PlanRow;
use store::record::RecordRow;

/// A ULID as a number.
pub(super) fn number(id: &str) -> Option<u128> {
    ulid::Ulid::from_string(id).ok().map(|ulid| ulid.0)
}

/// A number as a ULID.
pub(super) fn id(number: u128) -> String {
    ulid::Ulid(number).to_string()
}

pub(super) fn day(text: &str) -> Option<i32> {
    text.trim().parse::<NaiveDate>().ok().map(|day| day.num_days_from_ce())
}

/// A record that stands; what was withdrawn cannot be found any more. `items`: what it is tied to, as far as it is there.
pub(super) fn record(row: &RecordRow, items: &HashMap<String, PlanFacts>) -> Option<Entry> {
    let id = number(&row.id).filter(|_| !row.withdrawn)?;
    Some(Entry {
        kind: Kind::Record,
        id,
        on: id,
        at: row.written,
        day: day(&row.day).unwrap_or_default(),
        author: row.author.clone(),
        lanes: all_lanes(row),
        text: row.text.clone(),
        names: names(row, items),
        files: !row.anchors.files.is_empty(),
    })
}

/// The author's name, and those of files and of plan items that are open to everybody to whom the record is.
fn names(row: &RecordRow, items: &HashMap<String, PlanFacts>) -> Vec<String> {
    let readers = read_lanes(row);
    let open = |id: &str| {
        let lanes = items.get(id).map(plan_lanes);
        lanes.is_none_or(|lanes| readers.iter().all(|lane| lanes.contains(lane)))
    };
    let ties = row
        .anchors
        .items
        .iter()
        .filter(|i| open(&i.id))
        .map(|i| &i.name)
        .chain(row.anchors.files.iter().map(|f| &f.name));
    std::iter::once(&row.author_name).chain(ties).cloned().collect()
}

/// A comment, readable where its record is.
pub(super) fn comment(row: &CommentRow, lanes: Vec<String>, day: i32) -> Option<Entry> {
    let id = number(&row.id).filter(|_| !row.deleted)?;
    Some(Entry {
        kind: Kind::Comment,
        id,
        on: number(&row.record)?,
        at: row.written,
        day,
        author: row.author.clone(),
        lanes,
        text: row.text.clone(),
        names: vec![row.author_name.clone()],
        files: false,
    })
}

/// A plan item, in whatever state; its day is the one it is due.
pub(super) fn plan(row: &PlanRow) -> Option<Entry> {
    let id = number(&row.id)?;
    Some(Entry {
        kind: Kind::Plan,
        id,
        on: id,
        at: row.changed,
        day: day(&row.due).unwrap_or_default(),
        author: row.owner.clone().unwrap_or_else(|| row.set_by.clone()),
        lanes: plan_lanes(&row.facts()),
        text: plan_text(row),
        names: vec![row.owner_name.clone()],
        files: false,
    })
}

/// Title, measure and note, a line each.
pub(super) fn plan_text(row: &PlanRow) -> String {
    let lines = [&row.title, &row.measure, &row.note].map(String::as_str);
    lines
        .into_iter()
        .filter(|l| !l.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// All of a record: what is to be found now, and what is not.
pub(super) fn card(card: &Card, day_of: impl Fn(i64) -> i32) -> (Vec<Entry>, Vec<u128>) {
    let standing = record(&card.row, &card.items);
    let lanes = standing.as_ref().map(|entry| entry.lanes.clone());
    let comments = card.comments.iter().map(|c| {
        let entry = lanes.clone().and_then(|lanes| comment(c, lanes, day_of(c.written)));
        (number(&c.id), entry)
    });
    let mut entries = Vec::new();
    let mut gone = Vec::new();
    for (id, entry) in std::iter::once((number(&card.row.id), standing)).chain(comments) {
        match (entry, id) {
            (Some(entry), _) => entries.push(entry),
            (None, Some(id)) => gone.push(id),
            (None, None) => {}
        }
    }
    (entries, gone)
}
