//! Objecting to a published name, and answering it.

use super::super::objection::{raised, settle, take_back};
use super::super::step::{Ask, change};
use super::super::{chosen, reason as reason_of, refused};
use super::{dossier_is_own, stands};
use crate::assess::load::{self, Loaded};
use crate::assess::role::of_period;
use crate::assess::turn::{Scene, Step, Wanted, name_of, turn};
use crate::notice::News;
use crate::{Daybook, Error, Result};
use domain::assessment::deadline;
use domain::assessment::dossier::Objection;
use domain::assessment::process::{Act, Refusal, State};
use domain::notice::NoticeKind;
use domain::permission::Actor;
use domain::{CourseId, Violation};

/// A colleague, or the personnel office for somebody who asked it to, says why a name should not stand there. It is not anonymous, and
/// is seen by those who answer it.
pub async fn object_to_publication(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    reason: &str,
    key: &str,
) -> Result<()> {
    let reason = &reason_of(reason)?;
    let name = &name_of(daybook, &actor.person).await?;
    let act = Act::ObjectToPublication;
    let seen = load::course(daybook, &daybook.db(), id).await?;
    // Somebody without a part in the period learns nothing of it, not even that it is not published.
    if !dossier_is_own(actor, &seen) && of_period(actor, seen.period()).is_empty() {
        return Err(Error::NotFound);
    }
    let ask = Ask {
        course: id,
        version: None,
        key,
        words: reason,
        counted: None,
        from_outside: true,
    };
    let work = |scene: &mut Scene<'_>| {
        // How far somebody's assessment is, nobody learns by objecting to it.
        let now = &scene.dossier.course;
        if !stands(scene.opened, now.state, now.grade.as_deref()) {
            return Err(Error::NotFound);
        }
        let objection = raised(&scene.dossier, act, (&actor.person, name), scene.today, reason)?;
        let joins = scene.dossier.course.state == State::PublicationObjected;
        if joins {
            joining(actor, scene, reason)?;
        }
        scene.dossier.objections.push(objection);
        let step = Step {
            act,
            grade: None,
            reason: reason.clone(),
            uncited: 0,
        };
        Ok((!joins).then_some(step))
    };
    let told = |course: &Loaded| committee(course, NoticeKind::AssessAsked);
    change(daybook, actor, ask, work, told).await.map(|_| ())
}

fn committee(course: &Loaded, kind: NoticeKind) -> Vec<News> {
    let people = course.period().bodies.committee.iter();
    let others = people.filter(|n| n.id != course.dossier.person.id);
    let news = others.map(|n| News {
        to: n.id.clone(),
        kind,
        thread: course.id.0.clone(),
        subject: course.id.0.clone(),
    });
    news.collect()
}

/// Whoever objected to a name takes it back, until it is answered. The name stands as before once nothing else is open against it.
pub async fn withdraw_name_objection(daybook: &Daybook, actor: &Actor, id: &CourseId, key: &str) -> Result<()> {
    let act = Act::Withdraw;
    let seen = load::course(daybook, &daybook.db(), id).await?;
    // Whoever has objected may have left meanwhile; anybody else learns nothing.
    if seen.dossier.objections.iter().all(|o| o.by != actor.person) {
        return Err(Error::NotFound);
    }
    let ask = Ask {
        course: id,
        version: None,
        key,
        words: act.as_str(),
        counted: None,
        from_outside: true,
    };
    let work = |scene: &mut Scene<'_>| {
        if scene.dossier.course.state != State::PublicationObjected {
            return Err(Error::NotFound);
        }
        take_back(&mut scene.dossier, &actor.person, scene.today)?;
        let of_name = |o: &Objection| o.asked == Act::ObjectToPublication && o.is_open();
        let others = scene.dossier.objections.iter().any(of_name);
        let step = Step {
            act,
            grade: None,
            reason: String::new(),
            uncited: 0,
        };
        Ok((!others).then_some(step))
    };
    let told = |course: &Loaded| committee(course, NoticeKind::AssessChanged);
    change(daybook, actor, ask, work, told).await.map(|_| ())
}

/// What `Course::take` would ask of the first objection is asked of those that join it: a right, a reason, and that it is in time.
fn joining(actor: &Actor, scene: &Scene<'_>, reason: &str) -> Result<()> {
    let act = Act::ObjectToPublication;
    let refuse = |refusal: Refusal| Err(Violation::from(refusal).into());
    let (opened, course) = (scene.opened, &scene.dossier.course);
    let step = opened.pack().step.iter().find(|s| s.of == course.kind && s.act == act);
    let Some(step) = step else {
        return refuse(Refusal::NotInPack { act });
    };
    if course.person == actor.person {
        return refuse(Refusal::OwnCase);
    }
    if !step.by.iter().any(|r| scene.roles.contains(r)) {
        let by = step.by.clone();
        return refuse(Refusal::NotYours { act, by });
    }
    if reason.trim().is_empty() {
        return refuse(Refusal::ReasonMissing { act });
    }
    if scene
        .dossier
        .objections
        .iter()
        .any(|o| o.asked == act && o.by == actor.person && o.is_open())
    {
        return refuse(Refusal::AskedBefore { act });
    }
    let clock = opened
        .pack()
        .publication
        .as_ref()
        .and_then(|p| opened.pack().clock(&p.clock));
    let until = clock
        .zip(course.on(Act::Publish))
        .map(|(c, on)| deadline(&opened.period.calendar, c, on, false));
    match until.filter(|d| d.over(scene.today)) {
        Some(late) => refuse(Refusal::TooLate { act, last: late.last }),
        None => Ok(()),
    }
}

/// Answers all objections that are open: the grade stands, or another one is to be decided. One that came since `version` was read is
/// answered by nobody who has not read it.
pub async fn answer_publication(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
    version: u32,
    grade: &str,
    reason: &str,
    key: &str,
) -> Result<()> {
    let reason = reason_of(reason)?;
    let name = name_of(daybook, &actor.person).await?;
    let (today, grade) = (daybook.clock.today(), chosen(grade));
    let wanted = Wanted {
        act: Act::AnswerPublication,
        grade,
        reason: &reason,
    };
    turn(daybook, actor, id, Some(version), key, wanted, |dossier| {
        if dossier.objections.iter().any(|o| o.by == actor.person && o.is_open()) {
            return Err(refused(domain::assessment::Words::new(
                "你提出了异议，由考核委员会其他人答复。",
                "You objected yourself: somebody else of the committee answers.",
            )));
        }
        let all = dossier.objections.iter_mut();
        let open = all.filter(|o| o.asked == Act::ObjectToPublication && o.is_open());
        settle(open, (&actor.person, &name), today, grade, &reason);
        Ok(())
    })
    .await
}
