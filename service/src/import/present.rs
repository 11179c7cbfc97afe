//! The present organisation as a list would state it, and what a list makes of it.

use super::accounts;
use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::roster::{AppointmentKind, Change, Holder, Post, Roster, Stretch, Tenure, Terms, Unit, diff_on};
use std::collections::{BTreeMap, HashMap};
use store::Db;
use store::roster::{AppointmentEntry, PersonEntry, PostEntry};

/// Who holds a post, held it or is to hold it, by the post's code and the staff number.
pub(super) type Tenures = HashMap<String, BTreeMap<String, Tenure>>;

/// What there is now.
pub(super) struct Present {
    roster: Roster,
    /// Account by staff number, also of those who hold no post now.
    pub(super) accounts: HashMap<String, String>,
    held: Tenures,
    today: NaiveDate,
}

/// All appointments of posts and people that are known.
pub(super) fn tenures(posts: &[PostEntry], people: &[PersonEntry], appointments: Vec<AppointmentEntry>) -> Tenures {
    let posts: HashMap<&str, &str> = posts.iter().map(|p| (p.id.as_str(), p.source.as_str())).collect();
    let people: HashMap<&str, &str> = people.iter().map(|p| (p.id.as_str(), p.source.as_str())).collect();
    let day = |text: Option<String>| -> Option<NaiveDate> { text?.parse().ok() };
    let mut rows: HashMap<(&str, &str), Vec<Stretch>> = HashMap::new();
    for row in appointments {
        if let (Some(post), Some(person)) = (posts.get(row.position.as_str()), people.get(row.person.as_str())) {
            rows.entry((*post, *person)).or_default().push(Stretch {
                id: row.id,
                unit: row.unit,
                kind: AppointmentKind::parse(&row.kind).unwrap_or_default(),
                starts: day(row.starts),
                ends: day(row.ends),
            });
        }
    }
    let mut held = Tenures::new();
    for ((post, person), stretches) in rows {
        let of = held.entry(post.to_owned()).or_default();
        of.insert(person.to_owned(), Tenure::new(stretches));
    }
    held
}

/// Whom a list would name: of several who follow each other the last one; of two who hold a post at once the substantive
/// holder, or else the first in order.
fn named(held: &BTreeMap<String, Tenure>, today: NaiveDate) -> Option<(&str, &Tenure, &Stretch)> {
    let latest = begun_last(held, today)?;
    let open = held
        .iter()
        .filter_map(|(person, t)| Some((person.as_str(), t, t.present(today)?)));
    let not_followed = open.filter(|(.., stretch)| latest <= stretch.last());
    not_followed.min_by_key(|(person, _, stretch)| (stretch.kind != AppointmentKind::Substantive, *person))
}

/// The day on which the last one of those begins who hold a post or are to.
fn begun_last(held: &BTreeMap<String, Tenure>, today: NaiveDate) -> Option<NaiveDate> {
    let open = held.values().filter(|t| t.present(today).is_some());
    open.map(Tenure::begins).max()
}

/// Whom a list names, by post.
fn stated(list: &Roster) -> impl Iterator<Item = (&str, &Holder)> {
    let posts = list.posts.iter();
    posts.filter_map(|p| Some((p.reference.as_str(), p.holder.as_ref()?)))
}

impl Present {
    pub(super) async fn read(daybook: &Daybook, db: &Db) -> Result<Self> {
        let (units, posts) = (db.unit_entries().await?, db.post_entries().await?);
        let (people, appointments) = (db.person_entries().await?, db.appointment_entries().await?);
        let accounts: HashMap<String, String> = db
            .account_names()
            .await?
            .into_iter()
            .map(|(name, person)| (person, name))
            .collect();
        let today = daybook.clock.today();
        let held = tenures(&posts, &people, appointments);
        let person_of: HashMap<&str, &PersonEntry> = people.iter().map(|p| (p.source.as_str(), p)).collect();
        let unit_source: HashMap<&str, &str> = units.iter().map(|u| (u.id.as_str(), u.source.as_str())).collect();
        let post_source: HashMap<&str, &str> = posts.iter().map(|p| (p.id.as_str(), p.source.as_str())).collect();
        let holder = |post: &PostEntry| {
            let (reference, tenure, stretch) = named(held.get(&post.source)?, today)?;
            let person = person_of.get(reference)?;
            Some(Holder {
                reference: reference.to_owned(),
                name: person.name.clone(),
                account: accounts.get(&person.id).cloned(),
                kind: stretch.kind,
                from: tenure.since(),
                to: stretch.ends,
            })
        };
        let source = |map: &HashMap<&str, &str>, id: &str| map.get(id).map(|s| (*s).to_owned());
        let roster = Roster {
            units: units
                .iter()
                .filter(|u| !u.ended)
                .map(|u| Unit {
                    key: u.source.clone(),
                    name: u.name.clone(),
                    parent: u.parent.as_deref().and_then(|p| source(&unit_source, p)),
                })
                .collect(),
            posts: posts
                .iter()
                .filter(|p| !p.ended)
                .map(|p| Post {
                    reference: p.source.clone(),
                    title: p.title.clone(),
                    grade: p.grade.clone(),
                    family: p.family.clone(),
                    function: p.remit.clone(),
                    unit: source(&unit_source, &p.unit).unwrap_or_default(),
                    reports_to: p.reports_to.as_deref().and_then(|r| source(&post_source, r)),
                    leads: p.leads,
                    holder: holder(p),
                    vacant: false,
                })
                .collect(),
        };
        let by_source = people
            .iter()
            .filter_map(|p| Some((p.source.clone(), accounts.get(&p.id)?.clone())));
        let accounts = by_source.collect();
        Ok(Self {
            roster,
            accounts,
            held,
            today,
        })
    }

    /// The steps to what a list says today.
    pub(super) fn compare(mut self, wanted: &Roster) -> Vec<Change> {
        self.take_the_lists_days(wanted);
        let steps = self.with_others(diff_on(&self.roster, wanted, self.today), wanted);
        accounts::with_returning(&self, steps)
    }

    /// An appointment that goes on from an earlier one is known to begin on several days: the list may state any of them.
    fn take_the_lists_days(&mut self, wanted: &Roster) {
        let stated: HashMap<&str, &Holder> = stated(wanted).collect();
        for post in &mut self.roster.posts {
            let (Some(now), Some(then)) = (&mut post.holder, stated.get(post.reference.as_str())) else {
                continue;
            };
            if now.reference != then.reference || now.from == then.from {
                continue;
            }
            let tenure = self.held.get(&post.reference).and_then(|held| held.get(&now.reference));
            if let (Some(from), Some(tenure)) = (then.from, tenure)
                && tenure.says(from, self.today)
            {
                now.from = Some(from);
            }
        }
    }

    /// A post may have a holder until a day and another one from then on, of whom a list names the second: when that one
    /// goes or begins earlier, the first one's last day is another one, too. Who was to leave stays with that day when it is
    /// later: it may have been stated. And no end is before the beginning.
    fn with_others(&self, steps: Vec<Change>, wanted: &Roster) -> Vec<Change> {
        let next = stated(wanted).filter(|(_, h)| h.to.is_none_or(|to| self.today <= to));
        let next: HashMap<&str, &Holder> = next.collect();
        let mut all = Vec::with_capacity(steps.len());
        for mut step in steps {
            let mut others = Vec::new();
            match &mut step {
                Change::EndAppointment { person, post, last } => {
                    let next = next.get(post.as_str());
                    let eve = next.and_then(|h| h.from?.pred_opt());
                    let stays = next.map_or("", |h| h.reference.as_str());
                    if let Some(tenure) = self.held.get(post.as_str()).and_then(|held| held.get(person.as_str())) {
                        *last = tenure.last_day(*last);
                    }
                    others = self.ends(post, &[person.as_str(), stays], eve, None);
                }
                Change::ChangeAppointment {
                    person,
                    post,
                    kind,
                    from,
                    to,
                } => {
                    if let Some(held) = self.held.get(post.as_str())
                        && let (Some(tenure), Some(latest)) = (held.get(person.as_str()), begun_last(held, self.today))
                    {
                        let (kind, from, to) = (*kind, *from, *to);
                        let mut told = tenure.clone();
                        told.tell("", Terms { kind, from, to }, self.today);
                        others = self.ends(post, &[person.as_str()], told.begins().pred_opt(), Some(latest));
                    }
                }
                _ => {}
            }
            all.push(step);
            all.append(&mut others);
        }
        all
    }

    /// Ends of those in a post whom the list does not name, or only of those who would leave before a day: with `day`, or
    /// where that cannot be, yesterday.
    fn ends(&self, post: &str, but: &[&str], day: Option<NaiveDate>, before: Option<NaiveDate>) -> Vec<Change> {
        let held = self.held.get(post).into_iter().flatten();
        let ended = held.filter_map(|(person, tenure)| {
            let until = tenure
                .present(self.today)
                .filter(|_| !but.contains(&person.as_str()))?
                .last();
            let last = tenure.last_day(day);
            let cut = last.or(self.today.pred_opt()).is_some_and(|last| last < until);
            (cut && before.is_none_or(|before| until < before)).then(|| Change::EndAppointment {
                person: person.clone(),
                post: post.to_owned(),
                last,
            })
        });
        ended.collect()
    }
}
