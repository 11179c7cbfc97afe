//! Who someone is and what they may do at this moment, from the database or the memory kept true by the outbox.

use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::permission::{Actor, Duty, Resource, Seat};
use domain::view::PersonRef;
use domain::{PersonId, PositionId, UnitId};
use std::sync::Arc;
use store::organisation::{PostRow, SeatRow};

/// A person with present rights, as of one day.
#[derive(Clone, Debug)]
pub struct Profile {
    pub actor: Arc<Actor>,
    pub name: String,
    /// Present appointments, as in `actor.seats`; the leading one first.
    pub seats: Vec<SeatRow>,
    /// Past and future appointments.
    pub other: Vec<SeatRow>,
    /// For each seat, the posts above it, nearest first.
    pub lines: Vec<Line>,
    /// Units behind `actor.granted`, with names.
    pub granted: Vec<(UnitId, String)>,
    /// The day as of which the rights are.
    pub(crate) day: NaiveDate,
}

/// The posts above a post.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub posts: Vec<PositionId>,
    /// Those that lead a unit of the seat's path.
    pub covered: Vec<PositionId>,
}

impl Daybook {
    /// The person's profile; [`Error::NotFound`] for an unknown id.
    pub async fn profile(&self, person: &PersonId) -> Result<Arc<Profile>> {
        let today = self.clock.today();
        if let Some(known) = self.cache.profiles.get(person.as_str())
            && known.day == today
        {
            return Ok(known);
        }
        let turn = self.cache.turn(person.as_str());
        let profile = Arc::new(self.load_profile(person, today).await?);
        let key = person.0.clone();
        self.cache.keep(
            person.as_str(),
            turn,
            || self.cache.profiles.insert(key, profile.clone()),
            || {
                self.cache.profiles.remove(person.as_str());
            },
        );
        Ok(profile)
    }

    async fn load_profile(&self, person: &PersonId, day: NaiveDate) -> Result<Profile> {
        let today = day.to_string();
        let db = self.db();
        let row = db.person(person).await?.ok_or(Error::NotFound)?;
        let (mut seats, other): (Vec<SeatRow>, Vec<SeatRow>) =
            db.seats(person).await?.into_iter().partition(|s| is_current(s, &today));
        seats.sort_by(|a, b| (!a.leads, &a.starts, &a.id).cmp(&(!b.leads, &b.starts, &b.id)));
        let duties = db.duties(person).await?.iter().filter_map(|d| Duty::parse(d)).collect();
        let received = db
            .grants_received(seats.iter().flat_map(|s| s.path.iter().map(String::as_str)))
            .await?;
        let mut granted: Vec<(UnitId, String)> = received
            .into_iter()
            .filter(|g| g.in_force(&today))
            .map(|g| (UnitId(g.giver), g.giver_name))
            .collect();
        granted.sort();
        granted.dedup();
        let mut lines = Vec::with_capacity(seats.len());
        for seat in &seats {
            lines.push(self.line_above(seat).await?);
        }
        let actor = Actor {
            person: person.clone(),
            seats: seats.iter().map(seat).collect(),
            duties,
            granted: granted.iter().map(|(unit, _)| unit.clone()).collect(),
        };
        Ok(Profile {
            actor: Arc::new(actor),
            name: row.name,
            seats,
            other,
            lines,
            granted,
            day,
        })
    }

    async fn line_above(&self, seat: &SeatRow) -> Result<Line> {
        let (posts, rows) = crate::line::climb(self, seat.superior.as_deref()).await?;
        let covers = |row: &PostRow| row.leads && seat.path.contains(&row.unit);
        let covered = posts
            .iter()
            .zip(&rows)
            .filter(|(_, row)| row.as_ref().is_some_and(covers));
        Ok(Line {
            covered: covered.map(|(id, _)| id.clone()).collect(),
            posts,
        })
    }
}

impl Profile {
    pub fn reference(&self) -> PersonRef {
        let seat = self.seats.first();
        PersonRef {
            id: self.actor.person.clone(),
            name: self.name.clone(),
            post: seat.map(|s| s.title.clone()).unwrap_or_default(),
            unit: seat.map(|s| s.unit_name.clone()).unwrap_or_default(),
            unit_id: seat.map(|s| UnitId(s.unit.clone())),
        }
    }

    /// The person as something to decide about.
    pub fn resource(&self) -> Resource {
        Resource::Person {
            person: self.actor.person.clone(),
            seats: self.actor.seats.clone(),
            lines: self.lines.iter().flat_map(|l| l.posts.iter().cloned()).collect(),
        }
    }
}

fn seat(row: &SeatRow) -> Seat {
    Seat {
        position: PositionId(row.position.clone()),
        unit: UnitId(row.unit.clone()),
        path: row.path.iter().map(|u| UnitId(u.clone())).collect(),
        leads: row.leads,
    }
}

/// Whether an appointment holds on a day; days are texts that compare as dates.
pub(crate) fn is_current(row: &SeatRow, today: &str) -> bool {
    holds(row.starts.as_deref(), row.ends.as_deref(), today)
}

pub(crate) fn holds(starts: Option<&str>, ends: Option<&str>, today: &str) -> bool {
    starts.is_none_or(|day| day <= today) && ends.is_none_or(|day| today <= day)
}
