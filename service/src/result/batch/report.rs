//! What became of the last step of each kind for many in a period: who was refused and why, how many were done, by whom and when. It is kept
//! whole in the database, whatever becomes of the process.

use super::ACTS;
use super::job::{first, nothing};
use crate::act::Deed;
use crate::assess::load::{self, Opened, read, written};
use crate::assess::role::of_period;
use crate::assess::turn::name_of;
use crate::{Daybook, Error, Result};
use domain::PeriodId;
use domain::act::Act as Trace;
use domain::assessment::process::{Act, Role};
use domain::permission::Actor;
use domain::view::assess::Running;
use futures::future::BoxFuture;
use store::assess::ReportRow;

/// Keeps one, in place of the last of its kind, and the key of the request with it. Where nobody was ready there is nothing to keep.
pub(super) async fn keep(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    whole: &Running,
    key: &str,
) -> Result<()> {
    if whole.all == 0 {
        return Ok(());
    }
    let row = &ReportRow {
        period: period.0.clone(),
        act: whole.act.as_str().to_owned(),
        head: written(&first(whole))?,
        body: written(whole)?,
    };
    daybook
        .perform(&actor.person, Trace::CourseMoved, key, |tx| async move {
            tx.put_report(row).await?;
            let deed = Deed {
                act: Trace::CourseMoved,
                subject: period.0.clone(),
                content: Some(format!("{} {} of {}", row.act, whole.done, whole.all)),
                events: vec![],
            };
            Ok(((), deed))
        })
        .await?;
    Ok(())
}

/// As much of all of a period as a page shows its reader, in the order of the steps.
///
/// Boxed: it is too deep for the compiler to see that it can be sent.
pub(crate) fn reports<'s>(
    daybook: &'s Daybook,
    actor: &'s Actor,
    period: &'s PeriodId,
) -> BoxFuture<'s, Result<Vec<Running>>> {
    Box::pin(async move {
        let (db, reader) = (daybook.db(), &actor.person);
        let heads = db.report_heads(period, &ACTS.map(Act::as_str)).await?;
        let (mut reports, name) = (Vec::with_capacity(heads.len()), name_of(daybook, reader).await?);
        for head in heads {
            let mut run = read::<Running>(&head)?;
            let counted = usize::try_from(run.missed).unwrap_or(usize::MAX) > run.named();
            // The reader can be among those that a page only counts.
            if counted && db.course_of(period, reader).await?.is_some() {
                let whole = db.report(period, run.act.as_str()).await?;
                let whole = whole.map(|body| read::<Running>(&body)).transpose()?;
                run = whole.map_or(run, |whole| first(&whole.seen_by(reader, &name)));
            } else {
                run = run.seen_by(reader, &name);
            }
            reports.push(run);
        }
        reports.sort_by_key(|run| ACTS.iter().position(|act| *act == run.act));
        Ok(reports)
    })
}

/// The whole of one, for those who see all of the period, each without himself; an empty one where the step was not taken for many.
pub(in crate::result) async fn report_of(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    act: &str,
) -> Result<(Opened, Running)> {
    let act = ACTS.into_iter().find(|a| a.as_str() == act).ok_or(Error::NotFound)?;
    let db = daybook.db();
    let opened = load::period(daybook, &db, period).await?;
    let sees = [
        Role::Personnel,
        Role::Committee,
        Role::DecidingHead,
        Role::ReviewBody,
        Role::AppealBody,
    ];
    if !of_period(actor, &opened.period).iter().any(|role| sees.contains(role)) {
        return Err(Error::NotFound);
    }
    let whole = match db.report(period, act.as_str()).await? {
        Some(body) => {
            let name = name_of(daybook, &actor.person).await?;
            read::<Running>(&body)?.seen_by(&actor.person, &name)
        }
        None => nothing(act, 0),
    };
    Ok((opened, whole))
}
