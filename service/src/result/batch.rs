//! A step that is taken for many: in parts, each one transaction, in the background.
//!
//! What is kept of it in memory is only how far it is; what became of it is kept in the database (`report`). The state of each course is
//! the truth: a process that is killed in the middle leaves every course either before the step or after it, and the same step asked for
//! again goes on with those that are before it. Who gets a place of a quota does not depend on how far it had come
//! (`quota::Table::room_in_batch`), so the result is the same.

mod job;
mod part;
mod report;
mod tries;

pub use job::Batches;
pub(crate) use job::running;
pub(crate) use part::told;
pub(in crate::result) use report::report_of;
pub(crate) use report::reports;

use super::quota::number;
use super::refused;
use crate::assess::load::{self, Opened, WHOLE, bare, heads};
use crate::assess::role::{of_period, roles};
use crate::assess::turn::name_of;
use crate::assess::{is_over, keyed, undecided};
use crate::{Daybook, Error, Result};
use domain::PeriodId;
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::Dossier;
use domain::assessment::process::{Act, Role, State};
use domain::permission::{Actor, Duty};
use domain::view::assess::Running;
use job::Job;
use part::Bench;
use std::sync::Arc;
use store::assess::CourseHead;

/// Courses of one transaction: so many that what comes with each (the period, the ledger's leaf, the disk) weighs little, and so few that
/// little is done again where somebody changes one of them meanwhile.
const PART: usize = 250;

/// Steps that can be taken for many at once: what needs nobody's own judgement.
const ACTS: [Act; 8] = [
    Act::Compile,
    Act::Rate,
    Act::Calibrate,
    Act::Publish,
    Act::Decide,
    Act::GiveFeedback,
    Act::Close,
    Act::Archive,
];

/// Takes a step for everybody in the period who is ready for it. It goes on in the background; asked for again while it runs, it is once.
/// The key is kept when it has come to its end: the same request sent again takes in nobody who became ready since, and goes on with one
/// that was stopped.
pub async fn period_act(daybook: &Daybook, actor: &Actor, period: &PeriodId, act: &str, key: &str) -> Result<()> {
    let act = ACTS.into_iter().find(|a| a.as_str() == act).ok_or(Error::NotFound)?;
    let key = keyed(key, &[period.as_str(), act.as_str()]);
    if daybook
        .came_before(&actor.person, Trace::CourseMoved, &key)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let db = daybook.db();
    let opened = Arc::new(load::period(daybook, &db, period).await?);
    let all = heads(&db, &format!("all:{period}"), WHOLE).await?;
    let ids: Vec<String> = all
        .iter()
        .filter(|h| open_acts(actor, &opened, h).contains(&act))
        .map(|h| h.id.clone())
        .collect();
    if ids.is_empty() && !takes_part(actor, &opened) {
        return Err(Error::NotFound);
    }
    daybook.throttle.writing(&actor.person)?;
    let by = name_of(daybook, &actor.person).await?;
    let when = daybook.clock.moment(daybook.clock.now());
    let Some(job) = daybook
        .batches
        .begin(period, act, number(ids.len()), (by.as_str(), when))?
    else {
        return Ok(());
    };
    let (daybook, actor) = (daybook.clone(), actor.clone());
    // On a thread of its own: compiling thousands of dossiers keeps no reader waiting.
    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || runtime.block_on(run(daybook, actor, opened, act, ids, (job, key))));
    Ok(())
}

/// How far the last step for many of a period is, for those who can take one: nothing else is read, so that it can be asked for often.
pub async fn progress(daybook: &Daybook, actor: &Actor, period: &PeriodId) -> Result<Option<Running>> {
    let opened = load::period(daybook, &daybook.db(), period).await?;
    match takes_part(actor, &opened) {
        true => Ok(running(daybook, &actor.person, period)),
        false => Err(Error::NotFound),
    }
}

/// How many are ready for each step that the actor can take for many.
pub(crate) fn ready(actor: &Actor, opened: &Opened, heads: &[CourseHead]) -> Vec<(Act, u32)> {
    let mut ready = ACTS.map(|act| (act, 0));
    for head in heads {
        let open = open_acts(actor, opened, head);
        for (act, many) in &mut ready {
            *many += u32::from(open.contains(act));
        }
    }
    let mut ready: Vec<(Act, u32)> = ready.into_iter().filter(|(_, many)| *many > 0).collect();
    let out = number(all_over(actor, opened, heads));
    ready.extend((out > 0).then_some((Act::Close, out)));
    ready
}

/// How many were taken out of a period in which nobody else is left to be closed: closing ends the period itself.
fn all_over(actor: &Actor, opened: &Opened, heads: &[CourseHead]) -> usize {
    let waits = !opened.closed() && !opened.still_opening() && actor.duties.contains(&Duty::PersonnelOffice);
    if !waits || !heads.iter().all(|h| is_over(load::state(&h.state))) {
        return 0;
    }
    let out = heads.iter().filter(|h| load::state(&h.state) == State::Excused);
    out.count()
}

/// The steps for many that somebody is ready for, and that the actor can take.
fn open_acts(actor: &Actor, opened: &Opened, head: &CourseHead) -> Vec<Act> {
    let course = bare(head, opened.period.opened);
    let roles = roles(actor, head, &opened.period);
    let open = course.open_to(&actor.person, &roles, opened.pack()).into_iter();
    open.map(|step| step.act)
        .filter(|act| ACTS.contains(act) && fits(opened, &course.grade, course.state, *act))
        .collect()
}

/// Whether a step means anything for somebody, beyond being open: names that are published already are not published again.
pub(crate) fn fits(opened: &Opened, grade: &Option<String>, state: State, act: Act) -> bool {
    match act {
        Act::Publish => state == State::Calibrated && published(opened, grade.as_deref()),
        Act::Decide => state == State::Published || !published(opened, grade.as_deref()),
        Act::Rate => opened.pack().rating.is_some(),
        _ => true,
    }
}

/// Between proposals of equal weight somebody chooses who looks at the person alone.
fn chosen(dossier: &Dossier, act: Act) -> Result<()> {
    if !(matches!(act, Act::Calibrate | Act::Decide) && undecided(dossier)) {
        return Ok(());
    }
    Err(refused(Words::new(
        "评鉴人建议不同、权重相同，不能一起办；请在单位的对照表上单独定。",
        "The assessors differ with equal weight, so this is not done with the others. Choose on the board, for this person alone.",
    )))
}

/// Whether a grade is published before it is final.
pub(super) fn published(opened: &Opened, grade: Option<&str>) -> bool {
    let publication = opened.pack().publication.as_ref();
    let annual = opened.period.kind == domain::assessment::process::Kind::Year;
    annual && grade.is_some_and(|g| publication.is_some_and(|p| p.grades.iter().any(|named| named == g)))
}

fn takes_part(actor: &Actor, opened: &Opened) -> bool {
    let bodies = [Role::Committee, Role::DecidingHead];
    actor.duties.contains(&Duty::PersonnelOffice) || of_period(actor, &opened.period).iter().any(|r| bodies.contains(r))
}

async fn run(
    daybook: Daybook,
    actor: Actor,
    opened: Arc<Opened>,
    act: Act,
    ids: Vec<String>,
    (job, key): (Arc<Job>, String),
) {
    let period = opened.id.clone();
    let ended = match Bench::begin(&daybook, &actor, opened, act).await {
        Ok(mut bench) => bench.all(&ids, &job).await,
        Err(error) => Err(error),
    };
    if let Err(error) = &ended {
        tracing::error!(%error, act = act.as_str(), "a step for many stopped");
    }
    daybook.batches.glances.forget(&period);
    let key = if ended.is_ok() { key.as_str() } else { "" };
    let whole = job.report(ended.as_ref().err());
    if let Err(error) = report::keep(&daybook, &actor, &period, &whole, key).await {
        tracing::error!(%error, act = act.as_str(), "the report of a step for many was not kept");
    }
    job.end();
}
