use super::{Lost, Newer};
use crate::browser;
use crate::parts::Icon;
use crate::prelude::*;
use crate::site::w;

/// Says that the page may be behind, or that a newer one is there, without being in the way.
///
/// Reloading loses nothing: what is typed is kept on the device with every letter.
#[component]
pub fn ConnectionLine(lost: Lost) -> impl IntoView {
    let newer = use_context::<Newer>();
    let reload = |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        browser::reload();
    };
    let renewed = move || !lost.0.get() && newer.is_some_and(|n| n.0.get());
    view! {
        <div class="connection" role="status">
            <Show when=move || lost.0.get()>
                <p><Icon name="offline"/> {w().offline}</p>
            </Show>
            <Show when=renewed>
                <p class="newer">{w().live.new_version}" "<a href="" rel="external" on:click=reload>{w().live.reload}</a></p>
            </Show>
        </div>
    }
}
