//! A table of statuses. It is uploaded by a route of its own (`server/src/routes/statuses.rs`).

use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::view::assess::StatusesImport;
use service::assess;

/// What was found in a table that the reader uploaded.
#[server(name = GetStatusesImport, endpoint = "statuses_import")]
pub async fn statuses_import(import: String) -> Answer<StatusesImport> {
    let lang = Caller::of_request().lang;
    Caller::run(|daybook, actor| async move { assess::statuses_report(&daybook, &actor, &import, lang) }).await
}

/// Writes a checked table.
#[server(endpoint = "apply_statuses_import")]
pub async fn apply_statuses_import(import: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { assess::apply_statuses(&daybook, &actor, &import).await }).await
}
