use super::trouble;
use crate::api;
use crate::feed::{Composer, Filters, Place, Timeline, Written};
use crate::frame::Unread;
use crate::load::load;
use crate::parts::Icon;
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use domain::Scope;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// What is new, for whoever may see it.
pub fn feed() -> AnyView {
    let query = use_query_map();
    let scope = Memo::new(move |_| Scope::parse(&query.with(|q| q.get("scope")).unwrap_or_default()));
    let cursor = Memo::new(move |_| query.with(|q| q.get("cursor")));
    let page = load(
        move || (scope.get().to_string(), cursor.get()),
        |(scope, cursor)| api::feed(scope, cursor),
    );
    let written = Written(RwSignal::new(None));
    provide_context(written);
    let done = Callback::new(move |card| written.0.set(Some(card)));
    let may_write = Session::here().me.with_untracked(|me| !me.seats.is_empty());
    let list = move || {
        Suspend::new(async move {
            match page.await {
                Ok(page) => {
                    let scope = scope.get_untracked();
                    let address = if scope == Scope::All {
                        "/".to_owned()
                    } else {
                        format!("/?scope={scope}")
                    };
                    let empty = empty(&scope);
                    view! { <Timeline page scope place=Place::Feed address empty/> }.into_any()
                }
                Err(error) => trouble(&error),
            }
        })
    };
    view! {
        <Title text=w().feed/>
        <header class="head"><span class="seal" aria-hidden="true">"履"</span><h1>{w().feed}</h1><a class="bell" href="/notices" rel="external"><Icon name="bell"/><span class="sr">{w().notices}</span><Unread/></a></header>
        <Filters scope/>
        {if may_write { view! { <Composer done/> }.into_any() } else { view! { <p class="note">{w().no_post}</p> }.into_any() }}
        <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{list}</Transition>
    }
    .into_any()
}

fn empty(scope: &Scope) -> (&'static str, &'static str) {
    match scope {
        Scope::Mentioned => (w().empty_mentions, w().empty_mentions_what),
        Scope::All => (w().empty_feed, w().empty_feed_what),
        _ => (w().empty_scope, w().empty_scope_what),
    }
}
