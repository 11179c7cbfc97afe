//! A course as each of its readers sees it.

mod shown;
mod steps;

pub(super) use steps::steps;

use super::load::{self, Loaded, Opened, bare};
use super::open::nobody_left;
use super::summary::version;
use super::turn::name_of;
use super::{case, clocks, enters, grade_name, grade_names, judged_first, later, manages, role};
use crate::result::stands_aside;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::assessment::Words;
use domain::assessment::dossier::Named;
use domain::assessment::process::{Act, Course, State};
use domain::permission::{Action, Actor};
use domain::view::PersonRef;
use domain::view::assess::{CourseLine, CoursePage, HistoryLine};
use domain::{CourseId, Lang};
use std::collections::HashSet;
use store::assess::CourseHead;

/// What the reader may know of a course. The person learns the result when it is given, the others what is theirs to act on.
pub async fn course_page(daybook: &Daybook, actor: &Actor, course: &CourseId) -> Result<CoursePage> {
    let loaded = load::readable(daybook, actor, course).await?;
    crate::notice::read_thread(daybook, actor, course.as_str()).await?;
    shown_to(daybook, actor, loaded).await
}

/// The same for a form among those of many: whoever takes them out has not read what was told of each.
pub(crate) async fn course_paper(daybook: &Daybook, actor: &Actor, course: &CourseId) -> Result<CoursePage> {
    let loaded = load::readable(daybook, actor, course).await?;
    shown_to(daybook, actor, loaded).await
}

async fn shown_to(daybook: &Daybook, actor: &Actor, mut loaded: Loaded) -> Result<CoursePage> {
    let today = daybook.clock.today();
    let own = loaded.dossier.person.id == actor.person;
    let shows_result = shown::result(&loaded.dossier, actor);
    let mut line = course_line(actor, &loaded, today)?;
    // A grade is given afterwards where the rules leave one by now.
    if line.acts.contains(&Act::GradeAfterwards) && !later::can_be_given(daybook, &daybook.db(), &loaded).await? {
        line.acts.retain(|act| *act != Act::GradeAfterwards);
    }
    let decides = line
        .acts
        .iter()
        .any(|act| matches!(act, Act::DecideReReview | Act::DecideAppeal));
    // Whoever decides anew, or grades afterwards, goes by the facts of today.
    let anew = decides || line.acts.contains(&Act::GradeAfterwards);
    let outcome = match loaded.dossier.outcome.clone().filter(|_| !anew) {
        Some(kept) => kept,
        // What a re-review or an appeal has decided rests on the facts of then until it is in force.
        None if loaded.dossier.course.held().is_some() => loaded.opened.outcome(&loaded.dossier.case)?,
        None => {
            let known = case::known(daybook, &daybook.db(), &loaded.opened, &loaded.dossier.person.id).await?;
            // The list of what a year rests on is worked out anew as long as its facts are.
            if !case::is_decided(loaded.dossier.course.state) && loaded.dossier.course.on(Act::Compile).is_some() {
                crate::result::renew(&mut loaded.dossier, &known);
            }
            let case = case::case_of(&loaded.dossier, &loaded.opened, &known);
            loaded.opened.outcome(&case)?
        }
    };
    let awaits = judged_first(&loaded.dossier, &loaded.opened, &outcome);
    line.acts
        .retain(|act| !awaits || !matches!(act, Act::Calibrate | Act::Decide));
    let extends_to = loaded
        .dossier
        .course
        .extends_to(today, &loaded.opened.setting(&outcome));
    let clocks = clocks::of(&loaded, &outcome, today);
    let differences = match shows_result {
        true => crate::result::differences(&loaded.dossier, &loaded.opened, own),
        false => vec![],
    };
    // Until it is reviewed, and again where a grade may still come.
    let open = before_review(loaded.dossier.course.state) || later::may_come(daybook, &daybook.db(), &loaded).await?;
    let office = enters(actor, Action::ManagePeriods, &loaded.dossier.person.id);
    let may_reassign = open && office && !loaded.opened.withdrawn();
    let (may_excuse, may_take_in) = may_excuse(actor, &loaded);
    let (steps, version, aside) = (steps(&loaded), version(&loaded), aside(actor, &loaded));
    let untold = match own {
        true => shown::untold(daybook, &loaded.dossier).await?,
        false => HashSet::new(),
    };
    let score = match shows_result {
        true => score(&loaded, &untold),
        false => vec![],
    };
    shown::redact(&mut loaded.dossier, actor, shows_result, &untold);
    // Of whoever acted, so far as the reader is told that he did.
    let names = names(daybook, &loaded).await?;
    Ok(CoursePage {
        line,
        version,
        steps,
        // What is proposed is for those who judge, until the result is given.
        outcome: if shows_result { outcome } else { outcome.unjudged() },
        grades: grade_names(loaded.opened.pack(), loaded.opened.stage()),
        clocks,
        history: history(&loaded, &names),
        shows_result,
        own,
        score,
        differences,
        extends_to: extends_to.ok().filter(|_| decides).map(|until| until.last.to_string()),
        aside,
        forms: shows_result && case::is_decided(loaded.dossier.course.state),
        may_reassign,
        may_excuse,
        may_take_in,
        // That there is no proposal yet is for those who judge, too.
        awaits: awaits && shows_result,
        may_withdraw: loaded.dossier.course.may_withdraw(&actor.person) && !loaded.opened.withdrawn(),
        withdrawn: loaded.period().withdrawn.clone(),
        names,
        dossier: loaded.dossier,
    })
}

/// How the total was come by, once everybody has judged who was to. A year whose periods were not all given to the reader tells none.
fn score(loaded: &Loaded, untold: &HashSet<String>) -> Vec<Words> {
    let dossier = &loaded.dossier;
    let reviewed = dossier.course.on(Act::SubmitReview).is_some();
    let silent = dossier.earlier.iter().any(|e| untold.contains(e.period.as_str()));
    match reviewed && !silent {
        true => case::score_told(dossier, &loaded.opened, None),
        false => vec![],
    }
}

/// Why the reader, who sits on the body, does not decide on what is open; for the personnel office that nobody is left who could.
fn aside(actor: &Actor, loaded: &Loaded) -> Option<Words> {
    let (dossier, opened) = (&loaded.dossier, &loaded.opened);
    let act = match dossier.course.state {
        State::ReReview => Act::DecideReReview,
        State::Appealed => Act::DecideAppeal,
        _ => return None,
    };
    if opened.withdrawn() || dossier.person.id == actor.person {
        return None;
    }
    if manages(actor).is_ok() && nobody_left(dossier, opened, act) {
        return Some(Words::new(
            "能作出这个决定的人都参加过原来的考核，没有人能办，而期限照常计算。请在这次考核的页面上增加一个没有参加过的人。",
            "Everybody who could decide this took part before, so nobody can, and the days run. On the page of the period, let somebody join who did not.",
        ));
    }
    let roles = role::roles(actor, &loaded.row, loaded.period());
    dossier.course.is_for(act, &actor.person, &roles, opened.pack()).ok()?;
    let why = stands_aside(dossier, &actor.person)?;
    Some(Words::new(why.words(Lang::Zh), why.words(Lang::En)))
}

/// Whether the reader can take the person out, and in again: until the period closes.
fn may_excuse(actor: &Actor, loaded: &Loaded) -> (bool, bool) {
    let opened = &loaded.opened;
    if manages(actor).is_err() || opened.closed() || opened.still_opening() {
        return (false, false);
    }
    let course = &loaded.dossier.course;
    let roles = role::roles(actor, &loaded.row, loaded.period());
    let again = course.may_take_in(&actor.person, &roles).is_ok();
    (course.may_excuse(&actor.person, &roles).is_ok(), again)
}

/// While it can still be somebody else who reviews.
pub(super) fn before_review(state: State) -> bool {
    matches!(
        state,
        State::Opened | State::Summarised | State::Compiled | State::Rated
    )
}

/// A course in a list, from its document.
pub(super) fn course_line(actor: &Actor, loaded: &Loaded, today: NaiveDate) -> Result<CourseLine> {
    let mut line = line(actor, &loaded.row.head(), &loaded.opened);
    // With the document at hand it is known what was done: a step that can be taken once is not offered twice.
    let roles = role::roles(actor, &loaded.row, loaded.period());
    line.acts = acts(actor, &loaded.dossier.course, &roles, &loaded.opened);
    line.grade = shown::result(&loaded.dossier, actor)
        .then_some(loaded.dossier.course.grade.as_deref())
        .flatten()
        .map(|grade| grade_name(loaded.opened.pack(), loaded.opened.stage(), grade));
    let outcome = loaded.opened.outcome(&loaded.dossier.case)?;
    let mine = clocks::of(loaded, &outcome, today);
    let aside = stands_aside(&loaded.dossier, &actor.person).is_some();
    // What is too late is not offered, nor what others decide.
    let late = |act: Act, clock: &str| {
        loaded.opened.pack().clock(clock).is_some() && !mine.iter().any(|running| running.act == act)
    };
    line.acts.retain(|act| match act {
        Act::AskReReview => !late(*act, "re_review_ask"),
        Act::Appeal => !late(*act, "appeal_direct"),
        Act::DecideReReview | Act::DecideAppeal => !aside,
        _ => true,
    });
    let (course, setting) = (&loaded.dossier.course, loaded.opened.setting(&outcome));
    if !loaded.opened.still_opening() && course.may_go_on(&actor.person, &roles, today, &setting).is_ok() {
        line.acts.push(Act::GoOn);
    }
    line.clock = mine.into_iter().find(|clock| line.acts.contains(&clock.act));
    Ok(line)
}

/// A course in a list, without its document.
pub(super) fn line(actor: &Actor, head: &CourseHead, opened: &Opened) -> CourseLine {
    let course = bare(head, opened.period.opened);
    let roles = role::roles(actor, head, &opened.period);
    let knows = shown::knows(actor, &head.person, course.state);
    let grade = head.grade.as_deref().filter(|_| knows);
    CourseLine {
        id: head.id.as_str().into(),
        period: opened.id.clone(),
        period_title: opened.period.title.clone(),
        kind: opened.period.kind,
        special: opened.period.special.clone(),
        person: PersonRef {
            id: head.person.as_str().into(),
            name: head.person_name.clone(),
            post: head.title.clone(),
            unit: head.unit_name.clone(),
            unit_id: Some(head.unit.as_str().into()),
        },
        state: course.state,
        grade: grade.map(|g| grade_name(opened.pack(), opened.stage(), g)),
        acts: acts(actor, &course, &roles, opened),
        clock: None,
    }
}

/// The steps that the reader can take now.
pub(super) fn acts(
    actor: &Actor,
    course: &Course,
    roles: &[domain::assessment::process::Role],
    opened: &Opened,
) -> Vec<Act> {
    if opened.still_opening() || opened.withdrawn() {
        return vec![];
    }
    let steps = course.open_to(&actor.person, roles, opened.pack());
    let asked = |act: Act| course.on_this_result(act).is_some();
    let once = |act: Act| match act {
        Act::ReturnSummary => course.on(Act::ReturnSummary).is_none(),
        Act::AskReReview => !asked(Act::AskReReview) && !asked(Act::Appeal),
        Act::Appeal => !asked(Act::Appeal),
        Act::GradeAfterwards => course.grade.is_none(),
        _ => true,
    };
    steps.into_iter().map(|s| s.act).filter(|act| once(*act)).collect()
}

/// Why the last step of a kind was taken.
pub(super) fn last_reason(course: &Course, act: Act) -> Option<String> {
    course
        .done
        .iter()
        .rev()
        .find(|d| d.act == act)
        .map(|d| d.reason.clone())
}

/// Everybody who has acted or can act, by id.
async fn names(daybook: &Daybook, loaded: &Loaded) -> Result<Vec<Named>> {
    let dossier = &loaded.dossier;
    let bodies = &loaded.period().bodies;
    let mut names: Vec<Named> = [&bodies.committee, &bodies.deciding, &bodies.re_review, &bodies.appeal]
        .into_iter()
        .flatten()
        .chain(&dossier.assessors)
        .chain([&dossier.person])
        .cloned()
        .collect();
    names.extend(dossier.reviews.iter().map(|r| Named {
        id: r.by.clone(),
        name: r.by_name.clone(),
    }));
    for done in &dossier.course.done {
        if !names.iter().any(|n| n.id == done.by) {
            let name = match daybook.profile(&done.by).await {
                Err(Error::NotFound) => done.by.0.clone(),
                _ => name_of(daybook, &done.by).await?,
            };
            names.push(Named {
                id: done.by.clone(),
                name,
            });
        }
    }
    names.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
    names.dedup_by(|a, b| a.id == b.id);
    Ok(names)
}

fn history(loaded: &Loaded, names: &[Named]) -> Vec<HistoryLine> {
    let done = loaded.dossier.course.done.iter();
    let lines = done.map(|d| HistoryLine {
        act: d.act,
        by: domain::view::assess::name_of(names, &d.by),
        on: d.on.to_string(),
        late: d.late,
        reason: d.reason.clone(),
        grade: (d.grade.as_deref()).map(|g| grade_name(loaded.opened.pack(), loaded.opened.stage(), g)),
    });
    lines.collect()
}
