use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::search::Ask;
use domain::view::SearchPage;

/// What fits a question, the best first; `ask.cursor` is the `next` of the page before.
#[server(name = Search, endpoint = "search")]
pub async fn search(ask: Ask) -> Answer<SearchPage> {
    let from = Caller::of_request().address;
    Caller::run(|daybook, actor| async move { service::search::page(&daybook, &actor, from, &ask).await }).await
}
