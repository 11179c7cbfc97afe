//! Names that are published before they are final: who stands there and until when, objections of colleagues, and their answers.

mod names;
mod object;

pub use object::{answer_publication, object_to_publication, withdraw_name_objection};

use super::batch::published;
use super::board::no_grade;
use super::quota::number;
use crate::assess::case::{Filed, case_of, known_many};
use crate::assess::load::{self, Loaded, Opened, WHOLE, heads, state};
use crate::assess::role::{of_period, roles};
use crate::assess::{grade_name, grade_names};
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::assessment::dossier::Objection;
use domain::assessment::process::{Act, Role, State};
use domain::assessment::{Deadline, Words, deadline};
use domain::notice::NoticeKind;
use domain::permission::Actor;
use domain::view::assess::{
    ClockView, PeriodLine, PublicationPage, PublishedAnswer, PublishedLine, PublishedObjection,
};
use domain::{CourseId, PeriodId, PersonId};
use futures::future::BoxFuture;
use names::Names;
use std::collections::HashMap;
use std::sync::Arc;

/// Notices of a reader that are looked through for answers.
const NOTICES: u32 = 200;
/// Courses read at once for the files of the list.
const PART: usize = 200;

/// What is published of a period now: the names behind the course `after`, with `part` in name or unit. Whoever works in the organ may
/// read it.
pub async fn publication_page(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    part: &str,
    after: &str,
) -> Result<PublicationPage> {
    let db = daybook.db();
    let opened = read_by(daybook, actor, period).await?;
    let people = super::glance::heads(daybook, &opened).await?;
    let Names {
        shown: ids,
        apart,
        begins,
        next,
        all,
        may_answer,
    } = Names::of(actor, &opened, &people, part, after);
    let mut concerned = told(daybook, actor).await?;
    concerned.extend(apart);
    concerned.sort_unstable();
    concerned.dedup();
    let today = daybook.clock.today();
    let courses = load::courses(&db, &opened, &ids).await?;
    let mut concerned = load::courses(&db, &opened, &concerned).await?;
    concerned.retain(|c| c.row.period == opened.id.0);
    concerned.sort_by_key(|c| c.dossier.order);
    let mut own: Vec<PublishedLine> = concerned.iter().filter_map(|c| line(actor, c, today)).collect();
    own.retain(|l| begins && (l.person.id == actor.person || !l.objections.is_empty()));
    let mut rows: Vec<PublishedLine> = courses.iter().filter_map(|c| line(actor, c, today)).collect();
    rows.retain(|l| own.iter().all(|o| o.course != l.course));
    let asked = courses.iter().chain(&concerned);
    let asked = asked.filter(|c| opens(actor, c, Act::AnswerPublication)).collect();
    let exempt = exempt(daybook, &opened, asked).await?;
    for line in own.iter_mut().chain(&mut rows) {
        line.exempt = exempt.get(&line.course).cloned();
    }
    Ok(PublicationPage {
        period: opened.line(),
        rows,
        own,
        all: number(all),
        part: part.trim().to_owned(),
        after: after.to_owned(),
        next,
        answered: answered(actor, &concerned),
        may_answer,
        grades: match may_answer {
            true => grade_names(opened.pack(), opened.stage()),
            false => vec![],
        },
    })
}

/// Who of those that are objected to has become one without a grade since, and why. What a re-review or an appeal decided is carried out
/// all the same.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
fn exempt<'s>(
    daybook: &'s Daybook,
    opened: &'s Opened,
    courses: Vec<&'s Loaded>,
) -> BoxFuture<'s, Result<HashMap<CourseId, Words>>> {
    Box::pin(async move {
        let people: Vec<&PersonId> = courses.iter().map(|c| &c.dossier.person.id).collect();
        let known = known_many(daybook, &daybook.db(), opened, &Filed::looked_up(), &people).await?;
        let mut all = HashMap::new();
        for course in courses.into_iter().filter(|c| c.dossier.course.held().is_none()) {
            let Some(known) = known.get(&course.dossier.person.id) else {
                continue;
            };
            let outcome = opened.outcome(&case_of(&course.dossier, opened, known))?;
            let none_left = || {
                let words = || Words::new("按规则，没有可以评的等次。", "The rules leave no grade.");
                outcome.contradiction().then(words)
            };
            if let Some(why) = no_grade(&outcome).map(|(_, why)| why).or_else(none_left) {
                all.insert(course.id.clone(), why);
            }
        }
        Ok(all)
    })
}

/// Everybody who is published now, for the files of the list.
pub(super) async fn published_lines(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
) -> Result<(PeriodLine, Vec<PublishedLine>)> {
    let db = daybook.db();
    let opened = read_by(daybook, actor, period).await?;
    let people = heads(&db, &format!("all:{period}"), WHOLE).await?;
    let standing = people
        .iter()
        .filter(|h| stands(&opened, state(&h.state), h.grade.as_deref()));
    let ids: Vec<String> = standing.map(|h| h.id.clone()).collect();
    let (mut lines, today) = (Vec::with_capacity(ids.len()), daybook.clock.today());
    for part in ids.chunks(PART) {
        let courses = load::courses(&db, &opened, part).await?;
        lines.extend(courses.iter().filter_map(|c| line(actor, c, today)));
    }
    Ok((opened.line(), lines))
}

async fn read_by(daybook: &Daybook, actor: &Actor, period: &PeriodId) -> Result<Arc<Opened>> {
    let opened = load::period(daybook, &daybook.db(), period).await?;
    match actor.seats.is_empty() && of_period(actor, &opened.period).is_empty() {
        true => Err(Error::NotFound),
        false => Ok(Arc::new(opened)),
    }
}

/// The courses of names that the reader objected to, as far as notices tell that they were answered.
async fn told(daybook: &Daybook, actor: &Actor) -> Result<Vec<String>> {
    let notices = daybook.db().notices(&actor.person, i64::MIN, NOTICES).await?;
    let kind = NoticeKind::AssessAnswered.as_str();
    let told = notices.into_iter().filter(|n| n.kind == kind);
    Ok(told.map(|n| n.thread).collect())
}

/// What became of the reader's objections to names that stand there no more.
fn answered(actor: &Actor, courses: &[Loaded]) -> Vec<(String, PublishedObjection)> {
    let mut all = Vec::new();
    for course in courses.iter().filter(|c| !is_published(c)) {
        let own = course.dossier.objections.iter();
        let own = own.filter(|o| o.asked == Act::ObjectToPublication && o.by == actor.person);
        all.extend(own.map(|o| (course.dossier.person.name.clone(), shown(actor, o))));
    }
    all
}

fn is_published(course: &Loaded) -> bool {
    let now = &course.dossier.course;
    stands(&course.opened, now.state, now.grade.as_deref())
}

/// Whether a name stands there. Where an answer said another grade, it stands there no more: nobody is published with a lower one.
fn stands(opened: &Opened, state: State, grade: Option<&str>) -> bool {
    matches!(state, State::Published | State::PublicationObjected) && published(opened, grade)
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

/// The last day on which a name stands, as far as there is one.
pub(super) fn last_day(line: &PublishedLine) -> &str {
    line.until.as_ref().map_or("", |clock| clock.last.as_str())
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
    if !is_published(course) {
        return None;
    }
    let (opened, dossier) = (&course.opened, &course.dossier);
    let roles = of_period(actor, &opened.period);
    let sees_all = [Role::Committee, Role::DecidingHead, Role::Personnel]
        .iter()
        .any(|r| roles.contains(r));
    let others = dossier.person.id != actor.person;
    let sees_all = others && (sees_all || opens(actor, course, Act::AnswerPublication));
    let seen = dossier.objections.iter().filter(|o| {
        let own = o.by == actor.person;
        o.asked == Act::ObjectToPublication && (own || sees_all)
    });
    let (since, until) = (dossier.course.on(Act::Publish), until(course));
    let in_time = until.is_none_or(|d| !d.over(today));
    let asked = dossier.objections.iter().any(|o| o.by == actor.person && o.is_open());
    Some(PublishedLine {
        course: course.id.clone(),
        person: super::people::person_of(dossier),
        grade: grade_name(opened.pack(), opened.stage(), dossier.course.grade.as_deref()?),
        state: dossier.course.state,
        since: since.map(|day| day.to_string()).unwrap_or_default(),
        until: until.map(|d| clock(d, today)),
        objections: seen.map(|o| shown(actor, o)).collect(),
        version: match sees_all {
            true => u32::try_from(course.row.version).unwrap_or_default(),
            false => 0,
        },
        exempt: None,
        may_object: in_time && !asked && may_object(actor, course),
    })
}

fn shown(actor: &Actor, objection: &Objection) -> PublishedObjection {
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
        withdrawn: objection.withdrawn.map(|day| day.to_string()),
        may_withdraw: objection.by == actor.person && objection.is_open(),
    }
}

/// By the pack's roles, of a name that stands there; while one objection is open, another joins it.
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
    step.is_some_and(|s| s.by.iter().any(|r| roles.contains(r)))
}

fn dossier_is_own(actor: &Actor, course: &Loaded) -> bool {
    course.dossier.person.id == actor.person
}
