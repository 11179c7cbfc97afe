use super::{current, plain};
use crate::parts::Icon;
use crate::session::Session;
use crate::site::w;
use leptos::prelude::*;

/// The bottom bar of a phone.
#[component]
pub fn Tabbar() -> impl IntoView {
    let me = Session::here().me;
    let (unit, own) = me.with_untracked(|me| {
        (
            me.seats.first().map(|s| format!("/unit/{}", s.unit.id)),
            format!("/person/{}", me.person.id),
        )
    });
    let may_write = unit.is_some();
    let second = unit.map_or_else(
        || ("/grants".to_owned(), "key", w().grants),
        |u| (u, "unit", w().unit_short),
    );
    view! {
        <nav class="tabbar" aria-label=w().quick_navigation>
            <Tab href="/".to_owned() icon="feed" label=w().feed/>
            <Tab href=second.0 icon=second.1 label=second.2/>
            {may_write.then(|| view! { <a class="add" href="/new" aria-label=w().write aria-current=current("/new".to_owned())><span><Icon name="plus"/></span></a> })}
            <Tab href=own icon="book" label=w().mine_short/>
            <Tab href="/me".to_owned() icon="me" label=w().me/>
        </nav>
    }
}

#[component]
fn Tab(href: String, icon: &'static str, label: &'static str) -> impl IntoView {
    let rel = plain(&href);
    view! { <a href=href.clone() rel=rel aria-current=current(href)><Icon name=icon/><span>{label}</span></a> }
}
