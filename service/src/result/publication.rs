//! Names that are published before they are final: who stands there and until when, objections of colleagues, and their answers.

use super::objection::{raised, settle};
use super::step::{Ask, change};
use super::{chosen, reason as reason_of, refused};
use crate::assess::load::{self, Loaded, Opened, WHOLE, heads, state};
use crate::assess::role::{of_period, roles};
use crate::assess::turn::{Scene, Step, Wanted, name_of, turn};
use crate::assess::{grade_name, grade_names};
use crate::notice::News;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::assessment::dossier::Objection;
use domain::assessment::process::{Act, Refusal, Role, State};
use domain::assessment::{Deadline, deadline};
use domain::notice::NoticeKind;
use domain::permission::Actor;
use domain::view::assess::{ClockView, PublicationPage, PublishedAnswer, PublishedLine, PublishedObjection};
use domain::{CourseId, PeriodId, Violation};
use std::sync::Arc;

/// Notices of a reader that are looked through for answers.
const NOTICES: u32 = 200;

/// What is published of a period now. Whoever works in the organ may read it.
pub async fn publication_page(daybook: &Daybook, actor: &Actor, period: &PeriodId) -> Result<PublicationPage> {
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, period).await?);
    if actor.seats.is_empty() && of_period(actor, &opened.period).is_empty() {
        return Err(Error::NotFound);
    }
    let all = heads(&db, &format!("all:{period}"), WHOLE).await?;
    let published = all.iter().filter(|h| is_published(state(&h.state)));
    let ids: Vec<String> = published.map(|h| h.id.clone()).collect();
    let courses = load::courses(&db, &opened, &ids).await?;
    let today = daybook.clock.today();
    let until = courses.iter().filter_map(until).max_by_key(|d| d.last);
    let since = courses.iter().filter_map(|c| c.dossier.course.on(Act::Publish)).min();
    let answers = courses.iter().any(|c| opens(actor, c, Act::AnswerPublication)) || is_committee(actor, &opened);
    let rows = courses.iter().filter_map(|c| line(actor, c, today));
    Ok(PublicationPage {
        rows: rows.collect(),
        answered: answered(daybook, actor, &opened, &ids).await?,
        until: until.map(|d| clock(d, today)),
        since: since.map(|day| day.to_string()),
        may_answer: answers,
        grades: match answers {
            true => grade_names(opened.pack(), opened.stage()),
            false => vec![],
        },
        period: opened.line(),
    })
}

/// What became of the reader's objections to names that stand there no more. The notices of the answers say which those are.
async fn answered(
    daybook: &Daybook,
    actor: &Actor,
    opened: &Arc<Opened>,
    published: &[String],
) -> Result<Vec<(String, PublishedObjection)>> {
    let db = daybook.db();
    let notices = db.notices(&actor.person, i64::MIN, NOTICES).await?.into_iter();
    let kind = NoticeKind::AssessAnswered.as_str();
    let told = notices.filter(|n| n.kind == kind && !published.contains(&n.thread));
    let mut ids: Vec<String> = told.map(|n| n.thread).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut all = Vec::new();
    for course in load::courses(&db, opened, &ids).await? {
        if course.row.period != opened.id.0 {
            continue;
        }
        let name = &course.dossier.person.name;
        let own = course.dossier.objections.iter();
        let own = own.filter(|o| o.asked == Act::ObjectToPublication && o.by == actor.person);
        all.extend(own.map(|o| (name.clone(), shown(o))));
    }
    Ok(all)
}

fn is_published(state: State) -> bool {
    matches!(state, State::Published | State::PublicationObjected)
}

fn is_committee(actor: &Actor, opened: &Opened) -> bool {
    of_period(actor, &opened.period).contains(&Role::Committee)
}

fn clock(until: Deadline, today: NaiveDate) -> ClockView {
    ClockView {
        act: Act::ObjectToPublication,
        last: until.last.to_string(),
        days: i32::try_from((until.last - today).num_days()).unwrap_or_default(),
        provisional: until.provisional,
    }
}

/// The last day on which a name stands.
fn until(course: &Loaded) -> Option<Deadline> {
    let pack = course.opened.pack();
    let clock = pack.clock(&pack.publication.as_ref()?.clock)?;
    let on = course.dossier.course.on(Act::Publish)?;
    Some(deadline(&course.period().calendar, clock, on, false))
}

fn opens(actor: &Actor, course: &Loaded, act: Act) -> bool {
    let roles = roles(actor, &course.row, course.period());
    let open = course
        .dossier
        .course
        .open_to(&actor.person, &roles, course.opened.pack());
    open.iter().any(|s| s.act == act)
}

fn line(actor: &Actor, course: &Loaded, today: NaiveDate) -> Option<PublishedLine> {
    let (opened, dossier) = (&course.opened, &course.dossier);
    let roles = of_period(actor, &opened.period);
    let sees_all = [Role::Committee, Role::DecidingHead, Role::Personnel]
        .iter()
        .any(|r| roles.contains(r));
    let others = dossier.person.id != actor.person;
    let seen = dossier.objections.iter().filter(|o| {
        let own = o.by == actor.person;
        o.asked == Act::ObjectToPublication && (own || (sees_all && others))
    });
    let in_time = until(course).is_none_or(|d| !d.over(today));
    let asked = dossier
        .objections
        .iter()
        .any(|o| o.by == actor.person && o.decided.is_none());
    Some(PublishedLine {
        course: course.id.clone(),
        person: super::people::person_of(dossier),
        grade: grade_name(opened.pack(), opened.stage(), dossier.course.grade.as_deref()?),
        state: dossier.course.state,
        objections: seen.map(shown).collect(),
        may_object: in_time && !asked && may_object(actor, course),
    })
}

fn shown(objection: &Objection) -> PublishedObjection {
    PublishedObjection {
        by: objection.by_name.clone(),
        on: objection.on.to_string(),
        reason: objection.reason.clone(),
        answer: objection.decided.as_ref().map(|decided| PublishedAnswer {
            by: decided.by_name.clone(),
            on: decided.on.to_string(),
            reason: decided.reason.clone(),
            changed: decided.upheld,
        }),
    }
}

/// By the pack's roles; while one objection is open, another joins it.
fn may_object(actor: &Actor, course: &Loaded) -> bool {
    if dossier_is_own(actor, course) {
        return false;
    }
    let step = course
        .opened
        .pack()
        .step
        .iter()
        .find(|s| s.of == course.period().kind && s.act == Act::ObjectToPublication);
    let roles = roles(actor, &course.row, course.period());
    step.is_some_and(|s| s.by.iter().any(|r| roles.contains(r))) && is_published(course.dossier.course.state)
}

fn dossier_is_own(actor: &Actor, course: &Loaded) -> bool {
    course.dossier.person.id == actor.person
}

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
        if !is_published(scene.dossier.course.state) {
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
    let committee = |course: &Loaded| -> Vec<News> {
        let people = course.period().bodies.committee.iter();
        let others = people.filter(|n| n.id != course.dossier.person.id);
        let news = others.map(|n| News {
            to: n.id.clone(),
            kind: NoticeKind::AssessAsked,
            thread: course.id.0.clone(),
            subject: course.id.0.clone(),
        });
        news.collect()
    };
    change(daybook, actor, ask, work, committee).await.map(|_| ())
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
        .any(|o| o.asked == act && o.by == actor.person && o.decided.is_none())
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

/// Answers all objections that are open: the grade stands, or another one is to be decided.
pub async fn answer_publication(
    daybook: &Daybook,
    actor: &Actor,
    id: &CourseId,
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
    turn(daybook, actor, id, None, key, wanted, |dossier| {
        if dossier
            .objections
            .iter()
            .any(|o| o.by == actor.person && o.decided.is_none())
        {
            return Err(refused(domain::assessment::Words::new(
                "你提出了异议，由考核委员会其他人答复。",
                "You objected yourself: somebody else of the committee answers.",
            )));
        }
        settle(
            dossier,
            Act::ObjectToPublication,
            (&actor.person, &name),
            today,
            grade,
            &reason,
        );
        Ok(())
    })
    .await
}
