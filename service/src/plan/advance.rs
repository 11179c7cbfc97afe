use super::refused;
use super::see::works;
use super::turn::{Request, Turned, turn};
use crate::{Daybook, Error, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{Breach, Field, moves, remark};
use domain::{PlanItemId, Violation};

/// Says how far an item is, in percent, with a note. Needs nobody's agreement.
pub async fn advance(
    daybook: &Daybook,
    actor: &Actor,
    item: &PlanItemId,
    percent: &str,
    note: &str,
    key: &str,
) -> Result<()> {
    let note = remark(note).map_err(Violation::from)?;
    let given = percent.trim().trim_end_matches(['%', '％']).trim();
    let percent: i64 = given.parse().map_err(|_| {
        Violation::from(Breach::Unfit {
            field: Field::Progress,
            given: given.chars().take(20).collect(),
        })
    })?;
    let words = format!("{percent} {note}");
    let request = Request {
        item,
        act: Act::PlanAdvanced,
        version: None,
        key,
        words: &words,
    };
    turn(daybook, actor, request, |row, item, by| {
        if !works(by, row) {
            return Err(Error::Denied);
        }
        let after = moves::advance(item, percent).map_err(refused)?;
        Ok(Turned {
            item: Some(after),
            step: Some((percent, note.clone())),
            ..Turned::default()
        })
    })
    .await
}
