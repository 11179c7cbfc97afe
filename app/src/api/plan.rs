//! Plans: reading them, and each verb on an item.

use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::plan::Draft;
use domain::view::plan::{ItemPage, MyPlan, PlanGoals, PlanImport, PlanPeople, UnitPlan};

/// One's own plan.
#[server(name = GetMyPlan, endpoint = "my_plan")]
pub async fn my_plan() -> Answer<MyPlan> {
    Caller::run(|daybook, actor| async move { service::plan::mine(&daybook, &actor).await }).await
}

/// A unit's plan.
#[server(name = GetUnitPlan, endpoint = "unit_plan")]
pub async fn unit_plan(unit: String) -> Answer<UnitPlan> {
    Caller::run(|daybook, actor| async move { service::plan::unit_page(&daybook, &actor, &unit.into()).await }).await
}

/// An item with its history and what stands around it. Offered are owners by name, post or unit (`part`), and larger items by title.
#[server(name = GetPlanItem, endpoint = "plan_item")]
pub async fn plan_item(
    item: String,
    #[server(default)] part: String,
    #[server(default)] goal: String,
) -> Answer<ItemPage> {
    Caller::run(|daybook, actor| async move {
        service::plan::item_page_asked(&daybook, &actor, &item.into(), &part, &goal).await
    })
    .await
}

/// People whom one can hand items to: in a unit (empty: all), whose name or post contains `part`; those chosen come first.
#[server(name = GetPlanPeople, endpoint = "plan_people")]
pub async fn plan_people(
    #[server(default)] unit: String,
    #[server(default)] part: String,
    #[server(default)] people: Vec<String>,
) -> Answer<PlanPeople> {
    Caller::run(|daybook, actor| async move { service::plan::people(&daybook, &actor, &unit, &part, &people).await })
        .await
}

/// Open items that a new one could serve, whose title contains `part`; those chosen come first.
#[server(name = GetPlanGoals, endpoint = "plan_goals")]
pub async fn plan_goals(#[server(default)] part: String, #[server(default)] serves: Vec<String>) -> Answer<PlanGoals> {
    Caller::run(|daybook, actor| async move { service::plan::goals(&daybook, &actor, &part, &serves).await }).await
}

/// What was found in a table that the reader uploaded.
#[server(name = GetPlanImport, endpoint = "plan_import")]
pub async fn plan_import(import: String) -> Answer<PlanImport> {
    let lang = Caller::of_request().lang;
    Caller::run(|daybook, actor| async move { service::plan::import_report(&daybook, &actor, &import, lang) }).await
}

/// Sets an item for oneself; `serves` are ids of larger items.
#[server(endpoint = "write_plan")]
pub async fn write_plan(
    #[server(flatten)] draft: Draft,
    #[server(default)] unit: String,
    #[server(default)] serves: Vec<String>,
    #[server(default)] key: String,
) -> Answer<String> {
    Caller::run(|daybook, actor| async move {
        let (unit, serves) = (unit.into(), serves.join(","));
        let item = service::plan::write(&daybook, &actor, &draft, &unit, &serves, &key).await?;
        Ok(item.0)
    })
    .await
}

/// Hands one item down to people, or to a unit while nobody has it. One act, however many they are.
#[server(endpoint = "assign_plan")]
pub async fn assign_plan(
    #[server(flatten)] draft: Draft,
    #[server(default)] people: Vec<String>,
    #[server(default)] unit: String,
    #[server(default)] serves: Vec<String>,
    #[server(default)] key: String,
) -> Answer<String> {
    Caller::run(|daybook, actor| async move {
        let (unit, serves) = (unit.into(), serves.join(","));
        let item = service::plan::assign(&daybook, &actor, &draft, &people, &unit, &serves, &key).await?;
        Ok(item.0)
    })
    .await
}

/// Changes an item from what it was in `version`; `owner` empty leaves it with whom it is.
#[server(endpoint = "change_plan")]
pub async fn change_plan(
    item: String,
    version: u32,
    #[server(flatten)] draft: Draft,
    #[server(default)] owner: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        let (draft, owner, why) = (&draft, owner.as_str(), reason.as_str());
        let wanted = service::plan::Wanted { draft, owner, why };
        service::plan::change(&daybook, &actor, &item.into(), version, &wanted, &key).await
    })
    .await
}

/// Agrees to what somebody set for himself.
#[server(endpoint = "agree_plan")]
pub async fn agree_plan(item: String, version: u32, #[server(default)] key: String) -> Answer<()> {
    Caller::run(
        |daybook, actor| async move { service::plan::agree(&daybook, &actor, &item.into(), version, &key).await },
    )
    .await
}

/// Accepts what was handed down.
#[server(endpoint = "accept_plan")]
pub async fn accept_plan(item: String, version: u32, #[server(default)] key: String) -> Answer<()> {
    Caller::run(
        |daybook, actor| async move { service::plan::accept(&daybook, &actor, &item.into(), version, &key).await },
    )
    .await
}

/// Says what stands in the way of an item; its setter is asked.
#[server(endpoint = "ask_back_plan")]
pub async fn ask_back_plan(
    item: String,
    version: u32,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        service::plan::ask_back(&daybook, &actor, &item.into(), version, &reason, &key).await
    })
    .await
}

/// Keeps an item that was asked back as it is, and says why.
#[server(endpoint = "stand_by_plan")]
pub async fn stand_by_plan(
    item: String,
    version: u32,
    #[server(default)] answer: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        service::plan::stand_by(&daybook, &actor, &item.into(), version, &answer, &key).await
    })
    .await
}

/// How far an item is, in percent.
#[server(endpoint = "advance_plan")]
pub async fn advance_plan(
    item: String,
    progress: String,
    #[server(default)] note: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        service::plan::advance(&daybook, &actor, &item.into(), &progress, &note, &key).await
    })
    .await
}

/// An item is done.
#[server(endpoint = "finish_plan")]
pub async fn finish_plan(item: String, #[server(default)] note: String, #[server(default)] key: String) -> Answer<()> {
    Caller::run(
        |daybook, actor| async move { service::plan::finish(&daybook, &actor, &item.into(), &note, &key).await },
    )
    .await
}

/// An item will not be done.
#[server(endpoint = "drop_plan")]
pub async fn drop_plan(item: String, #[server(default)] reason: String, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        service::plan::drop_item(&daybook, &actor, &item.into(), &reason, &key).await
    })
    .await
}

/// An item that had ended goes on.
#[server(endpoint = "reopen_plan")]
pub async fn reopen_plan(
    item: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(
        |daybook, actor| async move { service::plan::reopen(&daybook, &actor, &item.into(), &reason, &key).await },
    )
    .await
}

/// Links an item to a larger one, or takes the link away.
#[server(endpoint = "serve_plan")]
pub async fn serve_plan(item: String, serves: String, on: bool, #[server(default)] key: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        let (item, larger) = (item.into(), serves.into());
        match on {
            true => service::plan::serve(&daybook, &actor, &item, &larger, &key).await,
            false => service::plan::unserve(&daybook, &actor, &item, &larger, &key).await,
        }
    })
    .await
}

/// Sets the finished items of the last year, quarter, month or week again: the own ones, or those handed down in a unit.
#[server(endpoint = "copy_plan")]
pub async fn copy_plan(
    horizon: String,
    #[server(default)] unit: String,
    #[server(default)] key: String,
) -> Answer<String> {
    Caller::run(|daybook, actor| async move {
        let first = service::plan::copy(&daybook, &actor, &horizon, &unit.into(), &key).await?;
        Ok(first.0)
    })
    .await
}

/// Writes a checked table.
#[server(endpoint = "apply_plan_import")]
pub async fn apply_plan_import(import: String) -> Answer<String> {
    Caller::run(|daybook, actor| async move {
        let first = service::plan::apply_import(&daybook, &actor, &import).await?;
        Ok(first.0)
    })
    .await
}
