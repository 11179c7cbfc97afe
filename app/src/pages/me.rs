use super::Switches;
use crate::api::ChangePassword;
use crate::frame::{Unread, duties};
use crate::parts::Icon;
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The own data and settings.
pub fn me() -> AnyView {
    let me = Session::here().me.get_untracked();
    let own = format!("/person/{}", me.person.id);
    let seats = me.seats.iter().map(|s| {
        view! {
            <li>
                <b>{s.post.clone()}</b>" "<a href=format!("/unit/{}", s.unit.id)>{s.unit.name.clone()}</a>
                {s.leads.then(|| view! { <span class="chip lead">{w().leads}</span> })}
            </li>
        }
    });
    let mut links = vec![
        ("/search".to_owned(), "search", w().find_page),
        (own.clone(), "book", w().my_records),
        (format!("{own}/indicators"), "gauge", w().indicator.my),
        ("/indicators".to_owned(), "gauge", w().indicators),
        ("/grants".to_owned(), "key", w().grants),
    ];
    links.extend(
        duties(&me)
            .into_iter()
            .map(|(href, icon, label)| (href.to_owned(), icon, label)),
    );
    links.extend([
        ("/why".to_owned(), "shield", w().why_title),
        ("/help".to_owned(), "keyboard", w().keyboard),
    ]);
    let notices =
        view! { <li><a href="/notices" rel="external"><Icon name="bell"/><span>{w().notices}</span><Unread/></a></li> };
    let links = links
        .into_iter()
        .map(|(href, icon, label)| view! { <li><a href=href><Icon name=icon/><span>{label}</span></a></li> });
    view! {
        <Title text=w().me/>
        <header class="head"><h1>{me.person.name.clone()}</h1></header>
        <section class="card" aria-label=w().my_posts>
            {if me.seats.is_empty() { view! { <p class="note">{w().no_post}</p> }.into_any() } else { view! { <ul class="posts">{seats.collect_view()}</ul> }.into_any() }}
        </section>
        <ul class="links">{notices}{links.collect_view()}</ul>
        <section class="card">
            <h2>{w().display}</h2>
            <Switches/>
        </section>
        <Password/>
        <section class="card">
            <h2>{w().sessions}</h2>
            <div class="row start">
                <form method="post" action="/sign-out"><button type="submit">{w().sign_out}</button></form>
                <form method="post" action="/sign-out-everywhere"><button type="submit">{w().sign_out_everywhere}</button></form>
            </div>
            <p class="hint">{w().sign_out_what}</p>
        </section>
    }
    .into_any()
}

#[component]
fn Password() -> impl IntoView {
    let changed = use_query_map().with(|q| q.get("done")).is_some_and(|d| d == "password");
    view! {
        <section class="card">
            {changed.then(|| view! { <p class="note" role="status">{w().rights.password_changed}</p> })}
            <details>
                <summary>{w().change_password}</summary>
                <form class="stack" method="post" action=ChangePassword::url()>
                    <input type="hidden" name="next" value="/me?done=password"/>
                    <div class="field">
                        <label for="pw-current">{w().current_password}</label>
                        <input id="pw-current" name="current" type="password" autocomplete="current-password" required/>
                    </div>
                    <div class="field">
                        <label for="pw-new">{w().new_password}</label>
                        <input id="pw-new" name="password" type="password" autocomplete="new-password" required aria-describedby="pw-hint"/>
                        <p class="hint" id="pw-hint">{w().password_hint}</p>
                    </div>
                    <div class="field">
                        <label for="pw-again">{w().password_again}</label>
                        <input id="pw-again" name="again" type="password" autocomplete="new-password" required/>
                    </div>
                    <div class="row"><button type="submit" class="primary">{w().change_password}</button></div>
                </form>
            </details>
        </section>
    }
}
