use super::trouble;
use crate::api;
use crate::feed::{Closed, Place, Timeline};
use crate::load::load;
use crate::prelude::*;
use crate::site::w;
use domain::Scope;
use domain::permission::Relation;
use domain::view::{FeedPage, UnitMember, UnitPage, UnitRef};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Where a unit stands, who works there and what they wrote.
pub fn unit() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    let cursor = Memo::new(move |_| query.with(|q| q.get("cursor")));
    let what = load(move || (id.get(), None), |(id, _)| api::unit_page(id));
    let list = load(
        move || (id.get(), cursor.get()),
        |(id, cursor)| api::feed(format!("unit:{id}"), cursor),
    );
    provide_context(Closed(Callback::new(move |()| {
        what.refetch();
        list.refetch();
    })));
    let content = move || {
        Suspend::new(async move {
            match (what.await, list.await) {
                (Ok(what), Ok(list)) => shown(what, list),
                (Err(error), _) | (_, Err(error)) => trouble(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }.into_any()
}

fn shown(what: UnitPage, list: FeedPage) -> AnyView {
    let UnitPage {
        unit,
        above,
        below,
        people,
        relation,
    } = what;
    let address = format!("/unit/{}", unit.id);
    let plan = format!("/plan/unit/{}", unit.id);
    let scope = Scope::Unit(unit.id.clone());
    let link = |u: UnitRef| view! { <li><a href=format!("/unit/{}", u.id)>{u.name}</a></li> };
    let member = |m: UnitMember| {
        view! {
            <li>
                <a href=format!("/person/{}", m.person.id)>{m.person.name}</a>
                <span class="seat">{m.person.post}</span>
                {m.leads.then(|| view! { <span class="chip lead">{w().leads}</span> })}
            </li>
        }
    };
    let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
    let few = people.len() <= 12;
    view! {
        <Title text=unit.name.clone()/>
        {(!above.is_empty()).then(|| view! { <nav class="path" aria-label=w().path><ol>{above.into_iter().map(link).collect_view()}</ol></nav> })}
        <header class="head">
            <h1>{unit.name}</h1>
            {(relation == Relation::Granted).then(|| view! { <span class="chip granted">{w().by_grant}</span> })}
            <a class="back" href=plan rel="external">{w().plan}</a>
        </header>
        <section class="card">
            {(!below.is_empty()).then(|| view! { <h2>{w().sub_units}</h2><ul class="units">{below.into_iter().map(link).collect_view()}</ul> })}
            <details open=few>
                <summary>{(w().people_count)(count)}</summary>
                <ul class="members">{people.into_iter().map(member).collect_view()}</ul>
            </details>
        </section>
        <h2 class="section">{w().records}</h2>
        <Timeline page=list scope place=Place::Page address empty=(w().empty_scope, w().empty_scope_what)/>
    }
    .into_any()
}
