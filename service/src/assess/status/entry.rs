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
        if row.note.is_empty() {
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

/// What stands of some people, and what of them was taken back.
#[derive(Default)]
pub(super) struct Held {
    stands: HashMap<Key, Vec<StatusRow>>,
    removed: HashMap<Key, Vec<StatusRow>>,
}

impl Held {
    /// Boxed: it is too deep for the compiler to see that it can be sent.
    pub(super) fn read<'s>(db: &'s Db, people: &'s [String]) -> BoxFuture<'s, Result<Self>> {
        Box::pin(async move {
            let rows = db.statuses_of_many(people.iter().map(String::as_str)).await?;
            Ok(Self::of(rows))
        })
    }

    pub(super) fn of(rows: Vec<StatusRow>) -> Self {
        let mut held = Self::default();
        for row in rows {
            let of = if row.removed {
                &mut held.removed
            } else {
                &mut held.stands
            };
            of.entry(key_of(&row)).or_default().push(row);
        }
        held
    }

    /// Refused, in words, where an entry of the same person, kind and first day stands.
    pub(super) fn is_free(&self, row: &StatusRow) -> Result<(), Words> {
        let there = self.stands.get(&key_of(row)).map(Vec::as_slice).unwrap_or_default();
        match there.iter().find(|r| is_open(r)).or(there.first()) {
            Some(stands) => Err(stands_already(stands)),
            None => Ok(()),
        }
    }

    /// Refused, in words, where it cannot be entered, or is here already and not the same. What ended is not opened, and no end or note that
    /// stands is overwritten, and what was taken back does not come back: the table may be older than they are.
    pub(super) fn fate(&self, entry: &Entry, today: NaiveDate) -> Result<Fate<'_>, (Column, Words)> {
        let key = entry.key();
        let there = self.stands.get(&key).map(Vec::as_slice).unwrap_or_default();
        // A cell is read with single blanks.
        let same_words = |row: &StatusRow| entry.note.split_whitespace().eq(row.note.split_whitespace());
        let same_note = |row: &StatusRow| entry.note.is_empty() || same_words(row);
        if there.iter().any(|row| entry.ends_as(row) && same_note(row)) {
            return Ok(Fate::Known);
        }
        can_end(entry.kind, entry.last, entry.how, today).map_err(|(part, words)| match part {
            Part::Last => (Column::Last, words),
            Part::How => (Column::How, words),
        })?;
        let Some(row) = there.iter().find(|row| is_open(row)).or(there.first()) else {
            let gone = self.removed.get(&key).map(Vec::as_slice).unwrap_or_default();
            return match gone.iter().any(|row| entry.ends_as(row)) {
                true => Err((Column::First, taken_back(entry))),
                false => Ok(Fate::Fresh),
            };
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

fn key_of(row: &StatusRow) -> Key {
    (row.person.clone(), row.kind.clone(), row.first.clone())
}

/// How an entry is said to end, in Chinese and English.
fn end_words(row: &StatusRow) -> (String, String) {
    let (mut zh, mut en) = match &row.last {
        Some(last) => (format!("{last} 结束"), format!("ends on {last}")),
        None => ("没有结束日期".to_owned(), "has no last day".to_owned()),
    };
    if let Some(how) = row.ended.as_deref().map(how_words) {
        zh = format!("{zh}，结果：{}", how.zh);
        en = format!("{en}, with {}", how.en);
    }
    (zh, en)
}

fn stands_already(row: &StatusRow) -> Words {
    let (first, kind, (zh, en)) = (&row.first, words(&row.kind), end_words(row));
    Words::new(
        format!(
            "这个人从 {first} 起的“{}”已经登记过，{zh}。请在人员状态和处分的列表里找到那一条：要结束或更正的，在那里登记结束日期；登记错的，先撤销，再重新登记。",
            kind.zh
        ),
        format!(
            "“{}” of this person from {first} is here already and {en}. Find it in the list of statuses: enter or correct its end there or, where it is wrong, take it back and enter it again.",
            kind.en
        ),
    )
}

fn taken_back(entry: &Entry) -> Words {
    let (name, first, kind) = (&entry.name, entry.first, words(entry.kind));
    Words::new(
        format!(
            "{name}从 {first} 起的“{}”：这条已经撤回；如果确实成立，请在页面上单独登记，否则把这一行删去。",
            kind.zh
        ),
        format!(
            "“{}” of {name} from {first} was taken back; enter it in the list by hand if it holds after all, otherwise leave the row out.",
            kind.en
        ),
    )
}

fn other_end(entry: &Entry, row: &StatusRow) -> Words {
    let (name, first, kind, (zh, en)) = (&entry.name, entry.first, words(entry.kind), end_words(row));
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
            "{name}从 {first} 起的“{}”已有说明“{note}”，不会被改掉。请把这里的备注清空；说明写错的，先撤销那一条，再在页面上重新登记。",
            kind.zh
        ),
        format!(
            "“{}” of {name} from {first} has the note “{note}”, which is not overwritten. Leave the note empty here; where it is wrong, take that entry back first and enter it in the list again.",
            kind.en
        ),
    )
}
