use crate::{Daybook, Result};
use domain::act::{Act, Subject};
use std::collections::{BTreeSet, HashMap};
use store::outbox::LeafRow;

/// The names of those who acted and of what they acted on, for one page of the ledger: seven requests, whatever its length.
pub(super) struct Names {
    people: HashMap<String, String>,
    records: HashMap<String, String>,
    grants: HashMap<String, String>,
    /// The record that a comment stands under.
    comments: HashMap<String, String>,
    /// Whose an assessment is.
    courses: HashMap<String, String>,
    periods: HashMap<String, String>,
}

impl Names {
    pub(super) async fn of(daybook: &Daybook, rows: &[LeafRow]) -> Result<Self> {
        let db = daybook.db();
        let subjects = |kind: Subject| rows.iter().filter(move |row| kind_of(row) == Some(kind)).map(who);
        let people = rows
            .iter()
            .map(|row| row.actor.as_str())
            .chain(subjects(Subject::Person));
        // What is opened for many at once is named by its period.
        let periods: BTreeSet<&str> = subjects(Subject::Period).chain(subjects(Subject::Course)).collect();
        let (people, comments, grants, courses, periods) = tokio::try_join!(
            db.people(people),
            db.comments(subjects(Subject::Comment)),
            db.grants(subjects(Subject::Grant)),
            db.course_heads(subjects(Subject::Course)),
            db.periods_named(periods),
        )?;
        let comments: HashMap<String, String> = comments.into_iter().map(|c| (c.id, c.record)).collect();
        let records = subjects(Subject::Record).chain(comments.values().map(String::as_str));
        let records = db.records(records).await?;
        Ok(Self {
            people: people.into_iter().map(|p| (p.id, p.name)).collect(),
            records: records.into_iter().map(|r| (r.id, r.author_name)).collect(),
            grants: grants
                .into_iter()
                .map(|g| (g.id, format!("{} → {}", g.giver_name, g.receiver_name)))
                .collect(),
            comments,
            courses: courses.into_iter().map(|c| (c.id, c.person_name)).collect(),
            periods: periods.into_iter().map(|p| (p.id, p.title)).collect(),
        })
    }

    pub(super) fn actor(&self, row: &LeafRow) -> String {
        self.people.get(&row.actor).unwrap_or(&row.actor).clone()
    }

    /// Empty when nobody knows.
    pub(super) fn about(&self, row: &LeafRow) -> String {
        let subject = &row.subject;
        let name = match kind_of(row) {
            Some(Subject::Record) => self.records.get(subject),
            Some(Subject::Comment) => self.comments.get(subject).and_then(|record| self.records.get(record)),
            Some(Subject::Grant) => self.grants.get(subject),
            Some(Subject::Person) => self.people.get(who(row)),
            Some(Subject::Course) => self.courses.get(who(row)).or_else(|| self.periods.get(who(row))),
            Some(Subject::Period) => self.periods.get(who(row)),
            Some(Subject::Account) => Some(subject),
            // As the import wrote it: "12 changes".
            Some(Subject::Changes) => return subject.split(' ').next().unwrap_or_default().to_owned(),
            Some(Subject::Other) | None => None,
        };
        name.cloned().unwrap_or_default()
    }
}

fn kind_of(row: &LeafRow) -> Option<Subject> {
    Act::named(&row.act).map(Act::subject)
}

/// The id of the subject; what was done to it may stand behind.
fn who(row: &LeafRow) -> &str {
    row.subject.split(' ').next().unwrap_or_default()
}
