//! Somebody who moves in the middle of a period: the course goes with the person, as the rules say, until it is reviewed. So it does when a
//! secondment is entered, and when whoever was to review has left.

use super::case::{self, Known};
use super::later;
use super::load::{self, Loaded, WHOLE, state};
use super::notices::news;
use super::open::most_assessors;
use super::roster::Roster;
use super::seat::{Posts, Seated, moves, sort, transfers};
use super::turn::{changed, put};
use crate::act::Deed;
use crate::actor::is_current;
use crate::notice::tell;
use crate::{Daybook, Result};
use domain::act::Act as Trace;
use domain::assessment::dossier::{Dossier, Named};
use domain::assessment::pack::AssessedBy;
use domain::assessment::process::State;
use domain::assessment::{Outcome, Words};
use domain::event::Event;
use domain::notice::NoticeKind;
use domain::{CourseId, PersonId, UnitId};
use futures::future::BoxFuture;
use std::collections::BTreeSet;
use store::Tx;
use store::assess::{CourseHead, StatusRow};
use store::organisation::SeatRow;

/// In whose name a course follows its person: nobody did it but the calendar or a list of staff.
const NOBODY: &str = "daybook";
/// Periods that are looked through, the newest first.
const PERIODS: u32 = 40;

/// While it can still be somebody else who reviews.
fn open(state: State) -> bool {
    matches!(
        state,
        State::Opened | State::Summarised | State::Compiled | State::Rated
    )
}

/// Lets a course follow its person, if that one has moved or was seconded since it was opened.
pub(super) async fn settle(daybook: &Daybook, id: &CourseId) -> Result<()> {
    let Some(row) = daybook.db().course(id).await? else {
        return Ok(());
    };
    if !open(state(&row.state)) {
        return Ok(());
    }
    let loaded = load::course(daybook, &daybook.db(), id).await?;
    if loaded.opened.withdrawn() {
        return Ok(());
    }
    let mut seats = daybook.db().seats(&loaded.dossier.person.id).await?;
    sort(&mut seats);
    match differs(daybook, &loaded, &seats) {
        true => {
            let roster = Roster::read(daybook, &daybook.db()).await?;
            go_with(daybook, &roster, id).await
        }
        false => Ok(()),
    }
}

/// The same for every open course, after a list of staff was taken in or a day has begun.
pub(crate) fn settle_all(daybook: &Daybook) -> BoxFuture<'_, Result<()>> {
    Box::pin(all_settled(daybook))
}

async fn all_settled(daybook: &Daybook) -> Result<()> {
    let db = daybook.db();
    let periods = db.periods(i64::MIN, PERIODS).await?;
    if periods.is_empty() {
        return Ok(());
    }
    let roster = Roster::read(daybook, &db).await?;
    for period in periods.iter().filter(|p| !load::ended(&p.state)) {
        let heads = load::heads(&db, &format!("all:{}", period.id), WHOLE).await?;
        for head in heads.iter().filter(|h| open(state(&h.state))) {
            let seats = roster.seats(&head.person);
            // Whoever began anything after the course was opened is looked at closely.
            let since = daybook.clock.day_of(head.written).to_string();
            let began = |s: &SeatRow| s.starts.as_deref().is_some_and(|day| day > since.as_str());
            if !still_there(daybook, seats, &head.position) || seats.iter().any(began) {
                settle(daybook, &CourseId(head.id.clone())).await?;
            }
            if head.assessors.iter().any(|a| roster.has_left(a)) {
                relieve(daybook, &roster, &CourseId(head.id.clone())).await?;
            }
        }
    }
    ungraded(daybook, &roster).await
}

/// Who was left without a grade for the time being waits for the assessor in closed periods, too. Something was entered of each of them.
async fn ungraded(daybook: &Daybook, roster: &Roster) -> Result<()> {
    let db = daybook.db();
    let entered = db.statuses(i64::MIN, WHOLE).await?;
    let people: BTreeSet<String> = entered.into_iter().map(|s| s.person).collect();
    for person in people {
        for head in db.course_heads_of(&PersonId(person)).await? {
            let waits = later::ungraded(state(&head.state), head.grade.as_deref());
            if waits && head.assessors.iter().any(|a| roster.has_left(a)) {
                relieve(daybook, roster, &CourseId(head.id)).await?;
            }
        }
    }
    Ok(())
}

fn still_there(daybook: &Daybook, seats: &[SeatRow], position: &str) -> bool {
    let today = daybook.today();
    seats.iter().any(|s| s.position == position && is_current(s, &today))
}

fn differs(daybook: &Daybook, loaded: &Loaded, seats: &[SeatRow]) -> bool {
    let place = &loaded.dossier.place;
    let today = daybook.today();
    let gone = !still_there(daybook, seats, place.position.as_str());
    // Who left altogether is assessed where he was.
    let elsewhere = gone && seats.iter().any(|s| is_current(s, &today));
    (elsewhere && !settled(&loaded.dossier, seats, &today)) || moves(seats, loaded.period()) != loaded.dossier.moves
}

/// The course was moved before, to a unit that takes no part in the period: the place stayed, and that is remarked.
fn settled(dossier: &Dossier, seats: &[SeatRow], today: &str) -> bool {
    let here = seats.iter().filter(|s| is_current(s, today));
    here.map(|s| said(&s.unit_name))
        .any(|words| dossier.remarks.iter().any(|r| r.en.contains(&words)))
}

fn said(unit: &str) -> String {
    format!("Now in {unit}")
}

async fn go_with(daybook: &Daybook, roster: &Roster, id: &CourseId) -> Result<()> {
    daybook
        .perform(&nobody(), Trace::CourseMoved, "", |tx| async move {
            let before = load::course(daybook, &tx, id).await?;
            let seats = roster.seats(before.dossier.person.id.as_str());
            if !open(before.dossier.course.state) || !differs(daybook, &before, seats) {
                return Ok(((), None));
            }
            let known = case::known(daybook, &tx, &before.opened, &before.dossier.person.id).await?;
            let Some(after) = follows(roster, &before, &known)? else {
                return Ok(((), None));
            };
            let events = write(daybook, &tx, &before, &after).await?;
            let deed = Deed {
                act: Trace::CourseMoved,
                subject: id.0.clone(),
                content: Some(format!("moved {}", after.place.position)),
                events,
            };
            Ok(((), Some(deed)))
        })
        .await?;
    Ok(())
}

/// The course as it goes with its person; none where that changes nothing.
fn follows(roster: &Roster, before: &Loaded, known: &Known) -> Result<Option<Dossier>> {
    let mut after = before.dossier.clone();
    let seats = roster.seats(after.person.id.as_str());
    after.moves = moves(seats, before.period());
    let outcome = before.opened.outcome(&case::case_of(&after, &before.opened, known))?;
    let most = most_assessors(&before.opened);
    match seated(roster, before, &outcome) {
        Some(seated) => {
            after.place = seated.place;
            after.assessors = seated.assessors;
            let new = seated.remark.filter(|words| !after.remarks.contains(words));
            after.remarks.extend(new);
        }
        None => outside(roster, &mut after, seats, most),
    }
    for words in transfers(seats, before.period()) {
        if !after.remarks.contains(&words) {
            after.remarks.push(words);
        }
    }
    let (old, new) = (&before.dossier, &after);
    let same = (&old.place, &old.assessors, &old.moves) == (&new.place, &new.assessors, &new.moves);
    Ok((!same).then_some(after))
}

/// Where the rules have the person of a course assessed by now.
fn seated(roster: &Roster, course: &Loaded, outcome: &Outcome) -> Option<Seated> {
    let person = course.dossier.person.id.as_str();
    let units: Vec<UnitId> = course.period().units.iter().map(|u| u.unit.clone()).collect();
    let posts = Posts::of(roster, roster.seats(person), &units, course.period());
    posts.seated(roster, person, outcome, most_assessors(&course.opened))
}

/// Writes a course that another assessor has by now, and tells whoever has to act.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
fn write<'s>(
    daybook: &'s Daybook,
    tx: &'s Tx,
    before: &'s Loaded,
    after: &'s Dossier,
) -> BoxFuture<'s, Result<Vec<Event>>> {
    Box::pin(async move {
        let row = put(tx, before, after).await?;
        let mut events = changed(before, &row);
        let asks = match after.course.state {
            State::Opened | State::Excused => false,
            state if open(state) => true,
            _ => later::can_be_given(daybook, tx, before).await?,
        };
        if asks {
            let new = after.assessors.iter().filter(|a| !before.dossier.assessors.contains(a));
            let asked = new
                .map(|a| news(a.id.clone(), NoticeKind::AssessAsked, &before.id))
                .collect();
            events.extend(tell(daybook, tx, &nobody(), &after.person.name, asked).await?);
        }
        Ok(events)
    })
}

/// A secondment may change something for this course, as far as its head tells.
pub(super) fn reaches(head: &CourseHead) -> bool {
    let state = state(&head.state);
    open(state) || state == State::Excused
}

/// A secondment that the office has entered, ended or taken back: the open courses of the person go to whom the rules say by now, and so
/// does one that the person was taken out of and may be taken in again. `was` is the entry as it stood before, if it did.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(super) fn follow_status<'s>(
    daybook: &'s Daybook,
    tx: &'s Tx,
    roster: &'s Roster,
    was: Option<&'s StatusRow>,
    row: &'s StatusRow,
) -> BoxFuture<'s, Result<Vec<Event>>> {
    Box::pin(async move {
        let person = PersonId(row.person.clone());
        let mut heads = tx.course_heads_of(&person).await?;
        heads.retain(reaches);
        let periods = load::periods_of(daybook, tx, &heads).await?;
        let mut events = Vec::new();
        for head in &heads {
            let Some(opened) = periods.get(&head.period).filter(|p| !p.closed()) else {
                continue;
            };
            for before in load::courses(tx, opened, std::slice::from_ref(&head.id)).await? {
                if !open(before.dossier.course.reached()) {
                    continue;
                }
                let mut known = case::known(daybook, tx, opened, &person).await?;
                let assessed_by = |known: &Known| -> Result<Option<AssessedBy>> {
                    let case = case::case_of(&before.dossier, opened, known);
                    Ok(opened.outcome(&case)?.assessed_by)
                };
                known.statuses.retain(|s| s.id != row.id);
                known.statuses.extend(was.cloned());
                let then = assessed_by(&known)?;
                known.statuses.retain(|s| s.id != row.id);
                known.statuses.push(row.clone());
                // Whom the office named stays, as long as the rules say the same.
                if assessed_by(&known)? == then {
                    continue;
                }
                if let Some(after) = follows(roster, &before, &known)? {
                    events.extend(write(daybook, tx, &before, &after).await?);
                }
            }
        }
        Ok(events)
    })
}

/// Assessors who hold no post any more make room: for who stands in their place by now or, where nobody is found, for whom the office names.
async fn relieve(daybook: &Daybook, roster: &Roster, id: &CourseId) -> Result<()> {
    daybook
        .perform(&nobody(), Trace::CourseMoved, "", |tx| async move {
            let before = load::course(daybook, &tx, id).await?;
            let old = &before.dossier;
            // What was reviewed stays; a grade that may still come is for somebody who is there.
            let later = later::may_come(daybook, &tx, &before).await?;
            let left = |a: &&Named| roster.has_left(a.id.as_str()) && (later || !old.is_reviewed_by(&a.id));
            let gone: Vec<&Named> = old.assessors.iter().filter(left).collect();
            if gone.is_empty() || before.opened.withdrawn() || !(later || open(old.course.state)) {
                return Ok(((), None));
            }
            let known = case::known(daybook, &tx, &before.opened, &old.person.id).await?;
            let outcome = before.opened.outcome(&case::case_of(old, &before.opened, &known))?;
            let found = seated(roster, &before, &outcome)
                .map(|s| s.assessors)
                .unwrap_or_default();
            let mut found = found
                .into_iter()
                .filter(|f| !old.assessors.iter().any(|a| a.id == f.id));
            let mut after = old.clone();
            after.assessors.clear();
            for assessor in &old.assessors {
                match gone.contains(&assessor) {
                    true => after.assessors.extend(found.next()),
                    false => after.assessors.push(assessor.clone()),
                }
            }
            // What somebody began to write and did not submit is nobody's review.
            after
                .reviews
                .retain(|r| r.submitted || !gone.iter().any(|g| g.id == r.by));
            after.since.retain(|r| !gone.iter().any(|g| g.id == r.by));
            let day = daybook.clock.today();
            after.remarks.extend(gone.iter().map(|one| {
                let name = &one.name;
                Words::new(
                    format!("{day} {name}已不在岗，不再由其评鉴。"),
                    format!("On {day} {name} held no post any more and reviews no longer."),
                )
            }));
            let events = write(daybook, &tx, &before, &after).await?;
            let ids: Vec<&str> = gone.iter().map(|g| g.id.as_str()).collect();
            let deed = Deed {
                act: Trace::CourseMoved,
                subject: id.0.clone(),
                content: Some(format!("left {}", ids.join(" "))),
                events,
            };
            Ok(((), Some(deed)))
        })
        .await?;
    Ok(())
}

fn nobody() -> PersonId {
    PersonId(NOBODY.to_owned())
}

/// The present post is in no unit of the period: the course stays where its places are counted, and the present unit assesses.
fn outside(roster: &Roster, dossier: &mut Dossier, seats: &[SeatRow], most: usize) {
    let Some(seat) = seats.iter().find(|s| is_current(s, &roster.today)) else {
        return;
    };
    let person = dossier.person.id.0.clone();
    let assessors = roster.assessors(&person, &roster.place(seat, &roster.today), most);
    if !assessors.is_empty() {
        dossier.assessors = assessors;
    }
    let unit = &seat.unit_name;
    dossier.remarks.push(Words::new(
        format!("现在{unit}任职，该单位不在本次考核范围内；由现所在单位评鉴，名额仍计在原单位。"),
        format!(
            "{}, which takes no part in this period: the present unit reviews, and the place counts where it was.",
            said(unit)
        ),
    ));
}
