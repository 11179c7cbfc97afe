//! An entry as a table has it, and against what is here already.

use super::days::{Part, can_end, is_open};
use super::kind::{how_words, words};
use super::read::Column;
use crate::Result;
use crate::clock::new_id;
use chrono::NaiveDate;
use domain::PersonId;
use domain::assessment::Words;
use domain::view::assess::RowFate;
use futures::future::BoxFuture;
use std::collections::HashMap;
use store::Db;
use store::assess::StatusRow;

/// Of one person, kind and first day there is one entry.
pub(super) type Key = (String, String, String);

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) first: NaiveDate,
    pub(super) last: Option<NaiveDate>,
    pub(super) how: Option<&'static str>,
    pub(super) note: String,
}

impl Entry {
    pub(super) fn key(&self) -> Key {
        (self.person.0.clone(), self.kind.to_owned(), self.first.to_string())
    }

    fn end(&self) -> (Option<String>, Option<String>) {
        (self.last.map(|l| l.to_string()), self.how.map(str::to_owned))
    }

    fn ends_as(&self, row: &StatusRow) -> bool {
        self.end() == (row.last.clone(), row.ended.clone())
    }

    /// The row that is written: a new one, or that which `was` with its end and, where it had none, its note.
    pub(super) fn row(&self, was: Option<&StatusRow>, by_name: &str, at: i64) -> StatusRow {
        let (last, ended) = self.end();
        let mut row = was.cloned().unwrap_or_else(|| StatusRow {
            id: new_id(),
            person: self.person.0.clone(),
            kind: self.kind.to_owned(),
            first: self.first.to_string(),
            last: None,
            ended: None,
            ended_on: None,
            note: String::new(),
            by_name: by_name.to_owned(),
            written: at,
            ord: -at,
            removed: false,
        });
        row.ended_on = ended.is_some().then(|| last.clone()).flatten();
        (row.last, row.ended) = (last, ended);
        if !self.note.is_empty() {
            row.note.clone_from(&self.note);
        }
        row
    }
}

/// Whom entries are about, each once.
pub(super) fn people_of<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Vec<String> {
    let mut people: Vec<String> = entries.into_iter().map(|e| e.person.0.clone()).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// What becomes of an entry.
pub(super) enum Fate<'h> {
    Fresh,
    /// What is here ends with it, or gets its note.
    Changes(&'h StatusRow),
    Known,
}

impl Fate<'_> {
    pub(super) fn shown(&self, entry: &Entry) -> RowFate {
        match self {
            Self::Fresh => RowFate::Fresh,
            Self::Changes(was) if entry.ends_as(was) => RowFate::Noted,
            Self::Changes(_) => RowFate::Ends,
            Self::Known => RowFate::Known,
        }
    }
}

/// What stands of some people.
pub(super) struct Held(HashMap<Key, Vec<StatusRow>>);

impl Held {
    /// Boxed: it is too deep for the compiler to see that it can be sent.
    pub(super) fn read<'s>(db: &'s Db, people: &'s [String]) -> BoxFuture<'s, Result<Self>> {
        Box::pin(async move {
            let rows = db.statuses_of_many(people.iter().map(String::as_str)).await?;
            let mut held: HashMap<Key, Vec<StatusRow>> = HashMap::new();
            for row in rows.into_iter().filter(|r| !r.removed) {
                let key = (row.person.clone(), row.kind.clone(), row.first.clone());
                held.entry(key).or_default().push(row);
            }
            Ok(Self(held))
        })
    }

    /// Refused, in words, where it cannot be entered, or is here already and not the same. What ended is not opened, and no end or note that
    /// stands is overwritten: the table may be older than they are.
    pub(super) fn fate(&self, entry: &Entry, today: NaiveDate) -> Result<Fate<'_>, (Column, Words)> {
        let there = self.0.get(&entry.key()).map(Vec::as_slice).unwrap_or_default();
        let same_note = |row: &StatusRow| entry.note.is_empty() || entry.note == row.note;
        if there.iter().any(|row| entry.ends_as(row) && same_note(row)) {
            return Ok(Fate::Known);
        }
        can_end(entry.kind, entry.last, entry.how, today).map_err(|(part, words)| match part {
            Part::Last => (Column::Last, words),
            Part::How => (Column::How, words),
        })?;
        let Some(row) = there.iter().find(|row| is_open(row)).or(there.first()) else {
            return Ok(Fate::Fresh);
        };
        let ended_now = is_open(row) && entry.last.is_some();
        if !(entry.ends_as(row) || ended_now) {
            return Err((Column::Last, other_end(entry, row)));
        }
        match same_note(row) || row.note.is_empty() {
            true => Ok(Fate::Changes(row)),
            false => Err((Column::Note, other_note(entry, row))),
        }
    }
}

fn other_end(entry: &Entry, row: &StatusRow) -> Words {
    let (name, first, kind) = (&entry.name, entry.first, words(entry.kind));
    let (mut zh, mut en) = match &row.last {
        Some(last) => (format!("{last} 结束"), format!("ends on {last}")),
        None => ("没有结束日期".to_owned(), "has no last day".to_owned()),
    };
    if let Some(how) = row.ended.as_deref().map(how_words) {
        zh = format!("{zh}，结果：{}", how.zh);
        en = format!("{en}, with {}", how.en);
    }
    Words::new(
        format!(
            "{name}从 {first} 起的“{}”已登记为{zh}，与这里不同。登记得不对的，到人员状态和处分的列表里更正；对的，把这一行改成一样或者删去。",
            kind.zh
        ),
        format!(
            "“{}” of {name} from {first} is here already and {en}, which differs. If that is wrong, correct it in the list of statuses; if it is right, put the same here or leave the row out.",
            kind.en
        ),
    )
}

fn other_note(entry: &Entry, row: &StatusRow) -> Words {
    let (name, first, note, kind) = (&entry.name, entry.first, &row.note, words(entry.kind));
    Words::new(
        format!(
            "{name}从 {first} 起的“{}”已有说明“{note}”，不会被改掉。请把这里的备注清空；说明写错的，先撤销那一条，再重新登记。",
            kind.zh
        ),
        format!(
            "“{}” of {name} from {first} has the note “{note}”, which is not overwritten. Leave the note empty here; where it is wrong, take that entry back first and bring it in again.",
            kind.en
        ),
    )
}
