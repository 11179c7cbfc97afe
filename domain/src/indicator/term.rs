//! From when to when a version is in force.

use super::Flaw;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// How far back the first version of a scope can begin: it was in force on paper before it came here.
const OLDEST_FIRST_DAYS: u64 = 366;

/// An agreed version and its days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub version: u32,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetState {
    Draft,
    /// Agreed, and in force from a day to come.
    Agreed,
    InForce,
    Ended,
}

impl SetState {
    /// The state on a day; `from` is none for a draft. Days are `YYYY-MM-DD`, which compare as dates.
    pub fn on(day: &str, from: Option<&str>, to: Option<&str>) -> Self {
        match from {
            None => Self::Draft,
            Some(from) if from > day => Self::Agreed,
            Some(_) if to.is_some_and(|to| to < day) => Self::Ended,
            Some(_) => Self::InForce,
        }
    }
}

/// The earliest day the next version can begin on. `judged`: the last day of the assessments that are closed, which keep what they
/// were measured by, whatever scope is new.
pub fn earliest(terms: &[Term], today: NaiveDate, judged: Option<NaiveDate>) -> NaiveDate {
    let first = match terms.iter().map(|t| t.from).max() {
        None => today.checked_sub_days(Days::new(OLDEST_FIRST_DAYS)).unwrap_or(today),
        // The one before is in force for a day at least.
        Some(last) => last.succ_opt().map_or(today, |next| next.max(today)),
    };
    judged
        .and_then(|last| last.succ_opt())
        .map_or(first, |next| next.max(first))
}

/// Puts a version into force from a day: which agreed one ends the day before, if any.
pub fn begin(
    terms: &[Term],
    from: NaiveDate,
    today: NaiveDate,
    judged: Option<NaiveDate>,
) -> Result<Option<Term>, Flaw> {
    let earliest = earliest(terms, today, judged);
    if from < earliest {
        return Err(Flaw::BeginsTooEarly {
            earliest: earliest.to_string(),
        });
    }
    let open = terms.iter().find(|t| t.to.is_none_or(|to| to >= from));
    Ok(open.map(|t| Term {
        to: from.pred_opt(),
        ..*t
    }))
}

/// The version in force on a day.
pub fn in_force(terms: &[Term], day: NaiveDate) -> Option<&Term> {
    terms.iter().find(|t| t.from <= day && t.to.is_none_or(|to| day <= to))
}
