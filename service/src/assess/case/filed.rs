//! What is on file about everybody, read at once.

use crate::apart::{abreast, apart};
use crate::assess::load::Opened;
use crate::{Daybook, Result};
use chrono::{Days, NaiveDate};
use futures::stream::{self, StreamExt, TryStreamExt};
use std::collections::HashMap;
use std::sync::Arc;
use store::Db;
use store::assess::{DueRow, StatusRow, YearRow};

/// More statuses or years than this are not read at once.
const MOST: u32 = 100_000;
/// More plan items for each one asked about are not read at once: then each one's are looked up sooner.
const ITEMS_EACH: usize = 8;
/// Of longer periods (days) there are more for sure: a year of weeks is 52.
const LONGEST: i64 = 100;
/// Plan items of so many days are read in one go, on a thread of its own; so many at most, or the answer of a server is too long for a
/// message.
const DAYS: u64 = 7;
const IN_ONE: usize = 50_000;

/// What the personnel office has on file of people, statuses and earlier years, and what their plans say: of everybody, read at once where
/// so many are asked about that it pays; otherwise each one's is looked up.
pub(crate) struct Filed {
    statuses: Option<ByPerson<StatusRow>>,
    years: Option<ByPerson<YearRow>>,
    plan: Option<ByPerson<DueRow>>,
}

type ByPerson<T> = Arc<HashMap<String, Vec<T>>>;

impl Filed {
    pub(crate) fn looked_up() -> Self {
        Self {
            statuses: None,
            years: None,
            plan: None,
        }
    }

    /// Statuses and years of everybody.
    pub(crate) async fn of_everybody(db: &Db) -> Result<Self> {
        let statuses = db.statuses(i64::MIN, MOST).await?;
        let years = db.earlier_years(i64::MIN, MOST).await?;
        let few = |rows: usize| rows < MOST as usize;
        Ok(Self {
            statuses: few(statuses.len()).then(|| sorted(statuses, |row| &row.person)),
            years: few(years.len()).then(|| sorted(years, |row| &row.person)),
            plan: None,
        })
    }

    /// The same with what was due in a period, for so many people: they are about everybody who has a plan.
    pub(crate) async fn with_plan(self, daybook: &Daybook, opened: &Opened, people: usize) -> Result<Self> {
        let (first, last) = (opened.period.first, opened.period.last);
        if people == 0 || (last - first).num_days() > LONGEST {
            return Ok(self);
        }
        let due = due(daybook, (first, last), people.saturating_mul(ITEMS_EACH)).await?;
        Ok(Self {
            plan: due.map(|due| sorted(due, |row| &row.owner)),
            ..self
        })
    }

    /// What the office has on file alone: a plan changes at any time.
    pub(crate) fn without_plan(&self) -> Self {
        Self {
            statuses: self.statuses.clone(),
            years: self.years.clone(),
            plan: None,
        }
    }

    pub(super) async fn statuses(&self, db: &Db, people: Vec<&str>) -> Result<Vec<StatusRow>> {
        match &self.statuses {
            Some(all) => Ok(of(all, &people)),
            None => Ok(db.statuses_of_many(people).await?),
        }
    }

    pub(super) async fn years(&self, db: &Db, people: Vec<&str>) -> Result<Vec<YearRow>> {
        match &self.years {
            Some(all) => Ok(of(all, &people)),
            None => Ok(db.earlier_years_of_many(people).await?),
        }
    }

    /// What was due in the days of the period that it was read for.
    pub(super) async fn plan(&self, db: &Db, people: Vec<&str>, (first, last): (&str, &str)) -> Result<Vec<DueRow>> {
        match &self.plan {
            Some(all) => Ok(of(all, &people)),
            None => Ok(db.plan_due_between_many(people, first, last).await?),
        }
    }
}

fn of<T: Clone>(all: &ByPerson<T>, people: &[&str]) -> Vec<T> {
    people.iter().filter_map(|p| all.get(*p)).flatten().cloned().collect()
}

fn sorted<T>(rows: Vec<T>, person: fn(&T) -> &String) -> ByPerson<T> {
    let mut all: HashMap<String, Vec<T>> = HashMap::new();
    for row in rows {
        all.entry(person(&row).clone()).or_default().push(row);
    }
    Arc::new(all)
}

/// Everybody's plan items that were due in some days, if they are not more than `most`. Not of one moment: one that is put off meanwhile
/// may be missing, and is never there twice.
async fn due(daybook: &Daybook, days: (NaiveDate, NaiveDate), most: usize) -> Result<Option<Vec<DueRow>>> {
    let stretches = stream::iter(stretches(days)).map(|(first, last)| {
        let db = daybook.db();
        apart(move || async move {
            Ok(db
                .plan_due(&first.to_string(), &last.to_string(), most.min(IN_ONE))
                .await?)
        })
    });
    let (mut stretches, mut all) = (stretches.buffered(abreast()), HashMap::new());
    while let Some(rows) = stretches.try_next().await? {
        let Some(rows) = rows else { return Ok(None) };
        all.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
        if all.len() > most {
            return Ok(None);
        }
    }
    Ok(Some(all.into_values().collect()))
}

fn stretches((first, last): (NaiveDate, NaiveDate)) -> Vec<(NaiveDate, NaiveDate)> {
    let firsts = std::iter::successors(Some(first), |day| day.checked_add_days(Days::new(DAYS)));
    let whole = |day: NaiveDate| day.checked_add_days(Days::new(DAYS - 1)).unwrap_or(last);
    firsts
        .take_while(|day| *day <= last)
        .map(|day| (day, whole(day).min(last)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_in_one_stretch() {
        let day = |n: u64| NaiveDate::MIN.checked_add_days(Days::new(n)).unwrap();
        for length in 0..40 {
            let all = stretches((day(3), day(3 + length)));
            let days: Vec<NaiveDate> = (all.iter())
                .flat_map(|(first, last)| first.iter_days().take_while(|day| day <= last))
                .collect();
            let expected: Vec<NaiveDate> = (3..=3 + length).map(day).collect();
            assert_eq!(days, expected);
        }
    }
}
