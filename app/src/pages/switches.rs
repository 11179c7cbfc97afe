use crate::parts::Icon;
use crate::prelude::*;
use crate::site::{lang, theme, w};
use domain::Lang;
use leptos_router::hooks::use_location;

/// Language and theme: forms, since both belong to the document.
#[component]
pub fn Switches(#[prop(optional)] language_only: bool) -> impl IntoView {
    let location = use_location();
    let next = Memo::new(move |_| {
        let query = location.search.get();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{query}", location.pathname.get())
    });
    let now = lang();
    let languages = [(Lang::Zh, "简体中文"), (Lang::En, "English")].map(|(l, name)| {
        view! { <button type="submit" name="lang" value=l.tag() lang=l.tag() aria-pressed=(l == now).to_string()>{name}</button> }
    });
    let shown = theme();
    let themes = [("auto", "auto", w().theme_auto), ("light", "sun", w().theme_light), ("dark", "moon", w().theme_dark)].map(|(value, icon, name)| {
        view! { <button type="submit" name="theme" value=value aria-pressed=(value == shown).to_string()><Icon name=icon/><span>{name}</span></button> }
    });
    view! {
        <form class="switch" method="post" action="/language" aria-label=w().language>
            <input type="hidden" name="next" value=move || next.get()/>
            {languages.collect_view()}
        </form>
        {(!language_only).then(|| view! {
            <form class="switch" method="post" action="/theme" aria-label=w().theme>
                <input type="hidden" name="next" value=move || next.get()/>
                {themes.collect_view()}
            </form>
        })}
    }
}
