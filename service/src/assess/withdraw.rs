//! Taking a period back that was opened by mistake.

use super::course::before_review;
use super::load::{self, Opened, WHOLE, heads, state, written};
use super::notices::of_period;
use super::turn::{moved_on, name_of};
use super::{keyed, manages, refused, role};
use crate::act::Deed;
use crate::notice::tell;
use crate::{Daybook, Result};
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::{Dossier, Period};
use domain::assessment::process::State;
use domain::event::Event;
use domain::permission::Actor;
use domain::{PeriodId, PersonId};
use futures::future::BoxFuture;
use std::collections::BTreeSet;
use store::Tx;
use store::assess::CourseHead;

/// Characters of the reason.
const REASON: u32 = 1_000;
/// People who are told at once.
const PART: usize = 100;

/// Withdraws a period, with the reason, while nobody in it is past the review. `title` is its name, typed again: it is not done by a slip.
/// Everybody whose assessment it was, and who was to act in it, is told.
pub async fn withdraw_period(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    title: &str,
    reason: &str,
    key: &str,
) -> Result<()> {
    manages(actor)?;
    daybook.throttle.writing(&actor.person)?;
    let opened = load::period(daybook, &daybook.db(), period).await?;
    if title.split_whitespace().collect::<Vec<_>>().join(" ") != opened.period.title {
        return refused(
            "写的名称与这一期不同，没有撤销。请照着写这一期的名称。",
            "The name is not that of this period: nothing was withdrawn. Type the name of the period as it is.",
        );
    }
    let reason = domain::text::accept(reason, REASON)?;
    let name = name_of(daybook, &actor.person).await?;
    let key = keyed(key, &[period.as_str(), &reason]);
    let (reason, name) = (&reason, &name);
    daybook
        .perform(&actor.person, Trace::PeriodWithdrawn, &key, |tx| async move {
            let now = load::period(daybook, &tx, period).await?;
            let all = heads(&tx, &format!("all:{period}"), WHOLE).await?;
            let out = excused(&tx, &all).await?;
            may(&now, &all, &out)?;
            let day = daybook.clock.today();
            let mut row = now.row;
            row.body = written(&Period {
                withdrawn: Some(Words::new(
                    format!("这一期已由人事部门于 {day} 撤销。理由：{reason}"),
                    format!("The personnel office withdrew this period on {day}. Reason: {reason}"),
                )),
                // Places that were read before are nobody's now.
                decisions: now.period.decisions.wrapping_add(1),
                ..now.period.clone()
            })?;
            "withdrawn".clone_into(&mut row.state);
            tx.put_period(&row).await?;
            let people = concerned(&now.period, &all);
            let mut events = vec![moved_on(period)];
            events.extend(told(daybook, &tx, (&actor.person, name.as_str()), period, &people).await?);
            let deed = Deed {
                act: Trace::PeriodWithdrawn,
                subject: period.0.clone(),
                content: Some(reason.clone()),
                events,
            };
            Ok(((), deed))
        })
        .await?;
    Ok(())
}

/// How far those had come who take no part any more.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
fn excused<'s>(tx: &'s Tx, all: &'s [CourseHead]) -> BoxFuture<'s, Result<Vec<State>>> {
    Box::pin(async move {
        let out = all.iter().filter(|h| state(&h.state) == State::Excused);
        let ids: Vec<&str> = out.map(|h| h.id.as_str()).collect();
        let rows = tx.courses(ids).await?;
        let read = rows.iter().map(|row| load::read::<Dossier>(&row.body));
        read.map(|dossier| dossier.map(|d| d.course.reached()))
            .collect::<Result<Vec<State>>>()
    })
}

/// What is calibrated, published or decided was looked at by others already: it ends in its own way. Of whoever was taken out since (`excused`)
/// it was, too.
fn may(now: &Opened, all: &[CourseHead], excused: &[State]) -> Result<()> {
    now.stands()?;
    if now.still_opening() {
        return refused(
            "正在为每个人建立考核，建完以后才能撤销。",
            "The assessment of each person is being opened; it can be withdrawn after that.",
        );
    }
    let present = all.iter().map(|h| state(&h.state)).filter(|s| *s != State::Excused);
    let past = |state: &State| !before_review(*state) && *state != State::Reviewed;
    match present.chain(excused.iter().copied()).filter(past).count() {
        0 => Ok(()),
        many => refused(
            &format!("已有 {many} 人过了评鉴这一步（平衡、公示或确定），不能撤销整期考核。"),
            &format!(
                "{many} of its assessments are past the review (calibrated, published or decided): it cannot be withdrawn."
            ),
        ),
    }
}

/// Everybody whose assessment it was, who was to review, and who sat on a body.
fn concerned(period: &Period, all: &[CourseHead]) -> Vec<PersonId> {
    let people = all.iter().flat_map(|h| h.assessors.iter().chain([&h.person]));
    let people = people.map(|id| PersonId(id.clone())).chain(role::named(&period.bodies));
    people.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Boxed: it is too deep for the compiler to see that it can be sent.
fn told<'s>(
    daybook: &'s Daybook,
    tx: &'s Tx,
    (by, name): (&'s PersonId, &'s str),
    period: &'s PeriodId,
    people: &'s [PersonId],
) -> BoxFuture<'s, Result<Vec<Event>>> {
    Box::pin(async move {
        let mut events = Vec::new();
        for part in people.chunks(PART) {
            let news = part.iter().map(|to| of_period(to.clone(), period));
            events.extend(tell(daybook, tx, by, name, news.collect()).await?);
        }
        Ok(events)
    })
}
