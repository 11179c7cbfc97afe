//! Somebody takes no part in a period any more: has died, retired or gone to another organ, or was never to be assessed in it.
//!
//! The course stays to be read, and is no part of quotas, boards, ballots and of what closing waits for. It counts as a decision on a grade
//! does: with fewer people there can be fewer places.

use super::step::{Ask, Done, change};
use super::{reason as reason_of, refused};
use crate::assess::load::{self, Loaded};
use crate::assess::turn::{Scene, Step};
use crate::assess::{day, known, manages};
use crate::notice::News;
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::CourseId;
use domain::assessment::Words;
use domain::assessment::process::Act;
use domain::notice::NoticeKind;
use domain::permission::Actor;
use futures::future::BoxFuture;

/// Tries before others who decide at the same moment are told about.
const TRIES: u32 = 6;

/// Takes somebody out, until it is decided: since which day, and why. The person and the assessors are told.
pub async fn excuse(
    daybook: &Daybook,
    actor: &Actor,
    course: &CourseId,
    since: &str,
    reason: &str,
    key: &str,
) -> Result<()> {
    manages(actor)?;
    let since = day(since)?;
    if since > daybook.clock.today() {
        return Err(refused(Words::new(
            "这一天还没有到，没有办理。到了那一天再办。",
            "That day is still to come: nothing was done. Do it when it has come.",
        )));
    }
    let wanted = (Act::Excuse, Some(since), reason_of(reason)?);
    carry_out(daybook, actor, course, wanted, key).await
}

/// Takes somebody in again who was taken out by mistake, while the period is open: it goes on where it was.
pub async fn take_in(daybook: &Daybook, actor: &Actor, course: &CourseId, reason: &str, key: &str) -> Result<()> {
    manages(actor)?;
    let wanted = (Act::TakeIn, None, reason_of(reason)?);
    carry_out(daybook, actor, course, wanted, key).await
}

/// Boxed: it is too deep for the compiler to see that it can be sent.
fn carry_out<'s>(
    daybook: &'s Daybook,
    actor: &'s Actor,
    course: &'s CourseId,
    (act, left, reason): (Act, Option<NaiveDate>, String),
    key: &'s str,
) -> BoxFuture<'s, Result<()>> {
    Box::pin(async move {
        known(course.as_str())?;
        let since = left.map(|day| day.to_string()).unwrap_or_default();
        let words = [act.as_str(), &since, &reason].join("\u{1f}");
        for _ in 0..TRIES {
            let seen = load::course(daybook, &daybook.db(), course).await?;
            let ask = Ask {
                course,
                version: None,
                key,
                words: &words,
                counted: Some(seen.period().decisions),
                from_outside: false,
            };
            let work = |scene: &mut Scene<'_>| {
                if scene.opened.closed() {
                    return Err(refused(Words::new(
                        "考核期已经结束，不能再移出或恢复。",
                        "The period is closed: nobody can be taken out, or in again.",
                    )));
                }
                scene.dossier.left = left;
                Ok(Some(Step {
                    act,
                    grade: None,
                    reason: reason.clone(),
                    uncited: 0,
                }))
            };
            if change(daybook, actor, ask, work, told).await? == Done::Done {
                daybook.batches.glances.forget(&seen.opened.id);
                return Ok(());
            }
        }
        Err(Error::Conflict)
    })
}

/// Whose assessment it is, and who reviews.
fn told(before: &Loaded) -> Vec<News> {
    let dossier = &before.dossier;
    let people = dossier.assessors.iter().chain([&dossier.person]);
    let news = people.map(|one| News {
        to: one.id.clone(),
        kind: NoticeKind::AssessChanged,
        thread: before.id.0.clone(),
        subject: before.id.0.clone(),
    });
    news.collect()
}
