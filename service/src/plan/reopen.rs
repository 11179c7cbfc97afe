use super::refused;
use super::turn::{Request, turn};
use crate::{Daybook, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{Field, moves, reason};
use domain::{PlanItemId, Violation};

/// Goes on with an item that had ended, and says why.
pub async fn reopen(daybook: &Daybook, actor: &Actor, item: &PlanItemId, why: &str, key: &str) -> Result<()> {
    let why = reason(why, Field::Reason).map_err(Violation::from)?;
    let request = Request {
        item,
        act: Act::PlanChanged,
        version: None,
        key,
        words: &why,
    };
    turn(daybook, actor, request, |_, item, by| {
        Ok(moves::reopen(item, by, &why).map_err(refused)?.into())
    })
    .await
}
