use super::super::trouble;
use super::goals::goals;
use super::people::{Asked, TypedPlan, choose};
use super::{fields, hidden, key, p};
use crate::api::{self, AssignPlan, WritePlan};
use crate::load::load;
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use domain::view::plan::{PlanGoals, PlanPeople};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// An item with all its fields: for people one leads, or for oneself.
pub fn new() -> AnyView {
    let asked = match use_context::<TypedPlan>() {
        Some(typed) => Asked::typed(&typed),
        None => use_query_map().with_untracked(Asked::read),
    };
    let own = asked.own;
    let filter = asked.key();
    let people = load(
        move || filter.clone(),
        |(place, chosen)| {
            let (unit, part) = place.split_once('\n').unwrap_or_default();
            let chosen = chosen.unwrap_or_default().split(',').map(str::to_owned).collect();
            api::plan_people(unit.to_owned(), part.to_owned(), chosen)
        },
    );
    let filter = asked.goals_key();
    let larger = load(
        move || filter.clone(),
        |(part, chosen)| api::plan_goals(part, chosen.unwrap_or_default().split(',').map(str::to_owned).collect()),
    );
    let content = move || {
        let asked = asked.clone();
        Suspend::new(async move {
            match (people.await, larger.await) {
                (Ok(people), Ok(larger))
                    if own || people.units.is_empty() && people.people.is_empty() && people.chosen.is_empty() =>
                {
                    for_me(&asked, larger)
                }
                (Ok(people), Ok(larger)) => for_others(asked, people, larger),
                (Err(error), _) | (_, Err(error)) => trouble(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }
        .into_any()
}

fn head(title: &'static str, what: &'static str) -> AnyView {
    view! {
        <Title text=title/>
        <header class="head"><h1>{title}</h1><a class="back" href="/plan">{w().cancel}</a></header>
        <p class="lead-in">{what}</p>
    }
    .into_any()
}

fn for_me(asked: &Asked, larger: PlanGoals) -> AnyView {
    let seated = Session::here().me.with_untracked(|me| !me.seats.is_empty());
    if !seated {
        return view! { {head(p().new_mine, p().mine_what)}<p class="note">{w().no_post}</p> }.into_any();
    }
    view! {
        {head(p().new_mine, p().mine_what)}
        <form class="sheet stack" method="post" action=WritePlan::url() data-draft="plan_own" data-refused=asked.refused()>
            {key()}{hidden("next", "/plan")}{hidden("for", "me")}
            {fields::all(&asked.draft, "new")}
            {fields::unit("new", &asked.unit)}
            {goals(asked, larger)}
            <p class="hint">{p().agree_hint}</p>
            <div class="row"><button type="submit" class="primary">{p().add}</button></div>
        </form>
    }
    .into_any()
}

/// The filter sends the same form to its page, so that nothing that was typed or ticked is lost, and nothing stands in an address.
fn for_others(asked: Asked, people: PlanPeople, larger: PlanGoals) -> AnyView {
    let unit = |u: &domain::view::UnitRef| {
        let chosen = u.id.as_str() == asked.unit;
        view! { <option value=u.id.0.clone() selected=chosen>{u.name.clone()}</option> }
    };
    let units = (!people.units.is_empty()).then(|| {
        view! {
            <div class="field">
                <label for="new-unit">{p().no_owner}</label>
                <select id="new-unit" name="unit" aria-describedby="new-unit-hint"><option value="">{w().choose}</option>{people.units.iter().map(unit).collect_view()}</select>
                <p class="hint" id="new-unit-hint">{p().no_owner_unit}</p>
            </div>
        }
    });
    view! {
        {head(p().new_down, p().new_down_what)}
        <form class="sheet stack" method="post" action=AssignPlan::url() data-draft="plan_new" data-refused=asked.refused()>
            {key()}{hidden("next", "/plan")}
            {fields::all(&asked.draft, "new")}
            {choose(&asked, people)}
            {units}
            {goals(&asked, larger)}
            <div class="row"><button type="submit" class="primary">{p().new_down}</button></div>
        </form>
        <p class="hint"><a href="/plan/new?for=me">{p().new_mine}</a></p>
    }
    .into_any()
}
