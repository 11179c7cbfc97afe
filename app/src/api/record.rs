use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
#[cfg(feature = "ssr")]
use domain::view::RecordDraft;
use domain::view::{Choices, LikeState, RecordCard};

/// What was typed, with what it is tied to.
#[cfg(feature = "ssr")]
fn typed(
    [text, day, audience]: [String; 3],
    unit: Option<String>,
    [items, indicators, files, progress, continues]: [Option<String>; 5],
) -> RecordDraft {
    RecordDraft {
        text,
        day,
        audience,
        unit: unit.unwrap_or_default(),
        items,
        indicators,
        files,
        progress,
        continues,
        ..RecordDraft::default()
    }
}

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
    let ties = [items, indicators, files, progress, continues];
    let draft = RecordDraft {
        composed,
        ..typed([text, day, audience], unit, ties)
    };
    Caller::run(|daybook, actor| async move { service::record::write(&daybook, &actor, &draft, &key).await }).await
}

/// Replaces text, day and audience of an own record; the earlier version stays visible in its history. `unit` is for a draft, as when one
/// is written. `began` is the number of earlier versions when it began: where another came meanwhile it is refused; without one it takes
/// the place of any.
#[server(endpoint = "edit_record")]
pub async fn edit_record(
    record: String,
    text: String,
    day: String,
    audience: String,
    unit: Option<String>,
    items: Option<String>,
    indicators: Option<String>,
    files: Option<String>,
    progress: Option<String>,
    continues: Option<String>,
    began: Option<String>,
    key: String,
) -> Answer<RecordCard> {
    let ties = [items, indicators, files, progress, continues];
    let draft = RecordDraft {
        began,
        ..typed([text, day, audience], unit, ties)
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

/// What a record can be tied to, likely ones first; `text` is what is written so far, of a `day` or of today.
#[server(name = GetChoices, endpoint = "choices")]
pub async fn choices(text: String, day: Option<String>) -> Answer<Choices> {
    let day = day.unwrap_or_default();
    Caller::run(|daybook, actor| async move { service::propose::choices(&daybook, &actor, &text, &day).await }).await
}
