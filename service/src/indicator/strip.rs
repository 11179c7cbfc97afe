use super::base::views;
use super::place::may;
use super::rows::head;
use crate::{Daybook, Error, Result};
use chrono::{Datelike, Days, NaiveDate};
use domain::indicator::SetScope;
use domain::permission::{Action, Actor, RecordFacts, Resource, SetFacts, decide};
use domain::view::UnitRef;
use domain::view::indicator::{Evidence, PersonIndicators, PostIndicators, Strip};
use domain::{Audience, Lang, PersonId, RecordId, UnitId};
use std::collections::BTreeMap;
use store::indicator::EvidenceRow;

/// Weeks of a strip: a quarter.
pub const WEEKS: u64 = 13;
/// Characters of a record's text beside its link.
const GLIMPSE: usize = 48;

/// The indicators of somebody's posts, and by week what evidences each. `until` is the last day (`YYYY-MM-DD`; today when unreadable).
pub async fn strip(
    daybook: &Daybook,
    actor: &Actor,
    person: &PersonId,
    until: &str,
    lang: Lang,
) -> Result<PersonIndicators> {
    if !domain::id::is_ulid(person.as_str()) {
        return Err(Error::NotFound);
    }
    let profile = daybook.profile(person).await?;
    let resource = profile.resource();
    if !decide(actor, Action::ReadIndicators, &resource).allowed {
        return Err(Error::NotFound);
    }
    let sees_records = decide(actor, Action::ReadPerson, &resource).allowed;
    let today = daybook.clock.today();
    let until = until.parse::<NaiveDate>().map_or(today, |day| day.min(today));
    let weeks = weeks(until);
    let first = weeks.first().copied().unwrap_or(until);
    let mut evidence = if sees_records {
        let rows = daybook
            .db()
            .evidence(person, &first.to_string(), &until.to_string())
            .await?;
        rows.into_iter().filter(|row| reads(actor, person, row)).collect()
    } else {
        vec![]
    };
    evidence.sort_by(|a, b| (&a.day, &a.record).cmp(&(&b.day, &b.record)));
    let mut by_indicator: BTreeMap<String, Vec<EvidenceRow>> = BTreeMap::new();
    for row in evidence {
        by_indicator.entry(row.indicator.clone()).or_default().push(row);
    }
    let day = until.to_string();
    let mut posts = Vec::with_capacity(profile.seats.len());
    let mut current: Vec<String> = Vec::new();
    for (seat, line) in profile.seats.iter().zip(&profile.lines) {
        let standing = daybook.standing(seat, &day).await?;
        let strips = standing.rows.iter().map(|row| Strip {
            id: row.id.clone(),
            name: row.name.clone(),
            indicator: Some(row.clone()),
            weeks: placed(by_indicator.get(row.id.as_str()), &weeks),
        });
        let facts = SetFacts::Post {
            position: seat.position.as_str().into(),
            path: seat.path.iter().map(|u| UnitId(u.clone())).collect(),
            line: line.posts.clone(),
        };
        posts.push(PostIndicators {
            post: seat.title.clone(),
            unit: UnitRef {
                id: UnitId(seat.unit.clone()),
                name: seat.unit_name.clone(),
            },
            family: seat.family.clone(),
            sets: standing.sets.iter().map(|set| head(set, &day)).collect(),
            strips: strips.collect(),
            flaws: views(&standing.flaws, lang),
            position: SetScope::Post(seat.position.as_str().into()).target().to_owned(),
            may_draft: may(actor, Action::DraftIndicators, &facts),
        });
        current.extend(standing.rows.iter().map(|row| row.id.0.clone()));
    }
    let former = by_indicator.iter().filter(|(id, _)| !current.contains(id));
    let former = former.map(|(id, rows)| Strip {
        id: id.as_str().into(),
        name: rows.iter().find_map(|r| r.name.clone()).unwrap_or_default(),
        indicator: None,
        weeks: placed(Some(rows), &weeks),
    });
    Ok(PersonIndicators {
        person: profile.reference(),
        former: former.collect(),
        weeks: weeks.iter().map(NaiveDate::to_string).collect(),
        until: day,
        posts,
        sees_records,
        own: *person == actor.person,
    })
}

/// The Mondays of the weeks up to a day, oldest first.
fn weeks(until: NaiveDate) -> Vec<NaiveDate> {
    let into = u64::from(until.weekday().num_days_from_monday());
    let monday = until.checked_sub_days(Days::new(into)).unwrap_or(until);
    let back = (0..WEEKS).rev().map(|n| monday.checked_sub_days(Days::new(7 * n)));
    back.flatten().collect()
}

fn placed(rows: Option<&Vec<EvidenceRow>>, weeks: &[NaiveDate]) -> Vec<Vec<Evidence>> {
    let mut placed: Vec<Vec<Evidence>> = vec![vec![]; weeks.len()];
    for row in rows.into_iter().flatten() {
        let Ok(day) = row.day.parse::<NaiveDate>() else {
            continue;
        };
        let week = weeks.iter().rposition(|monday| *monday <= day);
        if let Some(place) = week.and_then(|at| placed.get_mut(at)) {
            place.push(Evidence {
                record: RecordId(row.record.clone()),
                day: row.day.clone(),
                text: glimpse(&row.text),
            });
        }
    }
    placed
}

fn glimpse(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= GLIMPSE {
        return line;
    }
    line.chars().take(GLIMPSE).chain(std::iter::once('…')).collect()
}

/// Each record is decided on by itself: what is for leaders alone is no evidence for a colleague.
fn reads(actor: &Actor, person: &PersonId, row: &EvidenceRow) -> bool {
    let facts = RecordFacts {
        author: person.clone(),
        path: row.path.iter().map(|u| UnitId(u.clone())).collect(),
        line: row.line.iter().map(|p| p.as_str().into()).collect(),
        audience: Audience::parse(&row.audience).unwrap_or(Audience::Draft),
        withdrawn: row.withdrawn,
    };
    !row.withdrawn && decide(actor, Action::ReadRecord, &Resource::Record(facts)).allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_weeks_end_with_the_one_of_the_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        for (until, last, first) in [
            ("2026-11-24", "2026-11-23", "2026-08-31"),
            ("2026-11-23", "2026-11-23", "2026-08-31"),
            ("2026-11-22", "2026-11-16", "2026-08-24"),
        ] {
            let weeks = weeks(day(until));
            assert_eq!(weeks.len(), 13);
            assert_eq!(
                (weeks.last(), weeks.first()),
                (Some(&day(last)), Some(&day(first))),
                "{until}"
            );
        }
    }

    #[test]
    fn a_glimpse_is_one_line() {
        assert_eq!(glimpse("a\n b"), "a b");
        assert_eq!(glimpse(&"字".repeat(60)).chars().count(), GLIMPSE + 1);
    }
}
