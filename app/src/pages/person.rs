use super::person_closed;
use crate::api;
use crate::dates;
use crate::feed::{Closed, Place, Timeline};
use crate::load::load;
use crate::prelude::*;
use crate::site::{lang, w};
use domain::Scope;
use domain::view::{AppointmentView, FeedPage, PersonPage};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Who someone is, and their records as far as the reader may see them.
pub fn person() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    let cursor = Memo::new(move |_| query.with(|q| q.get("cursor")));
    let who = load(move || (id.get(), None), |(id, _)| api::person_page(id));
    let list = load(
        move || (id.get(), cursor.get()),
        |(id, cursor)| api::feed(format!("person:{id}"), cursor),
    );
    provide_context(Closed(Callback::new(move |()| {
        who.refetch();
        list.refetch();
    })));
    let content = move || {
        Suspend::new(async move {
            match (who.await, list.await) {
                (Ok(who), Ok(list)) => shown(who, list),
                (Err(error), _) | (_, Err(error)) => person_closed(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }.into_any()
}

fn shown(who: PersonPage, list: FeedPage) -> AnyView {
    let PersonPage {
        person,
        appointments,
        superiors,
        ..
    } = who;
    let address = format!("/person/{}", person.id);
    let scope = Scope::Person(person.id.clone());
    let (current, earlier): (Vec<_>, Vec<_>) = appointments.into_iter().partition(|a| a.current);
    let above = superiors.into_iter().map(|s| view! { <li><a href=format!("/person/{}", s.id)>{s.name}</a>" "<span class="seat">{s.post}</span></li> }).collect::<Vec<_>>();
    view! {
        <Title text=person.name.clone()/>
        <header class="head"><h1>{person.name}</h1><a class="button" href=format!("{address}/indicators") rel="external">{w().indicators}</a></header>
        <section class="card" aria-label=w().appointments>
            <ul class="posts">{current.into_iter().map(appointment).collect_view()}</ul>
            {(!above.is_empty()).then(|| view! { <div class="reports"><h2>{w().reports_to}</h2><ul>{above}</ul></div> })}
            {(!earlier.is_empty()).then(|| view! {
                <details><summary>{w().earlier_posts}</summary><ul class="posts">{earlier.into_iter().map(appointment).collect_view()}</ul></details>
            })}
        </section>
        <h2 class="section">{w().records}</h2>
        <Timeline page=list scope place=Place::Page address empty=(w().empty_person, w().empty_person_what)/>
    }
    .into_any()
}

fn appointment(a: AppointmentView) -> impl IntoView {
    let kind = match a.kind.as_str() {
        "acting" => Some(w().acting),
        "seconded" => Some(w().seconded),
        _ => None,
    };
    let facts: Vec<String> = [a.grade, a.family, a.function]
        .into_iter()
        .filter(|f| !f.is_empty())
        .collect();
    let from = a.from.as_deref().map(|d| dates::long(d, lang()));
    let to = a.to.as_deref().map(|d| dates::long(d, lang()));
    let span = (from.is_some() || to.is_some())
        .then(|| (w().from_to)(from.as_deref().unwrap_or("…"), to.as_deref().unwrap_or(w().until_now)));
    view! {
        <li>
            <b>{a.post}</b>" "<a href=format!("/unit/{}", a.unit.id)>{a.unit.name}</a>
            {kind.map(|k| view! { <span class="chip">{k}</span> })}
            {a.leads.then(|| view! { <span class="chip lead">{w().leads}</span> })}
            <span class="seat">{facts.join(" · ")}</span>
            {span.map(|s| view! { <span class="seat">{s}</span> })}
        </li>
    }
}
