//! The one way to change a course.

mod anew;
mod put;

pub(crate) use anew::compared;
pub(crate) use put::{assessed_by, begins, changed, lanes, moved_on, put, row_of, unassessed};

use super::case::{self, Known, case_of, is_decided, keeps_facts};
use super::load::{self, Opened};
use super::{beyond, keyed, known, moved, notices, role};
use crate::act::{Deed, Outcome as Ended};
use crate::notice::{read_within, tell};
use crate::{Daybook, Error, Result};
use anew::Rests;
use chrono::NaiveDate;
use domain::act::Act as Trace;
use domain::assessment::Outcome;
use domain::assessment::dossier::Dossier;
use domain::assessment::process::{Act, Course, Move, Role};
use domain::event::{Event, Topic};
use domain::permission::{Action, Actor};
use domain::view::LiveEvent;
use domain::{CourseId, PersonId, Violation};

/// What is asked of a course.
pub(crate) struct Request<'a> {
    pub course: &'a CourseId,
    /// The version that was read when it was decided: of the course, or of an assessor's own review; none for what no version matters to.
    pub version: Option<u32>,
    pub key: &'a str,
    /// All that was sent: it tells two requests with one key apart, and enters the ledger as a digest.
    pub words: &'a str,
}

/// A step to be taken.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub act: Act,
    pub grade: Option<String>,
    pub reason: String,
    /// Of the reviews that a grade rests on: indicators without a citation and without a reason why there can be none.
    pub uncited: u32,
}

/// A step of which everything is known before the course is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    pub act: Act,
    pub grade: Option<&'a str>,
    pub reason: &'a str,
}

/// A course inside the transaction that changes it.
pub(crate) struct Scene<'a> {
    pub dossier: Dossier,
    pub opened: &'a Opened,
    pub roles: &'a [Role],
    pub known: &'a Known,
    pub today: NaiveDate,
}

impl Scene<'_> {
    /// What the rules say of the course as it stands here.
    pub(crate) fn outcome(&self) -> Result<Outcome> {
        self.opened.outcome(&case_of(&self.dossier, self.opened, self.known))
    }
}

/// Takes a step with an edit of the course. The edit sees the course as it is before the step; a refusal leaves nothing behind.
pub(crate) async fn turn<F>(
    daybook: &Daybook,
    actor: &Actor,
    course: &CourseId,
    version: Option<u32>,
    key: &str,
    wanted: Wanted<'_>,
    edit: F,
) -> Result<()>
where
    F: Fn(&mut Dossier) -> Result<()>,
{
    let words = [wanted.act.as_str(), wanted.grade.unwrap_or_default(), wanted.reason].join("\u{1f}");
    let request = Request {
        course,
        version,
        key,
        words: &words,
    };
    change(daybook, actor, request, |scene| {
        edit(&mut scene.dossier)?;
        Ok(Some(Step {
            act: wanted.act,
            grade: wanted.grade.map(str::to_owned),
            reason: wanted.reason.to_owned(),
            uncited: super::review::wanting(&scene.dossier, scene.opened),
        }))
    })
    .await
}

/// Carries a request out: `work` edits the course as it is inside the transaction, and says which step it is, if it is one.
pub(crate) async fn change<F>(daybook: &Daybook, actor: &Actor, request: Request<'_>, work: F) -> Result<()>
where
    F: Fn(&mut Scene<'_>) -> Result<Option<Step>>,
{
    known(request.course.as_str())?;
    daybook.throttle.writing(&actor.person)?;
    moved::settle(daybook, request.course).await?;
    let name = name_of(daybook, &actor.person).await?;
    let version = request.version.map(|v| v.to_string()).unwrap_or_default();
    let key = keyed(request.key, &[request.course.as_str(), &version, request.words]);
    let (work, request, name) = (&work, &request, &name);
    let ended = daybook
        .perform(&actor.person, Trace::CourseMoved, &key, |tx| async move {
            let before = load::course(daybook, &tx, request.course).await?;
            if !before.open_to(actor, Action::ReadCourse) {
                return Err(Error::NotFound);
            }
            if !before.open_to(actor, Action::ActOnCourse) {
                return Err(Error::Denied);
            }
            before.opened.stands()?;
            if request.version.is_some_and(|v| !read_as(&before, &actor.person, v)) {
                return Err(Violation::AssessChanged.into());
            }
            let known = case::known(daybook, &tx, &before.opened, &before.dossier.person.id).await?;
            let roles = role::roles(actor, &before.row, before.period());
            let mut scene = Scene {
                dossier: before.dossier.clone(),
                opened: &before.opened,
                roles: &roles,
                known: &known,
                today: daybook.clock.today(),
            };
            let step = work(&mut scene)?;
            let after = match &step {
                Some(step) => take(&actor.person, scene, step)?,
                None => scene.dossier,
            };
            let row = put(&tx, &before, &after).await?;
            let mut events = match &step {
                Some(_) => changed(&before, &row),
                None => kept(&actor.person, &before, &after),
            };
            if let Some(step) = &step {
                let read = read_within(&tx, &actor.person, request.course.as_str()).await?;
                let mut news = notices::of_step(&after, &before.opened, request.course, step.act);
                let courses = std::slice::from_ref(&after);
                let beyond = beyond::of_step(daybook, &tx, &before.opened, courses, step.act).await?;
                for (year, noted) in &beyond.years {
                    let row = put(&tx, year, noted).await?;
                    events.extend(changed(year, &row));
                }
                news.extend(beyond.news);
                let told = tell(daybook, &tx, &actor.person, name, news).await?;
                events.extend(read.into_iter().chain(told));
            }
            let deed = Deed {
                act: Trace::CourseMoved,
                subject: request.course.0.clone(),
                content: Some(request.words.to_owned()),
                events,
            };
            Ok(((), deed))
        })
        .await?;
    match ended {
        Ended::Before(other) if other != request.course.as_str() => Err(Violation::KeyReused.into()),
        _ => Ok(()),
    }
}

/// Whether it is still as somebody read it: by the version of the course or, of an assessor, by that of the own review, so that what
/// another assessor writes meanwhile is no conflict.
fn read_as(course: &load::Loaded, by: &PersonId, version: u32) -> bool {
    i64::from(version) == course.row.version || super::review::token(&course.dossier, by) == version
}

/// The course after a step: facts, rules and state.
pub(crate) fn take(by: &PersonId, scene: Scene<'_>, step: &Step) -> Result<Dossier> {
    let (opened, known) = (scene.opened, scene.known);
    let mut dossier = scene.dossier;
    let mut outcome = None;
    let before = anew::before(&dossier, step);
    if renews(step.act, &dossier.course) {
        let now = case_of(&dossier, opened, known);
        let of_now = opened.outcome(&now)?;
        match anew::rests(before.as_ref(), opened, (&now, &of_now), &step.reason)? {
            Rests::Now => {
                (dossier.case, outcome) = (now, Some(of_now));
                if step.act == Act::Compile || dossier.course.on(Act::Compile).is_some() {
                    crate::result::renew(&mut dossier, known);
                }
            }
            Rests::Before(said) => dossier.remarks.extend(said),
        }
    } else if before.is_some() {
        let of_now = opened.outcome(&case_of(&dossier, opened, known))?;
        dossier
            .remarks
            .extend(anew::carried_out(&of_now, step.grade.as_deref()));
    }
    let mut outcome = outcome.map_or_else(|| opened.outcome(&dossier.case), Ok)?;
    let to = Move {
        act: step.act,
        by,
        roles: scene.roles,
        on: scene.today,
        grade: step.grade.as_deref(),
        reason: &step.reason,
        uncited: step.uncited,
    };
    dossier.course = dossier
        .course
        .take(&to, &opened.setting(&outcome))
        .map_err(Violation::from)?;
    let in_force = is_decided(dossier.course.state);
    if let Some(before) = &before
        && let Some(case) = before.instead(opened, &dossier.case)?
    {
        outcome = opened.outcome(&case)?;
        dossier.case = case;
        dossier.remarks.extend(in_force.then(anew::no_heavier));
    }
    let decides = step.act == Act::Decide || anew::decides(step.act);
    if decides && in_force {
        dossier.case.grade.clone_from(&dossier.course.grade);
        dossier.outcome = Some(opened.with_effects(outcome, &dossier.case)?);
    } else if decides || step.act == Act::GradeAfterwards {
        // It is decided anew, after a publication or a review.
        dossier.case.grade = None;
        dossier.outcome = None;
    }
    if before.is_some() || anew::decides(step.act) {
        anew::note(&mut dossier, opened)?;
    }
    Ok(dossier)
}

/// Facts are looked at until a grade is decided, and again where one is decided anew; in between a result rests on what it rested on. So
/// does a grade that a re-review or an appeal has decided while its name is published.
fn renews(act: Act, course: &Course) -> bool {
    !keeps_facts(course) || act == Act::GradeAfterwards || anew::decides(act)
}

/// What is not yet given out is the writer's own. One of several assessors who has submitted is asked no more, without a step; and again when
/// he changes what he has handed in since.
fn kept(person: &PersonId, before: &load::Loaded, after: &Dossier) -> Vec<Event> {
    let own = Event {
        topic: Topic::People {
            people: vec![person.clone()],
        },
        wire: LiveEvent::Course {
            course: before.id.clone(),
        },
    };
    let given = |dossier: &Dossier| {
        let since = dossier.since.iter().any(|r| r.submitted && r.by == *person);
        (dossier.is_reviewed_by(person), since)
    };
    match given(after) != given(&before.dossier) {
        true => vec![own, moved_on(&before.opened.id)],
        false => vec![own],
    }
}

/// What somebody is called; an official who is in no list of staff by the id.
pub(crate) async fn name_of(daybook: &Daybook, person: &PersonId) -> Result<String> {
    match daybook.profile(person).await {
        Ok(profile) => Ok(profile.name.clone()),
        Err(Error::NotFound) => Ok(person.0.clone()),
        Err(error) => Err(error),
    }
}
