//! What a step needs beyond the right person and the right moment.

use super::course::sets_grade;
use super::refusal::Because;
use super::{Act, Course, Kind, Move, Refusal, Setting, State};
use crate::assessment::calendar::{Deadline, deadline};
use crate::assessment::pack::{Effect, Stage};
use crate::assessment::{Outcome, Standing};
use chrono::NaiveDate;

/// Whether the rules allow a grade (or none), with what reason.
pub fn gradable(outcome: &Outcome, grade: Option<&str>, reason: &str) -> Result<(), Refusal> {
    let Some(grade) = grade else {
        return match outcome.no_grade.is_some() || outcome.contradiction() {
            true => Ok(()),
            false => Err(Refusal::GradeMissing),
        };
    };
    if outcome.no_grade.is_some() {
        let because = Because::of(outcome, |f| matches!(f.effect, Effect::NoGrade(_)));
        return Err(Refusal::NoGradeHere { because });
    }
    let unknown = || Refusal::GradeUnknown {
        grade: grade.to_owned(),
    };
    let found = outcome.standing(grade).ok_or_else(unknown)?;
    let because = Because::of(outcome, |f| found.rules.contains(&f.rule));
    match found.standing {
        Standing::Open => Ok(()),
        Standing::WithReason if !reason.trim().is_empty() => Ok(()),
        Standing::WithReason => Err(Refusal::NeedsReason { because }),
        Standing::Barred => Err(Refusal::Barred { because }),
    }
}

pub(super) fn guard(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    if sets_grade(to.act) {
        gradable(setting.outcome, to.grade, to.reason)?;
    }
    match to.act {
        Act::ReturnSummary => return_once(course, to),
        Act::SubmitReview => review(course, to, setting),
        Act::GradeAfterwards => afterwards(course, to),
        Act::Publish => publish(course, setting),
        Act::Decide => decide(course, to, setting),
        Act::AskReReview => ask(course, to, setting),
        Act::Appeal => appeal(course, to, setting),
        Act::DecideReReview | Act::DecideAppeal => decide_anew(course, to, setting),
        Act::Close | Act::Archive => close(course, to, setting),
        Act::ObjectToPublication => object(course, to, setting),
        Act::Disagree | Act::AnswerPublication => reason(to),
        Act::Calibrate if course.grade.as_deref() != to.grade => reason(to),
        _ => Ok(()),
    }
}

fn reason(to: &Move<'_>) -> Result<(), Refusal> {
    match to.reason.trim() {
        "" => Err(Refusal::ReasonMissing { act: to.act }),
        _ => Ok(()),
    }
}

fn return_once(course: &Course, to: &Move<'_>) -> Result<(), Refusal> {
    match course.on(Act::ReturnSummary) {
        Some(_) => Err(Refusal::ReturnedBefore),
        None => reason(to),
    }
}

/// No citation, no grade; and no grade without a reason.
fn review(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    if course.kind == Kind::Year && setting.pack.rating.is_some() && course.state != State::Rated {
        return Err(Refusal::NotRated);
    }
    cited(to)
}

fn cited(to: &Move<'_>) -> Result<(), Refusal> {
    if to.grade.is_some() && to.uncited > 0 {
        return Err(Refusal::Uncited { indicators: to.uncited });
    }
    reason(to)
}

/// Once what stood in the way of a grade is over: cleared, or only warned.
fn afterwards(course: &Course, to: &Move<'_>) -> Result<(), Refusal> {
    match (&course.grade, to.grade) {
        (Some(_), _) => Err(Refusal::GradedBefore),
        (None, None) => Err(Refusal::GradeMissing),
        (None, Some(_)) => cited(to),
    }
}

/// While the names are published.
fn object(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    reason(to)?;
    match setting.pack.publication.as_ref() {
        Some(publication) => in_time(&publication.clock, course.on(Act::Publish), to, setting),
        None => Ok(()),
    }
}

fn to_be_published(grade: Option<&str>, setting: &Setting<'_>) -> bool {
    let publication = setting.pack.publication.as_ref();
    grade.is_some_and(|g| publication.is_some_and(|p| p.grades.iter().any(|named| named == g)))
}

fn publish(course: &Course, setting: &Setting<'_>) -> Result<(), Refusal> {
    match to_be_published(course.grade.as_deref(), setting) {
        true => Ok(()),
        false => Err(Refusal::NothingToPublish),
    }
}

/// A grade that is published is final only when its days are over, and only as it was published.
fn decide(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    if course.grade.as_deref() != to.grade {
        reason(to)?;
    }
    if course.kind == Kind::Period || !to_be_published(to.grade, setting) {
        return Ok(());
    }
    let published = course.done.iter().rev().find(|d| d.act == Act::Publish);
    let Some(published) = published.filter(|p| p.grade.as_deref() == to.grade) else {
        return Err(Refusal::NotPublished);
    };
    let clock = setting.pack.publication.as_ref().map(|p| p.clock.as_str());
    let until = clock.and_then(|c| clock_from(c, published.on, setting));
    match until {
        Some(until) if !until.over(to.on) => Err(Refusal::StillPublished { last: until.last }),
        _ => Ok(()),
    }
}

fn clock_from(clock: &str, event: NaiveDate, setting: &Setting<'_>) -> Option<Deadline> {
    Some(deadline(setting.calendar, setting.pack.clock(clock)?, event, false))
}

fn in_time(clock: &str, event: Option<NaiveDate>, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    match event.and_then(|event| clock_from(clock, event, setting)) {
        Some(until) if until.over(to.on) => Err(Refusal::TooLate {
            act: to.act,
            last: until.last,
        }),
        _ => Ok(()),
    }
}

/// Within the days from learning the result, once.
fn ask(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    reason(to)?;
    if course.on(Act::AskReReview).is_some() || course.on(Act::Appeal).is_some() {
        return Err(Refusal::AskedBefore { act: to.act });
    }
    in_time("re_review_ask", course.on(Act::GiveFeedback), to, setting)
}

/// After a re-review from its decision, else directly from learning the result; once.
fn appeal(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    reason(to)?;
    if course.on(Act::Appeal).is_some() {
        return Err(Refusal::AskedBefore { act: to.act });
    }
    match course.on(Act::DecideReReview) {
        Some(decided) => in_time("appeal_after_re_review", Some(decided), to, setting),
        None => in_time("appeal_direct", course.on(Act::GiveFeedback), to, setting),
    }
}

/// By others than before, with a reason, and never for the worse.
fn decide_anew(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    reason(to)?;
    let decided = |act: Act| sets_grade(act) || act == Act::GiveFeedback;
    if course.done.iter().any(|d| decided(d.act) && d.by == *to.by) {
        return Err(Refusal::DecidedBefore);
    }
    let stage = match course.kind {
        Kind::Period => Stage::Period,
        Kind::Year => Stage::Annual,
    };
    let Some(scale) = setting.pack.scale(stage) else {
        return Ok(());
    };
    // Having no grade is neither better nor worse than one: it is compared only between grades.
    let rank = |grade: Option<&str>| grade.and_then(|g| scale.rank(g));
    match (rank(course.grade.as_deref()), rank(to.grade)) {
        (Some(before), Some(after)) if after > before => Err(Refusal::Heavier),
        (Some(_), None) if course.grade.is_some() => Err(Refusal::Heavier),
        _ => Ok(()),
    }
}

/// Not while an objection could still be made, unless the person has acknowledged.
fn close(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    let told = course.on(Act::GiveFeedback);
    let ends: Vec<Option<Deadline>> = match course.on(Act::DecideReReview) {
        _ if course.on(Act::DecideAppeal).is_some() => vec![],
        Some(decided) => vec![clock_from("appeal_after_re_review", decided, setting)],
        None if course.state == State::Acknowledged => vec![],
        None => ["re_review_ask", "appeal_direct"]
            .iter()
            .map(|clock| clock_from(clock, told?, setting))
            .collect(),
    };
    match ends.into_iter().flatten().map(|d| d.last).max() {
        Some(last) if to.on <= last => Err(Refusal::MayStillObject { last }),
        _ => Ok(()),
    }
}
