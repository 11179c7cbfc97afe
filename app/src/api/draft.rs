use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::draft::Draft;

/// The own unsent texts, the newest first. Called by the offline script.
#[server(name = GetDrafts, endpoint = "drafts")]
pub async fn drafts() -> Answer<Vec<Draft>> {
    Caller::run(|daybook, actor| async move { service::draft::list(&daybook, &actor).await }).await
}

/// Keeps the fields of a form (`body`, a JSON object of texts) typed at `at` (ms), where the version `seen` was known (0: none).
#[server(endpoint = "save_draft")]
pub async fn save_draft(place: String, body: String, at: i64, seen: i64) -> Answer<Draft> {
    let version = domain::draft::Version { body, at };
    Caller::run(|daybook, actor| async move { service::draft::save(&daybook, &actor, version, &place, seen).await })
        .await
}

/// Forgets one version of a draft: it was sent, or thrown away.
#[server(endpoint = "forget_draft")]
pub async fn forget_draft(place: String, seen: i64) -> Answer<()> {
    Caller::run(|daybook, actor| async move { service::draft::forget(&daybook, &actor, &place, seen).await }).await
}
