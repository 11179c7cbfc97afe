use crate::feed::Composer;
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Writing on a page of its own: the phone's ＋.
pub fn new() -> AnyView {
    let navigate = use_navigate();
    let done = Callback::new(move |_| navigate("/", NavigateOptions::default()));
    let may_write = Session::here().me.with_untracked(|me| !me.seats.is_empty());
    Effect::new(move |_| crate::browser::focus("compose"));
    view! {
        <Title text=w().compose_title/>
        <header class="head">
            <h1>{w().compose_title}</h1>
            <a class="back" href="/">{w().cancel}</a>
        </header>
        {if may_write { view! { <Composer whole=true done/> }.into_any() } else { view! { <p class="note">{w().no_post}</p> }.into_any() }}
    }
    .into_any()
}
