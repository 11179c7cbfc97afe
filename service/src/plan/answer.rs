use super::refused;
use super::turn::{Request, turn};
use crate::{Daybook, Result};
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{Field, moves, reason};
use domain::{PlanItemId, Violation};

/// Takes on what was handed down, as it stood in `version`.
pub async fn accept(daybook: &Daybook, actor: &Actor, item: &PlanItemId, version: u32, key: &str) -> Result<()> {
    let request = Request {
        item,
        act: Act::PlanAnswered,
        version: Some(version),
        key,
        words: "",
    };
    turn(daybook, actor, request, |_, item, by| {
        Ok(moves::accept(item, by).map_err(refused)?.into())
    })
    .await
}

/// Says why an item cannot be agreed to as it is; the setter is asked.
pub async fn ask_back(
    daybook: &Daybook,
    actor: &Actor,
    item: &PlanItemId,
    version: u32,
    why: &str,
    key: &str,
) -> Result<()> {
    let why = reason(why, Field::Reason).map_err(Violation::from)?;
    let request = Request {
        item,
        act: Act::PlanAnswered,
        version: Some(version),
        key,
        words: &why,
    };
    turn(daybook, actor, request, |_, item, by| {
        Ok(moves::ask_back(item, by, &why).map_err(refused)?.into())
    })
    .await
}

/// Keeps an item that was asked back as it is, with an answer.
pub async fn stand_by(
    daybook: &Daybook,
    actor: &Actor,
    item: &PlanItemId,
    version: u32,
    answer: &str,
    key: &str,
) -> Result<()> {
    let answer = reason(answer, Field::Answer).map_err(Violation::from)?;
    let request = Request {
        item,
        act: Act::PlanAnswered,
        version: Some(version),
        key,
        words: &answer,
    };
    turn(daybook, actor, request, |_, item, by| {
        Ok(moves::stand_by(item, by, &answer).map_err(refused)?.into())
    })
    .await
}
