use super::Answer;
#[cfg(feature = "ssr")]
use super::Caller;
use crate::prelude::*;
use domain::view::{CommentView, PersonRef};

/// Comments on a record, or answers a comment (`reply_to`, one level). People are mentioned by their ids, separated by commas.
#[server(endpoint = "write_comment")]
pub async fn write_comment(
    record: String,
    text: String,
    reply_to: Option<String>,
    mentions: Option<String>,
    key: String,
) -> Answer<CommentView> {
    let draft = domain::view::CommentDraft {
        text,
        reply_to: reply_to.unwrap_or_default(),
        mentions: mentions.unwrap_or_default(),
    };
    Caller::run(|daybook, actor| async move {
        service::comment::write(&daybook, &actor, &record.into(), &draft, &key).await
    })
    .await
}

/// Rewords an own comment within the window; the earlier wording stays visible. What comes twice with one key is done once.
#[server(endpoint = "edit_comment")]
pub async fn edit_comment(comment: String, text: String, key: String) -> Answer<CommentView> {
    Caller::run(
        |daybook, actor| async move { service::comment::edit(&daybook, &actor, &comment.into(), &text, &key).await },
    )
    .await
}

/// Deletes an own comment; that there was one stays visible.
#[server(endpoint = "delete_comment")]
pub async fn delete_comment(comment: String) -> Answer<CommentView> {
    Caller::run(|daybook, actor| async move { service::comment::delete(&daybook, &actor, &comment.into()).await }).await
}

/// People whose name begins with or contains `prefix` and who may read the record; at most 8.
#[server(name = GetMentionable, endpoint = "mentionable")]
pub async fn mentionable(record: String, prefix: String) -> Answer<Vec<PersonRef>> {
    Caller::run(|daybook, actor| async move {
        service::comment::mentionable(&daybook, &actor, &record.into(), &prefix).await
    })
    .await
}
