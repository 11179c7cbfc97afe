//! Results of other periods that a year rests on.

use super::super::load::{Opened, kind, periods_of, read, state};
use super::score::of_reviews;
use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::PersonId;
use domain::assessment::Ratio;
use domain::assessment::dossier::Dossier;
use domain::assessment::process::{Kind, State};
use std::collections::HashMap;
use std::sync::Arc;
use store::Db;
use store::assess::CourseHead;

/// Documents read at once.
const CHUNK: usize = 500;

/// A result of another period.
#[derive(Clone, Debug)]
pub(crate) struct Earlier {
    pub kind: Kind,
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// None for a period without a grade.
    pub grade: Option<String>,
    pub score: Option<Ratio>,
}

/// From here on a grade, or that there is none, is a result.
pub(crate) fn is_decided(state: State) -> bool {
    !matches!(
        state,
        State::Opened
            | State::Summarised
            | State::Compiled
            | State::Rated
            | State::Reviewed
            | State::Calibrated
            | State::Published
            | State::PublicationObjected
    )
}

/// Whether an earlier result belongs to the year that is assessed.
pub(super) fn within(opened: &Opened, e: &Earlier) -> bool {
    let (first, last) = (opened.period.first, opened.period.last);
    opened.period.kind == Kind::Year && e.kind == Kind::Period && first <= e.first && e.last <= last
}

/// Whether the annual score is made of those of the periods.
pub(super) fn scored(opened: &Opened) -> bool {
    opened.period.kind == Kind::Year && opened.pack().weights("annual").is_some()
}

/// Whether a period can matter to this one at all.
fn matters(opened: &Opened, other: &Opened) -> bool {
    let (this, that) = (&opened.period, &other.period);
    match that.kind {
        Kind::Year => that.last < this.first,
        Kind::Period => this.kind == Kind::Year && this.first <= that.first && that.last <= this.last,
    }
}

fn earlier(head: &CourseHead, of: &Opened, score: Option<Ratio>) -> Earlier {
    Earlier {
        kind: kind(&head.kind),
        first: of.period.first,
        last: of.period.last,
        grade: head.grade.clone(),
        score,
    }
}

/// Of some people, by person; with the scores of the periods of a year, where they are asked for.
pub(super) async fn past_many(
    daybook: &Daybook,
    db: &Db,
    opened: &Opened,
    people: &[&PersonId],
    scored: bool,
) -> Result<HashMap<PersonId, Vec<Earlier>>> {
    let ids: Vec<&str> = people.iter().map(|p| p.as_str()).collect();
    let mut own = db.course_heads_of_many(ids).await?;
    own.retain(|h| h.period != opened.id.as_str() && is_decided(state(&h.state)));
    let periods = periods_of(daybook, db, &own).await?;
    own.retain(|h| periods.get(&h.period).is_some_and(|p| matters(opened, p)));
    let scores = match scored {
        true => scores(db, &own, &periods).await?,
        false => HashMap::new(),
    };
    let mut past: HashMap<PersonId, Vec<Earlier>> = HashMap::new();
    for head in &own {
        if let Some(of) = periods.get(&head.period) {
            let score = scores.get(&head.id).copied().flatten();
            let person = past.entry(PersonId(head.person.clone())).or_default();
            person.push(earlier(head, of, score));
        }
    }
    for earlier in past.values_mut() {
        earlier.sort_by_key(|e| (e.first, e.last));
    }
    Ok(past)
}

/// The scores of periods, each by its own rules.
async fn scores(
    db: &Db,
    courses: &[CourseHead],
    periods: &HashMap<String, Arc<Opened>>,
) -> Result<HashMap<String, Option<Ratio>>> {
    let mut scores = HashMap::new();
    let wanted: Vec<&str> = (courses.iter())
        .filter(|h| kind(&h.kind) == Kind::Period)
        .map(|h| h.id.as_str())
        .collect();
    for ids in wanted.chunks(CHUNK) {
        for row in db.courses(ids.to_vec()).await? {
            let dossier: Dossier = read(&row.body)?;
            let pack = periods.get(&row.period).map(|p| p.pack());
            let score = pack.and_then(|pack| of_reviews(&dossier, pack).ok().flatten());
            scores.insert(row.id, score);
        }
    }
    Ok(scores)
}
