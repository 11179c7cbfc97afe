use super::a;
use super::parts::{empty, encoded, plain_head, say, shown};
use super::rules::packs;
use crate::api;
use crate::load::{Key, load};
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::assessment::Words;
use domain::view::assess::{GradeName, SimulatePage, SimulatedChange, Simulation};
use leptos_router::hooks::use_query_map;

/// A closed period by other rules: how many would have which grade, and whose would change by which rule.
pub fn simulate() -> AnyView {
    let (period, pack, overlays) = use_query_map().with_untracked(|q| {
        let one = |name: &str| q.get(name).unwrap_or_default();
        (one("period"), one("pack"), q.get_all("overlay").unwrap_or_default())
    });
    let asked = StoredValue::new((period.clone(), pack.clone(), overlays.clone()));
    let key = move || (format!("{period}\n{pack}"), Some(overlays.join("\n")));
    let read = |(what, overlays): Key| {
        let (period, pack) = what.split_once('\n').unwrap_or_default();
        let overlays = overlays.unwrap_or_default();
        let overlays = overlays
            .split('\n')
            .filter(|o| !o.is_empty())
            .map(str::to_owned)
            .collect();
        api::simulate(period.to_owned(), pack.to_owned(), overlays)
    };
    let content = shown(load(key, read), move |page: SimulatePage| {
        let (period, pack, overlays) = asked.get_value();
        whole(page, &period, &pack, &overlays)
    });
    view! { {plain_head(a().simulate_title, a().simulate_what)}{content} }.into_any()
}

fn whole(page: SimulatePage, period: &str, pack: &str, overlays: &[String]) -> AnyView {
    if page.periods.is_empty() {
        return empty(a().simulate_none, a().simulate_none_what);
    }
    let option = |p: &domain::view::assess::PeriodLine| {
        let state = if p.closed { a().closed } else { a().open_now };
        let name = format!("{} · {} · {state}", p.title, words::people(p.people, lang()));
        view! { <option value=p.id.0.clone() selected=p.id.as_str() == period>{name}</option> }
    };
    let over: String = overlays.iter().map(|o| format!("&overlay={}", encoded(o))).collect();
    let file = format!(
        "/assess/simulate.xlsx?period={}&pack={}{over}",
        encoded(period),
        encoded(pack)
    );
    view! {
        <form class="sheet stack assess-form" method="get" action="/assess/simulate">
            <div class="field">
                <label for="period">{a().period}</label>
                <select id="period" name="period" required><option value="">{a().period_choose}</option>{page.periods.iter().map(option).collect_view()}</select>
            </div>
            {packs(&page.packs, pack, overlays)}
            <div class="row start"><button type="submit" class="primary">{a().run}</button></div>
        </form>
        {notes(&page.flaws)}
        {page.run.map(|run| result(run, file))}
    }
    .into_any()
}

/// Why nothing could be worked out, or what the result cannot tell.
fn notes(list: &[Words]) -> AnyView {
    if list.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="flaws" role="alert">
            <p><b>{a().simulate_note}</b></p>
            <ul>{list.iter().map(|n| view! { <li>{say(n)}</li> }).collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn result(run: Simulation, file: String) -> AnyView {
    let none = run.changes.is_empty();
    let changed = words::changed(run.changes.len(), run.people, lang());
    view! {
        <header class="head assess-head result">
            <div><h2 class="section" id="counts">{a().counts}</h2><p class="facts"><span>{run.period.title}</span><span>{run.layers.join(" + ")}</span></p></div>
            <nav class="head-links" aria-label=a().table><a class="button" href=file download>{a().table}</a></nav>
        </header>
        {chart(&run.counts)}
        <h2 class="section" id="changes">{a().changes}</h2>
        <p class="hint" role="status">{if none { a().changes_none.to_owned() } else { changed }}</p>
        {(!none).then(|| changes(run.changes))}
    }
    .into_any()
}

/// Two bars for each grade, with the numbers beside them.
fn chart(counts: &[(GradeName, u32, u32)]) -> AnyView {
    let most = counts
        .iter()
        .map(|(_, was, would)| *was.max(would))
        .max()
        .unwrap_or_default()
        .max(1);
    let bar = |class: &'static str, label: &'static str, n: u32| {
        view! {
            <span class="lane">
                <span class="seat">{label}</span>
                <svg class="gauge" aria-hidden="true" focusable="false" preserveAspectRatio="none" viewBox=format!("0 0 {most} 1")><rect class=class x="0" y="0" width=n.to_string() height="1"></rect></svg>
                <span class="num">{n}</span>
            </span>
        }
    };
    let row = |(grade, was, would): &(GradeName, u32, u32)| {
        view! { <div><dt>{say(&grade.words)}</dt><dd>{bar("was", a().was, *was)}{bar("would", a().would, *would)}<span class="sr">{words::was_would(*was, *would, lang())}</span></dd></div> }
    };
    view! { <dl class="card chart" aria-labelledby="counts">{counts.iter().map(row).collect_view()}</dl> }.into_any()
}

fn changes(list: Vec<SimulatedChange>) -> AnyView {
    let name = |grade: Option<GradeName>| grade.map_or_else(|| a().no_grade.to_owned(), |g| say(&g.words));
    let row = |c: SimulatedChange| {
        let because = c.because.iter().map(|(rule, article)| {
            view! { <li>{say(rule)}" "<span class="basis">{say(article)}</span></li> }
        });
        view! {
            <tr>
                <th scope="row"><a href=format!("/assess/course/{}", c.course)>{c.person.name}</a><span class="seat">{c.person.post}" · "{c.person.unit}</span></th>
                <td data-label=a().was>{name(c.from)}</td>
                <td data-label=a().would><b>{name(c.to)}</b></td>
                <td data-label=a().because><ul class="sentences">{because.collect_view()}</ul></td>
            </tr>
        }
    };
    view! {
        <div class="scroll">
            <table class="table cards" aria-labelledby="changes">
                <thead><tr><th scope="col">{a().name}</th><th scope="col">{a().was}</th><th scope="col">{a().would}</th><th scope="col">{a().because}</th></tr></thead>
                <tbody>{list.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
