use super::attachments;
use super::comments::{Comments, Query};
use super::entry::Entry;
use super::like::Like;
use super::record_acts::Acts;
use super::rings::Rings;
use super::tied;
use super::writing::audience_words;
use crate::dates;
use crate::parts::{Icon, Prose};
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::Audience;
use domain::permission::Relation;
use domain::view::RecordCard;

/// One record: who, when, what, who read it and what was said.
#[component]
pub fn Record(
    entry: Entry,
    /// On its own page: all comments, and what the address asks for.
    #[prop(optional)]
    alone: Option<Query>,
) -> impl IntoView {
    let card = RwSignal::from(entry.card.clone());
    let gone = RwSignal::from(entry.gone.clone());
    let not_sent = RwSignal::from(entry.not_sent.clone());
    let listed = alone.is_none();
    let open = RwSignal::new(!listed);
    let id = entry.id.0.clone();
    let by = format!("by-{id}");
    let (labelled, heading) = (by.clone(), by);
    let marked = move || card.with(|c| !c.marks.is_empty());
    let withdrawn = Memo::new(move |_| card.with(|c| c.withdrawn));
    let closed = move || card.with(|c| c.withdrawn || !c.may_comment);
    let text = Memo::new(move |_| card.with(|c| c.text.clone()));
    let files =
        Memo::new(move |_| card.with(|c| format!("{}{}", tied::shown(c), attachments::shown(&c.anchors.files))));
    let body = move || {
        if withdrawn.get() {
            view! { <p class="trace">{w().withdrawn}</p> }.into_any()
        } else {
            view! { <div class="text" dir="auto"><Prose text=text.get()/></div> }.into_any()
        }
    };
    let path = format!("/record/{id}");
    let comments_path = format!("{path}#comments");
    let entry = StoredValue::new(entry);
    let query = StoredValue::new(alone.unwrap_or_default());
    view! {
        <article class="record" later=listed class:marked=marked id=format!("r-{id}") tabindex="-1" aria-labelledby=labelled>
            <Show when=move || !gone.get() fallback=move || closed_now(not_sent)>
                <By card id=heading.clone() path=path.clone()/>
                {body}
                <div class="files" inner_html=move || files.get()></div>
                <div class="acts">
                    <Rings card/>
                    <Like entry=entry.get_value()/>
                    <a class="act" href=comments_path.clone() data-key="comment" hidden=closed on:click=move |event| toggle(&event, open, entry)>
                        <Icon name="comment"/>
                        <span>{w().comment}</span>
                        <span class="num" hidden=move || card.with(|c| c.comments_total == 0)>{move || card.with(|c| c.comments_total)}</span>
                    </a>
                    <Acts card entry=entry.get_value()/>
                </div>
                <Comments entry=entry.get_value() open query=query.get_value()/>
            </Show>
        </article>
    }
}

/// In the place of what is open no more. What was being said to it stays where it can be copied.
fn closed_now(not_sent: RwSignal<String>) -> impl IntoView {
    let words = move || {
        let words = not_sent.get();
        (!words.is_empty())
            .then(|| view! { <p class="note">{w().not_sent}</p><div class="text" dir="auto"><Prose text=words/></div> })
    };
    view! { <p class="trace">{w().gone}</p>{words} }
}

fn toggle(event: &leptos::ev::MouseEvent, open: RwSignal<bool>, entry: StoredValue<Entry>) {
    event.prevent_default();
    open.set(true);
    let field = entry.with_value(|e| format!("comment-{}", e.id));
    request_animation_frame(move || crate::browser::focus(&field));
}

#[component]
fn By(card: RwSignal<RecordCard>, id: String, path: String) -> impl IntoView {
    let (author, seat, written) = card.with_untracked(|c| {
        let unit = if c.unit.name.is_empty() {
            &c.author.unit
        } else {
            &c.unit.name
        };
        (c.author.clone(), joined(unit, &c.author.post), c.written.clone())
    });
    let own = author.id == Session::here().person();
    let chips = Memo::new(move |_| card.with(chips));
    let history = format!("{path}#history");
    let edited = move || {
        let history = history.clone();
        card.with(|c| c.revisions > 0)
            .then(|| view! { <a class="edited" href=history>{w().edited}</a> })
    };
    view! {
        <header class="by">
            <a class="who" id=id href=format!("/person/{}", author.id) data-key="who">{author.name}</a>
            {own.then(|| view! { <span class="self">{w().myself}</span> })}
            <span class="seat">{seat}</span>
            <a class="when" data-key="when" href=path><time datetime=dates::machine(&written)>{written.clock.clone()}</time></a>
            {move || chips.get().into_iter().map(|(class, words)| view! { <span class=format!("chip {class}")>{words}</span> }).collect_view()}
            {edited}
        </header>
    }
}

fn chips(card: &RecordCard) -> Vec<(&'static str, String)> {
    let mut chips = Vec::new();
    if let Some(day) = &card.late_for {
        chips.push(("late", (w().late_for)(&dates::short(day, lang()))));
    }
    if card.relation == Relation::Granted {
        chips.push(("granted", w().by_grant.to_owned()));
    } else if card.audience != Audience::Unit && !card.withdrawn {
        chips.push((
            if card.audience == Audience::Draft {
                "draft"
            } else {
                "audience"
            },
            audience_words(card.audience).0.to_owned(),
        ));
    }
    chips
}

/// `unit · post`, without the dot when one of them is missing.
pub fn joined(unit: &str, post: &str) -> String {
    if unit.is_empty() || post.is_empty() {
        format!("{unit}{post}")
    } else {
        format!("{unit} · {post}")
    }
}
