//! Results of years before this system was used. A table of them is uploaded by a route of its own (`server/src/routes/years.rs`).

use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::view::assess::{YearsImport, YearsPage};
use service::assess;

/// Results that were brought in, and people found for `part`.
#[server(name = GetYears, endpoint = "years")]
pub async fn years(#[server(default)] part: String) -> Answer<YearsPage> {
    Caller::run(|daybook, actor| async move { assess::years_page(&daybook, &actor, &part).await }).await
}

/// What was found in a table that the reader uploaded.
#[server(name = GetYearsImport, endpoint = "years_import")]
pub async fn years_import(import: String) -> Answer<YearsImport> {
    let lang = Caller::of_request().lang;
    Caller::run(|daybook, actor| async move { assess::years_report(&daybook, &actor, &import, lang) }).await
}

/// Enters the result of a year; `grade` is `PACK/GRADE`.
#[server(endpoint = "keep_year")]
pub async fn keep_year(
    person: String,
    #[server(default)] year: String,
    #[server(default)] grade: String,
    #[server(default)] basis: String,
    #[server(default)] note: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        assess::keep_year(&daybook, &actor, &person.into(), &year, &grade, &basis, &note, &key).await
    })
    .await
}

/// Takes back what was entered by mistake, with the reason.
#[server(endpoint = "remove_year")]
pub async fn remove_year(
    entry: String,
    #[server(default)] reason: String,
    #[server(default)] key: String,
) -> Answer<()> {
    Caller::run(|daybook, actor| async move { assess::remove_year(&daybook, &actor, &entry, &reason, &key).await })
        .await
}

/// Writes a checked table.
#[server(endpoint = "apply_years_import")]
pub async fn apply_years_import(import: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { assess::apply_years(&daybook, &actor, &import).await }).await
}
