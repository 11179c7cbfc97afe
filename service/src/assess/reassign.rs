//! The personnel office names who reviews: of one course, or of all that one assessor has left in a period.

mod goes;
mod hand_over;
mod left;

pub use hand_over::{hand_over, handing_over};

use super::course::before_review;
use super::notices::{asked_of_period, news, of_period};
use super::roster::Roster;
use super::turn::{changed, name_of, put};
use super::{keyed, known, later, load, manages, office, office_about};
use crate::act::{Deed, Outcome};
use crate::notice::tell;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Named};
use domain::assessment::process::State;
use domain::notice::NoticeKind;
use domain::permission::{Action, Actor};
use domain::view::PersonRef;
use domain::{CourseId, PersonId};
use futures::future::BoxFuture;
use goes::{give_on, replace};

/// People found for a name, and characters of what is looked for.
const FOUND: usize = 50;
const PART: usize = 60;

/// Who could review or sit on a body, by a part of the name or post: those who hold a post today.
pub async fn assessors(daybook: &Daybook, actor: &Actor, part: &str) -> Result<Vec<PersonRef>> {
    office(actor, Action::KeepStatuses)?;
    let part: String = part.trim().chars().take(PART).collect();
    if part.is_empty() {
        return Ok(vec![]);
    }
    Ok(Roster::read(daybook, &daybook.db()).await?.find(&part, FOUND).0)
}

/// Gives a review to somebody else: who assessed is on leave, is near to the person, or there was nobody. Where the pack has several
/// assessors, the one who has not submitted yet is replaced, or a place that nobody has is filled. The same for the grade of somebody who
/// was left without one for the time being, should whoever is to give it have left: reviews that were submitted stay.
pub async fn reassign(daybook: &Daybook, actor: &Actor, course: &CourseId, person: &PersonId, key: &str) -> Result<()> {
    manages(actor)?;
    known(course.as_str())?;
    daybook.throttle.writing(&actor.person)?;
    let to = &named(daybook, person).await?;
    let name = &name_of(daybook, &actor.person).await?;
    let roster = &Roster::read(daybook, &daybook.db()).await?;
    let key = &keyed(key, &[course.as_str(), person.as_str()]);
    let office = Office {
        daybook,
        actor,
        name,
        roster,
    };
    let gift = Gift {
        course,
        from: None,
        to,
        many: false,
        key,
    };
    give(office, gift).await?;
    Ok(())
}

/// Somebody of the organisation by id; [`Error::NotFound`] for anybody else.
async fn named(daybook: &Daybook, person: &PersonId) -> Result<Named> {
    known(person.as_str())?;
    let found = daybook.db().person(person).await?.ok_or(Error::NotFound)?;
    Ok(Named {
        id: person.clone(),
        name: found.name,
    })
}

/// Who gives reviews to others, and the organisation of today.
#[derive(Clone, Copy)]
struct Office<'a> {
    daybook: &'a Daybook,
    actor: &'a Actor,
    name: &'a str,
    roster: &'a Roster,
}

/// A review that goes to somebody.
#[derive(Clone, Copy)]
struct Gift<'a> {
    course: &'a CourseId,
    /// Who hands it over; without, whoever has not submitted makes room.
    from: Option<&'a PersonId>,
    to: &'a Named,
    /// It is one of many of its period: whoever is to review is told once, of the period.
    many: bool,
    key: &'a str,
}

/// Gives a review to somebody; false where whoever was to hand it over has nothing left to do there.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
fn give<'s>(office: Office<'s>, gift: Gift<'s>) -> BoxFuture<'s, Result<bool>> {
    Box::pin(async move {
        let Office {
            daybook,
            actor,
            name,
            roster,
        } = office;
        let Gift {
            course,
            from,
            to,
            many,
            key,
        } = gift;
        let given = daybook
            .perform(&actor.person, Trace::CourseMoved, key, |tx| async move {
                let before = load::course(daybook, &tx, course).await?;
                office_about(actor, Action::ManagePeriods, &before.dossier.person.id)?;
                before.opened.stands()?;
                let later = later::may_come(daybook, &tx, &before).await?;
                if from.is_some_and(|from| !has_left(&before.dossier, from, later)) {
                    return Ok((false, None));
                }
                let mut after = before.dossier.clone();
                let most = super::open::most_assessors(&before.opened);
                let gone = |one: &Named| roster.has_left(one.id.as_str());
                match later {
                    true => give_on(&mut after, to, (from, most), gone)?,
                    false => replace(&mut after, to, (from, most))?,
                }
                let before_it = before.dossier.assessors.iter();
                let relieved: Vec<&Named> = before_it.filter(|a| !after.assessors.contains(a)).collect();
                let handed = relieved.first().copied().filter(|_| from.is_some());
                after.remarks.push(remark(daybook.clock.today(), handed, to));
                let row = put(&tx, &before, &after).await?;
                let mut events = changed(&before, &row);
                // Nothing is to be done yet while the summary, or the end of an investigation, is waited for.
                let asks = match later {
                    true => later::can_be_given(daybook, &tx, &before).await?,
                    false => after.course.state != State::Opened,
                };
                // Who reviews is the person's to know.
                let mut told = vec![news(after.person.id.clone(), NoticeKind::AssessChanged, course)];
                // So is whoever need not do it any more, and may not read it by now: of the period as a whole.
                told.extend(relieved.iter().map(|a| of_period(a.id.clone(), &before.opened.id)));
                if asks {
                    told.push(match many {
                        true => asked_of_period(to.id.clone(), &before.opened.id),
                        false => news(to.id.clone(), NoticeKind::AssessAsked, course),
                    });
                }
                events.extend(tell(daybook, &tx, &actor.person, name, told).await?);
                let content = match handed {
                    Some(from) => format!("assessor {} to {}", from.id, to.id),
                    None => format!("assessor {}", to.id),
                };
                let deed = Deed {
                    act: Trace::CourseMoved,
                    subject: course.0.clone(),
                    content: Some(content),
                    events,
                };
                Ok((true, Some(deed)))
            })
            .await?;
        Ok(match given {
            Outcome::Done(given) => given,
            Outcome::Before(_) => true,
        })
    })
}

/// Whether somebody has still to review or, where everybody has (`later`), to hand in what is graded afterwards.
fn has_left(dossier: &Dossier, of: &PersonId, later: bool) -> bool {
    let open = match later {
        true => !dossier.since.iter().any(|r| r.submitted && r.by == *of),
        false => before_review(dossier.course.state) && !dossier.is_reviewed_by(of),
    };
    open && dossier.assessors.iter().any(|a| a.id == *of)
}

fn remark(day: NaiveDate, from: Option<&Named>, to: &Named) -> Words {
    let to = &to.name;
    match from {
        Some(Named { name: from, .. }) => Words::new(
            format!("{day} 人事部门将评鉴由{from}移交{to}。"),
            format!("On {day} the personnel office handed the review over from {from} to {to}."),
        ),
        None => Words::new(
            format!("{day} 人事部门指定由{to}评鉴。"),
            format!("On {day} the personnel office named {to} to review."),
        ),
    }
}
