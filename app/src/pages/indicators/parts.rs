//! What several pages of indicators show.

use crate::api::ApiError;
use crate::dates;
use crate::load::Loaded;
use crate::pages::trouble;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::indicator as words;
use domain::indicator::{Indicator, SetScope};
use domain::view::indicator::{FlawView, SetHead};

/// Where a draft is begun.
pub const DRAFT: &str = "/indicators/draft";

pub fn address(head: &SetHead) -> String {
    format!("/indicators/set/{}", head.id)
}

/// What is there, or why it is not.
pub fn shown<T>(resource: Loaded<T>, show: fn(T) -> AnyView) -> AnyView
where
    T: serde::de::DeserializeOwned + Clone + Send + Sync + 'static,
{
    shown_or(resource, show, trouble)
}

/// What is there, or what is said instead.
pub fn shown_or<T>(resource: Loaded<T>, show: fn(T) -> AnyView, or: fn(&ApiError) -> AnyView) -> AnyView
where
    T: serde::de::DeserializeOwned + Clone + Send + Sync + 'static,
{
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(found) => show(found),
                Err(error) => or(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }.into_any()
}

/// A link to all sets, and the heading.
pub fn head(title: String, under: String) -> impl IntoView {
    view! {
        <header class="head"><div><p class="path"><a href="/indicators">{w().indicators}</a></p><h1>{title}</h1><p class="seat">{under}</p></div></header>
    }
}

pub fn kind(scope: &SetScope) -> &'static str {
    let iw = w().indicator;
    match scope {
        SetScope::Family(_) => iw.family,
        SetScope::Unit(_) => iw.unit,
        SetScope::Post(_) => iw.post,
    }
}

pub fn state(head: &SetHead) -> impl IntoView + use<> {
    let (label, class) = words::state(head.state, w().indicator);
    view! { <span class=format!("chip {class}")>{label}</span> }
}

/// From when to when.
pub fn span(head: &SetHead) -> Option<String> {
    let from = dates::long(head.from.as_deref()?, lang());
    let to = head.to.as_deref().map(|d| dates::long(d, lang()));
    Some((w().from_to)(&from, to.as_deref().unwrap_or(w().until_now)))
}

/// A sentence, as a link to the row it is about; `page` is empty on the set's own.
pub fn flaw(flaw: FlawView, page: &str) -> impl IntoView + use<> {
    match flaw.row {
        Some(row) => view! { <li><a href=format!("{page}#row-{row}")>{flaw.words}</a></li> }.into_any(),
        None => view! { <li>{flaw.words}</li> }.into_any(),
    }
}

/// Sentences: what must be mended first.
pub fn flaws(list: Vec<FlawView>) -> Option<impl IntoView> {
    let iw = w().indicator;
    let (errors, warnings): (Vec<_>, Vec<_>) = list.into_iter().partition(|f| f.error);
    let part = |class: &'static str, title: &'static str, list: Vec<FlawView>| {
        (!list.is_empty()).then(|| {
            view! { <div class=format!("flaws {class}")><p><b>{title}</b></p><ul>{list.into_iter().map(|f| flaw(f, "")).collect_view()}</ul></div> }
        })
    };
    let (errors, warnings) = (part("bad", iw.problems, errors), part("warn", iw.warnings, warnings));
    (errors.is_some() || warnings.is_some()).then(|| view! { {errors}{warnings} })
}

/// The rows of a set, to read; with `anchors` each can be led to.
pub fn table(rows: Vec<Indicator>, caption: String, anchors: bool) -> impl IntoView {
    let iw = w().indicator;
    let row = |(n, row): (usize, Indicator)| {
        let goal = joined(&row.target, &row.unit);
        view! {
            <tr id=anchors.then(|| format!("row-{}", n + 1))>
                <th scope="row">{name(&row)}</th>
                <td data-label=iw.good>{row.good}</td>
                <td data-label=iw.measure>{row.measure}</td>
                <td data-label=iw.target>{goal}</td>
                <td data-label=iw.weight class="number">{row.weight}"%"</td>
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption>
            <table class="table cards indicators">
                <thead><tr><th scope="col">{iw.indicator}</th><th scope="col">{iw.good}</th><th scope="col">{iw.measure}</th><th scope="col">{iw.target}</th><th scope="col" class="number">{iw.weight}</th></tr></thead>
                <tbody>{rows.into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// `≤2 %`, `0 cases`.
pub fn joined(target: &str, unit: &str) -> String {
    format!("{target} {unit}").trim().to_owned()
}

/// The name with dimension and key flag.
pub fn name(row: &Indicator) -> impl IntoView + use<> {
    let iw = w().indicator;
    let dimension = row.dimension.name(lang()).to_owned();
    let under = if row.key {
        format!("{dimension} · {}", iw.key)
    } else {
        dimension
    };
    view! { <span>{row.name.clone()}</span><span class="seat">{under}</span> }
}
