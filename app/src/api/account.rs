use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::view::Me;

/// The signed-in person, or none.
#[server(name = GetMe, endpoint = "me")]
pub async fn me() -> Answer<Option<Me>> {
    let caller = Caller::of_request();
    if caller.actor.is_none() {
        return Ok(None);
    }
    let lang = caller.lang;
    Caller::run(|daybook, actor| async move { service::directory::me(&daybook, &actor, lang).await.map(Some) }).await
}

/// Changes the own password and ends the other sessions; this device gets a new one with the answer.
#[server(endpoint = "change_password")]
pub async fn change_password(current: String, password: String, again: String) -> Answer<()> {
    let token = Caller::run(|daybook, actor| async move {
        service::account::change_password(&daybook, &actor, &current, &password, &again).await
    })
    .await?;
    Caller::of_request().go_on_with(token);
    Ok(())
}
