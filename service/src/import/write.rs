//! Writing the changes of an import in one transaction.

mod save;

use super::present::{Tenures, tenures};
use super::touched::Table;
use crate::act::Deed;
use crate::clock::new_id;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::act::Act;
use domain::indicator::family_key;
use domain::roster::{Change, Past, Post, Roster, Tenure, Terms, Unit, turn};
use domain::{PersonId, Violation};
use std::collections::{BTreeMap, HashMap};
use store::roster::{PersonEntry, PostEntry, UnitEntry};

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
            let mut events = vec![crate::live::rights_changed()];
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
    held: Tenures,
    /// Of the appointments that the import touches, by post and person: how they were before.
    before: BTreeMap<(String, String), Tenure>,
    accounts: Vec<(String, String)>,
}

impl Plan {
    async fn load(tx: &store::Tx, today: NaiveDate) -> Result<Self> {
        let posts = tx.post_entries().await?;
        let people = tx.person_entries().await?;
        let held = tenures(&posts, &people, tx.appointment_entries().await?);
        Ok(Self {
            today,
            units: Table::new(tx.unit_entries().await?.into_iter().map(|u| (u.source.clone(), u))),
            posts: Table::new(posts.into_iter().map(|p| (p.source.clone(), p))),
            people: Table::new(people.into_iter().map(|p| (p.source.clone(), p))),
            held,
            before: BTreeMap::new(),
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
            }
            | Change::ChangeAppointment {
                person,
                post,
                kind,
                from,
                to,
            } => {
                let unit = self.posts.get(post)?.unit.clone();
                self.people.get(person)?;
                let (kind, from, to) = (*kind, *from, *to);
                let today = self.today;
                let tenure = self.tenure(person, post);
                // Who is appointed to a post that he holds already holds it on other terms: never in two rows at once.
                if matches!(change, Change::ChangeAppointment { .. }) && tenure.present(today).is_none() {
                    return Err(Error::Conflict);
                }
                tenure.tell(&unit, Terms { kind, from, to }, today);
            }
            Change::EndAppointment { person, post, last } => {
                let today = self.today;
                let tenure = self.tenure(person, post);
                if tenure.present(today).is_none() {
                    return Err(Error::Conflict);
                }
                tenure.end(*last, today);
            }
        }
        Ok(())
    }

    /// What there is of somebody in a post, to be changed.
    fn tenure(&mut self, person: &str, post: &str) -> &mut Tenure {
        let of = self.held.entry(post.to_owned()).or_default();
        let tenure = of.entry(person.to_owned()).or_default();
        let key = (post.to_owned(), person.to_owned());
        self.before.entry(key).or_insert_with(|| tenure.clone());
        tenure
    }

    fn put_unit(&mut self, unit: &Unit) -> Result<()> {
        let parent = unit
            .parent
            .as_deref()
            .map(|p| self.units.get(p).map(|u| u.id.clone()))
            .transpose()?;
        let (id, path, paths) = match self.units.rows.get(&unit.key) {
            Some(old) => (old.id.clone(), old.path.clone(), old.paths.clone()),
            None => (new_id(), vec![], Past::new()),
        };
        let row = UnitEntry {
            id,
            source: unit.key.clone(),
            name: unit.name.clone(),
            parent,
            path,
            paths,
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
        let (id, moved, families) = match self.posts.rows.get(&post.reference) {
            Some(old) => (old.id.clone(), old.unit != unit, families(old, post, self.today)),
            None => (new_id(), false, Past::new()),
        };
        if moved {
            // The holder moves with the post: history keeps where it was.
            let today = self.today;
            let held = self.held.get(&post.reference).into_iter().flatten();
            let present = held.filter(|(_, tenure)| tenure.present(today).is_some());
            let people: Vec<String> = present.map(|(person, _)| person.clone()).collect();
            for person in people {
                self.tenure(&person, &post.reference).move_to(&unit, today);
            }
        }
        let row = PostEntry {
            id,
            source: post.reference.clone(),
            title: post.title.clone(),
            grade: post.grade.clone(),
            family: post.family.clone(),
            families,
            remit: post.function.clone(),
            unit,
            leads: post.leads,
            reports_to,
            ended: false,
        };
        self.posts.put(&post.reference, row);
        Ok(())
    }

    /// Sets the path of every unit whose place changed, and of all below it; what it was is kept.
    fn place_units(&mut self) {
        let today = self.today;
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
                let was = std::mem::replace(&mut unit.path, path);
                // A new one was nowhere before.
                if !was.is_empty() {
                    turn(&mut unit.paths, was, &unit.path, today);
                }
                moved.push(unit.source.clone());
            }
        }
        self.units.touched.extend(moved);
    }
}

/// The families of a post until yesterday. Where none was stated, it was not known, and what is stated now holds for those days too.
fn families(old: &PostEntry, now: &Post, today: NaiveDate) -> Past<String> {
    let mut families = old.families.clone();
    if !old.family.trim().is_empty() && family_key(&old.family) != family_key(&now.family) {
        turn(&mut families, old.family.clone(), &now.family, today);
    }
    families
}
