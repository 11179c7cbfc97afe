use super::refused;
use super::see::works;
use super::turn::{Request, Turned, turn};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{moves, remark};
use domain::{PlanItemId, Violation};

/// Says that an item is done.
pub async fn finish(daybook: &Daybook, actor: &Actor, item: &PlanItemId, note: &str, key: &str) -> Result<()> {
    let note = remark(note).map_err(Violation::from)?;
    let request = Request {
        item,
        act: Act::PlanAdvanced,
        version: None,
        key,
        words: &format!("done {note}"),
    };
    turn(daybook, actor, request, |row, item, by| {
        if !works(by, row) {
            return Err(Error::Denied);
        }
        Ok(Turned::from(moves::finish(item, &note).map_err(refused)?))
    })
    .await
}
