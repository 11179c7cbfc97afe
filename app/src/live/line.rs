use super::Lost;
use crate::parts::Icon;
use crate::prelude::*;
use crate::site::w;

/// Says that the page may be behind, without being in the way.
#[component]
pub fn ConnectionLine(lost: Lost) -> impl IntoView {
    view! {
        <div class="connection" role="status">
            <Show when=move || lost.0.get()>
                <p><Icon name="offline"/> {w().offline}</p>
            </Show>
        </div>
    }
}
