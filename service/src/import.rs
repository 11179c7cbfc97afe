//! Importing an organisation: read and check first, write only what was asked for, all of it or nothing.
//!
//! Readers of files are in `import/`, the rules and the comparison in `domain::roster`.

mod accounts;
pub mod builtin;
mod encoding;
pub(crate) mod grid;
pub(crate) mod heading;
mod jobs;
mod organogram;
mod read;
mod report;
mod sheet;
mod staff_list;
mod table;
mod template;
mod text;
mod touched;
pub(crate) mod value;
mod write;

#[cfg(test)]
mod tests;

pub use jobs::{Jobs, Upload, apply, job, recent, report, start};
pub use read::{Kind, read};
pub use report::counted;
pub use template::{template_csv, template_xlsx};
pub use write::Progress;
pub(crate) use write::{write, write_checked};

use crate::{Daybook, Result};
use chrono::NaiveDate;
use domain::roster::{Change, Finding, Holder, Post, Roster, Severity, Unit, diff};
use std::collections::HashMap;
use store::Db;
use store::roster::AppointmentEntry;

/// What a set of files says, against what there is.
pub struct Checked {
    pub findings: Vec<Finding>,
    /// None when an error rejects the files.
    pub changes: Option<Vec<Change>>,
    /// What the files say, to be compared again when it is written.
    pub(crate) wanted: Roster,
}

/// Reads and checks files and compares them with the present organisation; writes nothing. `progress`: rows done, of all.
pub async fn check(
    daybook: &Daybook,
    files: &[Upload],
    kind: Kind,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Checked> {
    let (roster, places, mut findings) = match read::read_placed(files, kind, progress) {
        Ok(read) => read,
        Err(findings) => {
            return Ok(Checked {
                findings,
                changes: None,
                wanted: Roster::default(),
            });
        }
    };
    let present = present(daybook, &daybook.db()).await?;
    findings.splice(0..0, accounts::taken(&present, &roster, &places));
    let changes = (!findings.iter().any(rejects)).then(|| present.compare(daybook, &roster));
    Ok(Checked {
        findings,
        changes,
        wanted: roster,
    })
}

/// What would change for a roster.
pub(crate) async fn compare(daybook: &Daybook, wanted: &Roster) -> Result<Vec<Change>> {
    compare_in(daybook, &daybook.db(), wanted).await
}

/// The same for what a transaction sees.
async fn compare_in(daybook: &Daybook, db: &Db, wanted: &Roster) -> Result<Vec<Change>> {
    Ok(present(daybook, db).await?.compare(daybook, wanted))
}

/// What there is now.
struct Present {
    roster: Roster,
    /// Account by staff number, also of those who hold no post now.
    accounts: HashMap<String, String>,
}

impl Present {
    fn compare(&self, daybook: &Daybook, wanted: &Roster) -> Vec<Change> {
        let changes = diff(&self.roster, &wanted.clone().as_of(daybook.clock.today()), None);
        accounts::with_returning(self, changes)
    }
}

/// The present organisation as a roster.
async fn present(daybook: &Daybook, db: &Db) -> Result<Present> {
    let (units, posts) = (db.unit_entries().await?, db.post_entries().await?);
    let (people, appointments) = (db.person_entries().await?, db.appointment_entries().await?);
    let accounts: HashMap<String, String> = db
        .account_names()
        .await?
        .into_iter()
        .map(|(name, person)| (person, name))
        .collect();
    let today = daybook.today();
    let unit_source: HashMap<&str, &str> = units.iter().map(|u| (u.id.as_str(), u.source.as_str())).collect();
    let post_source: HashMap<&str, &str> = posts.iter().map(|p| (p.id.as_str(), p.source.as_str())).collect();
    let person_of: HashMap<&str, _> = people.iter().map(|p| (p.id.as_str(), p)).collect();
    let mut history: HashMap<(&str, &str), Vec<&AppointmentEntry>> = HashMap::new();
    for a in &appointments {
        history.entry((&a.person, &a.position)).or_default().push(a);
    }
    let mut holders: HashMap<&str, Holder> = HashMap::new();
    for a in appointments
        .iter()
        .filter(|a| a.ends.as_deref().is_none_or(|ends| today.as_str() <= ends))
    {
        let Some(person) = person_of.get(a.person.as_str()) else {
            continue;
        };
        let holder = Holder {
            reference: person.source.clone(),
            name: person.name.clone(),
            account: accounts.get(&person.id).cloned(),
            kind: domain::roster::AppointmentKind::parse(&a.kind).unwrap_or_default(),
            from: held_since(a, &history).and_then(|d| d.parse().ok()),
            to: a.ends.as_deref().and_then(|d| d.parse().ok()),
        };
        // Of two who hold a post at once the list can name one: the substantive holder, or else the first in order.
        let rank = |h: &Holder| {
            (
                h.kind != domain::roster::AppointmentKind::Substantive,
                h.reference.clone(),
            )
        };
        match holders.get(a.position.as_str()) {
            Some(there) if rank(there) <= rank(&holder) => {}
            _ => drop(holders.insert(a.position.as_str(), holder)),
        }
    }
    let source = |map: &HashMap<&str, &str>, id: &str| map.get(id).map(|s| (*s).to_owned());
    let by_source = people
        .iter()
        .filter_map(|p| Some((p.source.clone(), accounts.get(&p.id)?.clone())));
    let accounts = by_source.collect();
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
                holder: holders.remove(p.id.as_str()),
                vacant: false,
            })
            .collect(),
    };
    Ok(Present { roster, accounts })
}

/// Since when the holder has held the post, wherever it was: a move gives it a new appointment in the new unit.
fn held_since<'a>(
    present: &'a AppointmentEntry,
    history: &HashMap<(&str, &str), Vec<&'a AppointmentEntry>>,
) -> Option<&'a str> {
    let mut since = present.starts.as_deref()?;
    let key = (present.person.as_str(), present.position.as_str());
    let earlier = history.get(&key).map_or(&[][..], Vec::as_slice);
    loop {
        let before = since.parse::<NaiveDate>().ok()?.pred_opt()?.to_string();
        let joined = earlier.iter().filter(|a| a.ends.as_deref() == Some(&before));
        match joined.filter_map(|a| a.starts.as_deref()).min() {
            Some(start) if start < since => since = start,
            _ => return Some(since),
        }
    }
}

/// Writes changes as the one at the terminal: who can open the database may do it.
pub async fn write_from_terminal(
    daybook: &Daybook,
    who: &domain::PersonId,
    changes: &[Change],
    progress: Progress<'_>,
) -> Result<()> {
    write(daybook, who, changes, progress).await
}

/// Whether a finding rejects the files.
pub fn rejects(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}
