//! The higher share of a quota, where the pack has one and somebody above has approved it.

use super::places::Places;
use super::quota::Table;
use super::step::{Done, edit_period};
use super::{REASON, refused};
use crate::act::{Deed, Outcome as Ended};
use crate::assess::load::{self, Opened};
use crate::assess::turn::name_of;
use crate::assess::{keyed, manages};
use crate::{Daybook, Error, Result};
use domain::PeriodId;
use domain::act::Act as Trace;
use domain::assessment::Words;
use domain::assessment::dossier::{Approval, Revoked};
use domain::permission::Actor;
use std::sync::Arc;

/// Tries before others who decide at the same moment are told about.
const TRIES: u32 = 6;

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
        return Err(over());
    }
    let key = keyed(key, &[period.as_str(), &paper]);
    let approval = &Approval {
        paper,
        by: name_of(daybook, &actor.person).await?,
        on: Some(daybook.clock.today()),
        taken_back: None,
    };
    daybook
        .perform(&actor.person, Trace::PeriodRaised, &key, |tx| async move {
            edit_period(&tx, period, |p, _| {
                let another = |last: &Approval| !last.stands() || last.paper != approval.paper;
                if p.raised.last().is_none_or(another) {
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

fn over() -> Error {
    refused(Words::new("考核期已经结束。", "The period is closed."))
}

/// Takes back the paper that stands at `nth` (from 1) of those that were entered: it was for another period, say. It stays with who did it,
/// when and why, and raises nothing. With the last one that stands the lower share holds again, so not where more people hold a grade than
/// that has places for.
pub async fn take_back(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    nth: u32,
    reason: &str,
    key: &str,
) -> Result<()> {
    manages(actor)?;
    daybook.throttle.writing(&actor.person)?;
    let reason = domain::text::accept(reason, REASON)?;
    let at = usize::try_from(nth).ok().and_then(|n| n.checked_sub(1));
    let at = at.ok_or(Error::NotFound)?;
    let key = keyed(key, &[period.as_str(), &nth.to_string(), &reason]);
    let revoked = &Revoked {
        by: name_of(daybook, &actor.person).await?,
        on: daybook.clock.today(),
        why: reason,
    };
    for _ in 0..TRIES {
        // The count first: whatever is decided after it makes these places stale.
        let opened = load::period(daybook, &daybook.db(), period).await?;
        let (counted, too_many) = (opened.period.decisions, too_many(daybook, &opened, at, revoked).await?);
        let too_many = &too_many;
        let ended = daybook
            .perform(&actor.person, Trace::PeriodLowered, &key, |tx| async move {
                let now = load::period(daybook, &tx, period).await?;
                now.stands()?;
                if now.closed() {
                    return Err(over());
                }
                if now.period.decisions != counted {
                    return Ok((Done::Stale, None));
                }
                let paper = standing(&now, at)?;
                // Said inside, so that the same request sent twice is one.
                if let Some(words) = too_many {
                    return Err(refused(words.clone()));
                }
                edit_period(&tx, period, |p, _| {
                    if let Some(paper) = p.raised.get_mut(at) {
                        paper.taken_back = Some(revoked.clone());
                    }
                    // Places that were read before can be fewer now.
                    p.decisions = p.decisions.wrapping_add(1);
                })
                .await?;
                let deed = Deed {
                    act: Trace::PeriodLowered,
                    subject: period.0.clone(),
                    content: Some(format!("{paper}\n{}", revoked.why)),
                    events: vec![],
                };
                Ok((Done::Done, Some(deed)))
            })
            .await?;
        if !matches!(ended, Ended::Done(Done::Stale)) {
            daybook.batches.glances.forget(period);
            return Ok(());
        }
    }
    Err(Error::Conflict)
}

/// A paper that can be taken back.
fn standing(opened: &Opened, at: usize) -> Result<String> {
    let paper = opened.period.raised.get(at).ok_or(Error::NotFound)?;
    match &paper.taken_back {
        None => Ok(paper.paper.clone()),
        Some(by) => Err(refused(Words::new(
            format!("这份文件已由{}于 {} 撤销。", by.by, by.on),
            format!("{} took this paper back on {}.", by.by, by.on),
        ))),
    }
}

/// That more people hold a grade than the lower share has places for, by unit, should it hold again without the paper.
async fn too_many(daybook: &Daybook, opened: &Opened, at: usize, revoked: &Revoked) -> Result<Option<Words>> {
    let mut period = opened.period.clone();
    if let Some(paper) = period.raised.get_mut(at) {
        paper.taken_back = Some(revoked.clone());
    }
    if period.is_raised() || !opened.period.is_raised() {
        return Ok(None);
    }
    let lower = Arc::new(Opened {
        id: opened.id.clone(),
        row: opened.row.clone(),
        rules: opened.rules.clone(),
        period,
    });
    let places = Places::read(daybook, &daybook.db(), &lower, None).await?;
    let units: Vec<Words> = places.tables.iter().flat_map(Table::too_many).collect();
    if units.is_empty() {
        return Ok(None);
    }
    let zh: Vec<&str> = units.iter().map(|w| w.zh.as_str()).collect();
    let en: Vec<&str> = units.iter().map(|w| w.en.as_str()).collect();
    Ok(Some(Words::new(
        format!("没有撤销：比例降下来以后，已定的人数多于名额。{}。", zh.join("；")),
        format!(
            "It was not taken back: by the lower share more people hold a grade than there are places. {}.",
            en.join("; ")
        ),
    )))
}
