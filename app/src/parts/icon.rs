use crate::prelude::*;
use crate::site::icons;

/// A symbol of the sprite. Decorative: the words beside it (or an `aria-label` around it) say what it is.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    let href = format!("{}#{name}", icons());
    view! {
        <svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24">
            <use href=href></use>
        </svg>
    }
}
