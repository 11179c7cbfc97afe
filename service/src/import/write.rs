//! Writing the changes of an import in one transaction.

mod save;

use super::touched::Table;
use crate::act::Deed;
use crate::clock::new_id;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::act::Act;
use domain::roster::{AppointmentKind, Change, Post, Roster, Unit};
use domain::{PersonId, Violation};
use std::collections::HashMap;
use store::roster::{AppointmentEntry, PersonEntry, PostEntry, UnitEntry};

/// Hears how many rows of how many are written. After a conflict the count begins again.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Send + Sync);

/// Writes all changes or none. They must come from a comparison with the present state, made just before.
pub(crate) async fn write(daybook: &Daybook, who: &PersonId, changes: &[Change], progress: Progress<'_>) -> Result<()> {
    write_as(daybook, who, changes, None, progress).await
}

/// The same for changes that somebody was shown a while ago: they are written only if a comparison of `wanted` with the
/// present state still comes to them.
pub(crate) async fn write_checked(
    daybook: &Daybook,
    who: &PersonId,
    changes: &[Change],
    wanted: &Roster,
    progress: Progress<'_>,
) -> Result<()> {
    write_as(daybook, who, changes, Some(wanted), progress).await
}

async fn write_as(
    daybook: &Daybook,
    who: &PersonId,
    changes: &[Change],
    wanted: Option<&Roster>,
    progress: Progress<'_>,
) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let today = daybook.clock.today();
    daybook
        .perform(who, Act::RosterImported, "", |tx| async move {
            if let Some(wanted) = wanted
                && super::compare_in(daybook, &tx, wanted).await? != changes
            {
                return Err(Violation::RosterChanged.into());
            }
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
    today: NaiveDate,
    units: Table<UnitEntry>,
    posts: Table<PostEntry>,
    people: Table<PersonEntry>,
    /// Open appointments by person and post source, and what was ended or added.
    open: HashMap<(String, String), AppointmentEntry>,
    appointments: Vec<AppointmentEntry>,
    accounts: Vec<(String, String)>,
}

impl Plan {
    async fn load(tx: &store::Tx, today: NaiveDate) -> Result<Self> {
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
                // Who holds the post already holds it on other terms from now on: never in two rows.
                if self.on_other_terms(person, post, *kind, (*from, *to)).is_ok() {
                    return Ok(());
                }
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
            } => self.on_other_terms(person, post, *kind, (*from, *to))?,
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

    fn on_other_terms(
        &mut self,
        person: &str,
        post: &str,
        kind: AppointmentKind,
        (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    ) -> Result<()> {
        let entry = self
            .open
            .get_mut(&(person.to_owned(), post.to_owned()))
            .ok_or(Error::Conflict)?;
        entry.kind = kind.as_str().to_owned();
        entry.starts = from.map(|d| d.to_string()).or(entry.starts.take());
        entry.ends = to.map(|d| d.to_string());
        self.appointments.push(entry.clone());
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
}
