use crate::prelude::*;
use crate::site::w;
use domain::view::{Mark, RecordCard};

/// Who of the leaders has read it: rings with their names' beginnings, as on a paper circular.
#[component]
pub fn Rings(card: RwSignal<RecordCard>) -> impl IntoView {
    let marks = Memo::new(move |_| card.with(|c| c.marks.clone()));
    let ring = |mark: Mark| {
        let told = (w().marked_by)(&mark.name);
        let title = told.clone();
        let short = mark.short();
        let wide = short.chars().count() > 1;
        view! {
            <li class="ring" class:wide=wide title=title>
                <span aria-hidden="true">{short}</span>
                <span class="sr">{told}</span>
            </li>
        }
    };
    view! {
        <Show when=move || marks.with(|m| !m.is_empty())>
            <ul class="rings">
                <For each=move || marks.get() key=|m| m.person.clone() children=ring/>
            </ul>
        </Show>
    }
}
