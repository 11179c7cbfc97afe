use crate::feed::audience_words;
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use domain::Audience;
use domain::view::{ItemRef, Me};
use leptos_router::hooks::use_location;

/// The right side on a wide screen: who sees what, the own posts, the promise about likes.
#[component]
pub fn Aside() -> impl IntoView {
    let me = Session::here().me;
    let who = Audience::ALL.map(|a| {
        let (name, told) = audience_words(a);
        view! { <dt>{name}</dt><dd>{told}</dd> }
    });
    let posts = move || {
        me.with(|me| {
            me.seats
                .iter()
                .map(|s| {
                    let leads = s.leads.then(|| view! { <span class="chip lead">{w().leads}</span> });
                    view! { <li><a href=format!("/unit/{}", s.unit.id)>{s.unit.name.clone()}</a><span class="seat">{s.post.clone()}</span>{leads}</li> }
                })
                .collect_view()
        })
    };
    let none = move || me.with(|me| me.seats.is_empty());
    // What is liked and commented on stands on pages with a script.
    let with_records = crate::app::scripted(&use_location().pathname.get_untracked());
    view! {
        <aside class="side" aria-label=w().beside>
            <Waiting/>
            <section>
                <h2>{w().my_posts}</h2>
                <ul class="posts">{posts}</ul>
                <Show when=none><p class="hint">{w().no_post}</p></Show>
            </section>
            <section>
                <h2>{w().who_sees}</h2>
                <dl class="who-sees">{who.collect_view()}</dl>
            </section>
            <section class="shortcuts">
                <h2>{w().keyboard}</h2>
                <p><kbd>"j"</kbd><kbd>"k"</kbd>" "{w().key_move}</p>
                <p><kbd>"n"</kbd>" "{w().key_new}{with_records.then(|| view! { " · "<kbd>"l"</kbd>" "{w().key_like}" · "<kbd>"c"</kbd>" "{w().key_comment} })}</p>
                <p><a href="/help" rel="external">{w().all_keys}</a></p>
            </section>
            <p class="fire">{w().firewall}" "<a href="/why" rel="external">{w().why}</a></p>
        </aside>
    }
}

/// What asks for the reader: nothing is shown when nothing does.
#[component]
pub fn Waiting() -> impl IntoView {
    let me = Session::here().me;
    let content = move || {
        let waits = me.with(|me| me.waits.clone());
        let groups: Vec<AnyView> = [
            (w().waits_answer, waits.answer),
            (w().waits_overdue, waits.overdue),
            (w().waits_soon, waits.soon),
        ]
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(title, items)| group(title, items))
        .collect();
        (!groups.is_empty()).then(|| view! { <section class="waits"><h2>{w().waits}</h2>{groups}</section> }.into_any())
    };
    view! { {content} }
}

fn group(title: &'static str, items: Vec<ItemRef>) -> AnyView {
    let items: Vec<AnyView> = items
        .into_iter()
        .map(|i| view! { <li><a href=format!("/plan/item/{}", i.id) rel="external">{i.title}</a></li> }.into_any())
        .collect();
    view! { <h3>{title}</h3><ul>{items}</ul> }.into_any()
}

/// `unit · post` of the first seat.
pub fn seat(me: &Me) -> String {
    me.seats.first().map_or_else(
        || w().no_post_short.to_owned(),
        |s| format!("{} · {}", s.unit.name, s.post),
    )
}
