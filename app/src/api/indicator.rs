use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::view::indicator::{ComparePage, IndicatorImport, IndicatorsPage, PersonIndicators, ReadySet, SetPage};

/// The sets the reader may know, and what is missing: of one family (empty for posts without one) all posts, from a place on.
#[server(name = GetIndicators, endpoint = "indicators")]
pub async fn indicators(family: Option<String>, from: Option<u32>) -> Answer<IndicatorsPage> {
    let lang = Caller::of_request().lang;
    let asked = family.map(|family| (family, from.unwrap_or_default()));
    Caller::run(|daybook, actor| async move { service::indicator::overview(&daybook, &actor, asked, lang).await }).await
}

/// One version of a set.
#[server(name = GetIndicatorSet, endpoint = "indicator_set")]
pub async fn indicator_set(set: String) -> Answer<SetPage> {
    let lang = Caller::of_request().lang;
    Caller::run(|daybook, actor| async move { service::indicator::set(&daybook, &actor, &set.into(), lang).await })
        .await
}

/// Two versions side by side.
#[server(name = GetIndicatorComparison, endpoint = "compare_indicators")]
pub async fn compare_indicators(a: String, b: String) -> Answer<ComparePage> {
    Caller::run(
        |daybook, actor| async move { service::indicator::compare(&daybook, &actor, &a.into(), &b.into()).await },
    )
    .await
}

/// The ready sets.
#[server(name = GetIndicatorLibrary, endpoint = "indicator_library")]
pub async fn indicator_library() -> Answer<Vec<ReadySet>> {
    let lang = Caller::of_request().lang;
    Caller::run(|daybook, actor| async move { service::indicator::ready_sets(&daybook, &actor, lang).await }).await
}

/// What a checked file says.
#[server(name = GetIndicatorImport, endpoint = "indicator_import")]
pub async fn indicator_import(job: String) -> Answer<IndicatorImport> {
    let lang = Caller::of_request().lang;
    Caller::run(|daybook, actor| async move { service::indicator::sheet(&daybook, &actor, &job, lang).await }).await
}

/// Writes the drafts of a checked file.
#[server(endpoint = "apply_indicator_import")]
pub async fn apply_indicator_import(job: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { service::indicator::apply_sheet(&daybook, &actor, &job).await }).await
}

/// Agrees a draft as it was read and puts it into force from a day.
#[server(endpoint = "agree_indicators")]
pub async fn agree_indicators(set: String, edition: u32, from: String, key: Option<String>) -> Answer<()> {
    let key = key.unwrap_or_default();
    Caller::run(|daybook, actor| async move {
        service::indicator::agree(&daybook, &actor, &set.into(), edition, &from, &key).await
    })
    .await
}

/// Throws a draft away.
#[server(endpoint = "discard_indicators")]
pub async fn discard_indicators(set: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { service::indicator::discard(&daybook, &actor, &set.into()).await }).await
}

/// The indicators of somebody's posts, and what evidences them up to a day.
#[server(name = GetPersonIndicators, endpoint = "person_indicators")]
pub async fn person_indicators(person: String, until: Option<String>) -> Answer<PersonIndicators> {
    let lang = Caller::of_request().lang;
    let until = until.unwrap_or_default();
    Caller::run(|daybook, actor| async move {
        service::indicator::strip(&daybook, &actor, &person.into(), &until, lang).await
    })
    .await
}
