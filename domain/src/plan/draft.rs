//! An item as a form or a row of a table gives it, checked field by field.

use super::{Breach, Difficulty, Horizon, Substance, period};
use crate::{PersonId, text};
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// People that one act can hand an item to.
pub const MOST_PEOPLE: usize = 200;
/// Larger items that one can serve from its beginning.
pub const MOST_GOALS: usize = 5;
const TITLE: u32 = 200;
const MEASURE: u32 = 500;
const NOTE: u32 = 2_000;
const REASON: u32 = 500;
const YEARS_AHEAD: u32 = 5;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Title,
    Measure,
    Note,
    Horizon,
    Weight,
    Difficulty,
    Key,
    Start,
    Due,
    Owner,
    Progress,
    Reason,
    Answer,
    /// In histories and tables: no form of an item has it.
    Unit,
}

impl Field {
    const ALL: [Self; 14] = [
        Self::Title,
        Self::Measure,
        Self::Note,
        Self::Horizon,
        Self::Weight,
        Self::Difficulty,
        Self::Key,
        Self::Start,
        Self::Due,
        Self::Owner,
        Self::Progress,
        Self::Reason,
        Self::Answer,
        Self::Unit,
    ];

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// The `name` of its input.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Measure => "measure",
            Self::Note => "note",
            Self::Horizon => "horizon",
            Self::Weight => "weight",
            Self::Difficulty => "difficulty",
            Self::Key => "key_task",
            Self::Start => "start",
            Self::Due => "due",
            Self::Owner => "owner",
            Self::Progress => "progress",
            Self::Reason => "reason",
            Self::Answer => "answer",
            Self::Unit => "unit",
        }
    }
}

/// As a form sends it: every field a text, empty for the usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub title: String,
    pub measure: String,
    pub note: String,
    /// `year`, `quarter`, `month`, `week`; empty is a week.
    pub horizon: String,
    /// 1 to 100; empty is 10.
    pub weight: String,
    /// `ordinary`, `hard`, `very_hard`; empty is ordinary.
    pub difficulty: String,
    /// Anything but empty is a key task.
    pub key_task: String,
    /// `YYYY-MM-DD`; empty is today, or the due date if that is earlier.
    pub start: String,
    /// `YYYY-MM-DD`; empty is the end of the period that today is in.
    pub due: String,
}

impl Draft {
    /// The substance and the note. `before` is what an edited item has: its due date may have passed.
    pub fn accept(
        &self,
        owner: Option<PersonId>,
        today: NaiveDate,
        before: Option<&Substance>,
    ) -> Result<(Substance, String), Breach> {
        let horizon = choice(&self.horizon, Field::Horizon, Horizon::parse)?;
        let due = day(&self.due, Field::Due)?.unwrap_or_else(|| period(horizon, today).last);
        let start = day(&self.start, Field::Start)?.unwrap_or_else(|| before.map_or(today, |b| b.start).min(due));
        if due < start {
            return Err(Breach::DueBeforeStart);
        }
        if due < today && before.is_none_or(|b| b.due != due) {
            return Err(Breach::DueGone);
        }
        if today
            .checked_add_months(Months::new(12 * YEARS_AHEAD))
            .is_some_and(|far| due > far)
        {
            return Err(Breach::DueTooFar { years: YEARS_AHEAD });
        }
        let substance = Substance {
            title: line(&self.title, Field::Title, TITLE)?.ok_or(Breach::Missing { field: Field::Title })?,
            measure: line(&self.measure, Field::Measure, MEASURE)?.unwrap_or_default(),
            horizon,
            weight: weight(&self.weight)?,
            difficulty: choice(&self.difficulty, Field::Difficulty, Difficulty::parse)?,
            key: !self.key_task.trim().is_empty(),
            start,
            due,
            owner,
        };
        Ok((substance, remark(&self.note)?))
    }

    /// All that was given, in one text: what differs in any field differs here.
    pub fn whole(&self) -> String {
        [
            self.title.as_str(),
            &self.measure,
            &self.note,
            &self.horizon,
            &self.weight,
            &self.difficulty,
            &self.key_task,
            &self.start,
            &self.due,
        ]
        .join("\u{1f}")
    }
}

/// Words that must be given: why it is asked back, dropped or reopened, or what the answer is.
pub fn reason(given: &str, field: Field) -> Result<String, Breach> {
    line(given, field, REASON)?.ok_or(Breach::Missing { field })
}

/// Words that may be given.
pub fn remark(given: &str) -> Result<String, Breach> {
    let given = given.replace("\r\n", "\n");
    long(given.trim(), Field::Note, NOTE)
}

/// One line of text, or none.
fn line(given: &str, field: Field, limit: u32) -> Result<Option<String>, Breach> {
    let plain = given.split_whitespace().collect::<Vec<_>>().join(" ");
    // What has nothing visible in it is nothing.
    if text::accept(&plain, u32::MAX).is_err() {
        return Ok(None);
    }
    long(&plain, field, limit).map(Some)
}

fn long(given: &str, field: Field, limit: u32) -> Result<String, Breach> {
    let length = text::length(given);
    if length > limit || given.len() > limit as usize * 32 {
        return Err(Breach::TooLong {
            field,
            length: length.max(limit + 1),
            limit,
        });
    }
    Ok(given.to_owned())
}

fn choice<T: Default>(given: &str, field: Field, parse: fn(&str) -> Option<T>) -> Result<T, Breach> {
    match given.trim() {
        "" => Ok(T::default()),
        word => parse(word).ok_or_else(|| unfit(field, word)),
    }
}

fn weight(given: &str) -> Result<u8, Breach> {
    match given.trim() {
        "" => Ok(10),
        number => (number.parse().ok())
            .filter(|w| (1..=100).contains(w))
            .ok_or_else(|| unfit(Field::Weight, number)),
    }
}

fn day(given: &str, field: Field) -> Result<Option<NaiveDate>, Breach> {
    match given.trim() {
        "" => Ok(None),
        word => word.parse().map(Some).map_err(|_| unfit(field, word)),
    }
}

pub(super) fn unfit(field: Field, given: &str) -> Breach {
    Breach::Unfit {
        field,
        given: given.chars().take(30).collect(),
    }
}
