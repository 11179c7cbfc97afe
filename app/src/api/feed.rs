use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
#[cfg(feature = "ssr")]
use domain::Scope;
use domain::view::{FeedPage, PersonPage, RecordCard, RecordPage, UnitPage};

/// A page of the feed, newest first; `cursor` is the `next` of the page before.
#[server(name = GetFeed, endpoint = "feed")]
pub async fn feed(scope: String, cursor: Option<String>) -> Answer<FeedPage> {
    Caller::run(|daybook, actor| async move {
        service::feed::page(&daybook, &actor, &Scope::parse(&scope), cursor.as_deref()).await
    })
    .await
}

/// One record as it stands in a list.
#[server(name = GetCard, endpoint = "card")]
pub async fn card(record: String) -> Answer<RecordCard> {
    Caller::run(|daybook, actor| async move { service::feed::card(&daybook, &actor, &record.into()).await }).await
}

/// A record with its history and all comments.
#[server(name = GetRecordPage, endpoint = "record_page")]
pub async fn record_page(record: String) -> Answer<RecordPage> {
    Caller::run(|daybook, actor| async move { service::feed::record_page(&daybook, &actor, &record.into()).await })
        .await
}

/// Who a person is. Their records are the feed of scope `person:ID`.
#[server(name = GetPersonPage, endpoint = "person_page")]
pub async fn person_page(person: String) -> Answer<PersonPage> {
    Caller::run(|daybook, actor| async move { service::directory::person(&daybook, &actor, &person.into()).await })
        .await
}

/// What a unit is. Its records are the feed of scope `unit:ID`.
#[server(name = GetUnitPage, endpoint = "unit_page")]
pub async fn unit_page(unit: String) -> Answer<UnitPage> {
    Caller::run(|daybook, actor| async move { service::directory::unit(&daybook, &actor, &unit.into()).await }).await
}

/// Moves the "read up to here" marker forward to a moment (ms); it never goes back.
#[server(endpoint = "set_read_up_to")]
pub async fn set_read_up_to(at: i64) -> Answer<()> {
    Caller::run(|daybook, actor| async move { service::feed::set_read_up_to(&daybook, &actor, at).await }).await
}
