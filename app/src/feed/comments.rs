use super::comment::Comment;
use super::entry::Entry;
use super::reply::Reply;
use crate::browser;
use crate::prelude::*;
use crate::site::w;
use domain::view::{CommentView, RecordCard};

/// What the address of a record's own page asks for; the same as buttons do with a script.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The comment to answer.
    pub reply: Option<String>,
    /// The comment to reword.
    pub comment: Option<String>,
    /// The comment to delete.
    pub delete: Option<String>,
}

/// Whom the next comment answers: the comment and its writer's name.
pub type Target = RwSignal<Option<(String, String)>>;

/// The newest few comments, or all; and the form, once it is asked for.
#[component]
pub fn Comments(entry: Entry, open: RwSignal<bool>, query: Query) -> impl IntoView {
    let card = RwSignal::from(entry.card.clone());
    let full = RwSignal::from(entry.full.clone());
    let threads = Memo::new(move |_| card.with(|c| threads(&c.comments)));
    let hidden = move || {
        card.with(|c| {
            c.comments_total
                .saturating_sub(u32::try_from(c.comments.len()).unwrap_or(u32::MAX))
        })
    };
    let target: Target = RwSignal::new(
        query
            .reply
            .as_ref()
            .and_then(|id| card.with_untracked(|c| answered(c, id))),
    );
    let all = format!("/record/{}#comments", entry.id);
    let may = Memo::new(move |_| card.with(|c| c.may_comment && !c.withdrawn));
    let field = format!("comment-{}", entry.id);
    // What is half written when the record is withdrawn stays where it can be copied.
    let writing = move || open.get() && (may.get() || !browser::field_value(&field).trim().is_empty());
    let entry = StoredValue::new(entry);
    let show_all = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        full.set(true);
        leptos::task::spawn_local(async move {
            if let Some(entry) = entry.try_get_value() {
                entry.refetch().await;
            }
        });
    };
    let query = StoredValue::new(query);
    let item = move |(comment, reply): (CommentView, bool)| view! { <Comment comment reply entry=entry.get_value() open target query=query.get_value()/> };
    let any = move || threads.with(|t| !t.is_empty());
    view! {
        <div class="comments" id=move || full.get_untracked().then_some("comments")>
            <Show when=move || { hidden() > 0 }>
                <a class="more" href=all.clone() on:click=show_all>{move || (w().all_comments)(card.with(|c| c.comments_total))}</a>
            </Show>
            <Show when=any>
                <ol class="thread">
                    <For each=move || threads.get() key=|(c, r)| (c.id.clone(), c.earlier.len(), c.deleted, c.may_edit, *r) children=item/>
                </ol>
            </Show>
            <Show when=writing>
                <Reply entry=entry.get_value() target/>
            </Show>
        </div>
    }
}

/// Answers stand under what they answer.
fn threads(comments: &[CommentView]) -> Vec<(CommentView, bool)> {
    let is_root = |c: &CommentView| {
        c.reply_to
            .as_ref()
            .is_none_or(|to| !comments.iter().any(|r| r.id == *to))
    };
    let mut out = Vec::with_capacity(comments.len());
    for root in comments.iter().filter(|c| is_root(c)) {
        out.push((root.clone(), root.reply_to.is_some()));
        out.extend(
            comments
                .iter()
                .filter(|c| c.reply_to.as_ref() == Some(&root.id))
                .map(|c| (c.clone(), true)),
        );
    }
    out
}

/// One level: an answer to an answer goes to the comment above it.
fn answered(card: &RecordCard, id: &str) -> Option<(String, String)> {
    let comment = card.comments.iter().find(|c| c.id.0 == id)?;
    Some((
        comment.reply_to.as_ref().unwrap_or(&comment.id).0.clone(),
        comment.author.name.clone(),
    ))
}
