use super::parts::{DRAFT, head, shown, table};
use crate::api;
use crate::load::{Key, load};
use crate::prelude::*;
use crate::site::w;
use domain::view::indicator::ReadySet;
use leptos_meta::Title;

/// The ready sets, to read and to begin from.
pub fn library() -> AnyView {
    let iw = w().indicator;
    let content = shown(load(Key::default, |_| api::indicator_library()), page);
    view! {
        <Title text=iw.library/>
        {head(iw.library.to_owned(), String::new())}
        <p class="lead-in">{iw.library_what}</p>
        {content}
    }
    .into_any()
}

fn page(sets: Vec<ReadySet>) -> AnyView {
    let office = crate::session::Session::here()
        .me
        .with_untracked(|me| me.duties.contains(&domain::permission::Duty::PersonnelOffice));
    view! { <div class="library">{sets.into_iter().map(|set| ready(set, office)).collect_view()}</div> }.into_any()
}

fn ready(set: ReadySet, office: bool) -> impl IntoView {
    let iw = w().indicator;
    let fits = (!set.fits.is_empty()).then(|| format!("{}{}", iw.fits, set.fits.join(w().comma)));
    let names = set.rows.iter().map(|r| format!("{} {}%", r.name, r.weight));
    let names = names.collect::<Vec<_>>().join(w().comma);
    let key = set.key;
    let draft = (office && !(set.fits.is_empty() && set.others.is_empty())).then(|| {
        let field = format!("for-{key}");
        let options = set
            .fits
            .into_iter()
            .chain(set.others)
            .map(|f| view! { <option value=f.clone()>{f.clone()}</option> });
        view! {
            <form class="search" method="post" action=DRAFT>
                <input type="hidden" name="kind" value="family"/>
                <input type="hidden" name="library" value=key.clone()/>
                <label class="sr" for=field.clone()>{iw.use_for}</label>
                <select id=field name="target">{options.collect_view()}</select>
                <button type="submit">{iw.draft_it}</button>
            </form>
        }
    });
    view! {
        <details class="card">
            <summary><b>{set.name.clone()}</b><span class="seat">{set.about}</span><span class="hint">{names}</span></summary>
            {fits.map(|f| view! { <p class="hint">{f}</p> })}
            {draft}
            {table(set.rows, set.name, false)}
        </details>
    }
}
