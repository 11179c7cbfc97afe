//! Who has what, in the order of names; for leaders also how it lies, as text and bars.

use super::p;
use super::row::{Show, list};
use crate::prelude::*;
use crate::site::w;
use domain::PersonId;
use domain::view::plan::PersonPlan;

pub(super) fn people(people: Vec<PersonPlan>, me: &PersonId) -> AnyView {
    let widest = people
        .iter()
        .filter_map(|p| p.load)
        .map(|load| load.ordinary + load.hard + load.very_hard)
        .max()
        .unwrap_or_default()
        .max(4);
    let row = |person: PersonPlan| one(person, widest, me);
    view! { <ul class="plan-people">{people.into_iter().map(row).collect_view()}</ul> }.into_any()
}

fn one(of: PersonPlan, widest: u32, me: &PersonId) -> AnyView {
    let PersonPlan {
        person,
        leads,
        items,
        load,
    } = of;
    let words = match load {
        _ if items.is_empty() => Some(p().no_items.to_owned()),
        Some(load) => Some((p().load_words)(load.ordinary, load.hard, load.very_hard)),
        None => None,
    };
    let overdue = load.map(|load| load.overdue).filter(|n| *n > 0);
    let late = overdue.map(|n| view! { <span class="chip warn">{(p().overdue_count)(n)}</span> });
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    view! {
        <li>
            <p class="line">
                <a class="name" href=format!("/person/{}", person.id)>{person.name.clone()}</a>
                <span class="seat">{person.post}</span>
                {leads.then(|| view! { <span class="chip lead">{w().leads}</span> })}
            </p>
            {load.map(|load| bars([load.ordinary, load.hard, load.very_hard], widest))}
            {words.map(|words| view! { <p class="facts"><span>{words}</span>{late}</p> })}
            {(count > 0).then(|| view! { <details class="act"><summary>{(p().items_count)(count)}<span class="sr">{w().comma}{person.name}</span></summary>{list(items, Show::Plain, me)}</details> })}
        </li>
    }
    .into_any()
}

/// One bar in three shades; the numbers stand beside it in words.
fn bars(counts: [u32; 3], widest: u32) -> AnyView {
    let mut x = 0;
    let parts = counts
        .into_iter()
        .zip(["ordinary", "hard", "very-hard"])
        .map(|(n, class)| {
            let at = x;
            x += n;
            view! { <rect class=class x=at.to_string() y="0" width=n.to_string() height="1"></rect> }
        });
    view! {
        <svg class="load" aria-hidden="true" focusable="false" preserveAspectRatio="none" viewBox=format!("0 0 {widest} 1")>{parts.collect_view()}</svg>
    }
    .into_any()
}
