//! The higher share of a quota, where the pack has one and somebody above has approved it.

use super::step::edit_period;
use super::{REASON, refused};
use crate::act::Deed;
use crate::assess::turn::name_of;
use crate::assess::{keyed, load, manages};
use crate::{Daybook, Result};
use domain::PeriodId;
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::Approval;
use domain::permission::Actor;

/// Raises the quotas of a period to what the pack allows with an approval; `paper` says whose, and by which document. A pack has one higher
/// share: another paper raises it no further, and is kept behind those that were entered before.
pub async fn raise(daybook: &Daybook, actor: &Actor, period: &PeriodId, paper: &str, key: &str) -> Result<()> {
    manages(actor)?;
    daybook.throttle.writing(&actor.person)?;
    let paper = domain::text::accept(paper, REASON)?;
    let opened = load::period(daybook, &daybook.db(), period).await?;
    opened.stands()?;
    let stage = opened.stage();
    let raisable = opened
        .pack()
        .quota
        .iter()
        .any(|q| q.of == stage && q.raised_percent.is_some());
    if !raisable {
        return Err(refused(Words::new(
            "这个规则包的名额不能提高。",
            "The pack has no higher share for this quota.",
        )));
    }
    if opened.closed() {
        return Err(refused(Words::new("考核期已经结束。", "The period is closed.")));
    }
    let key = keyed(key, &[period.as_str(), &paper]);
    let approval = &Approval {
        paper,
        by: name_of(daybook, &actor.person).await?,
        on: Some(daybook.clock.today()),
    };
    daybook
        .perform(&actor.person, Trace::PeriodRaised, &key, |tx| async move {
            edit_period(&tx, period, |p, _| {
                if p.raised.last().is_none_or(|last| last.paper != approval.paper) {
                    p.raised.push(approval.clone());
                }
                // Places that were read before are more now.
                p.decisions = p.decisions.wrapping_add(1);
            })
            .await?;
            let deed = Deed {
                act: Trace::PeriodRaised,
                subject: period.0.clone(),
                content: Some(approval.paper.clone()),
                events: vec![],
            };
            Ok(((), deed))
        })
        .await?;
    Ok(())
}
