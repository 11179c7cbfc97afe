use super::{current, plain};
use crate::parts::Icon;
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use domain::view::{Me, UnitRef};

/// The left side on a wide screen: where one can go.
#[component]
pub fn Rail() -> impl IntoView {
    let session = Session::here();
    let (name, seat, own) = session.me.with_untracked(|me| {
        (
            me.person.name.clone(),
            super::aside::seat(me),
            format!("/person/{}", me.person.id),
        )
    });
    let units = move || session.me.with(units);
    let duties = move || session.me.with(duties);
    view! {
        <nav class="rail" later aria-label=w().navigation>
            <a class="brand" href="/"><span class="seal" aria-hidden="true">"履"</span><span>{w().product}</span></a>
            <ul>
                <Item href="/".to_owned() icon="feed" label=w().feed.to_owned()/>
                <Item href="/plan".to_owned() icon="plan" label=w().plan.to_owned()/>
                <Item href="/assess".to_owned() icon="assess" label=w().assess.to_owned()/>
                <Item href="/search".to_owned() icon="search" label=w().find_page.to_owned()/>
                <Item href=own icon="book" label=w().my_records.to_owned()/>
                <Item href="/indicators".to_owned() icon="gauge" label=w().indicators.to_owned()/>
                <Notices/>
                <Item href="/grants".to_owned() icon="key" label=w().grants.to_owned()/>
            </ul>
            {move || units().into_iter().map(|(title, list)| view! { <Group title list icon="unit"/> }).collect_view()}
            {move || {
                let list = duties();
                (!list.is_empty()).then(|| view! {
                    <h2>{w().administration}</h2>
                    <ul>{list.into_iter().map(|(href, icon, label)| view! { <Item href=href.to_owned() icon label=label.to_owned()/> }).collect_view()}</ul>
                })
            }}
            <a class="me" href="/me" rel="external" aria-current=current("/me".to_owned())><b>{name}</b><span>{seat}</span></a>
        </nav>
    }
}

#[component]
fn Group(title: &'static str, list: Vec<UnitRef>, icon: &'static str) -> impl IntoView {
    let items = list
        .into_iter()
        .map(|u| view! { <Item href=format!("/unit/{}", u.id) icon label=u.name/> });
    view! {
        <h2>{title}</h2>
        <ul>{items.collect_view()}</ul>
    }
}

#[component]
fn Item(href: String, icon: &'static str, label: String) -> impl IntoView {
    let rel = plain(&href);
    view! { <li><a href=href.clone() rel=rel aria-current=current(href)><Icon name=icon/><span>{label}</span></a></li> }
}

/// The place of notices, with how many are unread.
#[component]
fn Notices() -> impl IntoView {
    view! {
        <li><a href="/notices" rel="external" aria-current=current("/notices".to_owned())><Icon name="bell"/><span>{w().notices}</span><Unread/></a></li>
    }
}

/// How many notices are unread; nothing when none.
#[component]
pub fn Unread() -> impl IntoView {
    let me = Session::here().me;
    let count = move || {
        let unread = me.with(|me| me.waits.unread);
        (unread > 0).then(|| {
            view! { <span class="badge" aria-hidden="true">{unread}</span><span class="sr">{(w().unread)(unread)}</span> }
        })
    };
    view! { {count} }
}

fn units(me: &Me) -> Vec<(&'static str, Vec<UnitRef>)> {
    let distinct = |leads: bool| {
        let mut list: Vec<UnitRef> = Vec::new();
        for seat in me.seats.iter().filter(|s| s.leads == leads) {
            if !list.contains(&seat.unit) {
                list.push(seat.unit.clone());
            }
        }
        list
    };
    [
        (w().units_led, distinct(true)),
        (w().my_units, distinct(false)),
        (w().units_granted, me.granted.clone()),
    ]
    .into_iter()
    .filter(|(_, list)| !list.is_empty())
    .collect()
}

pub fn duties(me: &Me) -> Vec<(&'static str, &'static str, &'static str)> {
    [
        (me.may_import, ("/admin/import", "import", w().import)),
        (me.may_see_accounts, ("/admin/accounts", "people", w().accounts)),
        (me.may_read_ledger, ("/admin/ledger", "ledger", w().ledger)),
    ]
    .into_iter()
    .filter_map(|(may, item)| may.then_some(item))
    .collect()
}
