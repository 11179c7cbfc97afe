use super::refused;
use super::turn::{Request, turn};
use crate::{Daybook, Error, Result};
use domain::PlanItemId;
use domain::act::Act;
use domain::permission::{Action, Actor, Resource, decide};
use domain::plan::moves;

/// A leader agrees to what somebody set for himself, as it stood in `version`.
pub async fn agree(daybook: &Daybook, actor: &Actor, item: &PlanItemId, version: u32, key: &str) -> Result<()> {
    let request = Request {
        item,
        act: Act::PlanAgreed,
        version: Some(version),
        key,
        words: "",
    };
    turn(daybook, actor, request, |row, item, by| {
        if !decide(actor, Action::AgreePlan, &Resource::Plan(row.facts())).allowed {
            return Err(Error::Denied);
        }
        Ok(moves::agree(item, by).map_err(refused)?.into())
    })
    .await
}
