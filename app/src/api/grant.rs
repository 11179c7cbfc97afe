use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::view::GrantsPage;

/// Grants the reader can give or revoke.
#[server(name = GetGrants, endpoint = "grants")]
pub async fn grants() -> Answer<GrantsPage> {
    Caller::run(|daybook, actor| async move { service::grant::list(&daybook, &actor).await }).await
}

/// Lets the people of unit `to` read what unit `from` opens to authorised units, until a day (`YYYY-MM-DD`, or empty).
#[server(endpoint = "give_grant")]
pub async fn give_grant(from: String, to: String, until: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move {
        service::grant::give(&daybook, &actor, &from.into(), &to.into(), &until).await
    })
    .await
}

/// Ends a grant at once, on open streams too.
#[server(endpoint = "revoke_grant")]
pub async fn revoke_grant(grant: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { service::grant::revoke(&daybook, &actor, &grant.into()).await }).await
}
