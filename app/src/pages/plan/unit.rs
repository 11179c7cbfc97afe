use super::super::trouble;
use super::mine::copies;
use super::row::{Show, folded, list, section};
use super::{load as bars, p};
use crate::api;
use crate::load::load;
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use domain::PersonId;
use domain::view::plan::{ItemView, UnitCount, UnitPlan};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// A unit's plan: who has what; for its leaders also what waits, overlaps, has no owner or no record.
pub fn unit() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    let resource = load(move || (id.get(), None), |(id, _)| api::unit_plan(id));
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(plan) => shown(plan),
                Err(error) => trouble(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }
        .into_any()
}

fn shown(plan: UnitPlan) -> AnyView {
    let me = Session::here().person();
    let title = (p().unit_plan)(&plan.unit.name);
    let hand = format!("/plan/new?in={}", plan.unit.id);
    view! {
        <Title text=title.clone()/>
        <nav class="path" aria-label=w().path><ol><li><a href="/plan">{p().mine}</a></li><li><a href=format!("/unit/{}", plan.unit.id)>{plan.unit.name.clone()}</a></li></ol></nav>
        <header class="head"><h1>{title}</h1>
            {plan.leads.then(|| view! { <nav class="head-links" aria-label=p().hand_down><a class="button" href=hand>{p().hand_down}</a></nav> })}
        </header>
        {plan.more.then(|| view! { <p class="note">{p().more}</p> })}
        {section("to-agree", p().to_agree.into(), plan.waiting, Show::Acts, &me)}
        <section aria-labelledby="load">
            <h2 class="section" id="load">{p().load}</h2>
            <p class="hint">{if plan.leads { p().load_what } else { p().people_what }}</p>
            {bars::people(plan.people, &me)}
        </section>
        {told("unowned", p().unowned, p().unowned_what, plan.unowned, &me)}
        {told("left", p().left, p().left_what, plan.left, &me)}
        {overlaps(plan.overlaps, &me)}
        {told("bare", p().bare, p().bare_what, plan.bare, &me)}
        {below(plan.below)}
        {copies(plan.copies, &plan.unit.id)}
        {plan.copies_more.then(|| view! { <p class="hint">{p().copies_more}</p> })}
        {folded(p().ended.into(), plan.ended, &me)}
    }
    .into_any()
}

fn told(id: &'static str, title: &'static str, what: &'static str, items: Vec<ItemView>, me: &PersonId) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <section aria-labelledby=id>
            <h2 class="section" id=id>{title}</h2>
            <p class="hint">{what}</p>
            {list(items, Show::Plain, me)}
        </section>
    }
    .into_any()
}

fn overlaps(groups: Vec<Vec<ItemView>>, me: &PersonId) -> AnyView {
    if groups.is_empty() {
        return ().into_any();
    }
    let group = |items| view! { <div class="plan-group">{list(items, Show::Plain, me)}</div> };
    view! {
        <section aria-labelledby="overlaps">
            <h2 class="section" id="overlaps">{p().overlaps}</h2>
            <p class="hint">{p().overlaps_what}</p>
            {groups.into_iter().map(group).collect_view()}
        </section>
    }
    .into_any()
}

fn below(units: Vec<UnitCount>) -> AnyView {
    if units.is_empty() {
        return ().into_any();
    }
    let counted = units.iter().any(|u| u.overdue.is_some());
    let row = |u: UnitCount| {
        view! {
            <tr>
                <th scope="row"><a href=format!("/plan/unit/{}", u.unit.id)>{u.unit.name}</a></th>
                <td class="number">{u.open.map_or_else(|| "–".to_owned(), |n| n.to_string())}</td>
                {u.overdue.map(|n| view! { <td class="number">{n}</td> })}
            </tr>
        }
    };
    view! {
        <h2 class="section" id="below">{p().below}</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="below">
            <table class="table narrow">
                <thead><tr><th scope="col">{p().unit}</th><th scope="col" class="number">{p().open}</th>{counted.then(|| view! { <th scope="col" class="number">{p().overdue}</th> })}</tr></thead>
                <tbody>{units.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
