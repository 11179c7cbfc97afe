//! Rows of an import into the database.

use super::{Plan, Progress};
use crate::clock::new_id;
use crate::{Error, Result};
use domain::PersonId;
use std::collections::{HashMap, HashSet};
use store::account::AccountRow;
use store::roster::AppointmentEntry;

/// Rows between two words about the progress.
const STEP: usize = 250;

impl Plan {
    /// Saves everything; whose accounts were renamed.
    pub(super) async fn save(&self, tx: &store::Tx, progress: Progress<'_>) -> Result<Vec<PersonId>> {
        let (units, posts, people) = (self.units.dirty(), self.posts.dirty(), self.people.dirty());
        let (appointments, dropped) = self.appointments()?;
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
        tx.drop_appointments(dropped.iter().map(String::as_str)).await?;
        let renamed = self.save_accounts(tx).await?;
        written(self.accounts.len());
        Ok(renamed)
    }

    /// Rows of appointments that are new or other ones, and the ids of those that never came to be.
    fn appointments(&self) -> Result<(Vec<AppointmentEntry>, Vec<String>)> {
        let (mut rows, mut dropped) = (Vec::new(), Vec::new());
        for ((post, person), before) in &self.before {
            let held = self.held.get(post).and_then(|held| held.get(person));
            let now = held.ok_or(Error::Conflict)?.stretches();
            let gone = before.stretches().iter().filter(|s| now.iter().all(|n| n.id != s.id));
            dropped.extend(gone.map(|s| s.id.clone()));
            for stretch in now.iter().filter(|s| !before.stretches().contains(s)) {
                let id = Some(stretch.id.clone()).filter(|id| !id.is_empty());
                rows.push(AppointmentEntry {
                    id: id.unwrap_or_else(new_id),
                    person: self.people.get(person)?.id.clone(),
                    position: self.posts.get(post)?.id.clone(),
                    unit: stretch.unit.clone(),
                    kind: stretch.kind.as_str().to_owned(),
                    starts: stretch.starts.map(|day| day.to_string()),
                    ends: stretch.ends.map(|day| day.to_string()),
                });
            }
        }
        Ok((rows, dropped))
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
