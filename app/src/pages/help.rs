use crate::frame::KeyTable;
use crate::prelude::*;
use crate::site::w;
use leptos_meta::Title;

/// The keys, for those who look for them.
pub fn help() -> AnyView {
    view! {
        <Title text=w().keyboard/>
        <header class="head"><h1>{w().keyboard}</h1></header>
        <p class="lead-in">{w().keys_what}</p>
        <KeyTable/>
        <p><a href="/why">{w().why_title}</a></p>
    }
    .into_any()
}
