//! A course as it is kept: its row, the lists it stands in, and the edges to what it rests on.

use super::super::course::before_review;
use super::super::later::ungraded;
use super::super::load::{Loaded, written};
use super::super::open::most_assessors;
use super::super::role::course_facts;
use crate::Result;
use domain::assessment::dossier::{Citation, Dossier, Named};
use domain::assessment::process::State;
use domain::event::{Event, Topic};
use domain::view::LiveEvent;
use domain::{CourseId, PeriodId};
use std::collections::BTreeSet;
use store::Tx;
use store::assess::{CourseRow, PlaceRow};

/// The row of a dossier. `written`: when the course was opened, ms.
pub(crate) fn row_of(
    id: &CourseId,
    period: &PeriodId,
    dossier: &Dossier,
    version: i64,
    opened: i64,
) -> Result<CourseRow> {
    let place = &dossier.place;
    Ok(CourseRow {
        id: id.0.clone(),
        period: period.0.clone(),
        person: dossier.person.id.0.clone(),
        person_name: dossier.person.name.clone(),
        position: place.position.0.clone(),
        title: place.title.clone(),
        family: place.family.clone(),
        unit: place.unit.0.clone(),
        unit_name: place.unit_name.clone(),
        path: place.path.iter().map(|u| u.0.clone()).collect(),
        line: place.line.iter().map(|p| p.0.clone()).collect(),
        assessors: dossier.assessors.iter().map(|a| a.id.0.clone()).collect(),
        kind: dossier.course.kind.as_str().to_owned(),
        state: dossier.course.state.as_str().to_owned(),
        grade: dossier.course.grade.clone(),
        version,
        written: opened,
        body: written(dossier)?,
    })
}

/// The list of courses of a period that nobody is there to review, or fewer than the pack has parts for.
pub(crate) fn unassessed(period: &str) -> String {
    format!("none:{period}")
}

/// It is not reviewed, and everybody who was to review has, or fewer are there than `most`; or nobody is there to give a grade that may
/// still come, or everybody who is has handed in what was written since and waits for one who left: whether one may come the rules say
/// when it is read. The personnel office names somebody.
fn lacks_assessor(dossier: &Dossier, most: usize) -> bool {
    let (course, assessors) = (&dossier.course, &dossier.assessors);
    let reviewed = |a: &Named| dossier.is_reviewed_by(&a.id);
    let lacks = assessors.len() < most || assessors.iter().all(reviewed);
    let waits = before_review(course.state) && lacks;
    let given = |a: &Named| dossier.since.iter().any(|r| r.submitted && r.by == a.id);
    waits || (ungraded(course.state, course.grade.as_deref()) && assessors.iter().all(given))
}

/// The lists a course stands in: all of the period and those of each unit by name, the person's and the assessors' newest first, and
/// that of the courses that lack an assessor. `most`: how many are to review.
pub(crate) fn lanes(row: &CourseRow, dossier: &Dossier, most: usize) -> Vec<PlaceRow> {
    let place = |lane: String, ord: i64| PlaceRow {
        lane,
        ord,
        course: row.id.clone(),
    };
    let by_name = i64::from(dossier.order);
    let newest = -row.written;
    let mut places = vec![
        place(format!("all:{}", row.period), by_name),
        place(format!("of:{}", row.person), newest),
    ];
    let units = row
        .path
        .iter()
        .map(|u| place(format!("in:{}/{u}", row.period), by_name));
    places.extend(units);
    // Newest period first, within it by name.
    let mine = begins(row.written).saturating_add(by_name);
    places.extend(row.assessors.iter().map(|a| place(assessed_by(a), mine)));
    if lacks_assessor(dossier, most) {
        places.push(place(unassessed(&row.period), by_name));
    }
    places
}

/// More people than one period has: between two moments there is room for all of them.
const MOST_IN_PERIOD: i64 = 100_000;

/// The list of the courses that somebody assesses.
pub(crate) fn assessed_by(assessor: &str) -> String {
    format!("by:{assessor}")
}

/// Where the courses of a period that was opened then begin in the list of an assessor.
pub(crate) fn begins(opened: i64) -> i64 {
    opened.saturating_neg().saturating_mul(MOST_IN_PERIOD)
}

/// The lists that a course leaves, and the places it takes. That of the courses that lack an assessor (`none`) is written each time: one that
/// was opened when fewer lacked somebody stands in it by the rules of today, and was never written there.
fn moves(none: &str, stood: &[PlaceRow], stands: Vec<PlaceRow>) -> (Vec<String>, Vec<PlaceRow>) {
    let gone = (stood.iter())
        .filter(|p| p.lane == none || !stands.contains(p))
        .map(|p| p.lane.clone())
        .collect();
    let new = |p: &PlaceRow| p.lane == none || !stood.contains(p);
    let come = stands.into_iter().filter(new).collect();
    (gone, come)
}

/// Writes a course that was read in this transaction, as it is afterwards; its new row.
pub(crate) async fn put(tx: &Tx, before: &Loaded, after: &Dossier) -> Result<CourseRow> {
    let old = &before.row;
    let row = row_of(&before.id, &before.opened.id, after, old.version + 1, old.written)?;
    tx.put_course(&row, old.version).await?;
    let most = most_assessors(&before.opened);
    let (stood, stands) = (lanes(old, &before.dossier, most), lanes(&row, after, most));
    let (gone, come) = moves(&unassessed(&row.period), &stood, stands);
    tx.move_course(&before.id, &gone, &come).await?;
    let (rested, rests) = (records(&before.dossier), records(after));
    let gone: Vec<String> = rested.difference(&rests).cloned().collect();
    let come: Vec<String> = rests.difference(&rested).cloned().collect();
    tx.put_cites(&before.id, &gone, &come).await?;
    Ok(row)
}

/// The records that a course rests on, as far as it was submitted: what somebody is still writing is nobody else's.
pub(crate) fn records(dossier: &Dossier) -> BTreeSet<String> {
    let given = dossier.course.reached() != State::Opened;
    let summary = dossier.summary.points.iter().filter(|_| given).flat_map(|p| &p.cites);
    let reviews = dossier.reviews.iter().filter(|r| r.submitted);
    let reviews = reviews.flat_map(|r| &r.rows).flat_map(|r| &r.cites);
    let id = |c: &Citation| c.record.0.clone();
    summary.chain(reviews).map(id).collect()
}

/// For what changed of many courses at once, or of their period.
pub(crate) fn moved_on(period: &PeriodId) -> Event {
    Event {
        topic: Topic::Period { period: period.clone() },
        wire: LiveEvent::Period { period: period.clone() },
    }
}

/// What everybody concerned is told: also those it concerned until now.
pub(crate) fn changed(before: &Loaded, row: &CourseRow) -> Vec<Event> {
    let event = |row: &CourseRow| Event {
        topic: Topic::Course {
            facts: course_facts(row, before.period()),
            period: before.opened.id.clone(),
        },
        wire: LiveEvent::Course {
            course: before.id.clone(),
        },
    };
    let now = event(row);
    let then = event(&before.row);
    if then == now { vec![now] } else { vec![now, then] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(lanes: &[&str]) -> Vec<PlaceRow> {
        let place = |lane: &&str| PlaceRow {
            lane: (*lane).to_owned(),
            ord: 1,
            course: "c".into(),
        };
        lanes.iter().map(place).collect()
    }

    #[test]
    fn the_list_of_those_who_lack_an_assessor_is_written_each_time() {
        let none = unassessed("p");
        let moved = |stood: &[&str], stands: &[&str]| {
            let (gone, come) = moves(&none, &places(stood), places(stands));
            (gone, come.into_iter().map(|p| p.lane).collect::<Vec<_>>())
        };
        let one = || vec![none.clone()];
        assert_eq!(
            moved(&["all:p", none.as_str()], &["all:p", none.as_str()]),
            (one(), one())
        );
        assert_eq!(moved(&["all:p", none.as_str()], &["all:p"]), (one(), vec![]));
        assert_eq!(moved(&["all:p"], &["all:p", none.as_str()]), (vec![], one()));
        let passed_on = (vec!["by:a".to_owned()], vec!["by:b".to_owned()]);
        assert_eq!(moved(&["all:p", "by:a"], &["all:p", "by:b"]), passed_on);
    }
}
