use super::trouble;
use crate::api;
use crate::dates;
use crate::feed::{Composer, Entry, Query, Record, audience_words, follow_one, withdraw_form};
use crate::live::{self, Lost};
use crate::load::load;
use crate::parts::Prose;
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::view::{RecordPage, Revision};
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

/// One record with everything that was said and its earlier versions.
pub fn record() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    let resource = load(move || (id.get(), None), |(id, _)| api::record_page(id));
    let again = Callback::new(move |()| resource.refetch());
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(page) => view! { <Shown page again/> }.into_any(),
                Err(error) => trouble(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }.into_any()
}

#[component]
fn Shown(page: RecordPage, again: Callback<()>) -> impl IntoView {
    let RecordPage { card, history, since } = page;
    let query = use_query_map();
    let asked = move |name: &'static str| query.with(|q| q.get(name)).filter(|v| !v.is_empty());
    let path = format!("/record/{}", card.id);
    let title = (w().record_of)(&card.author.name);
    let entry = Entry::new(card.clone(), true);
    entry.history.set(history);
    let history = RwSignal::from(entry.history.clone());
    follow_one(entry.clone());
    read_what_was_told(card.id.0.clone());
    if let Some(lost) = use_context::<Lost>() {
        Effect::new(move |_| live::start(&since, lost));
    }
    let navigate = use_navigate();
    let back = path.clone();
    let done = Callback::new(move |_| {
        navigate(&back, NavigateOptions::default());
        again.run(());
    });
    let wishes = Query {
        reply: query.with_untracked(|q| q.get("reply")),
        comment: query.with_untracked(|q| q.get("comment")),
        delete: query.with_untracked(|q| q.get("delete")),
    };
    let may_edit = card.may_edit && !card.withdrawn;
    let withdraw_id = card.id.0.clone();
    let body = move || {
        if may_edit && asked("edit").is_some() {
            view! { <h2>{w().edit_title}</h2><p class="hint">{w().edit_what}</p><Composer edit=card.clone() whole=true done/> }.into_any()
        } else {
            view! { <Record entry=entry.clone() alone=wishes.clone()/> }.into_any()
        }
    };
    let withdrawing = move || (may_edit && asked("withdraw").is_some()).then(|| withdraw_form(&withdraw_id));
    view! {
        <Title text=title.clone()/>
        <header class="head"><h1>{title}</h1><a class="back" href="/">{w().to_feed}</a></header>
        {withdrawing}
        <div class="timeline alone">{body}</div>
        <Show when=move || history.with(|h| !h.is_empty())>
            <History history/>
        </Show>
    }
}

#[component]
fn History(history: RwSignal<Vec<Revision>>) -> impl IntoView {
    let count = move || history.with(|h| u32::try_from(h.len()).unwrap_or(u32::MAX));
    let version = |r: Revision| {
        let until = format!("{} {}", dates::long(&r.until.day, lang()), r.until.clock);
        view! {
            <li>
                <p class="hint">{(w().version_until)(&until)}" · "{dates::short(&r.day, lang())}" · "{audience_words(r.audience).0}</p>
                <div class="text" dir="auto"><Prose text=r.text/></div>
            </li>
        }
    };
    view! {
        <details class="history" id="history">
            <summary>{move || (w().versions)(count())}</summary>
            <ol>{move || history.get().into_iter().rev().map(version).collect_view()}</ol>
        </details>
    }
}

/// What one was told of this record is read once the record is on the screen.
fn read_what_was_told(record: String) {
    let me = Session::here().me;
    Effect::new(move |_| {
        if me.with_untracked(|me| me.waits.unread > 0) {
            let record = record.clone();
            // Not told is not lost: the notice stays unread until it is opened.
            leptos::task::spawn_local(async move { _ = api::read_thread(record).await });
        }
    });
}
