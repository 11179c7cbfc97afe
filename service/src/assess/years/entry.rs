//! A result as it is to be entered, cell by cell, and against what is here already.

use super::super::brought::said;
use super::super::case::is_decided;
use super::super::load::{WHOLE, kind, state};
use super::scale::named;
use crate::Result;
use crate::clock::new_id;
use chrono::{Datelike, NaiveDate};
use domain::assessment::Words;
use domain::assessment::process::Kind;
use domain::view::assess::AnnualScale;
use domain::{PersonId, Violation};
use futures::future::BoxFuture;
use std::collections::{HashMap, HashSet};
use store::Db;
use store::assess::YearRow;

/// Characters of a document.
const BASIS: u32 = 200;
/// No result is older.
const FIRST: i32 = 1950;

/// A result as it is to be entered.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) year: i32,
    pub(super) pack: String,
    pub(super) grade: String,
    pub(super) basis: String,
    pub(super) note: String,
}

impl Entry {
    pub(super) fn row(&self, by_name: &str, at: i64) -> YearRow {
        YearRow {
            id: new_id(),
            person: self.person.0.clone(),
            year: self.year.into(),
            pack: self.pack.clone(),
            grade: self.grade.clone(),
            basis: self.basis.clone(),
            note: self.note.clone(),
            by_name: by_name.to_owned(),
            written: at,
            ord: -at,
            removed_by: None,
            removed_at: None,
            removed_why: None,
        }
    }

    fn is(&self, row: &YearRow) -> bool {
        (&self.pack, &self.grade, &self.basis, &self.note) == (&row.pack, &row.grade, &row.basis, &row.note)
    }
}

/// What was entered and counts, and the years of which somebody's result was decided here.
pub(super) struct Held {
    entered: HashMap<(String, i64), YearRow>,
    decided: HashSet<(String, i64)>,
}

impl Held {
    /// Boxed: it is too deep for the compiler to see that it can be sent.
    pub(super) fn read<'s>(db: &'s Db, people: &'s [String]) -> BoxFuture<'s, Result<Self>> {
        Box::pin(async move {
            let ids: Vec<&str> = people.iter().map(String::as_str).collect();
            let rows = db.earlier_years_of_many(ids.clone()).await?;
            let counts = rows.into_iter().filter(|r| r.removed_at.is_none());
            Ok(Self {
                entered: counts.map(|r| ((r.person.clone(), r.year), r)).collect(),
                decided: decided(db, ids).await?,
            })
        })
    }

    /// Whether an entry is new: not if the same is here already. Refused, in words, where there is another result of the year.
    pub(super) fn is_new(&self, entry: &Entry, scales: &[AnnualScale]) -> Result<bool, Words> {
        let (key, name, year) = ((entry.person.0.clone(), i64::from(entry.year)), &entry.name, entry.year);
        if self.decided.contains(&key) {
            return Err(Words::new(
                format!("{name} {year} 年度的结果已在本系统确定，以它为准，不能再登记。"),
                format!("{name}’s result of {year} was decided in this system. It holds, and none can be brought in."),
            ));
        }
        match self.entered.get(&key) {
            None => Ok(true),
            Some(row) if entry.is(row) => Ok(false),
            Some(row) => {
                let (grade, basis) = (named(scales, &row.pack, &row.grade).words, &row.basis);
                Err(Words::new(
                    format!(
                        "{name} {year} 年度已登记为“{}”（{basis}），与这里不同。要更正，先写明理由撤销原来的登记。",
                        grade.zh
                    ),
                    format!(
                        "{name}’s result of {year} is here already and differs: “{}” ({basis}). To correct it, take that one back with a reason first.",
                        grade.en
                    ),
                ))
            }
        }
    }
}

/// Whose result of which year was decided here.
async fn decided(db: &Db, people: Vec<&str>) -> Result<HashSet<(String, i64)>> {
    let spans = db.period_spans(i64::MIN, WHOLE).await?;
    let years = spans
        .into_iter()
        .filter(|s| kind(&s.kind) == Kind::Year && s.state != "withdrawn");
    let years: HashMap<String, i64> = years
        .filter_map(|s| Some((s.id, s.last.parse::<NaiveDate>().ok()?.year().into())))
        .collect();
    if years.is_empty() {
        return Ok(HashSet::new());
    }
    let heads = db.course_heads_of_many(people).await?;
    let decided = heads.into_iter().filter(|h| is_decided(state(&h.state)));
    Ok(decided
        .filter_map(|h| Some((h.person, *years.get(&h.period)?)))
        .collect())
}

/// The last year that can have a result from before.
pub(super) fn latest(today: NaiveDate) -> i32 {
    today.year() - 1
}

pub(super) fn year_of(text: &str, today: NaiveDate) -> Result<i32, Words> {
    let text = text.trim();
    let digits = text.trim_end_matches('度').trim_end_matches('年').trim_end();
    let year = digits
        .parse::<i32>()
        .ok()
        .filter(|y| (FIRST..=latest(today)).contains(y));
    year.ok_or_else(|| {
        let (given, last) = (text.chars().take(20).collect::<String>(), latest(today));
        Words::new(
            format!("年度“{given}”不对：填 {FIRST} 到 {last} 之间的年份。"),
            format!("“{given}” is no year that can be brought in: give one from {FIRST} to {last}."),
        )
    })
}

pub(super) fn basis_of(text: &str) -> Result<String, Words> {
    domain::text::accept(text, BASIS).map_err(|violation| match violation {
        Violation::TextEmpty => Words::new(
            "请写明依据的文件，如文号和日期。",
            "Name the document it stands in, such as its number and day.",
        ),
        other => said(&other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_as_people_write_them() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        for text in ["2023", " 2023 ", "2023年", "2023年度", "2023 年度"] {
            assert_eq!(year_of(text, today), Ok(2023), "{text}");
        }
        assert_eq!(year_of("2025", today), Ok(2025));
        for text in ["", "2026", "1949", "23", "2023-2024", "二〇二三", "年度"] {
            assert!(year_of(text, today).is_err(), "{text}");
        }
    }
}
