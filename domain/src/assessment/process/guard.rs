//! What a step needs beyond the right person and the right moment.

use super::course::{decides_anew, sets_grade};
use super::refusal::Because;
use super::{Act, Course, Done, Kind, Move, Refusal, Setting, State};
use crate::PersonId;
use crate::assessment::calendar::{Deadline, deadline};
use crate::assessment::pack::{Effect, NoGrade, Stage};
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
    if sets_grade(to.act) && !upholds(course, to) && !carries_out(course, to) {
        gradable(setting.outcome, to.grade, to.reason).map_err(|refusal| ungiven(course, to, setting, refusal))?;
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
        Act::Close => close(course, to, setting),
        Act::Archive => archive(course, to, setting),
        Act::ObjectToPublication => object(course, to, setting),
        Act::Disagree => reason(to),
        Act::AnswerPublication => answer(course, to, setting),
        Act::Calibrate => calibrate(course, to, setting),
        _ => Ok(()),
    }
}

/// Who was reviewed when the rules left no grade, and passes by now only with one: it is said who gives it.
fn ungiven(course: &Course, to: &Move<'_>, setting: &Setting<'_>, refusal: Refusal) -> Refusal {
    let passes = matches!(to.act, Act::Calibrate | Act::Decide);
    match refusal {
        Refusal::GradeMissing if passes && course.awaits_grade(setting.pack) => Refusal::Ungiven,
        refusal => refusal,
    }
}

/// What holds can be upheld, whatever the rules say by then: no grade is given, so that an investigation or a sanction that came since
/// does not stand in the way. Who has none is left without one: to be graded is a step of its own.
fn upholds(course: &Course, to: &Move<'_>) -> bool {
    decides_anew(to.act) && course.grade.as_deref() == to.grade
}

/// What a re-review or an appeal has decided on is carried out, whatever the rules say when its publication is over: an investigation or a
/// sanction that came since would else leave nothing that could be decided. An answer to an objection to the name leaves the grade as it is
/// or, at the least, as it was before.
fn carries_out(course: &Course, to: &Move<'_>) -> bool {
    let Some(held) = course.held() else {
        return false;
    };
    match to.act {
        // Another grade is refused as such.
        Act::Decide => true,
        Act::AnswerPublication => course.grade.as_deref() == to.grade || to.grade == Some(held),
        _ => false,
    }
}

pub(super) fn reason(to: &Move<'_>) -> Result<(), Refusal> {
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

/// A first grade rests on a review as any other does: who was reviewed without one is judged by the assessors before it is given. Where the
/// pack has no step for that nobody could, and it is given as the reviews are.
fn judged(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    let bare = to.grade.is_some() && to.uncited > 0;
    match bare && course.awaits_grade(setting.pack) {
        true => Err(Refusal::Unjudged { indicators: to.uncited }),
        false => Ok(()),
    }
}

fn calibrate(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    judged(course, to, setting)?;
    match course.grade.as_deref() == to.grade {
        true => Ok(()),
        false => reason(to),
    }
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

/// Whether a grade that a re-review or an appeal gives comes into force only when the name has been published. A publication before that
/// does not count: the name was taken down, and whoever objected to it then is to see it now.
pub(super) fn published_first(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> bool {
    decides_anew(to.act)
        && course.kind == Kind::Year
        && course.grade.as_deref() != to.grade
        && to_be_published(to.grade, setting)
}

/// An objection to a name that a re-review or an appeal is for takes no more than that again.
fn answer(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    reason(to)?;
    match course.held() {
        Some(held) if heavier(course.kind, Some(held), to.grade, setting) => Err(Refusal::Heavier),
        _ => Ok(()),
    }
}

/// A grade that is published is final only when its days are over, and only as it was published. What a re-review or an appeal decided is
/// carried out, and not decided again.
fn decide(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    judged(course, to, setting)?;
    if course.grade.as_deref() != to.grade {
        reason(to)?;
        if course.held().is_some() {
            return Err(Refusal::Bound);
        }
    }
    if course.kind == Kind::Period || !to_be_published(to.grade, setting) {
        return Ok(());
    }
    let published = course.done.iter().rposition(|d| d.act == Act::Publish);
    let stood = published.and_then(|at| course.done.get(at..));
    let (published, since) = stood.and_then(|s| s.split_first()).ok_or(Refusal::NotPublished)?;
    // The name of whoever was taken out was taken down then.
    let excused = since.iter().any(|d| d.act == Act::Excuse);
    if excused || published.grade.as_deref() != to.grade {
        return Err(Refusal::NotPublished);
    }
    // Whatever gave another grade since took the name down; what it comes to now has not stood its days.
    if since.iter().any(|d| d.grade != published.grade) {
        return Err(match course.state {
            State::Published if course.grade != published.grade => Refusal::TakenDown,
            _ => Refusal::NotPublished,
        });
    }
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
    let asked = |act: Act| course.on_this_result(act).is_some();
    if asked(Act::AskReReview) || asked(Act::Appeal) {
        return Err(Refusal::AskedBefore { act: to.act });
    }
    in_time("re_review_ask", course.on_this_result(Act::GiveFeedback), to, setting)
}

/// After a re-review from its decision, else directly from learning the result; when a re-review is not decided in its days, from their
/// end. Once.
fn appeal(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    reason(to)?;
    if course.on_this_result(Act::Appeal).is_some() {
        return Err(Refusal::AskedBefore { act: to.act });
    }
    let days = course.appeal_days(setting);
    let open = |(first, until): &(NaiveDate, Deadline)| *first <= to.on && !until.over(to.on);
    if days.is_empty() || days.iter().any(open) {
        return Ok(());
    }
    if let Some((first, _)) = days.iter().find(|(first, _)| *first > to.on) {
        return Err(Refusal::ReReviewRuns { first: *first });
    }
    match days.iter().map(|(_, until)| until.last).max() {
        Some(last) => Err(Refusal::TooLate { act: to.act, last }),
        None => Ok(()),
    }
}

/// By others than before, with a reason, and never for the worse.
fn decide_anew(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    reason(to)?;
    by_others(course, to)?;
    match (course.grade.as_deref(), to.grade) {
        // Any grade could be heavier than none, and a first one is reviewed and calibrated as every other.
        (None, Some(_)) => Err(Refusal::NoneToChange),
        (before, after) if heavier(course.kind, before, after, setting) => Err(Refusal::Heavier),
        _ => Ok(()),
    }
}

fn heavier(kind: Kind, before: Option<&str>, after: Option<&str>, setting: &Setting<'_>) -> bool {
    let stage = match kind {
        Kind::Period => Stage::Period,
        Kind::Year => Stage::Annual,
    };
    let rank = |grade: &str| setting.pack.scale(stage).and_then(|scale| scale.rank(grade));
    match (before, after) {
        (Some(before), Some(after)) => rank(before).zip(rank(after)).is_some_and(|(b, a)| a > b),
        (before, after) => before.is_some() && after.is_none(),
    }
}

/// To extend the days is for those who can decide, and for a reason.
pub(super) fn extend(course: &Course, to: &Move<'_>) -> Result<(), Refusal> {
    by_others(course, to)?;
    reason(to)
}

fn by_others(course: &Course, to: &Move<'_>) -> Result<(), Refusal> {
    match course.decided_before(to.by) {
        true => Err(Refusal::DecidedBefore),
        false => Ok(()),
    }
}

impl Course {
    /// Whether somebody decided on the result, so that others decide on what is asked of it.
    pub fn decided_before(&self, by: &PersonId) -> bool {
        let graded = self.done.iter().rposition(|d| d.act == Act::GradeAfterwards);
        let took_part = |(at, done): (usize, &Done)| {
            // Who decided on an objection to having no grade has not decided on the grade that was given since.
            let of_another = decides_anew(done.act) && graded.is_some_and(|graded| at < graded);
            let decided = sets_grade(done.act) || done.act == Act::GiveFeedback;
            done.by == *by && decided && !of_another
        };
        self.done.iter().enumerate().any(took_part)
    }
}

/// Nothing is done after it, so not while somebody is still to be graded afterwards: under open investigation, or cleared since.
fn archive(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    if course.grade.is_none() && setting.outcome.may_be_graded_later() {
        let because = Because::of(setting.outcome, |f| {
            matches!(f.effect, Effect::NoGrade(NoGrade::Pending))
        });
        return Err(Refusal::Ungraded { because });
    }
    close(course, to, setting)
}

/// Not while an objection could still be made, unless the person has acknowledged.
fn close(course: &Course, to: &Move<'_>, setting: &Setting<'_>) -> Result<(), Refusal> {
    let told = course.on_this_result(Act::GiveFeedback);
    let ends: Vec<Option<Deadline>> = match course.on_this_result(Act::DecideReReview) {
        _ if course.on_this_result(Act::DecideAppeal).is_some() => vec![],
        _ if course.state == State::Acknowledged => vec![],
        Some(_) => course
            .appeal_days(setting)
            .into_iter()
            .map(|(_, until)| Some(until))
            .collect(),
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
