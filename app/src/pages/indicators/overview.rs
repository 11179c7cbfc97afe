use super::parts::{DRAFT, address, kind, shown, span, state};
use crate::api;
use crate::load::{Key, load};
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::indicator as words;
use domain::view::UnitRef;
use domain::view::indicator::{IndicatorsPage, Lacking, SetLine};
use leptos_meta::Title;

/// All sets, which posts lack one, and what looks like formalism.
pub fn overview() -> AnyView {
    let content = shown(load(Key::default, |_| api::indicators()), page);
    let iw = w().indicator;
    view! {
        <Title text=w().indicators/>
        <header class="head"><h1>{w().indicators}</h1></header>
        <p class="lead-in">{iw.what}</p>
        {content}
    }
    .into_any()
}

fn page(page: IndicatorsPage) -> AnyView {
    let iw = w().indicator;
    let drafts = !(page.families.is_empty() && page.units.is_empty());
    let answers_for = page.posts > 0;
    let import = page
        .may_import
        .then(|| view! { <a class="button" href="/indicators/import">{iw.import}</a> });
    let none = page.sets.is_empty();
    view! {
        <p class="row start">
            <a class="button" href="/indicators/library">{iw.library}</a>
            {import}
            {(!none).then(|| view! { <a class="button" href="/indicators/export.xlsx" download>{iw.export_all}" (.xlsx)"</a> })}
        </p>
        {alike(&page)}
        {answers_for.then(|| lacking(page.lacking, page.posts, page.covered))}
        {drafts.then(|| new_draft(page.families, page.units, page.posts_led))}
        <h2 class="section" id="sets">{iw.sets}</h2>
        {none.then(|| view! { <div class="empty"><p><b>{iw.no_sets}</b></p><p>{iw.no_sets_what}</p></div> })}
        {(!none).then(|| sets(page.sets))}
    }
    .into_any()
}

fn alike(page: &IndicatorsPage) -> impl IntoView + use<> {
    let iw = w().indicator;
    let list = page.alike.clone();
    if list.is_empty() {
        return view! { <p class="hint">{iw.alike_none}</p> }.into_any();
    }
    view! { <div class="flaws warn"><p><b>{iw.alike}</b></p><ul>{list.into_iter().map(|f| view! { <li>{f.words}</li> }).collect_view()}</ul></div> }.into_any()
}

fn lacking(list: Vec<Lacking>, posts: u32, covered: u32) -> impl IntoView {
    let iw = w().indicator;
    let share = words::covered(posts, covered, lang());
    let row = |l: Lacking| {
        let name = if l.family.is_empty() {
            iw.no_family.to_owned()
        } else {
            l.family.clone()
        };
        let units = l
            .units
            .into_iter()
            .map(|u| view! { <li><a href=format!("/unit/{}", u.id)>{u.name}</a></li> });
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number" data-label=iw.posts>{l.posts}</td>
                <td data-label=iw.where_><ul class="inline">{units.collect_view()}</ul></td>
                <td>{l.may_draft.then(|| begin("family", l.family))}</td>
            </tr>
        }
    };
    let none = list.is_empty();
    view! {
        <h2 class="section" id="lacking">{iw.lacking}</h2>
        <p class="hint">{share}</p>
        {none.then(|| view! { <p>{iw.lacking_none}</p> })}
        {(!none).then(|| view! {
            <div class="scroll" tabindex="0" role="region" aria-labelledby="lacking">
                <table class="table cards">
                    <thead><tr><th scope="col">{iw.family}</th><th scope="col" class="number">{iw.posts}</th><th scope="col">{iw.where_}</th><th scope="col"><span class="sr">{iw.draft_it}</span></th></tr></thead>
                    <tbody>{list.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        })}
    }
}

/// One button that begins a draft.
fn begin(kind: &'static str, target: String) -> impl IntoView {
    view! {
        <form method="post" action=DRAFT>
            <input type="hidden" name="kind" value=kind/>
            <input type="hidden" name="target" value=target/>
            <button type="submit">{w().indicator.draft_it}</button>
        </form>
    }
}

fn new_draft(families: Vec<String>, units: Vec<UnitRef>, posts: Vec<(String, String)>) -> impl IntoView {
    let iw = w().indicator;
    let families: Vec<(String, String)> = families.into_iter().map(|f| (f.clone(), f)).collect();
    let units: Vec<(String, String)> = units.into_iter().map(|u| (u.id.0, u.name)).collect();
    view! {
        <details class="card draft-new">
            <summary>{iw.new_draft}</summary>
            <p class="hint">{iw.own_stands}</p>
            <div class="choices">
                {choice("family", iw.draft_family, families)}
                {choice("unit", iw.draft_unit, units)}
                {choice("post", iw.draft_post, posts)}
            </div>
        </details>
    }
}

fn choice(kind: &'static str, label: &'static str, list: Vec<(String, String)>) -> Option<impl IntoView> {
    let field = format!("draft-{kind}");
    let iw = w().indicator;
    let options = |list: Vec<(String, String)>| {
        list.into_iter()
            .map(|(value, name)| view! { <option value=value>{name}</option> })
            .collect_view()
    };
    (!list.is_empty()).then(|| {
        view! {
            <form class="stack" method="post" action=DRAFT>
                <input type="hidden" name="kind" value=kind/>
                <div class="field">
                    <label for=field.clone()>{label}</label>
                    <select id=field name="target" required><option value="">{iw.choose}</option>{options(list)}</select>
                </div>
                <div class="row start"><button type="submit">{iw.draft_it}</button></div>
            </form>
        }
    })
}

fn sets(list: Vec<SetLine>) -> impl IntoView {
    let iw = w().indicator;
    let row = |line: SetLine| {
        let head = &line.head;
        let sum = if head.scope.is_family() { iw.sum } else { iw.own_sum };
        let notes = (line.flaws > 0).then(|| view! { <span class="chip warn">{line.flaws}</span> });
        view! {
            <tr>
                <th scope="row"><a href=address(head)>{head.name.clone()}</a></th>
                <td data-label=iw.kind>{kind(&head.scope)}</td>
                <td data-label=iw.version>{words::version(head.version, lang())}</td>
                <td>{state(head)}<span class="seat">{span(head)}</span></td>
                <td class="number" data-label=iw.count>{line.indicators}</td>
                <td class="number" data-label=sum>{line.sum}"%"</td>
                <td data-label=iw.notes>{notes}</td>
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby="sets">
            <table class="table cards">
                <thead><tr><th scope="col">{iw.set}</th><th scope="col">{iw.kind}</th><th scope="col">{iw.version}</th><th scope="col">{iw.state}</th><th scope="col" class="number">{iw.count}</th><th scope="col" class="number">{iw.sum}</th><th scope="col">{iw.notes}</th></tr></thead>
                <tbody>{list.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
