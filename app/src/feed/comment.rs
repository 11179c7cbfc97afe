use super::comments::{Query, Target};
use super::entry::Entry;
use crate::api::{self, ApiError, DeleteComment, EditComment};
use crate::browser;
use crate::dates;
use crate::parts::{Confirm, Problem, Prose, Toasts, in_textarea};
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::text::COMMENT_LIMIT;
use domain::view::CommentView;
use leptos::ev::{MouseEvent, SubmitEvent};

/// A comment or an answer to one, with its earlier wordings.
#[component]
pub fn Comment(
    comment: CommentView,
    reply: bool,
    entry: Entry,
    open: RwSignal<bool>,
    target: Target,
    query: Query,
) -> impl IntoView {
    let id = comment.id.0.clone();
    let card = RwSignal::from(entry.card.clone());
    let asked = |wish: &Option<String>| wish.as_deref() == Some(id.as_str());
    let editing = RwSignal::new(comment.may_edit && asked(&query.comment));
    let deleting = comment.may_delete && asked(&query.delete);
    let path = format!("/record/{}", entry.id);
    let day = card.with_untracked(|c| c.written.day.clone());
    let time = dates::time(&comment.written, &day, lang());
    let may_reply = card.with_untracked(|c| c.may_comment) && !comment.deleted && !id.is_empty();
    let answer = {
        let to = comment.reply_to.clone().unwrap_or_else(|| comment.id.clone()).0;
        let name = comment.author.name.clone();
        let field = format!("comment-{}", entry.id);
        move |event: MouseEvent| {
            event.prevent_default();
            open.set(true);
            target.set(Some((to.clone(), name.clone())));
            let field = field.clone();
            request_animation_frame(move || browser::focus(&field));
        }
    };
    let (deleted, words, mentions) = (comment.deleted, comment.text.clone(), comment.mentions.clone());
    let text = move || {
        if deleted {
            view! { <p class="trace">{w().comment_deleted}</p> }.into_any()
        } else {
            view! { <div class="text" dir="auto"><Prose text=words.clone() mentions=mentions.clone()/></div> }
                .into_any()
        }
    };
    let earlier = (!comment.earlier.is_empty()).then(|| view! {
        <details class="earlier">
            <summary>{w().edited}</summary>
            <ol>{comment.earlier.iter().map(|old| view! { <li dir="auto"><Prose text=old.clone()/></li> }).collect_view()}</ol>
        </details>
    });
    let confirm = deleting.then(|| delete_form(&id, &path));
    let form = {
        let (comment, entry) = (comment.clone(), StoredValue::new(entry.clone()));
        move || view! { <EditForm comment=comment.clone() entry=entry.get_value() editing/> }
    };
    view! {
        <li class="cmt" class:lead=comment.leader class:reply=reply id=format!("c-{id}")>
            <p class="cmt-by">
                <a class="who" href=format!("/person/{}", comment.author.id)>{comment.author.name.clone()}</a>
                <span class="seat">{comment.author.post.clone()}</span>
                {comment.leader.then(|| view! { <span class="sr">{w().leader}</span> })}
                <time datetime=dates::machine(&comment.written)>{time}</time>
            </p>
            <Show when=move || editing.get() fallback=text>
                {form.clone()}
            </Show>
            {earlier}
            {confirm}
            <p class="cmt-acts">
                {may_reply.then(|| view! { <a href=format!("{path}?reply={id}#comments") on:click=answer>{w().reply}</a> })}
                {comment.may_edit.then(|| {
                    let edit = move |event: MouseEvent| { event.prevent_default(); editing.set(true) };
                    view! { <a href=format!("{path}?comment={id}#c-{id}") on:click=edit>{w().edit}</a> }
                })}
                {comment.may_delete.then(|| view! { <Delete id=id.clone() path=path.clone() entry/> })}
            </p>
        </li>
    }
}

#[component]
fn Delete(id: String, path: String, entry: Entry) -> impl IntoView {
    let (confirm, toasts) = (Confirm::here(), Toasts::here());
    let href = format!("{path}?delete={id}#c-{id}");
    let ask = move |event: MouseEvent| {
        event.prevent_default();
        let (id, entry) = (id.clone(), entry.clone());
        confirm.ask(
            w().delete_ask,
            w().delete_what,
            w().delete,
            Callback::new(move |()| delete_now(id.clone(), entry.clone(), toasts)),
        );
    };
    view! { <a href=href on:click=ask>{w().delete}</a> }
}

fn delete_now(id: String, entry: Entry, toasts: Toasts) {
    leptos::task::spawn_local(async move {
        match api::delete_comment(id.clone()).await {
            Ok(comment) => replace(&entry, comment),
            Err(error) => toasts.fail(
                &error,
                Callback::new(move |()| delete_now(id.clone(), entry.clone(), toasts)),
            ),
        }
    });
}

fn delete_form(id: &str, path: &str) -> AnyView {
    view! {
        <form class="ask-page" method="post" action=DeleteComment::url()>
            <p><b>{w().delete_ask}</b>" "{w().delete_what}</p>
            <input type="hidden" name="comment" value=id.to_owned()/>
            <input type="hidden" name="next" value=format!("{path}#comments")/>
            <div class="row">
                <a class="button plain" href=path.to_owned()>{w().cancel}</a>
                <button type="submit" class="danger">{w().delete}</button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn EditForm(comment: CommentView, entry: Entry, editing: RwSignal<bool>) -> impl IntoView {
    let error = RwSignal::new(None::<ApiError>);
    let pending = RwSignal::new(false);
    let key = StoredValue::new(browser::key());
    let (id, record) = (comment.id.0.clone(), entry.id.0.clone());
    let field = format!("edit-{id}");
    // What is typed survives a new start of the page; pressing "edit" brings it back.
    {
        let field = field.clone();
        Effect::new(move |_| _ = browser::tell_form(&field, "daybook:draft"));
    }
    let cancel = {
        let field = field.clone();
        move |_| {
            browser::tell_form(&field, "daybook:sent");
            editing.set(false);
        }
    };
    let problem = format!("edit-{id}-problem");
    let submit = {
        let (id, field) = (id.clone(), field.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if pending.get_untracked() {
                return;
            }
            pending.set(true);
            let (id, text, entry) = (id.clone(), browser::field_value(&field), entry.clone());
            let field = field.clone();
            leptos::task::spawn_local(async move {
                match api::edit_comment(id, text, key.get_value()).await {
                    Ok(comment) => {
                        browser::tell_form(&field, "daybook:sent");
                        editing.try_set(false);
                        replace(&entry, comment);
                    }
                    Err(problem) => _ = error.try_set(Some(problem)),
                }
                pending.try_set(false);
            });
        }
    };
    let next = format!("/record/{record}#comments");
    // Other words are another change, whatever became of the one before.
    let typed = move |_| key.set_value(browser::key());
    view! {
        <form class="reply-form" data-draft=format!("comment:{id}") method="post" action=EditComment::url() on:submit=submit>
            <input type="hidden" name="comment" value=id.clone()/>
            <input type="hidden" name="next" value=next/>
            <input type="hidden" name="key" value=key.get_value()/>
            {Session::here().meant()}
            <label class="sr" for=field.clone()>{w().edit}</label>
            <textarea id=field name="text" rows="3" dir="auto" maxlength=COMMENT_LIMIT * 8 aria-describedby=problem.clone() on:input=typed>{in_textarea(comment.text)}</textarea>
            <Problem error id=problem/>
            <div class="row">
                <button type="button" class="plain" on:click=cancel>{w().cancel}</button>
                <button type="submit" class="primary" disabled=move || pending.get()>{w().save}</button>
            </div>
        </form>
    }
}

/// Puts the comment in the place of its older self.
fn replace(entry: &Entry, comment: CommentView) {
    entry.card.update(|c| {
        if let Some(place) = c.comments.iter_mut().find(|old| old.id == comment.id) {
            *place = comment;
        }
    });
}
