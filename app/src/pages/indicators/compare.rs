use super::parts::{address, head, joined, name, shown, span, state};
use crate::api;
use crate::load::load;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::indicator as words;
use domain::indicator::{Changed, Comparison, Field, FieldChange, Indicator};
use domain::view::indicator::{ComparePage, SetHead};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// What two versions differ in, field by field.
pub fn compare() -> AnyView {
    let query = use_query_map();
    let of = |name: &str| query.with_untracked(|q| q.get(name)).unwrap_or_default();
    let (a, b) = (of("a"), of("b"));
    let resource = load(
        move || (a.clone(), Some(b.clone())),
        |(a, b)| api::compare_indicators(a, b.unwrap_or_default()),
    );
    shown(resource, page)
}

fn page(page: ComparePage) -> AnyView {
    let iw = w().indicator;
    let one = |label: &'static str, v: &SetHead, sum: u32| {
        let (link, version, note) = (address(v), words::version(v.version, lang()), v.note.clone());
        let other = (v.name != page.after.name).then(|| v.name.clone());
        view! { <div><dt>{label}</dt><dd><a href=link>{other}" "{version}</a>" "{state(v)}<span class="seat">{span(v)}" · "{iw.sum}" "{sum}"%"</span>{(!note.is_empty()).then(|| view! { <span class="seat">{note}</span> })}</dd></div> }
    };
    let sides = view! { <dl class="sides">{one(iw.before, &page.before, page.sum_before)}{one(iw.after, &page.after, page.sum_after)}</dl> };
    let Comparison {
        added,
        removed,
        changed,
        same,
    } = page.comparison;
    let nothing = added.is_empty() && removed.is_empty() && changed.is_empty();
    view! {
        <Title text=iw.compare_title/>
        {head(page.after.name.clone(), iw.compare_title.to_owned())}
        {sides}
        {nothing.then(|| view! { <p class="note">{iw.nothing_changed}</p> })}
        {(!nothing).then(|| view! {
            <div class="scroll" tabindex="0" role="region" aria-label=iw.compare_title>
                <table class="table cards compare">
                    <thead><tr><th scope="col">{iw.indicator}</th><th scope="col">{iw.state}</th><th scope="col">{iw.before}</th><th scope="col">{iw.after}</th></tr></thead>
                    <tbody>
                        {added.into_iter().map(|row| whole(row, true)).collect_view()}
                        {changed.into_iter().map(moved).collect_view()}
                        {removed.into_iter().map(|row| whole(row, false)).collect_view()}
                    </tbody>
                </table>
            </div>
        })}
        {(!same.is_empty()).then(|| view! { <p class="hint">{iw.same}": "{same.into_iter().map(|r| format!("{} {}%", r.name, r.weight)).collect::<Vec<_>>().join(w().comma)}</p> })}
    }
    .into_any()
}

/// An indicator that came or went, in brief.
fn whole(row: Indicator, added: bool) -> impl IntoView {
    let iw = w().indicator;
    let (label, class) = if added {
        (iw.new_, "chip good")
    } else {
        (iw.removed, "chip warn")
    };
    let brief = format!("{}% · {}", row.weight, joined(&row.target, &row.unit));
    let said = view! { {brief}<span class="seat">{row.measure.clone()}</span> }.into_any();
    let (before, after) = if added { (None, Some(said)) } else { (Some(said), None) };
    view! { <tr><th scope="row">{name(&row)}</th><td><span class=class>{label}</span></td><td data-label=iw.before>{before}</td><td data-label=iw.after>{after}</td></tr> }
}

fn moved(changed: Changed) -> impl IntoView {
    let iw = w().indicator;
    let side = |fields: &[FieldChange], after: bool| {
        let line = |f: &FieldChange| {
            let text = if after { &f.after } else { &f.before };
            let text = if f.field == Field::Weight {
                format!("{text}%")
            } else {
                text.clone()
            };
            let text = if text.is_empty() { "—".to_owned() } else { text };
            view! { <li><span class="seat">{words::field(f.field, iw)}</span>{if after { view! { <ins>{text}</ins> }.into_any() } else { view! { <del>{text}</del> }.into_any() }}</li> }
        };
        view! { <ul>{fields.iter().map(line).collect_view()}</ul> }
    };
    view! {
        <tr>
            <th scope="row">{name(&changed.after)}</th>
            <td><span class="chip">{iw.changed}</span></td>
            <td data-label=iw.before>{side(&changed.fields, false)}</td>
            <td data-label=iw.after>{side(&changed.fields, true)}</td>
        </tr>
    }
}
