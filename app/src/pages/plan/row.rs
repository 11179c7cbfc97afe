//! An item in a list.

use super::{act, p};
use crate::dates;
use crate::prelude::*;
use crate::site::lang;
use domain::PersonId;
use domain::plan::{Difficulty, State, Waits};
use domain::view::plan::ItemView;

/// How much of an item a list shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    /// With the forms to answer or to go on.
    Acts,
    Plain,
}

pub(super) fn list(items: Vec<ItemView>, show: Show, me: &PersonId) -> AnyView {
    let me = me.clone();
    view! { <ul class="plan-list">{items.into_iter().map(|i| row(i, show, &me)).collect_view()}</ul> }.into_any()
}

pub(super) fn row(item: ItemView, show: Show, me: &PersonId) -> AnyView {
    let address = format!("/plan/item/{}", item.id);
    let class = if item.key { "plan-item key" } else { "plan-item" };
    let people = people(&item, me);
    let acts = (show == Show::Acts).then(|| act::quick(&item));
    let measure = (!item.measure.is_empty()).then(|| view! { <p class="measure">{item.measure.clone()}</p> });
    view! {
        <li class=class>
            <div class="line">
                <a class="title" href=address>{item.title.clone()}</a>
                {due(&item)}
            </div>
            {measure}
            <p class="facts">{chips(&item)}{people}</p>
            {waits(&item)}
            {bar(&item)}
            {acts}
        </li>
    }
    .into_any()
}

/// State, horizon and what is out of the ordinary.
pub(super) fn chips(item: &ItemView) -> AnyView {
    let state = match item.state {
        State::Done => "chip good",
        State::Proposed => "chip warn",
        _ => "chip",
    };
    view! {
        <span class=state>{item.state.words(lang())}</span>
        <span class="chip">{item.horizon.words(lang())}</span>
        {item.key.then(|| view! { <span class="chip lead">{p().key_task}</span> })}
        {(item.difficulty != Difficulty::Ordinary).then(|| view! { <span class="chip">{item.difficulty.words(lang())}</span> })}
    }
    .into_any()
}

/// Whose it is and who handed it down, as far as that is not the reader alone.
fn people(item: &ItemView, me: &PersonId) -> AnyView {
    let owner = match &item.owner {
        None => Some(view! { <span class="who">{p().nobody}" · "{item.unit.name.clone()}</span> }.into_any()),
        Some(owner) if owner.id == *me => None,
        Some(owner) if item.closed.contains(&owner.id) => {
            Some(view! { <span class="who">{owner.name.clone()}</span> }.into_any())
        }
        Some(owner) => {
            Some(view! { <a class="who" href=format!("/person/{}", owner.id)>{owner.name.clone()}</a> }.into_any())
        }
    };
    let from = (item.handed && item.set_by.id != *me && item.owner.as_ref().is_some_and(|o| o.id == *me))
        .then(|| view! { <span class="who">{(p().from)(&item.set_by.name)}</span> });
    view! { {owner}{from} }.into_any()
}

/// Until when, in words and as a date.
pub(super) fn due(item: &ItemView) -> AnyView {
    let day = dates::short(&item.due, lang());
    if !item.state.open() {
        return view! { <time class="due" datetime=item.due.clone()>{day}</time> }.into_any();
    }
    let class = match item.days {
        d if d < 0 => "due late",
        0..=3 => "due soon",
        _ => "due",
    };
    view! { <time class=class datetime=item.due.clone()>{(p().due_in)(item.days)}" · "{day}</time> }.into_any()
}

/// Who must answer, and why it was asked back or dropped.
pub(super) fn waits(item: &ItemView) -> AnyView {
    let owner = item.owner.as_ref().map(|o| o.name.clone()).unwrap_or_default();
    let who = match item.waits {
        Waits::Nobody => None,
        _ if item.may.accept || item.may.agree || item.may.stand_by => Some(p().waits_you.to_owned()),
        Waits::Owner => Some((p().waits_owner)(&owner)),
        Waits::Leader => Some(p().waits_leader.to_owned()),
        Waits::Setter => Some((p().waits_setter)(&item.set_by.name)),
    };
    let reason = match item.state {
        State::Dropped => Some(item.reason.clone()),
        _ if !item.reason.is_empty() => Some((p().asked_back)(&item.reason)),
        _ => None,
    };
    if who.is_none() && reason.is_none() {
        return ().into_any();
    }
    view! { <p class="waits">{who}{reason.map(|r| view! { <q>{r}</q> })}</p> }.into_any()
}

/// The progress, also in words.
pub(super) fn bar(item: &ItemView) -> AnyView {
    if item.progress == 0 || !item.state.open() {
        return ().into_any();
    }
    let words = (p().percent)(item.progress);
    view! {
        <p class="bar"><progress max="100" value=item.progress.to_string() aria-label=p().progress>{words.clone()}</progress><span>{words}</span></p>
    }
    .into_any()
}

/// A list under a heading, left out when it is empty.
pub(super) fn section(id: &'static str, title: String, items: Vec<ItemView>, show: Show, me: &PersonId) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    view! {
        <section aria-labelledby=id>
            <h2 class="section" id=id>{title}<span class="count">{(p().items_count)(count)}</span></h2>
            {list(items, show, me)}
        </section>
    }
    .into_any()
}

/// The same, folded.
pub(super) fn folded(title: String, items: Vec<ItemView>, me: &PersonId) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    view! {
        <details class="history">
            <summary>{title}" · "{(p().items_count)(count)}</summary>
            {list(items, Show::Plain, me)}
        </details>
    }
    .into_any()
}
