//! Results of other periods that a year rests on.

use super::super::load::{Opened, WHOLE, course_id, kind, periods_of, read, state};
use super::score::of_reviews;
use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::assessment::Ratio;
use domain::assessment::dossier::{Dossier, Period};
use domain::assessment::process::{Course, Kind, State};
use domain::{PeriodId, PersonId};
use std::collections::HashMap;
use std::sync::Arc;
use store::Db;
use store::assess::CourseHead;

/// Documents read at once.
const CHUNK: usize = 500;

/// A result of another period.
#[derive(Clone, Debug)]
pub(crate) struct Earlier {
    /// Two periods of the same days are two results.
    pub period: PeriodId,
    pub kind: Kind,
    pub special: bool,
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
            | State::Excused
    )
}

/// Whether a course rests on facts that are not looked at anew: its grade is decided, or a re-review or an appeal has decided on one that
/// is published before it is in force.
pub(crate) fn keeps_facts(course: &Course) -> bool {
    is_decided(course.state) || course.held().is_some()
}

/// Whether an earlier result, usual or special, belongs to the year that is assessed.
pub(super) fn within(opened: &Opened, e: &Earlier, special: bool) -> bool {
    e.kind == Kind::Period && e.special == special && rests_on(&opened.period, special, e.first, e.last)
}

/// Whether a year rests on a period of these days: a usual one lies within it; a special one ends in it, since tasks keep to no year.
fn rests_on(year: &Period, special: bool, first: NaiveDate, last: NaiveDate) -> bool {
    year.kind == Kind::Year && lies_in((year.first, year.last), special, (first, last))
}

pub(crate) fn lies_in(year: (NaiveDate, NaiveDate), special: bool, (first, last): (NaiveDate, NaiveDate)) -> bool {
    let begins = if special { last } else { first };
    year.0 <= begins && last <= year.1
}

/// Whether the annual score is made of those of the periods.
pub(super) fn scored(opened: &Opened) -> bool {
    opened.period.kind == Kind::Year && opened.pack().weights("annual").is_some()
}

/// What a year rests on, beside the results that are decided.
#[derive(Default)]
pub(super) struct Rests {
    /// Periods of which somebody's result is not decided.
    pub open: HashMap<PersonId, Vec<PeriodId>>,
    /// All that any of the people was assessed in.
    pub periods: Arc<HashMap<String, Arc<Opened>>>,
}

/// A period that results can come from.
struct Source {
    id: PeriodId,
    kind: Kind,
    special: bool,
    first: NaiveDate,
    last: NaiveDate,
}

/// The periods that matter to this one: years before it and, for a year, the periods that it rests on.
async fn sources(db: &Db, opened: &Opened) -> Result<Vec<Source>> {
    let spans = db.period_spans(i64::MIN, WHOLE).await?;
    let standing = spans.into_iter().filter(|span| span.state != "withdrawn");
    let sources = standing.filter_map(|span| {
        Some(Source {
            id: PeriodId(span.id),
            kind: kind(&span.kind),
            special: span.special.is_some(),
            first: span.first.parse().ok()?,
            last: span.last.parse().ok()?,
        })
    });
    Ok(sources.filter(|s| matters(opened, s)).collect())
}

fn matters(opened: &Opened, that: &Source) -> bool {
    let this = &opened.period;
    match that.kind {
        Kind::Year => that.last < this.first,
        Kind::Period => rests_on(this, that.special, that.first, that.last),
    }
}

/// Of some people, by person; with the scores of the periods of a year, where they are asked for.
pub(super) async fn past_many(
    daybook: &Daybook,
    db: &Db,
    opened: &Opened,
    people: &[&PersonId],
    scored: bool,
) -> Result<(HashMap<PersonId, Vec<Earlier>>, Rests)> {
    let sources = sources(db, opened).await?;
    let wanted = sources
        .iter()
        .flat_map(|s| people.iter().map(|p| course_id(&s.id, p.as_str()).0));
    let wanted: Vec<String> = wanted.collect();
    let mut own: Vec<CourseHead> = Vec::new();
    for ids in wanted.chunks(CHUNK) {
        own.extend(db.course_heads(ids.iter().map(String::as_str)).await?);
    }
    // Of a period that somebody was taken out of there is no result, and none is waited for.
    own.retain(|h| state(&h.state) != State::Excused);
    let mut rests = Rests::default();
    if opened.period.kind == Kind::Year {
        let within = own.iter().filter(|h| kind(&h.kind) == Kind::Period);
        let within: Vec<CourseHead> = within.cloned().collect();
        for head in within.iter().filter(|h| !is_decided(state(&h.state))) {
            let open = rests.open.entry(PersonId(head.person.clone())).or_default();
            open.push(PeriodId(head.period.clone()));
        }
        rests.periods = Arc::new(periods_of(daybook, db, &within).await?);
    }
    own.retain(|h| is_decided(state(&h.state)));
    let scores = match scored {
        true => scores(daybook, db, &own).await?,
        false => HashMap::new(),
    };
    let sources: HashMap<&str, &Source> = sources.iter().map(|s| (s.id.as_str(), s)).collect();
    let mut past: HashMap<PersonId, Vec<Earlier>> = HashMap::new();
    for head in &own {
        if let Some(of) = sources.get(head.period.as_str()) {
            let person = past.entry(PersonId(head.person.clone())).or_default();
            person.push(Earlier {
                period: of.id.clone(),
                kind: of.kind,
                special: of.special,
                first: of.first,
                last: of.last,
                grade: head.grade.clone(),
                score: scores.get(&head.id).copied().flatten(),
            });
        }
    }
    for earlier in past.values_mut() {
        earlier.sort_by_key(|e| (e.first, e.last));
    }
    Ok((past, rests))
}

/// The scores of periods, each by its own rules.
async fn scores(daybook: &Daybook, db: &Db, courses: &[CourseHead]) -> Result<HashMap<String, Option<Ratio>>> {
    let periods = periods_of(daybook, db, courses).await?;
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
