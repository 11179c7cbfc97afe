//! What became of the last step of each kind for many in a period: who was refused and why, how many were done, by whom and when. It is kept
//! whole in the database, whatever becomes of the process.

use super::ACTS;
use super::job::{first, nothing};
use crate::act::Deed;
use crate::assess::load::{self, Opened, read, written};
use crate::assess::role::of_period;
use crate::{Daybook, Error, Result};
use domain::PeriodId;
use domain::act::Act as Trace;
use domain::assessment::process::{Act, Role};
use domain::permission::Actor;
use domain::view::assess::Running;
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

/// As much of all of a period as a page shows, in the order of the steps.
pub(crate) async fn reports(daybook: &Daybook, period: &PeriodId) -> Result<Vec<Running>> {
    let heads = daybook.db().report_heads(period, &ACTS.map(Act::as_str)).await?;
    let mut reports = Vec::with_capacity(heads.len());
    for head in heads {
        reports.push(read::<Running>(&head)?);
    }
    reports.sort_by_key(|run| ACTS.iter().position(|act| *act == run.act));
    Ok(reports)
}

/// The whole of one, for those who see all of the period; an empty one where the step was not taken for many.
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
        Some(body) => read::<Running>(&body)?,
        None => nothing(act, 0),
    };
    Ok((opened, whole))
}
