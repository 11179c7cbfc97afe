//! The organisation as it is today, whole and in memory: for opening periods, where everybody is looked at once.

use crate::actor::{holds, is_current};
use crate::line::above;
use crate::{Daybook, Result};
use domain::assessment::dossier::{Named, Period, Place};
use domain::view::PersonRef;
use domain::{PersonId, UnitId};
use std::collections::HashMap;
use store::Db;
use store::organisation::{SeatRow, UnitRow};
use store::roster::{PostEntry, UnitEntry};

pub(super) struct Roster {
    /// `YYYY-MM-DD`
    pub today: String,
    pub units: HashMap<String, UnitRow>,
    posts: HashMap<String, PostEntry>,
    names: HashMap<String, String>,
    /// Of each person, past and future ones too.
    seats: HashMap<String, Vec<SeatRow>>,
    /// Who holds a post today: person and kind.
    holders: HashMap<String, Vec<(String, String)>>,
    /// Posts that head a unit.
    heads: HashMap<String, Vec<String>>,
}

/// People found by a part of the name or post.
#[derive(Default)]
pub(super) struct Found {
    pub people: Vec<PersonRef>,
    /// Who of them has left.
    pub left: Vec<PersonId>,
    pub more: bool,
}

impl Found {
    /// Who has left is shown with the post that was held last.
    pub(super) fn shown(&self, person: PersonRef) -> PersonRef {
        let found = self
            .people
            .iter()
            .find(|p| p.id == person.id && self.left.contains(&p.id));
        found.cloned().unwrap_or(person)
    }
}

impl Roster {
    pub(super) async fn read(daybook: &Daybook, db: &Db) -> Result<Self> {
        let (units, posts, people, appointments) = tokio::try_join!(
            db.unit_entries(),
            db.post_entries(),
            db.person_entries(),
            db.appointment_entries(),
        )?;
        // What was held in a unit that is no more, was held all the same.
        let every: HashMap<String, UnitEntry> = units.into_iter().map(|u| (u.id.clone(), u)).collect();
        let standing = every.values().filter(|u| !u.ended).map(|u| UnitRow {
            id: u.id.clone(),
            name: u.name.clone(),
            path: u.path.clone(),
        });
        let mut roster = Self {
            today: daybook.today(),
            units: standing.map(|u| (u.id.clone(), u)).collect(),
            posts: posts.into_iter().map(|p| (p.id.clone(), p)).collect(),
            names: people.into_iter().map(|p| (p.id, p.name)).collect(),
            seats: HashMap::new(),
            holders: HashMap::new(),
            heads: HashMap::new(),
        };
        for post in roster.posts.values().filter(|p| p.leads && !p.ended) {
            roster.heads.entry(post.unit.clone()).or_default().push(post.id.clone());
        }
        for one in appointments {
            let (Some(post), Some(unit)) = (roster.posts.get(&one.position), every.get(&one.unit)) else {
                continue;
            };
            if holds(one.starts.as_deref(), one.ends.as_deref(), &roster.today) {
                let held = roster.holders.entry(one.position.clone()).or_default();
                held.push((one.person.clone(), one.kind.clone()));
            }
            let seat = SeatRow {
                id: one.id,
                position: one.position,
                title: post.title.clone(),
                grade: post.grade.clone(),
                family: post.family.clone(),
                families: post.families.clone(),
                remit: post.remit.clone(),
                leads: post.leads,
                superior: post.reports_to.clone(),
                unit: one.unit,
                unit_name: unit.name.clone(),
                path: unit.path.clone(),
                paths: unit.paths.clone(),
                kind: one.kind,
                starts: one.starts,
                ends: one.ends,
            };
            roster.seats.entry(one.person).or_default().push(seat);
        }
        for seats in roster.seats.values_mut() {
            super::seat::sort(seats);
        }
        Ok(roster)
    }

    pub(super) fn seats(&self, person: &str) -> &[SeatRow] {
        self.seats.get(person).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether somebody held posts and holds none today. Who is in no list of staff has not left.
    pub(super) fn has_left(&self, person: &str) -> bool {
        let seats = self.seats(person);
        !seats.is_empty() && !seats.iter().any(|s| is_current(s, &self.today))
    }

    pub(super) fn name(&self, person: &str) -> Option<&str> {
        self.names.get(person).map(String::as_str)
    }

    /// Everybody with a present seat in one of the units, or below one: id and name, in the order of names.
    pub(super) fn people_in(&self, units: &[UnitId]) -> Vec<(&str, &str)> {
        let inside = |s: &&SeatRow| is_current(s, &self.today) && self.is_inside(s, units);
        let mut people: Vec<(&str, &str)> = (self.seats.iter())
            .filter(|(_, seats)| seats.iter().any(|s| inside(&s)))
            .filter_map(|(id, _)| Some((id.as_str(), self.name(id)?)))
            .collect();
        people.sort_by(|a, b| (a.1, a.0).cmp(&(b.1, b.0)));
        people
    }

    /// Whom a period is about: of the people of its units those who held a post by its last day, with those who came later where it takes
    /// them in. Whoever comes after both that day and the opening is none of them.
    pub(super) fn people_of(&self, period: &Period) -> Vec<(&str, &str)> {
        let units: Vec<UnitId> = period.units.iter().map(|u| u.unit.clone()).collect();
        let by = match period.later {
            true => period.last.max(period.opened),
            false => period.last,
        };
        let by = by.to_string();
        let mut people = self.people_in(&units);
        people.retain(|(id, _)| self.began_by(id, &by));
        people
    }

    /// Whether somebody held any post by a day (`YYYY-MM-DD`), wherever it was.
    pub(super) fn began_by(&self, person: &str, day: &str) -> bool {
        let seats = self.seats(person).iter();
        seats
            .map(|s| s.starts.as_deref())
            .any(|starts| starts.is_none_or(|starts| starts <= day))
    }

    pub(super) fn is_inside(&self, seat: &SeatRow, units: &[UnitId]) -> bool {
        seat.path.iter().any(|u| units.iter().any(|unit| unit.as_str() == u))
    }

    /// The post of a seat, of its family on a day (`YYYY-MM-DD`), with the posts above it now.
    pub(super) fn place(&self, seat: &SeatRow, day: &str) -> Place {
        let superior = |id: &str| self.posts.get(id).and_then(|p| p.reports_to.as_deref());
        Place {
            position: seat.position.as_str().into(),
            title: seat.title.clone(),
            family: seat.family_on(day).to_owned(),
            unit: seat.unit.as_str().into(),
            unit_name: seat.unit_name.clone(),
            path: seat.path.iter().map(|u| u.as_str().into()).collect(),
            line: above(seat.superior.as_deref(), superior),
            leads: seat.leads,
        }
    }

    /// Who assesses: holders of the nearest posts above in the line, then heads of the nearest units up; never the person. At most so many.
    pub(super) fn assessors(&self, person: &str, place: &Place, most: usize) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        let heads = place
            .path
            .iter()
            .rev()
            .filter_map(|u| self.heads.get(u.as_str()))
            .flatten();
        let posts = place.line.iter().map(|p| p.as_str()).chain(heads.map(String::as_str));
        for post in posts {
            if found.len() == most {
                break;
            }
            let Some(holder) = self.holder(post, person) else {
                continue;
            };
            if !found.iter().any(|f| f.id.as_str() == holder)
                && let Some(name) = self.name(holder)
            {
                found.push(Named {
                    id: holder.into(),
                    name: name.to_owned(),
                });
            }
        }
        found
    }

    /// Who holds a post today, somebody else than `but`: first who was appointed to it for good.
    fn holder(&self, post: &str, but: &str) -> Option<&str> {
        let held = self.holders.get(post)?.iter().filter(|(person, _)| person != but);
        let first = held.min_by_key(|(person, kind)| (super::seat::rank(kind), person.as_str()));
        first.map(|(person, _)| person.as_str())
    }

    /// Those who hold a post today, as pages show them, by a part of the name or post.
    pub(super) fn find(&self, part: &str, most: usize) -> (Vec<PersonRef>, bool) {
        let (found, more) = self.by_part(part, most, false);
        (found.into_iter().map(|(_, person)| person).collect(), more)
    }

    /// Everybody who ever held one, those of today first; who has left with the post that was held last.
    pub(super) fn find_ever(&self, part: &str, most: usize) -> Found {
        let (found, more) = self.by_part(part, most, true);
        let left = found.iter().filter(|(left, _)| *left);
        Found {
            left: left.map(|(_, person)| person.id.clone()).collect(),
            people: found.into_iter().map(|(_, person)| person).collect(),
            more,
        }
    }

    /// People by a part of the name or post, each with whether he has left.
    fn by_part(&self, part: &str, most: usize, ever: bool) -> (Vec<(bool, PersonRef)>, bool) {
        let part = part.trim().to_lowercase();
        if part.is_empty() {
            return (vec![], false);
        }
        let began = |s: &SeatRow| s.starts.as_deref().is_none_or(|day| day <= self.today.as_str());
        let mut found: Vec<(bool, PersonRef)> = (self.seats.iter())
            .filter_map(|(id, seats)| {
                let now = seats.iter().find(|s| is_current(s, &self.today));
                let last = || seats.iter().max_by(|a, b| a.ends.cmp(&b.ends)).filter(|_| ever);
                let seat = now.or_else(last)?;
                let name = self.name(id)?;
                let fits = name.to_lowercase().contains(&part) || seat.title.to_lowercase().contains(&part);
                let person = || PersonRef {
                    id: PersonId(id.clone()),
                    name: name.to_owned(),
                    post: seat.title.clone(),
                    unit: seat.unit_name.clone(),
                    unit_id: Some(seat.unit.as_str().into()),
                };
                // Who is still to come has not left.
                fits.then(|| (now.is_none() && seats.iter().any(began), person()))
            })
            .collect();
        found.sort_by(|(a, one), (b, other)| (a, &one.name, &one.id).cmp(&(b, &other.name, &other.id)));
        let more = found.len() > most;
        found.truncate(most);
        (found, more)
    }

    /// The names of units by their ids.
    pub(super) fn names_down(&self, path: &[String]) -> Vec<String> {
        let name = |id: &String| self.units.get(id).map(|u| u.name.clone());
        path.iter().filter_map(name).collect()
    }

    /// Units by their place in the tree, each with how many people hold a post in it or below.
    pub(super) fn counted_units(&self) -> Vec<(UnitRow, u32)> {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for seats in self.seats.values() {
            let mut units: Vec<&str> = (seats.iter())
                .filter(|s| is_current(s, &self.today))
                .flat_map(|s| s.path.iter().map(String::as_str))
                .collect();
            units.sort_unstable();
            units.dedup();
            for unit in units {
                *counts.entry(unit).or_default() += 1;
            }
        }
        let mut units: Vec<(Vec<String>, &UnitRow)> =
            (self.units.values()).map(|u| (self.names_down(&u.path), u)).collect();
        units.sort_by(|a, b| (&a.0, &a.1.id).cmp(&(&b.0, &b.1.id)));
        let counted = units
            .into_iter()
            .map(|(_, u)| (u.clone(), counts.get(u.id.as_str()).copied().unwrap_or(0)));
        counted.collect()
    }
}
