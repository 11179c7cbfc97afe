use super::today::Today;
use crate::feed::audience_words;
use crate::session::Session;
use crate::site::w;
use domain::Audience;
use domain::view::Me;
use leptos::prelude::*;

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
    view! {
        <aside class="side" aria-label=w().beside>
            <Today/>
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
                <p><kbd>"n"</kbd>" "{w().key_new}" · "<kbd>"l"</kbd>" "{w().key_like}" · "<kbd>"c"</kbd>" "{w().key_comment}</p>
                <p><a href="/help" rel="external">{w().all_keys}</a></p>
            </section>
            <p class="fire">{w().firewall}" "<a href="/why" rel="external">{w().why}</a></p>
        </aside>
    }
}

/// `unit · post` of the first seat.
pub fn seat(me: &Me) -> String {
    me.seats.first().map_or_else(
        || w().no_post_short.to_owned(),
        |s| format!("{} · {}", s.unit.name, s.post),
    )
}
