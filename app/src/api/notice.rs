use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::view::NoticesPage;

/// The reader's notices, newest first; `cursor` is the `next` of the page before.
#[server(name = GetNotices, endpoint = "notices")]
pub async fn notices(cursor: Option<String>) -> Answer<NoticesPage> {
    Caller::run(|daybook, actor| async move { service::notice::page(&daybook, &actor, cursor.as_deref()).await }).await
}

/// Makes a notice read; the form leads on to what it is about.
#[server(endpoint = "open_notice")]
pub async fn open_notice(notice: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { service::notice::open(&daybook, &actor, &notice).await }).await
}

/// Makes all notices up to a moment (ms) read.
#[server(endpoint = "read_notices")]
pub async fn read_notices(until: i64) -> Answer<()> {
    Caller::run(|daybook, actor| async move { service::notice::read_all(&daybook, &actor, until).await }).await
}

/// Makes what the reader was told of one record or plan item read.
#[server(endpoint = "read_thread")]
pub async fn read_thread(thread: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { service::notice::read_thread(&daybook, &actor, &thread).await }).await
}

/// How to be told: `target` is `kind:KIND` or `thread:ID`, `wish` one of `now`, `daily`, `off`.
#[server(endpoint = "set_wish")]
pub async fn set_wish(target: String, wish: String) -> Answer<()> {
    Caller::run(|daybook, actor| async move { service::notice::wish(&daybook, &actor, &target, &wish).await }).await
}
