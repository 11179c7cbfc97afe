//! People by name, post and unit: few enough to be looked through one by one.

use super::query::Query;
use super::segment::{Unit, units};
use crate::actor::holds;
use crate::{Daybook, Result};
use domain::PositionId;
use domain::permission::Seat;
use domain::search::person_lanes;
use std::collections::{HashMap, HashSet};
use store::roster::{AppointmentEntry, PostEntry, UnitEntry};

/// Everybody with a present post, and every unit, as of one day.
#[derive(Default)]
pub(super) struct People {
    pub all: Vec<Known>,
    /// Id and folded name.
    units: Vec<(String, String)>,
    pub day: String,
}

pub(super) struct Known {
    pub id: String,
    pub name: String,
    /// Posts and their units.
    pub seat: String,
    name_units: Vec<Unit>,
    seat_units: Vec<Unit>,
    lanes: Vec<String>,
}

fn folded(text: &str) -> String {
    text.trim().chars().map(super::segment::fold).collect()
}

/// Which people can be found at all.
pub(super) struct Among {
    /// A person stands in a lane of each of these,
    pub lanes: Vec<HashSet<String>>,
    /// and is in each of these.
    pub named: Vec<HashSet<String>>,
}

impl Among {
    fn has(&self, known: &Known) -> bool {
        let stands = |open: &HashSet<String>| known.lanes.iter().any(|lane| open.contains(lane));
        self.lanes.iter().all(stands) && self.named.iter().all(|ids| ids.contains(&known.id))
    }
}

/// A person's present seats.
struct Seats<'a> {
    of: Vec<(&'a AppointmentEntry, &'a PostEntry, &'a UnitEntry)>,
}

impl People {
    pub(super) async fn load(daybook: &Daybook, day: String) -> Result<Self> {
        let db = daybook.db();
        let (people, posts, units, appointments) = tokio::try_join!(
            db.person_entries(),
            db.post_entries(),
            db.unit_entries(),
            db.appointment_entries()
        )?;
        let posts: HashMap<&str, &PostEntry> = posts.iter().map(|p| (p.id.as_str(), p)).collect();
        let by_id: HashMap<&str, &UnitEntry> = units.iter().map(|u| (u.id.as_str(), u)).collect();
        let mut seats: HashMap<&str, Seats> = HashMap::new();
        for held in &appointments {
            let (post, unit) = (posts.get(held.position.as_str()), by_id.get(held.unit.as_str()));
            if let (Some(post), Some(unit)) = (post, unit)
                && holds(held.starts.as_deref(), held.ends.as_deref(), &day)
            {
                let seats = seats.entry(&held.person).or_insert_with(|| Seats { of: vec![] });
                seats.of.push((held, post, unit));
            }
        }
        let all = people
            .iter()
            .map(|person| Known::new(&person.id, &person.name, seats.get(person.id.as_str()), &posts))
            .collect();
        let units = units.iter().map(|u| (u.id.clone(), folded(&u.name))).collect();
        Ok(Self { all, units, day })
    }

    /// People with this id, or with this in their name.
    pub(super) fn named(&self, who: &str) -> HashSet<&str> {
        let part = folded(who);
        let fits = |known: &&Known| known.id == who || folded(&known.name).contains(&part);
        self.all.iter().filter(fits).map(|known| known.id.as_str()).collect()
    }

    /// People with this in their name, post or unit, at most so many: by name first.
    pub(super) fn with(&self, part: &str, most: usize) -> Vec<String> {
        let part = folded(part);
        let named = |known: &&Known| folded(&known.name).contains(&part);
        let seated = |known: &&Known| !named(known) && folded(&known.seat).contains(&part);
        let found = self.all.iter().filter(named).chain(self.all.iter().filter(seated));
        found.take(most).map(|known| known.id.clone()).collect()
    }

    /// Units with this id, or with this in their name.
    pub(super) fn units_named(&self, unit: &str) -> Vec<&str> {
        let part = folded(unit);
        let fits = |(id, name): &&(String, String)| id == unit || name.contains(&part);
        self.units.iter().filter(fits).map(|(id, _)| id.as_str()).collect()
    }

    /// Whom the question fits among those that can be found: by name first, then by post and unit; then in the order of names.
    pub(super) fn find(&self, query: &Query, among: &Among) -> Vec<&Known> {
        let mut found: Vec<(usize, &Known)> = self
            .all
            .iter()
            .filter_map(|known| Some((known.fits(query)?, known)))
            .filter(|(_, known)| among.has(known))
            .collect();
        found.sort_by(|a, b| (a.0, &a.1.name, &a.1.id).cmp(&(b.0, &b.1.name, &b.1.id)));
        found.into_iter().map(|(_, known)| known).collect()
    }
}

impl Known {
    fn new(id: &str, name: &str, seats: Option<&Seats>, posts: &HashMap<&str, &PostEntry>) -> Self {
        let held = seats.map(|s| s.of.as_slice()).unwrap_or_default();
        let lines: Vec<PositionId> = held.iter().flat_map(|(_, post, _)| above(post, posts)).collect();
        let seat_of = |unit: &UnitEntry, post: &PostEntry| Seat {
            position: post.id.as_str().into(),
            unit: unit.id.as_str().into(),
            path: unit.path.iter().map(|u| u.as_str().into()).collect(),
            leads: post.leads,
        };
        let rights: Vec<Seat> = held.iter().map(|(_, post, unit)| seat_of(unit, post)).collect();
        let words: Vec<String> = held
            .iter()
            .map(|(_, post, unit)| format!("{} · {}", post.title, unit.name))
            .collect();
        let seat = words.join("; ");
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            name_units: units(name),
            seat_units: units(&seat),
            seat,
            lanes: person_lanes(&id.into(), &rights, &lines),
        }
    }

    /// How well all words of the question fit, 0 best; none when one is missing.
    fn fits(&self, query: &Query) -> Option<usize> {
        let stands =
            |word: &super::query::Sought, text: &[Unit]| (0..text.len()).find(|n| word.stands_at(text, *n).is_some());
        let mut worst = 0;
        for word in &query.words {
            let fit = match (stands(word, &self.name_units), stands(word, &self.seat_units)) {
                (Some(0), _) => 0,
                (Some(_), _) => 1,
                (None, Some(_)) => 2,
                (None, None) => return None,
            };
            worst = worst.max(fit);
        }
        Some(worst)
    }
}

/// The posts above a post, nearest first.
fn above<'a>(post: &'a PostEntry, posts: &HashMap<&str, &'a PostEntry>) -> Vec<PositionId> {
    crate::line::above(post.reports_to.as_deref(), |id| posts.get(id)?.reports_to.as_deref())
}
