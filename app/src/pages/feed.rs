use super::trouble;
use crate::api;
use crate::feed::{Closed, Composer, Filters, Place, Timeline, Written, tell_draft};
use crate::frame::{Unread, Waiting, duties};
use crate::load::load;
use crate::parts::{Icon, Toasts};
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use domain::Scope;
use domain::view::RecordCard;
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
    provide_context(Closed(Callback::new(move |()| page.refetch())));
    let toasts = Toasts::here();
    let done = Callback::new(move |card| {
        tell_draft(&card, toasts);
        written.0.set(Some(card));
    });
    let may_write = may_write();
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
                    let narrowed = narrowed(&scope, &page.cards);
                    view! { {narrowed}<Timeline page scope place=Place::Feed address empty/> }.into_any()
                }
                Err(error) => trouble(&error),
            }
        })
    };
    view! {
        <Title text=w().feed/>
        <header class="head"><span class="seal" aria-hidden="true">"履"</span><h1>{w().feed}</h1><a class="bell" href="/notices" rel="external"><Icon name="bell"/><span class="sr">{w().notices}</span><Unread/></a></header>
        <Filters scope/>
        <div class="waiting-top"><Waiting/></div>
        {if may_write { view! { <Composer done/> }.into_any() } else { without_post() }}
        <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{list}</Transition>
    }
    .into_any()
}

/// What the list is narrowed to where no chip says so, with the way back; its name as the records have it.
fn narrowed(scope: &Scope, cards: &[RecordCard]) -> Option<AnyView> {
    let (kind, name) = match scope {
        Scope::Plan(id) => {
            let items = cards.iter().flat_map(|c| &c.anchors.items);
            (
                w().ties.item,
                items.into_iter().find(|i| i.id == *id).map(|i| i.title.clone()),
            )
        }
        Scope::Indicator(_, id) => {
            let named = cards.iter().flat_map(|c| &c.anchors.indicators);
            (
                w().ties.indicator,
                named.into_iter().find(|i| i.id == *id).map(|i| i.name.clone()),
            )
        }
        _ => return None,
    };
    let whose = match scope {
        Scope::Indicator(..) => cards.first().map(|c| c.author.name.clone()),
        _ => None,
    };
    let words: Vec<String> = [Some(kind.to_owned()), whose, name].into_iter().flatten().collect();
    Some(view! { <p class="narrowed"><span>{words.join(" · ")}</span><a href="/">{w().everything}</a></p> }.into_any())
}

fn may_write() -> bool {
    Session::here().me.with_untracked(|me| !me.seats.is_empty())
}

/// In the composer's place: why there is none, and what there is to do instead.
fn without_post() -> AnyView {
    let duties = Session::here().me.with_untracked(duties);
    let any = !duties.is_empty();
    let links = duties.into_iter().map(
        |(href, icon, label)| view! { <li><a href=href rel="external"><Icon name=icon/><span>{label}</span></a></li> },
    );
    view! {
        <p class="note">{w().no_post}</p>
        {any.then(|| view! { <ul class="links">{links.collect_view()}</ul> })}
    }
    .into_any()
}

fn empty(scope: &Scope) -> (&'static str, &'static str) {
    match scope {
        Scope::Mentioned => (w().empty_mentions, w().empty_mentions_what),
        _ if !may_write() => (w().empty_person, w().empty_no_post_what),
        Scope::All => (w().empty_feed, w().empty_feed_what),
        _ => (w().empty_scope, w().empty_scope_what),
    }
}
