//! Asking for re-review and appealing, and deciding on it: on a frozen copy, by others than before, never for the worse. Until then the
//! result stays in force.

mod differs;
mod which;

pub(crate) use differs::differences;

use super::{chosen, reason as reason_of};
use crate::assess::load::written;
use crate::assess::turn::{Request, Scene, Step, Wanted, change, name_of, turn};
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::CourseId;
use domain::assessment::dossier::{Decided, Dossier, Objection};
use domain::assessment::process::{Act, Refusal};
use domain::permission::Actor;
use domain::{PersonId, Violation, ledger::hex};
use sha2::{Digest, Sha256};
use which::{Which, kind};

/// The person asks for re-review (`re_review`) or appeals (`appeal`). The dossier is frozen as it is now.
pub async fn ask(daybook: &Daybook, actor: &Actor, id: &CourseId, which: &str, reason: &str, key: &str) -> Result<()> {
    let act = kind(which)?;
    let reason = reason_of(reason)?;
    let name = name_of(daybook, &actor.person).await?;
    let today = daybook.clock.today();
    let wanted = Wanted {
        act,
        grade: None,
        reason: &reason,
    };
    turn(daybook, actor, id, None, key, wanted, |dossier| {
        let objection = raised(dossier, act, (&actor.person, &name), today, &reason)?;
        dossier.objections.push(objection);
        Ok(())
    })
    .await
}

/// What somebody objects to, with the dossier as it stands.
pub(super) fn raised(
    dossier: &Dossier,
    act: Act,
    (by, name): (&PersonId, &str),
    on: NaiveDate,
    reason: &str,
) -> Result<Objection> {
    let frozen = freeze(dossier)?;
    Ok(Objection {
        asked: act,
        by: by.clone(),
        by_name: name.to_owned(),
        on,
        reason: reason.to_owned(),
        grade_before: dossier.course.grade.clone(),
        digest: digest(&frozen),
        frozen,
        decided: None,
        withdrawn: None,
    })
}

/// A dossier as it is kept with an objection: whole, without the copies that it holds itself and what is still being written.
fn freeze(dossier: &Dossier) -> Result<String> {
    written(&Dossier {
        objections: vec![],
        since: vec![],
        ..dossier.clone()
    })
}

pub(super) fn digest(frozen: &str) -> String {
    hex(&Sha256::digest(frozen.as_bytes()))
}

/// Decides the re-review or the appeal that `of` names: of which kind it is, as for [`ask`], and the first of its kind, the second… With the
/// grade that holds it is refused, with a better one upheld. Reasons decide nothing but what they were written on: where that is open no
/// more, what became of it is said, whatever was asked since.
pub async fn decide_objection(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    of: (&str, u32),
    grade: &str,
    reason: &str,
    key: &str,
) -> Result<()> {
    let (which, reason) = (Which::of(of)?, reason_of(reason)?);
    let name = name_of(daybook, &actor.person).await?;
    let (today, grade) = (daybook.clock.today(), chosen(grade));
    let wanted = Wanted {
        act: which.decision(),
        grade,
        reason: &reason,
    };
    on_open(daybook, actor, id, which, key, wanted, |scene| {
        to_decide(scene, actor, which)?;
        // What is open is the last of its kind.
        let last = scene.dossier.objections.iter_mut().rfind(|o| o.asked == which.asked);
        settle(last, (&actor.person, &name), today, grade, &reason);
        Ok(())
    })
    .await
}

/// Takes the days more that the clock of the re-review or appeal that `of` names allows, once and before it is over; the person is told.
pub async fn extend_decision(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    of: (&str, u32),
    reason: &str,
    key: &str,
) -> Result<()> {
    let (which, reason) = (Which::of(of)?, reason_of(reason)?);
    let wanted = Wanted {
        act: Act::Extend,
        grade: None,
        reason: &reason,
    };
    on_open(daybook, actor, id, which, key, wanted, |scene| {
        to_decide(scene, actor, which)
    })
    .await
}

/// Refused where it is not open, or not for this one to decide.
fn to_decide(scene: &Scene<'_>, actor: &Actor, which: Which) -> Result<()> {
    which.is_open_to(actor, scene)?;
    by_others(&scene.dossier, &actor.person).map_err(Violation::from)?;
    Ok(())
}

/// A step on the objection that was named: `edit` refuses where it is open no more.
async fn on_open<F>(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    which: Which,
    key: &str,
    wanted: Wanted<'_>,
    edit: F,
) -> Result<()>
where
    F: Fn(&mut Scene<'_>) -> Result<()>,
{
    let (grade, nth) = (wanted.grade.unwrap_or_default(), which.nth.to_string());
    let words = [
        wanted.act.as_str(),
        which.asked.as_str(),
        nth.as_str(),
        grade,
        wanted.reason,
    ];
    let words = words.join("\u{1f}");
    let request = Request {
        course: id,
        version: None,
        key,
        words: &words,
    };
    change(daybook, actor, request, |scene| {
        edit(scene)?;
        Ok(Some(Step {
            act: wanted.act,
            grade: wanted.grade.map(str::to_owned),
            reason: wanted.reason.to_owned(),
            uncited: 0,
        }))
    })
    .await
}

/// The person takes back the re-review or the appeal that `of` names, until it is decided; an appeal before the re-review that it ended. The
/// body that was asked is told. Where it is open no more nothing else is taken back in its place.
pub async fn withdraw_objection(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    of: (&str, u32),
    key: &str,
) -> Result<()> {
    let (which, today) = (Which::of(of)?, daybook.clock.today());
    let wanted = Wanted {
        act: Act::Withdraw,
        grade: None,
        reason: "",
    };
    on_open(daybook, actor, id, which, key, wanted, |scene| {
        let dossier = &mut scene.dossier;
        match dossier.course.may_withdraw(&actor.person) {
            true => {
                which.is_open_to_its_person(dossier)?;
                take_back(dossier, &actor.person, today)
            }
            false => {
                let (act, state) = (Act::Withdraw, dossier.course.state);
                Err(Violation::from(Refusal::NotNow { act, state }).into())
            }
        }
    })
    .await
}

/// Marks the last that somebody asked, and that is open, as taken back. [`Error::NotFound`] where there is none.
pub(super) fn take_back(dossier: &mut Dossier, by: &PersonId, on: NaiveDate) -> Result<()> {
    let mut last = dossier.objections.iter_mut().rev();
    let open = last.find(|o| o.by == *by && o.is_open());
    open.ok_or(Error::NotFound)?.withdrawn = Some(on);
    Ok(())
}

/// By nobody who took part before, also where that is no step of the course: of several assessors only the last one takes the step of the
/// review, and an objection to a name joins one that is open. Who took an objection to the name back stands against it no more, as when it
/// is answered.
fn by_others(dossier: &Dossier, by: &PersonId) -> Result<(), Refusal> {
    let objected = |o: &Objection| o.asked == Act::ObjectToPublication && o.by == *by && o.withdrawn.is_none();
    if dossier.is_reviewed_by(by) {
        Err(Refusal::DecidedBefore)
    } else if dossier.objections.iter().any(objected) {
        Err(Refusal::ObjectedBefore)
    } else {
        Ok(())
    }
}

/// Why somebody who sits on the body leaves a decision on the result to others, if he does.
pub(crate) fn stands_aside(dossier: &Dossier, by: &PersonId) -> Option<Refusal> {
    match dossier.course.decided_before(by) {
        true => Some(Refusal::DecidedBefore),
        false => by_others(dossier, by).err(),
    }
}

/// Writes the decision under what it is on.
pub(super) fn settle<'o>(
    decided: impl IntoIterator<Item = &'o mut Objection>,
    (by, name): (&PersonId, &str),
    on: NaiveDate,
    grade: Option<&str>,
    reason: &str,
) {
    for objection in decided {
        objection.decided = Some(Decided {
            by: by.clone(),
            by_name: name.to_owned(),
            on,
            grade: grade.map(str::to_owned),
            reason: reason.to_owned(),
            upheld: objection.grade_before.as_deref() != grade,
            // What follows from it is known when the step is taken.
            against: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::load::read;
    use crate::assess::sample;
    use domain::assessment::Ratio;

    #[test]
    fn what_is_still_being_written_is_not_frozen() {
        let mut one = sample::scored(Ratio::whole(90));
        one.since.clone_from(&one.reviews);
        let frozen: Dossier = read(&freeze(&one).unwrap()).unwrap();
        assert!(frozen.since.is_empty() && frozen.reviews == one.reviews);
    }
}
