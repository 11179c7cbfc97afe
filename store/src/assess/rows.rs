use crate::sql::key;
use crate::{Error, Result};
use domain::PersonId;
use domain::permission::CourseFacts;
use surrealdb::types::{RecordId, SurrealValue};

/// A period as it was opened. `body` is a `domain::assessment::dossier::Period`.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct PeriodRow {
    pub id: String,
    /// A `domain::assessment::process::Kind`.
    pub kind: String,
    pub title: String,
    /// The task of a special assessment.
    pub special: Option<String>,
    /// `YYYY-MM-DD`
    pub first: String,
    pub last: String,
    /// Milliseconds since 1970-01-01 UTC.
    pub opened: i64,
    /// Minus `opened`.
    pub ord: i64,
    /// `opening`, `open`, `closed` or `withdrawn`.
    pub state: String,
    pub people: i64,
    /// How many courses stand.
    pub opening: i64,
    pub body: String,
}

/// A period without its document.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct SpanRow {
    pub id: String,
    /// A `domain::assessment::process::Kind`.
    pub kind: String,
    /// The task of a special assessment.
    pub special: Option<String>,
    /// `YYYY-MM-DD`
    pub first: String,
    pub last: String,
    /// `opening`, `open`, `closed` or `withdrawn`.
    pub state: String,
}

/// A course with its document: `body` is a `domain::assessment::dossier::Dossier`.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct CourseRow {
    pub id: String,
    pub period: String,
    pub person: String,
    pub person_name: String,
    pub position: String,
    pub title: String,
    pub family: String,
    pub unit: String,
    pub unit_name: String,
    /// Units from the root down.
    pub path: Vec<String>,
    /// Posts above it, nearest first.
    pub line: Vec<String>,
    /// People.
    pub assessors: Vec<String>,
    /// A `domain::assessment::process::Kind`.
    pub kind: String,
    /// A `domain::assessment::process::State`.
    pub state: String,
    pub grade: Option<String>,
    pub version: i64,
    /// Milliseconds since 1970-01-01 UTC.
    pub written: i64,
    pub body: String,
}

/// What a step changes of a course that stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    pub course: String,
    /// The version it was read with; the next one is written.
    pub before: i64,
    pub state: String,
    pub grade: Option<String>,
    pub body: String,
}

/// What became of a step that was taken for many: `body` is a `domain::view::assess::Running`, `head` the same as far as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRow {
    pub period: String,
    /// A `domain::assessment::process::Act`, or `hand_over`.
    pub act: String,
    pub head: String,
    pub body: String,
}

/// A course without its document, for lists.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct CourseHead {
    pub id: String,
    pub period: String,
    pub person: String,
    pub person_name: String,
    pub position: String,
    pub title: String,
    pub family: String,
    pub unit: String,
    pub unit_name: String,
    pub path: Vec<String>,
    pub line: Vec<String>,
    pub assessors: Vec<String>,
    pub kind: String,
    pub state: String,
    pub grade: Option<String>,
    pub version: i64,
    pub written: i64,
}

impl CourseHead {
    /// What the right to it depends on; `bodies` is everybody on a body of the period.
    pub fn facts(&self, bodies: impl IntoIterator<Item = PersonId>) -> CourseFacts {
        let assessors = self.assessors.iter().map(|a| PersonId(a.clone()));
        CourseFacts {
            person: self.person.as_str().into(),
            path: self.path.iter().map(|u| u.as_str().into()).collect(),
            line: self.line.iter().map(|p| p.as_str().into()).collect(),
            named: assessors.chain(bodies).collect(),
        }
    }
}

/// A course without its document, as it is stored.
#[derive(Debug, SurrealValue)]
pub(super) struct StoredHead {
    id: RecordId,
    period: RecordId,
    person: RecordId,
    person_name: String,
    position: RecordId,
    title: String,
    family: String,
    unit: RecordId,
    unit_name: String,
    path: Vec<String>,
    line: Vec<String>,
    assessors: Vec<String>,
    kind: String,
    state: String,
    grade: Option<String>,
    version: i64,
    written: i64,
}

impl From<StoredHead> for CourseHead {
    fn from(stored: StoredHead) -> Self {
        Self {
            id: key(stored.id),
            period: key(stored.period),
            person: key(stored.person),
            person_name: stored.person_name,
            position: key(stored.position),
            title: stored.title,
            family: stored.family,
            unit: key(stored.unit),
            unit_name: stored.unit_name,
            path: stored.path,
            line: stored.line,
            assessors: stored.assessors,
            kind: stored.kind,
            state: stored.state,
            grade: stored.grade,
            version: stored.version,
            written: stored.written,
        }
    }
}

/// Courses and their documents, each in the place of its id.
#[derive(Debug, SurrealValue)]
pub(super) struct StoredCourses {
    pub heads: Vec<Option<StoredHead>>,
    pub bodies: Vec<Option<String>>,
}

impl StoredCourses {
    /// Unknown ones are left out.
    pub(super) fn into_rows(self) -> Result<Vec<CourseRow>> {
        let all = self.heads.into_iter().zip(self.bodies);
        all.filter_map(|(head, body)| {
            let head = CourseHead::from(head?);
            let lacking = || Error::Damaged(format!("the course {} has no document", head.id));
            Some(body.ok_or_else(lacking).map(|body| head.with(body)))
        })
        .collect()
    }
}

impl CourseHead {
    fn with(self, body: String) -> CourseRow {
        CourseRow {
            id: self.id,
            period: self.period,
            person: self.person,
            person_name: self.person_name,
            position: self.position,
            title: self.title,
            family: self.family,
            unit: self.unit,
            unit_name: self.unit_name,
            path: self.path,
            line: self.line,
            assessors: self.assessors,
            kind: self.kind,
            state: self.state,
            grade: self.grade,
            version: self.version,
            written: self.written,
            body,
        }
    }
}

impl CourseRow {
    pub fn head(&self) -> CourseHead {
        CourseHead {
            id: self.id.clone(),
            period: self.period.clone(),
            person: self.person.clone(),
            person_name: self.person_name.clone(),
            position: self.position.clone(),
            title: self.title.clone(),
            family: self.family.clone(),
            unit: self.unit.clone(),
            unit_name: self.unit_name.clone(),
            path: self.path.clone(),
            line: self.line.clone(),
            assessors: self.assessors.clone(),
            kind: self.kind.clone(),
            state: self.state.clone(),
            grade: self.grade.clone(),
            version: self.version,
            written: self.written,
        }
    }
}

/// A place in a list: `all:PERIOD`, `in:PERIOD/UNIT`, `of:PERSON` or `by:ASSESSOR`. Two courses of one list do not share an `ord`: a
/// page that ends between them would leave one out.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct PlaceRow {
    pub lane: String,
    pub ord: i64,
    pub course: String,
}

/// How many courses of one unit (the last of `path`) are in one state with one grade.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct CensusRow {
    pub path: Vec<String>,
    pub state: String,
    pub grade: Option<String>,
    pub people: i64,
}

/// What holds of somebody in an assessment.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct StatusRow {
    pub id: String,
    pub person: String,
    pub kind: String,
    /// `YYYY-MM-DD`, inclusive.
    pub first: String,
    pub last: Option<String>,
    /// How it ended.
    pub ended: Option<String>,
    pub ended_on: Option<String>,
    pub note: String,
    pub by_name: String,
    /// Milliseconds since 1970-01-01 UTC.
    pub written: i64,
    /// Minus `written`.
    pub ord: i64,
    pub removed: bool,
}

/// The annual result of a year before this system was used.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct YearRow {
    pub id: String,
    pub person: String,
    pub year: i64,
    /// The rule pack whose annual scale `grade` is of.
    pub pack: String,
    pub grade: String,
    /// The document that it stands in.
    pub basis: String,
    pub note: String,
    pub by_name: String,
    /// Milliseconds since 1970-01-01 UTC.
    pub written: i64,
    /// Minus `written`.
    pub ord: i64,
    /// Who took it back, when (ms) and why: then it counts for nothing.
    pub removed_by: Option<String>,
    pub removed_at: Option<i64>,
    pub removed_why: Option<String>,
}

/// What somebody's ballot says of one person. It gets a random id when it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotRow {
    pub period: String,
    pub course: String,
    pub grade: String,
}

/// How many ballots give somebody a grade.
#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct TallyRow {
    pub course: String,
    pub grade: String,
    pub ballots: i64,
}
