use super::{current, plain};
use crate::parts::Icon;
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;

/// The bottom bar of a phone.
#[component]
pub fn Tabbar() -> impl IntoView {
    let me = Session::here().me;
    let may_write = me.with_untracked(|me| !me.seats.is_empty());
    view! {
        <nav class="tabbar" aria-label=w().quick_navigation>
            <Tab href="/".to_owned() icon="feed" label=w().feed/>
            <Tab href="/plan".to_owned() icon="plan" label=w().plan/>
            {may_write.then(|| view! { <a class="add" href="/new" aria-label=w().write aria-current=current("/new".to_owned())><span><Icon name="plus"/></span></a> })}
            <Tab href="/assess".to_owned() icon="assess" label=w().assess/>
            <Tab href="/me".to_owned() icon="me" label=w().me/>
        </nav>
    }
}

#[component]
fn Tab(href: String, icon: &'static str, label: &'static str) -> impl IntoView {
    let rel = plain(&href);
    view! { <a href=href.clone() rel=rel aria-current=current(href)><Icon name=icon/><span>{label}</span></a> }
}
