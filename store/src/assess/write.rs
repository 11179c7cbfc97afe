use super::{BallotRow, CourseRow, PeriodRow, PlaceRow, ReportRow, StatusRow, StepRow, YearRow};
use crate::sql::rid;
use crate::{Result, Tx};
use domain::ledger::hex;
use domain::{CourseId, PeriodId, PersonId};
use std::collections::BTreeMap;
use surrealdb::types::{Object, RecordId as Key, object, vars};

/// Rows a statement carries at most.
const CHUNK: usize = 500;

impl Tx {
    /// Writes a period, a new one or one that changed.
    pub async fn put_period(&self, row: &PeriodRow) -> Result<()> {
        let id = rid("period", &row.id);
        let row = object! {
            id: id.clone(), kind: row.kind.clone(), title: row.title.clone(), special: row.special.clone(), first: row.first.clone(),
            last: row.last.clone(), opened: row.opened, ord: row.ord, state: row.state.clone(), people: row.people, opening: row.opening,
            body: row.body.clone(),
        };
        self.run(sql!("assess_put_period"), vars! { id: id, row: row })
            .await
            .map(|_| ())
    }

    /// Writes new courses with their places. Who has a course in the period already is refused, and all with it.
    pub async fn create_courses(&self, rows: &[CourseRow], places: &[PlaceRow]) -> Result<()> {
        let dossiers: Vec<Object> = rows.iter().map(dossier).collect();
        let courses: Vec<Object> = rows.iter().map(course).collect();
        let places: Vec<Object> = places.iter().map(place).collect();
        let vars = vars! { dossiers: dossiers, courses: courses, places: places };
        self.run(sql!("assess_create"), vars).await.map(|_| ())
    }

    /// Writes a course after a step. `before` is the version it was read with: if it is another by now, it is a conflict.
    pub async fn put_course(&self, after: &CourseRow, before: i64) -> Result<()> {
        let rows = vec![changed(after, before)];
        self.run(sql!("assess_change"), vars! { rows: rows }).await.map(|_| ())
    }

    /// Writes a step that many courses took: state, grade, version and document. False if one of them has another version by now than
    /// `before`, and then nothing is written.
    pub async fn put_steps(&self, rows: &[StepRow]) -> Result<bool> {
        let mut alike: BTreeMap<(&str, Option<&str>), Vec<Key>> = BTreeMap::new();
        for row in rows {
            let courses = alike.entry((&row.state, row.grade.as_deref())).or_default();
            courses.push(rid("course", &row.course));
        }
        let group = |((state, grade), courses): ((&str, Option<&str>), Vec<Key>)| {
            object! { courses: courses, state: state.to_owned(), grade: grade.map(str::to_owned) }
        };
        let groups: Vec<Object> = alike.into_iter().map(group).collect();
        let courses: Vec<Key> = rows.iter().map(|row| rid("course", &row.course)).collect();
        let before: Vec<i64> = rows.iter().map(|row| row.before).collect();
        let dossiers: Vec<Object> = rows.iter().map(step).collect();
        let vars = vars! { courses: courses, before: before, groups: groups, dossiers: dossiers };
        let mut answer = self.run(sql!("assess_step"), vars).await?;
        let last = answer.num_statements().saturating_sub(1);
        Ok(answer.take::<Option<bool>>(last)?.unwrap_or_default())
    }

    /// Writes what became of a step for many, in place of the last one of its kind.
    pub async fn put_report(&self, row: &ReportRow) -> Result<()> {
        let id = report_key(&row.period, &row.act);
        let row = object! {
            id: id.clone(), period: rid("period", &row.period), act: row.act.clone(), head: row.head.clone(), body: row.body.clone(),
        };
        self.run(sql!("assess_put_report"), vars! { id: id, row: row })
            .await
            .map(|_| ())
    }

    /// Takes a course out of lists and puts it into others. A list whose place it changes in stands in both.
    pub async fn move_course(&self, course: &CourseId, gone: &[String], come: &[PlaceRow]) -> Result<()> {
        if gone.is_empty() && come.is_empty() {
            return Ok(());
        }
        let gone: Vec<Key> = gone.iter().map(|lane| place_key(lane, course.as_str())).collect();
        let come: Vec<Object> = come.iter().map(place).collect();
        self.run(sql!("assess_move"), vars! { gone: gone, come: come })
            .await
            .map(|_| ())
    }

    /// Writes statuses, new ones or such that ended, got a note or were removed.
    pub async fn put_statuses(&self, rows: &[StatusRow]) -> Result<()> {
        for chunk in rows.chunks(CHUNK) {
            let rows: Vec<Object> = chunk.iter().map(status).collect();
            self.run(sql!("assess_put_status"), vars! { rows: rows }).await?;
        }
        Ok(())
    }

    /// Writes results of earlier years, or that they were taken back.
    pub async fn put_earlier_years(&self, rows: &[YearRow]) -> Result<()> {
        for chunk in rows.chunks(CHUNK) {
            let rows: Vec<Object> = chunk.iter().map(year).collect();
            self.run(sql!("assess_put_years"), vars! { rows: rows }).await?;
        }
        Ok(())
    }

    /// Puts the edges from a course to the records it rests on right.
    pub async fn put_cites(&self, course: &CourseId, gone: &[String], come: &[String]) -> Result<()> {
        if gone.is_empty() && come.is_empty() {
            return Ok(());
        }
        let key = |record: &String| rid("cites", format!("{course}-{record}"));
        let gone: Vec<Key> = gone.iter().map(key).collect();
        let come: Vec<Object> = (come.iter())
            .map(|record| object! { id: key(record), in: rid("course", course.as_str()), out: rid("record", record) })
            .collect();
        self.run(sql!("assess_cite"), vars! { gone: gone, come: come })
            .await
            .map(|_| ())
    }

    /// Writes ballots under random ids. Whose they are is nowhere; that somebody has cast one is told by [`Tx::put_cast`].
    pub async fn put_ballots(&self, rows: &[BallotRow]) -> Result<()> {
        let ballots: Vec<Object> = (rows.iter())
            .map(|b| {
                object! { id: rid("ballot", random_key()), period: rid("period", &b.period), course: b.course.clone(), grade: b.grade.clone() }
            })
            .collect();
        self.run(sql!("assess_put_ballots"), vars! { ballots: ballots })
            .await
            .map(|_| ())
    }

    /// Notes that somebody has cast a ballot; a second time is refused.
    pub async fn put_cast(&self, period: &PeriodId, voter: &PersonId) -> Result<()> {
        let vars = vars! {
            id: cast_key(period.as_str(), voter.as_str()), period: rid("period", period.as_str()), voter: rid("person", voter.as_str()),
        };
        self.run(sql!("assess_put_cast"), vars).await.map(|_| ())
    }
}

pub(super) fn cast_key(period: &str, voter: &str) -> Key {
    rid("ballot_cast", format!("{period}-{voter}"))
}

pub(super) fn report_key(period: &str, act: &str) -> Key {
    rid("step_report", format!("{period}-{act}"))
}

/// 16 random bytes in hex.
fn random_key() -> String {
    let bytes: [u8; 16] = rand::random();
    hex(&bytes)
}

fn place_key(lane: &str, course: &str) -> Key {
    rid("course_place", format!("{lane}/{course}"))
}

fn place(row: &PlaceRow) -> Object {
    object! { id: place_key(&row.lane, &row.course), lane: row.lane.clone(), ord: row.ord, course: row.course.clone() }
}

fn status(row: &StatusRow) -> Object {
    object! {
        id: rid("status", &row.id), person: rid("person", &row.person), kind: row.kind.clone(), first: row.first.clone(), last: row.last.clone(),
        ended: row.ended.clone(), ended_on: row.ended_on.clone(), note: row.note.clone(), by_name: row.by_name.clone(), written: row.written,
        ord: row.ord, removed: row.removed,
    }
}

fn year(row: &YearRow) -> Object {
    object! {
        id: rid("earlier_year", &row.id), person: rid("person", &row.person), year: row.year, pack: row.pack.clone(), grade: row.grade.clone(),
        basis: row.basis.clone(), note: row.note.clone(), by_name: row.by_name.clone(), written: row.written, ord: row.ord,
        removed_by: row.removed_by.clone(), removed_at: row.removed_at, removed_why: row.removed_why.clone(),
    }
}

fn dossier(row: &CourseRow) -> Object {
    object! { id: rid("dossier", &row.id), body: row.body.clone() }
}

fn step(row: &StepRow) -> Object {
    object! { id: rid("dossier", &row.course), body: row.body.clone() }
}

fn changed(row: &CourseRow, before: i64) -> Object {
    object! { course: course(row), body: row.body.clone(), before: before }
}

fn course(row: &CourseRow) -> Object {
    object! {
        id: rid("course", &row.id), period: rid("period", &row.period), person: rid("person", &row.person), person_name: row.person_name.clone(),
        position: rid("position", &row.position), title: row.title.clone(), family: row.family.clone(), unit: rid("unit", &row.unit),
        unit_name: row.unit_name.clone(), path: row.path.clone(), line: row.line.clone(), assessors: row.assessors.clone(), kind: row.kind.clone(),
        state: row.state.clone(), grade: row.grade.clone(), version: row.version, written: row.written, dossier: rid("dossier", &row.id),
    }
}
