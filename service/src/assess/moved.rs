//! Somebody who moves in the middle of a period: the course goes with the person, as the rules say, until it is reviewed.

use super::case;
use super::load::{self, Loaded, WHOLE, state};
use super::notices::news;
use super::open::most_assessors;
use super::roster::Roster;
use super::seat::{Posts, moves, sort, transfers};
use super::turn::{changed, put};
use crate::act::Deed;
use crate::actor::is_current;
use crate::notice::tell;
use crate::{Daybook, Result};
use domain::act::Act as Trace;
use domain::assessment::dossier::Dossier;
use domain::assessment::process::State;
use domain::notice::NoticeKind;
use domain::{CourseId, PersonId, UnitId};
use futures::future::BoxFuture;
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
    if !periods.iter().any(|p| p.state != "closed") {
        return Ok(());
    }
    let roster = Roster::read(daybook, &db).await?;
    for period in periods.iter().filter(|p| p.state != "closed") {
        let heads = load::heads(&db, &format!("all:{}", period.id), WHOLE).await?;
        for head in heads.iter().filter(|h| open(state(&h.state))) {
            let seats = roster.seats(&head.person);
            // Whoever began anything after the course was opened is looked at closely.
            let since = daybook.clock.day_of(head.written).to_string();
            let began = |s: &SeatRow| s.starts.as_deref().is_some_and(|day| day > since.as_str());
            if !still_there(daybook, seats, &head.position) || seats.iter().any(began) {
                settle(daybook, &CourseId(head.id.clone())).await?;
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
    let nobody = PersonId(NOBODY.to_owned());
    daybook
        .perform(&nobody, Trace::CourseMoved, "", |tx| async move {
            let before = load::course(daybook, &tx, id).await?;
            let seats = roster.seats(before.dossier.person.id.as_str());
            if !open(before.dossier.course.state) || !differs(daybook, &before, seats) {
                return Ok(((), None));
            }
            let known = case::known(daybook, &tx, &before.opened, &before.dossier.person.id).await?;
            let mut after = before.dossier.clone();
            after.moves = moves(seats, before.period());
            let outcome = before.opened.outcome(&case::case_of(&after, &before.opened, &known))?;
            let units: Vec<UnitId> = before.period().units.iter().map(|u| u.unit.clone()).collect();
            let person = after.person.id.0.clone();
            let most = most_assessors(&before.opened);
            let posts = Posts::of(roster, seats, &units, before.period());
            match posts.seated(roster, &person, &outcome, most) {
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
            if (&old.place, &old.assessors, &old.moves) == (&new.place, &new.assessors, &new.moves) {
                return Ok(((), None));
            }
            let row = put(&tx, &before, &after).await?;
            let mut events = changed(&before, &row);
            if after.course.state != State::Opened {
                let new = after.assessors.iter().filter(|a| !before.dossier.assessors.contains(a));
                let asked = new.map(|a| news(a.id.clone(), NoticeKind::AssessAsked, id)).collect();
                events.extend(tell(daybook, &tx, &nobody_of(), &after.person.name, asked).await?);
            }
            let deed = Deed {
                act: Trace::CourseMoved,
                subject: id.0.clone(),
                content: Some(format!("moved {}", row.position)),
                events,
            };
            Ok(((), Some(deed)))
        })
        .await?;
    Ok(())
}

fn nobody_of() -> PersonId {
    PersonId(NOBODY.to_owned())
}

/// The present post is in no unit of the period: the course stays where its places are counted, and the present unit assesses.
fn outside(roster: &Roster, dossier: &mut Dossier, seats: &[SeatRow], most: usize) {
    let Some(seat) = seats.iter().find(|s| is_current(s, &roster.today)) else {
        return;
    };
    let person = dossier.person.id.0.clone();
    let assessors = roster.assessors(&person, &roster.place(seat), most);
    if !assessors.is_empty() {
        dossier.assessors = assessors;
    }
    let unit = &seat.unit_name;
    dossier.remarks.push(domain::assessment::Words::new(
        format!("现在{unit}任职，该单位不在本次考核范围内；由现所在单位评鉴，名额仍计在原单位。"),
        format!(
            "{}, which takes no part in this period: the present unit reviews, and the place counts where it was.",
            said(unit)
        ),
    ));
}
