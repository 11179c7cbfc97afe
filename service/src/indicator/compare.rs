use super::place::open;
use super::rows::{head, indicators, scope_of};
use super::save::found;
use crate::{Daybook, Error, Result};
use domain::IndicatorSetId;
use domain::indicator::sum;
use domain::permission::{Action, Actor};
use domain::view::indicator::ComparePage;

/// Two versions, usually of one scope, from the earlier to the later.
pub async fn compare(daybook: &Daybook, actor: &Actor, a: &IndicatorSetId, b: &IndicatorSetId) -> Result<ComparePage> {
    let (one, other) = (found(daybook, a).await?, found(daybook, b).await?);
    for set in [&one, &other] {
        let action = if set.agreed {
            Action::ReadIndicators
        } else {
            Action::DraftIndicators
        };
        open(daybook, actor, action, &scope_of(set)).await?;
    }
    let (before, after) = if one.scope == other.scope && one.version > other.version {
        (other, one)
    } else {
        (one, other)
    };
    if before.id == after.id {
        return Err(Error::NotFound);
    }
    let today = daybook.today();
    let (rows_before, rows_after) = (indicators(&before), indicators(&after));
    Ok(ComparePage {
        comparison: domain::indicator::compare(&rows_before, &rows_after),
        sum_before: sum(&rows_before),
        sum_after: sum(&rows_after),
        before: head(&before, &today),
        after: head(&after, &today),
    })
}
