use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::view::{Choices, LikeState, RecordCard};

/// Writes a record. `day` is `YYYY-MM-DD` or empty for today; `key` makes a resent form count once; what waited for a network says when
/// it was `composed` (ms).
#[server(endpoint = "write_record")]
pub async fn write_record(
    text: String,
    day: String,
    audience: String,
    unit: Option<String>,
    items: Option<String>,
    indicators: Option<String>,
    files: Option<String>,
    progress: Option<String>,
    continues: Option<String>,
    composed: Option<String>,
    key: String,
) -> Answer<RecordCard> {
    let draft = domain::view::RecordDraft {
        text,
        day,
        audience,
        unit: unit.unwrap_or_default(),
        items,
        indicators,
        files,
        progress,
        continues,
        composed,
    };
    Caller::run(|daybook, actor| async move { service::record::write(&daybook, &actor, &draft, &key).await }).await
}

/// Replaces text, day and audience of an own record; the earlier version stays visible in its history.
#[server(endpoint = "edit_record")]
pub async fn edit_record(
    record: String,
    text: String,
    day: String,
    audience: String,
    items: Option<String>,
    indicators: Option<String>,
    files: Option<String>,
    progress: Option<String>,
    continues: Option<String>,
    key: String,
) -> Answer<RecordCard> {
    let draft = domain::view::RecordDraft {
        text,
        day,
        audience,
        items,
        indicators,
        files,
        progress,
        continues,
        ..Default::default()
    };
    Caller::run(
        |daybook, actor| async move { service::record::edit(&daybook, &actor, &record.into(), &draft, &key).await },
    )
    .await
}

/// Takes an own record out of everybody's sight; a trace stays for the author and the leaders.
#[server(endpoint = "withdraw_record")]
pub async fn withdraw_record(record: String) -> Answer<RecordCard> {
    Caller::run(|daybook, actor| async move { service::record::withdraw(&daybook, &actor, &record.into()).await }).await
}

/// Likes (a leader: marks) a record, or takes that back. Saying it twice changes nothing.
#[server(endpoint = "set_like")]
pub async fn set_like(record: String, on: bool) -> Answer<LikeState> {
    Caller::run(|daybook, actor| async move { service::like::set(&daybook, &actor, &record.into(), on).await }).await
}

/// What a record can be tied to, likely ones first; `text` is what is written so far.
#[server(name = GetChoices, endpoint = "choices")]
pub async fn choices(text: String) -> Answer<Choices> {
    Caller::run(|daybook, actor| async move { service::propose::choices(&daybook, &actor, &text).await }).await
}
