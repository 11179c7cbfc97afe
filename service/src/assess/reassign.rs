use super::course::before_review;
use super::load;
use super::notices::news;
use super::turn::{changed, name_of, put};
use super::{keyed, known, manages};
use crate::act::Deed;
use crate::notice::tell;
use crate::{Daybook, Error, Result};
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Named};
use domain::assessment::process::State;
use domain::notice::NoticeKind;
use domain::permission::Actor;
use domain::{CourseId, PersonId, Violation};

/// Gives a review to somebody else: who assessed is on leave, is near to the person, or there was nobody. Where the pack has several
/// assessors, the one who has not submitted yet is replaced, or a place that nobody has is filled.
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
    let key = keyed(key, &[course.as_str(), person.as_str()]);
    let (new, name) = (&new, &name);
    daybook
        .perform(&actor.person, Trace::CourseMoved, &key, |tx| async move {
            let before = load::course(daybook, &tx, course).await?;
            let mut after = before.dossier.clone();
            let most = super::open::most_assessors(&before.opened);
            let day = daybook.clock.today();
            replace(&mut after, new, most)?;
            after.remarks.push(Words::new(
                format!("{day} 人事部门指定由{}评鉴。", new.name),
                format!("On {day} the personnel office named {} to review.", new.name),
            ));
            let row = put(&tx, &before, &after).await?;
            let mut events = changed(&before, &row);
            if after.course.state != State::Opened {
                let asked = vec![news(new.id.clone(), NoticeKind::AssessAsked, course)];
                events.extend(tell(daybook, &tx, &actor.person, name, asked).await?);
            }
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

fn replace(dossier: &mut Dossier, new: &Named, most: usize) -> Result<()> {
    let refused = |zh: &str, en: &str| {
        let words = Words::new(zh, en);
        Err(Violation::Assess { words }.into())
    };
    if !before_review(dossier.course.state) {
        return refused(
            "已经评鉴，不能再换评鉴人。",
            "It is reviewed already; the assessor cannot be changed any more.",
        );
    }
    if new.id == dossier.person.id {
        return refused(
            "本人不能评鉴自己，请另选一人。",
            "Nobody reviews himself. Choose somebody else.",
        );
    }
    if dossier.assessors.iter().any(|a| a.id == new.id) {
        return refused("这个人已经是评鉴人。", "This person reviews already.");
    }
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
