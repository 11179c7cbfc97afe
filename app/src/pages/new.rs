use crate::api;
use crate::feed::{Composer, TypedRecord, tell_draft};
use crate::load::load;
use crate::parts::Toasts;
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// Writing on a page of its own: the phone's ＋, and what a plan item leads to (`?item=ID`).
pub fn new() -> AnyView {
    let navigate = use_navigate();
    let toasts = Toasts::here();
    let done = Callback::new(move |card| {
        tell_draft(&card, toasts);
        navigate("/", NavigateOptions::default());
    });
    let may_write = Session::here().me.with_untracked(|me| !me.seats.is_empty());
    let asked = TypedRecord::here().key();
    let choices = load(move || asked.clone(), |(text, day)| api::choices(text, day));
    let query = use_query_map();
    let composer = move || {
        let item = query.with_untracked(|q| q.get("item")).unwrap_or_default();
        Suspend::new(async move {
            // Without them the record can still be written.
            let choices = choices.await.unwrap_or_default();
            // Not before it is there.
            Effect::new(move |_| request_animation_frame(|| crate::browser::focus("compose")));
            view! { <Composer whole=true choices item done/> }.into_any()
        })
    };
    view! {
        <Title text=w().compose_title/>
        <header class="head">
            <h1>{w().compose_title}</h1>
            <a class="back" href="/">{w().cancel}</a>
        </header>
        {if may_write { view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{composer}</Transition> }.into_any() } else { view! { <p class="note">{w().no_post}</p> }.into_any() }}
    }
    .into_any()
}
