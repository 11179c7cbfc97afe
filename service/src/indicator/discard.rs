use super::draft::drafted;
use super::place::open;
use super::rows::scope_of;
use super::save::found;
use crate::{Daybook, Error, Result};
use domain::IndicatorSetId;
use domain::act::Act;
use domain::indicator::Flaw;
use domain::permission::{Action, Actor};

/// Throws a draft away. What was agreed stays for ever.
pub async fn discard(daybook: &Daybook, actor: &Actor, set: &IndicatorSetId) -> Result<()> {
    daybook.throttle.writing(&actor.person)?;
    let current = found(daybook, set).await?;
    open(daybook, actor, Action::DraftIndicators, &scope_of(&current)).await?;
    daybook
        .perform(&actor.person, Act::IndicatorsDrafted, "", |tx| async move {
            let row = tx.indicator_set(set).await?.ok_or(Error::NotFound)?;
            if row.agreed {
                return Err(Error::Invalid(Flaw::NotDraft.into()));
            }
            tx.discard_set(set).await?;
            Ok(((), drafted(set.as_str())))
        })
        .await?;
    Ok(())
}
