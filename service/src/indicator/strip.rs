mod held;
mod weeks;

use super::base::views;
use super::place::{ids, may};
use super::rows::head;
use super::standing::Standing;
use crate::line::climb;
use crate::{Daybook, Error, Profile, Result};
use chrono::NaiveDate;
use domain::permission::{Action, Actor, RecordFacts, Resource, SetFacts, decide};
use domain::view::UnitRef;
use domain::view::indicator::{PersonIndicators, PostIndicators, Strip};
use domain::{Audience, Lang, PersonId, UnitId};
use held::{Held, held};
use std::sync::Arc;
use store::indicator::EvidenceRow;
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
    let mut posts: Vec<Post> = Vec::new();
    for held in held(profile.seats.iter().chain(&profile.other), &first, &last) {
        let Some(post) = Post::of(daybook, actor, &profile, held).await? else {
            continue;
        };
        let next = posts
            .iter_mut()
            .rfind(|p| p.held.seat.position == post.held.seat.position);
        match next.filter(|next| next.is_measured_as(&post)) {
            Some(next) => next.held.join(post.held),
            None => posts.push(post),
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

/// A post with what held for it on the last day that it was held.
struct Post<'a> {
    held: Held<'a>,
    standing: Arc<Standing>,
    may_draft: bool,
}

impl<'a> Post<'a> {
    /// None where the reader may know the person, but not what a post that was left is looked at by.
    async fn of(daybook: &Daybook, actor: &Actor, profile: &Profile, held: Held<'a>) -> Result<Option<Self>> {
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
        Ok(Some(Self {
            standing: daybook.standing(seat, &held.day).await?,
            // What it was in another family or place is over.
            may_draft: current && held.to == seat.ends && may(actor, Action::DraftIndicators, &facts),
            held,
        }))
    }

    /// By the same sets: that the family or the unit's place is another one made no difference.
    fn is_measured_as(&self, other: &Self) -> bool {
        let sets = |post: &Self| post.standing.sets.iter().map(|set| set.id.clone()).collect::<Vec<_>>();
        sets(self) == sets(other)
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
            family: self.held.family().to_owned(),
            from: self.held.from.filter(|from| from.as_str() > first),
            to: self.held.to.filter(|to| to.as_str() < last),
            sets: self.standing.sets.iter().map(|set| head(set, &self.held.day)).collect(),
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
