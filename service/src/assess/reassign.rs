use super::course::before_review;
use super::notices::{news, of_period};
use super::roster::Roster;
use super::turn::{changed, name_of, put};
use super::{keyed, known, later, load, manages, office, office_about, refused};
use crate::act::Deed;
use crate::notice::tell;
use crate::{Daybook, Error, Result};
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Named};
use domain::assessment::process::State;
use domain::notice::NoticeKind;
use domain::permission::{Action, Actor};
use domain::view::PersonRef;
use domain::{CourseId, PersonId};

/// People found for a name.
const FOUND: usize = 50;

/// Who could review or sit on a body, by a part of the name or post: those who hold a post today.
pub async fn assessors(daybook: &Daybook, actor: &Actor, part: &str) -> Result<Vec<PersonRef>> {
    office(actor, Action::KeepStatuses)?;
    let part: String = part.trim().chars().take(60).collect();
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
    known(person.as_str())?;
    daybook.throttle.writing(&actor.person)?;
    let found = daybook.db().person(person).await?.ok_or(Error::NotFound)?;
    let new = Named {
        id: person.clone(),
        name: found.name,
    };
    let name = name_of(daybook, &actor.person).await?;
    let roster = &Roster::read(daybook, &daybook.db()).await?;
    let key = keyed(key, &[course.as_str(), person.as_str()]);
    let (new, name) = (&new, &name);
    daybook
        .perform(&actor.person, Trace::CourseMoved, &key, |tx| async move {
            let before = load::course(daybook, &tx, course).await?;
            office_about(actor, Action::ManagePeriods, &before.dossier.person.id)?;
            before.opened.stands()?;
            let mut after = before.dossier.clone();
            let most = super::open::most_assessors(&before.opened);
            let day = daybook.clock.today();
            let later = later::may_come(daybook, &tx, &before).await?;
            let left = |one: &Named| roster.has_left(one.id.as_str());
            match later {
                true => give_on(&mut after, new, most, left)?,
                false => replace(&mut after, new, most)?,
            }
            after.remarks.push(Words::new(
                format!("{day} 人事部门指定由{}评鉴。", new.name),
                format!("On {day} the personnel office named {} to review.", new.name),
            ));
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
            let relieved = before.dossier.assessors.iter().filter(|a| !after.assessors.contains(a));
            told.extend(relieved.map(|a| of_period(a.id.clone(), &before.opened.id)));
            if asks {
                told.push(news(new.id.clone(), NoticeKind::AssessAsked, course));
            }
            events.extend(tell(daybook, &tx, &actor.person, name, told).await?);
            let deed = Deed {
                act: Trace::CourseMoved,
                subject: course.0.clone(),
                content: Some(format!("assessor {}", new.id)),
                events,
            };
            Ok(((), deed))
        })
        .await?;
    Ok(())
}

/// Everybody has submitted: whoever has left makes room first, then who has not handed in what he is to write since.
fn give_on(dossier: &mut Dossier, new: &Named, most: usize, left: impl Fn(&Named) -> bool) -> Result<()> {
    fits(dossier, new)?;
    let full = dossier.assessors.len() >= most;
    let given = |a: &Named| dossier.since.iter().any(|r| r.submitted && r.by == a.id);
    let gone = dossier.assessors.iter().position(left);
    let gone = gone.or_else(|| dossier.assessors.iter().position(|a| !given(a)));
    let gone = gone.unwrap_or_default();
    if !full {
        dossier.assessors.push(new.clone());
    } else if let Some(place) = dossier.assessors.get_mut(gone) {
        *place = new.clone();
    }
    let assessors = &dossier.assessors;
    dossier.since.retain(|r| assessors.iter().any(|a| a.id == r.by));
    Ok(())
}

fn fits(dossier: &Dossier, new: &Named) -> Result<()> {
    if new.id == dossier.person.id {
        return refused(
            "本人不能评鉴自己，请另选一人。",
            "Nobody reviews himself. Choose somebody else.",
        );
    }
    if dossier.assessors.iter().any(|a| a.id == new.id) {
        return refused("这个人已经是评鉴人。", "This person reviews already.");
    }
    Ok(())
}

fn replace(dossier: &mut Dossier, new: &Named, most: usize) -> Result<()> {
    if !before_review(dossier.course.state) {
        return refused(
            "已经评鉴，不能再换评鉴人。",
            "It is reviewed already; the assessor cannot be changed any more.",
        );
    }
    fits(dossier, new)?;
    let submitted = |id: &PersonId| dossier.reviews.iter().any(|r| r.submitted && r.by == *id);
    let open = dossier.assessors.iter().position(|a| !submitted(&a.id));
    match open {
        _ if dossier.assessors.len() < most => dossier.assessors.push(new.clone()),
        Some(at) => {
            let gone = dossier.assessors.get(at).map(|a| a.id.clone());
            if let Some(place) = dossier.assessors.get_mut(at) {
                *place = new.clone();
            }
            // What somebody began to write and did not submit is nobody's review.
            dossier.reviews.retain(|r| Some(&r.by) != gone.as_ref());
        }
        None => {
            return refused(
                "评鉴人都已提交，不能再换。",
                "All assessors have submitted; none can be changed any more.",
            );
        }
    }
    Ok(())
}
