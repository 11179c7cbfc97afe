use super::parts::{DRAFT, address, flaw, kind, shown, span, state};
use crate::api;
use crate::load::{Key, load};
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::indicator as words;
use domain::view::UnitRef;
use domain::view::indicator::{IndicatorsPage, Lacking, LackingPost, SetLine};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Notes beside a set.
const NOTES: usize = 3;

/// All sets, which posts lack one, and what looks like formalism.
pub fn overview() -> AnyView {
    let query = use_query_map();
    let of = move |name: &str| query.with_untracked(|q| q.get(name));
    // Empty is a family as well: that of the posts without one.
    let asked: Option<(String, Option<u32>)> = of("lacking").map(|f| (f, of("from").and_then(|n| n.parse().ok())));
    let key = move || match &asked {
        Some((family, from)) => (family.clone(), Some(from.unwrap_or_default().to_string())),
        None => Key::default(),
    };
    let read = |(family, from): Key| {
        let from = from.and_then(|n| n.parse().ok());
        api::indicators(from.map(|_| family), from)
    };
    let content = shown(load(key, read), page);
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
    if page.one_family {
        return one_family(page.lacking);
    }
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
        {drafts.then(|| new_draft(page.families, page.units, page.posts_led, &page.ready))}
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
        let shown = u32::try_from(l.posts.len()).unwrap_or(u32::MAX);
        let more = (l.count > shown).then(|| {
            let link = format!("/indicators?lacking={}", encoded(&l.family));
            view! { <li><a href=link>{words::more(l.count - shown, lang())}</a></li> }
        });
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number" data-label=iw.posts>{l.count}</td>
                <td data-label=iw.which><ul class="posts">{l.posts.into_iter().map(post).collect_view()}{more}</ul></td>
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
                    <thead><tr><th scope="col">{iw.family}</th><th scope="col" class="number">{iw.posts}</th><th scope="col">{iw.which}</th><th scope="col"><span class="sr">{iw.draft_it}</span></th></tr></thead>
                    <tbody>{list.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        })}
    }
}

/// A post with who holds it: on that page one sees the post's indicators and can draft them. A vacant one's are begun here.
fn post(post: LackingPost) -> impl IntoView {
    let vacant = post.may_draft && post.holder.is_none();
    let own = vacant.then(|| begin("post", post.id.0));
    let holder = match post.holder {
        Some((id, name)) => view! { <a href=format!("/person/{id}/indicators")>{name}</a> }.into_any(),
        None => view! { <span class="hint">{w().indicator.vacant}</span> }.into_any(),
    };
    view! { <li><span>{post.title}</span>" "{holder}<a class="seat" href=format!("/unit/{}", post.unit.id)>{post.unit.name}</a>{own}</li> }
}

/// All posts of a family that lack a set, page by page.
fn one_family(list: Vec<Lacking>) -> AnyView {
    let iw = w().indicator;
    let Some(l) = list.into_iter().next() else {
        return view! { <div class="empty"><p><b>{iw.lacking_none}</b></p></div> }.into_any();
    };
    let name = if l.family.is_empty() {
        iw.no_family.to_owned()
    } else {
        l.family.clone()
    };
    let shown = u32::try_from(l.posts.len()).unwrap_or(u32::MAX);
    let link = |from: u32, label: &'static str| {
        let link = format!("/indicators?lacking={}&from={from}", encoded(&l.family));
        view! { <a class="button" href=link>{label}</a> }
    };
    let before = (l.from > 0).then(|| link(l.from.saturating_sub(100), iw.posts_before));
    let after = (l.from + shown < l.count && shown > 0).then(|| link(l.from + shown, iw.posts_after));
    view! {
        <p class="path"><a href="/indicators">{w().indicators}</a></p>
        <h2 class="section" id="lacking">{iw.lacking}" · "{name}</h2>
        <p class="hint">{words::places(l.from + 1, l.from + shown, l.count, lang())}</p>
        {l.may_draft.then(|| view! { <div class="facts">{begin("family", l.family.clone())}</div> })}
        <ul class="posts wide">{l.posts.into_iter().map(post).collect_view()}</ul>
        <p class="row start below">{before}{after}</p>
    }
    .into_any()
}

/// As a part of an address.
fn encoded(text: &str) -> String {
    let byte = |b: u8| match b {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
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

fn new_draft(
    families: Vec<String>,
    units: Vec<UnitRef>,
    posts: Vec<(String, String)>,
    ready: &[(String, String)],
) -> impl IntoView + use<> {
    let iw = w().indicator;
    let families: Vec<(String, String)> = families.into_iter().map(|f| (f.clone(), f)).collect();
    let units: Vec<(String, String)> = units.into_iter().map(|u| (u.id.0, u.name)).collect();
    view! {
        <details class="card draft-new">
            <summary>{iw.new_draft}</summary>
            <p class="hint">{iw.own_stands}</p>
            <div class="choices">
                {choice("family", iw.draft_family, families, ready)}
                {choice("unit", iw.draft_unit, units, ready)}
                {choice("post", iw.draft_post, posts, ready)}
            </div>
        </details>
    }
}

fn choice(
    kind: &'static str,
    label: &'static str,
    list: Vec<(String, String)>,
    ready: &[(String, String)],
) -> Option<impl IntoView + use<>> {
    let (field, from, ready) = (format!("draft-{kind}"), format!("from-{kind}"), ready.to_vec());
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
                <div class="field">
                    <label for=from.clone()>{iw.start_with}</label>
                    <select id=from name="library"><option value="">{iw.start_last}</option>{options(ready)}</select>
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
        let own = !head.scope.is_family();
        let sum = if own { iw.own_sum } else { iw.sum };
        let (page, all) = (address(head), line.flaws.len());
        let more = (all > NOTES).then(|| {
            let more = words::more_notes(all - NOTES, lang());
            view! { <li><a href=page.clone()>{more}</a></li> }
        });
        let notes: Vec<_> = line.flaws.iter().take(NOTES).cloned().map(|f| flaw(f, &page)).collect();
        let notes = (all > 0).then(|| view! { <ul class="notes">{notes}{more}</ul> });
        view! {
            <tr>
                <th scope="row"><a href=address(head)>{head.name.clone()}</a></th>
                <td data-label=iw.kind>{kind(&head.scope)}</td>
                <td data-label=iw.version>{words::version(head.version, lang())}</td>
                <td>{state(head)}<span class="seat">{span(head)}</span></td>
                <td class="number" data-label=iw.count>{line.indicators}</td>
                <td class="number" data-label=sum>{line.sum}"%"{own.then(|| view! { <span class="seat pc">{iw.own}</span> })}</td>
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
