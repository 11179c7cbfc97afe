use super::refused;
use super::turn::{Request, turn};
use crate::{Daybook, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{Field, moves, reason};
use domain::{PlanItemId, Violation};

/// Says that an item will not be done, and why.
pub async fn drop_item(daybook: &Daybook, actor: &Actor, item: &PlanItemId, why: &str, key: &str) -> Result<()> {
    let why = reason(why, Field::Reason).map_err(Violation::from)?;
    let request = Request {
        item,
        act: Act::PlanDropped,
        version: None,
        key,
        words: &why,
    };
    turn(daybook, actor, request, |_, item, by| {
        Ok(moves::drop_it(item, by, &why).map_err(refused)?.into())
    })
    .await
}
