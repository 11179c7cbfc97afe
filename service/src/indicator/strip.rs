mod weeks;

use super::base::views;
use super::place::{ids, may};
use super::rows::head;
use super::standing::Standing;
use crate::actor::is_current;
use crate::line::climb;
use crate::{Daybook, Error, Profile, Result};
use chrono::NaiveDate;
use domain::permission::{Action, Actor, RecordFacts, Resource, SetFacts, decide};
use domain::view::UnitRef;
use domain::view::indicator::{PersonIndicators, PostIndicators, Strip};
use domain::{Audience, Lang, PersonId, UnitId};
use std::sync::Arc;
use store::indicator::EvidenceRow;
use store::organisation::SeatRow;
pub use weeks::WEEKS;
use weeks::{Stay, Weeks, share, weeks};

/// The indicators of the posts that somebody held in a quarter, and by week what evidences each. `until` is the last day (`YYYY-MM-DD`;
/// today when unreadable).
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
    let (first, last) = (weeks.first().copied().unwrap_or(until).to_string(), until.to_string());
    let evidence = if sees_records {
        evidence(daybook, actor, person, &first, &last).await?
    } else {
        vec![]
    };
    let mut posts = Vec::new();
    for held in held(&profile, &first, &last) {
        if let Some(post) = Post::of(daybook, actor, &profile, held, &last).await? {
            posts.push(post);
        }
    }
    let stays: Vec<Stay> = posts.iter().map(Post::stay).collect();
    let (shared, former) = share(&evidence, &stays, &weeks);
    let named = |id: &str| {
        evidence
            .iter()
            .filter(|r| r.indicator == id)
            .find_map(|r| r.name.clone())
    };
    let former = former.into_iter().map(|(id, weeks)| Strip {
        name: named(&id).unwrap_or_default(),
        id: id.as_str().into(),
        indicator: None,
        weeks,
    });
    Ok(PersonIndicators {
        person: profile.reference(),
        former: former.collect(),
        weeks: weeks.iter().map(NaiveDate::to_string).collect(),
        posts: posts
            .into_iter()
            .zip(shared)
            .map(|(post, strips)| post.view(strips, (&first, &last), lang))
            .collect(),
        until: last,
        sees_records,
        own: *person == actor.person,
    })
}

/// What the person's records of these days evidence, as far as each is open to the reader; oldest first.
async fn evidence(
    daybook: &Daybook,
    actor: &Actor,
    person: &PersonId,
    first: &str,
    last: &str,
) -> Result<Vec<EvidenceRow>> {
    let mut rows = daybook.db().evidence(person, first, last).await?;
    rows.retain(|row| reads(actor, person, row));
    rows.sort_by(|a, b| (&a.day, &a.record).cmp(&(&b.day, &b.record)));
    Ok(rows)
}

/// A post held within some days.
struct Held<'a> {
    seat: &'a SeatRow,
    from: Option<String>,
    to: Option<String>,
}

/// The posts of these days, each once: those of the last day first, then those left before, the latest first.
fn held<'a>(profile: &'a Profile, first: &str, last: &str) -> Vec<Held<'a>> {
    let within = |s: &&SeatRow| {
        s.starts.as_deref().is_none_or(|from| from <= last) && s.ends.as_deref().is_none_or(|to| to >= first)
    };
    let mut seats: Vec<&SeatRow> = profile.seats.iter().chain(&profile.other).filter(within).collect();
    let left = |s: &SeatRow| s.ends.clone().filter(|_| !is_current(s, last));
    seats.sort_by_key(|s| (left(s).is_some(), std::cmp::Reverse(left(s))));
    let mut held: Vec<Held<'a>> = Vec::new();
    for seat in seats {
        match held.iter_mut().find(|h| h.seat.position == seat.position) {
            // The same post, acting at first: one stay.
            Some(known) => {
                known.from = known.from.take().min(seat.starts.clone());
                known.to = match (known.to.take(), &seat.ends) {
                    (Some(a), Some(b)) => Some(a.max(b.clone())),
                    _ => None,
                };
            }
            None => held.push(Held {
                seat,
                from: seat.starts.clone(),
                to: seat.ends.clone(),
            }),
        }
    }
    held
}

/// A post with what held for it on the last day that it was held.
struct Post<'a> {
    held: Held<'a>,
    standing: Arc<Standing>,
    may_draft: bool,
    day: String,
}

impl<'a> Post<'a> {
    /// None where the reader may know the person, but not what a post that was left is looked at by.
    async fn of(
        daybook: &Daybook,
        actor: &Actor,
        profile: &Profile,
        held: Held<'a>,
        last: &str,
    ) -> Result<Option<Self>> {
        let seat = held.seat;
        let known = profile.seats.iter().zip(&profile.lines).find(|(s, _)| s.id == seat.id);
        let current = known.is_some();
        let facts = SetFacts::Post {
            position: seat.position.as_str().into(),
            path: ids(&seat.path),
            line: match known {
                Some((_, line)) => line.posts.clone(),
                None => climb(daybook, seat.superior.as_deref()).await?.0,
            },
        };
        if !current && actor.person != profile.actor.person && !may(actor, Action::ReadIndicators, &facts) {
            return Ok(None);
        }
        let day = held.to.as_deref().map_or(last, |to| to.min(last)).to_owned();
        Ok(Some(Self {
            standing: daybook.standing(seat, &day).await?,
            may_draft: current && may(actor, Action::DraftIndicators, &facts),
            held,
            day,
        }))
    }

    fn stay(&self) -> Stay {
        Stay {
            from: self.held.from.clone(),
            to: self.held.to.clone(),
            indicators: self.standing.rows.iter().map(|row| row.id.0.clone()).collect(),
        }
    }

    fn view(self, strips: Vec<Weeks>, (first, last): (&str, &str), lang: Lang) -> PostIndicators {
        let seat = self.held.seat;
        let strips = self.standing.rows.iter().zip(strips).map(|(row, weeks)| Strip {
            id: row.id.clone(),
            name: row.name.clone(),
            indicator: Some(row.clone()),
            weeks,
        });
        PostIndicators {
            strips: strips.collect(),
            post: seat.title.clone(),
            unit: UnitRef {
                id: UnitId(seat.unit.clone()),
                name: seat.unit_name.clone(),
            },
            family: seat.family.clone(),
            from: self.held.from.filter(|from| from.as_str() > first),
            to: self.held.to.filter(|to| to.as_str() < last),
            sets: self.standing.sets.iter().map(|set| head(set, &self.day)).collect(),
            flaws: views(&self.standing.flaws, &[], lang),
            position: seat.position.clone(),
            may_draft: self.may_draft,
        }
    }
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
