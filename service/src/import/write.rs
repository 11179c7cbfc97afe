//! Writing the changes of an import in one transaction.

use super::touched::Table;
use crate::act::Deed;
use crate::clock::new_id;
use crate::{Daybook, Error, Result};
use domain::PersonId;
use domain::act::Act;
use domain::roster::{Change, Post, Unit};
use std::collections::{HashMap, HashSet};
use store::account::AccountRow;
use store::roster::{AppointmentEntry, PersonEntry, PostEntry, UnitEntry};

/// Hears how many rows of how many are written. After a conflict the count begins again.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Send + Sync);

/// Rows between two words about the progress.
const STEP: usize = 250;

/// Writes all changes or none. They must come from a comparison with the present state.
pub(crate) async fn write(daybook: &Daybook, who: &PersonId, changes: &[Change], progress: Progress<'_>) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let today = daybook.clock.today();
    daybook
        .perform(who, Act::RosterImported, "", |tx| async move {
            let mut plan = Plan::load(&tx, today).await?;
            for change in changes {
                plan.add(change)?;
            }
            plan.place_units();
            let renamed = plan.save(&tx, progress).await?;
            let subject = format!("{} changes", changes.len());
            let mut events = vec![crate::grant::rights_changed()];
            events.extend(renamed.iter().map(crate::live::sessions_ended));
            Ok::<_, Error>((
                (),
                Deed {
                    act: Act::RosterImported,
                    subject,
                    content: None,
                    events,
                },
            ))
        })
        .await?;
    // What is assessed goes with who moved; should that fail, the next step of each course does it.
    if let Err(error) = crate::assess::settle_all(daybook).await {
        tracing::warn!(%error, "assessments could not follow who moved");
    }
    Ok(())
}

struct Plan {
    today: chrono::NaiveDate,
    units: Table<UnitEntry>,
    posts: Table<PostEntry>,
    people: Table<PersonEntry>,
    /// Open appointments by person and post source, and what was ended or added.
    open: HashMap<(String, String), AppointmentEntry>,
    appointments: Vec<AppointmentEntry>,
    accounts: Vec<(String, String)>,
}

impl Plan {
    async fn load(tx: &store::Tx, today: chrono::NaiveDate) -> Result<Self> {
        let posts = tx.post_entries().await?;
        let people = tx.person_entries().await?;
        let post_source: HashMap<String, String> = posts.iter().map(|p| (p.id.clone(), p.source.clone())).collect();
        let person_source: HashMap<String, String> = people.iter().map(|p| (p.id.clone(), p.source.clone())).collect();
        let day = today.to_string();
        let mut open = HashMap::new();
        for a in tx.appointment_entries().await? {
            let still = a.ends.as_deref().is_none_or(|ends| day.as_str() <= ends);
            if let (true, Some(person), Some(post)) =
                (still, person_source.get(&a.person), post_source.get(&a.position))
            {
                open.insert((person.clone(), post.clone()), a);
            }
        }
        Ok(Self {
            today,
            units: Table::new(tx.unit_entries().await?.into_iter().map(|u| (u.source.clone(), u))),
            posts: Table::new(posts.into_iter().map(|p| (p.source.clone(), p))),
            people: Table::new(people.into_iter().map(|p| (p.source.clone(), p))),
            open,
            appointments: vec![],
            accounts: vec![],
        })
    }

    fn add(&mut self, change: &Change) -> Result<()> {
        match change {
            Change::AddUnit { unit } | Change::ChangeUnit { to: unit, .. } => self.put_unit(unit)?,
            Change::EndUnit { unit } => self.units.change(&unit.key)?.ended = true,
            Change::AddPost { post } | Change::ChangePost { to: post, .. } => self.put_post(post)?,
            Change::EndPost { reference, .. } => {
                let ended = self.posts.change(reference)?;
                ended.ended = true;
                let id = ended.id.clone();
                let below: Vec<String> = self
                    .posts
                    .rows
                    .values()
                    .filter(|p| p.reports_to.as_ref() == Some(&id))
                    .map(|p| p.source.clone())
                    .collect();
                for source in below {
                    self.posts.change(&source)?.reports_to = None;
                }
            }
            Change::AddPerson {
                reference,
                name,
                account,
            }
            | Change::ChangePerson {
                reference,
                name,
                account,
                ..
            } => {
                let id = self.people.rows.get(reference).map_or_else(new_id, |p| p.id.clone());
                if let Some(account) = account {
                    self.accounts.push((super::super::account::normal(account), id.clone()));
                }
                self.people.put(
                    reference,
                    PersonEntry {
                        id,
                        source: reference.clone(),
                        name: name.clone(),
                    },
                );
            }
            Change::RenameAccount { reference, account, .. } => {
                let id = self.people.get(reference)?.id.clone();
                self.accounts.push((super::super::account::normal(account), id));
            }
            Change::Appoint {
                person,
                post,
                kind,
                from,
                to,
            } => {
                let entry = AppointmentEntry {
                    id: new_id(),
                    person: self.people.get(person)?.id.clone(),
                    position: self.posts.get(post)?.id.clone(),
                    unit: self.posts.get(post)?.unit.clone(),
                    kind: kind.as_str().to_owned(),
                    starts: Some(from.unwrap_or(self.today).to_string()),
                    ends: to.map(|d| d.to_string()),
                };
                self.open.insert((person.clone(), post.clone()), entry.clone());
                self.appointments.push(entry);
            }
            Change::ChangeAppointment {
                person,
                post,
                kind,
                from,
                to,
            } => {
                let entry = self
                    .open
                    .get_mut(&(person.clone(), post.clone()))
                    .ok_or(Error::Conflict)?;
                entry.kind = kind.as_str().to_owned();
                entry.starts = from.map(|d| d.to_string()).or(entry.starts.take());
                entry.ends = to.map(|d| d.to_string());
                self.appointments.push(entry.clone());
            }
            Change::EndAppointment { person, post } => {
                let mut entry = self
                    .open
                    .remove(&(person.clone(), post.clone()))
                    .ok_or(Error::Conflict)?;
                entry.ends = self.today.pred_opt().map(|d| d.to_string());
                self.appointments.push(entry);
            }
        }
        Ok(())
    }

    fn put_unit(&mut self, unit: &Unit) -> Result<()> {
        let parent = unit
            .parent
            .as_deref()
            .map(|p| self.units.get(p).map(|u| u.id.clone()))
            .transpose()?;
        let id = self.units.rows.get(&unit.key).map_or_else(new_id, |u| u.id.clone());
        let row = UnitEntry {
            id,
            source: unit.key.clone(),
            name: unit.name.clone(),
            parent,
            path: vec![],
            ended: false,
        };
        self.units.put(&unit.key, row);
        Ok(())
    }

    fn put_post(&mut self, post: &Post) -> Result<()> {
        let unit = self.units.get(&post.unit)?.id.clone();
        let reports_to = post
            .reports_to
            .as_deref()
            .map(|r| self.posts.get(r).map(|p| p.id.clone()))
            .transpose()?;
        let (id, moved) = match self.posts.rows.get(&post.reference) {
            Some(old) => (old.id.clone(), old.unit != unit),
            None => (new_id(), false),
        };
        if moved {
            // The holder moves with the post: history keeps where it was.
            let held: Vec<_> = self
                .open
                .iter()
                .filter(|(_, a)| a.position == id)
                .map(|(key, _)| key.clone())
                .collect();
            for key in held {
                self.move_appointment(key, &unit);
            }
        }
        let row = PostEntry {
            id,
            source: post.reference.clone(),
            title: post.title.clone(),
            grade: post.grade.clone(),
            family: post.family.clone(),
            remit: post.function.clone(),
            unit,
            leads: post.leads,
            reports_to,
            ended: false,
        };
        self.posts.put(&post.reference, row);
        Ok(())
    }

    fn move_appointment(&mut self, key: (String, String), unit: &str) {
        let Some(old) = self.open.remove(&key) else { return };
        let new = AppointmentEntry {
            id: new_id(),
            unit: unit.to_owned(),
            starts: Some(self.today.to_string()),
            ..old.clone()
        };
        self.appointments.push(AppointmentEntry {
            ends: self.today.pred_opt().map(|d| d.to_string()),
            ..old
        });
        self.appointments.push(new.clone());
        self.open.insert(key, new);
    }

    /// Sets the path of every unit whose place changed, and of all below it.
    fn place_units(&mut self) {
        let parents: HashMap<String, Option<String>> = self
            .units
            .rows
            .values()
            .map(|u| (u.id.clone(), u.parent.clone()))
            .collect();
        let mut moved = Vec::new();
        for unit in self.units.rows.values_mut() {
            let mut path = vec![unit.id.clone()];
            while let Some(Some(above)) = path.last().and_then(|id| parents.get(id)).cloned()
                && !path.contains(&above)
            {
                path.push(above);
            }
            path.reverse();
            if unit.path != path {
                unit.path = path;
                moved.push(unit.source.clone());
            }
        }
        self.units.touched.extend(moved);
    }

    /// Saves everything; whose accounts were renamed.
    async fn save(&self, tx: &store::Tx, progress: Progress<'_>) -> Result<Vec<PersonId>> {
        let (units, posts, people) = (self.units.dirty(), self.posts.dirty(), self.people.dirty());
        let appointments = self.last_words();
        let total = units.len() + posts.len() + people.len() + appointments.len() + self.accounts.len();
        let mut done = 0;
        let mut written = |rows: usize| {
            done += rows;
            progress(done, total);
        };
        written(0);
        for rows in units.chunks(STEP) {
            tx.put_units(rows).await?;
            written(rows.len());
        }
        for rows in posts.chunks(STEP) {
            tx.put_posts(rows).await?;
            written(rows.len());
        }
        for rows in people.chunks(STEP) {
            tx.put_people(rows).await?;
            written(rows.len());
        }
        for rows in appointments.chunks(STEP) {
            tx.put_appointments(rows).await?;
            written(rows.len());
        }
        let renamed = self.save_accounts(tx).await?;
        written(self.accounts.len());
        Ok(renamed)
    }

    /// The last word on an appointment stands.
    fn last_words(&self) -> Vec<AppointmentEntry> {
        let mut last: HashMap<&str, &AppointmentEntry> = HashMap::new();
        for entry in &self.appointments {
            last.insert(&entry.id, entry);
        }
        let mut rows: Vec<AppointmentEntry> = last.into_values().cloned().collect();
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        rows
    }

    /// New accounts, and new names of old ones: two may change names with each other.
    async fn save_accounts(&self, tx: &store::Tx) -> Result<Vec<PersonId>> {
        let there = tx.account_names().await?;
        let held: HashMap<&str, &str> = there.iter().map(|(name, p)| (p.as_str(), name.as_str())).collect();
        let mut taken: HashSet<&str> = there.iter().map(|(name, _)| name.as_str()).collect();
        let (mut new, mut renamed) = (Vec::new(), Vec::new());
        for (name, person) in &self.accounts {
            match held.get(person.as_str()) {
                None => new.push((name.clone(), person.clone())),
                Some(old) if old == name => {}
                Some(old) => {
                    taken.remove(old);
                    renamed.push((*old, name, PersonId(person.clone())));
                }
            }
        }
        let names = new
            .iter()
            .map(|(name, _)| name)
            .chain(renamed.iter().map(|(_, name, _)| *name));
        for name in names {
            if !taken.insert(name) {
                return Err(Error::Conflict);
            }
        }
        let mut rows = Vec::with_capacity(renamed.len());
        for (old, name, person) in &renamed {
            let row = tx.account(old).await?.ok_or(Error::Conflict)?;
            rows.push(AccountRow {
                name: (*name).clone(),
                ..row
            });
            tx.end_sessions(person, None).await?;
        }
        tx.end_accounts(renamed.iter().map(|(old, ..)| *old)).await?;
        for row in &rows {
            tx.put_account(row).await?;
        }
        tx.put_accounts(&new).await?;
        Ok(renamed.into_iter().map(|(.., person)| person).collect())
    }
}
