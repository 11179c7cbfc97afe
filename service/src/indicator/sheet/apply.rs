use super::check::outcome;
use super::job::find;
use crate::act::{Deed, Outcome};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::indicator::Flaw;
use domain::permission::Actor;
use std::sync::PoisonError;
use store::indicator::SetRow;

/// Writes the sets of a checked file as drafts, all of them or none; twice is once.
pub async fn apply_sheet(daybook: &Daybook, actor: &Actor, id: &str) -> Result<()> {
    let job = find(daybook, actor, id).await?;
    if job.rejected() || job.plans.is_empty() || job.drafts().is_some() {
        return Ok(());
    }
    daybook.throttle.writing(&actor.person)?;
    let by_name = daybook.profile(&actor.person).await?.name.clone();
    let outcome = daybook
        .perform(&actor.person, Act::IndicatorsDrafted, id, |tx| {
            let (job, by_name) = (&job, &by_name);
            async move {
                let mut drafts = Vec::with_capacity(job.plans.len());
                for plan in &job.plans {
                    let versions = tx.sets_in_scopes(&[plan.scope.key()]).await?;
                    if !plan.still_fits(&versions) {
                        let name = plan.name.clone();
                        return Err(Error::Invalid(Flaw::CheckedBefore { name }.into()));
                    }
                    let dimensions = daybook.dimensions();
                    let draft = outcome(&plan.scope, &plan.name, &versions, &plan.given, &plan.below, dimensions);
                    let row = SetRow {
                        by_name: by_name.clone(),
                        ..draft
                    };
                    if versions.iter().any(|v| v.id == row.id) {
                        tx.change_set(&row).await?;
                    } else {
                        tx.create_set(&row).await?;
                    }
                    drafts.push(row.id);
                }
                let deed = Deed {
                    act: Act::IndicatorsDrafted,
                    subject: id.to_owned(),
                    content: Some(drafts.join(" ")),
                    events: vec![],
                };
                Ok::<_, Error>((drafts, deed))
            }
        })
        .await?;
    if let Outcome::Done(drafts) = outcome {
        *job.written.lock().unwrap_or_else(PoisonError::into_inner) = Some(drafts);
    }
    Ok(())
}
