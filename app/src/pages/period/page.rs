use super::parts::{address, clock, encoded, head, questions, say, shown};
use super::quota::quotas;
use super::{a, bodies, hidden, key, steps, units};
use crate::api::{self, AddJoined, RaiseQuota};
use crate::load::load;
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::CourseId;
use domain::assessment::Words;
use domain::assessment::process::{Act, Kind};
use domain::view::assess::PeriodPage;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A period: what can be done now, how far each unit is, the clocks, the places and who decides.
pub fn page() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    shown(load(move || (id.get(), None), |(id, _)| api::period_page(id)), whole)
}

fn whole(page: PeriodPage) -> AnyView {
    let asked = use_query_map().with_untracked(|q| q.get("do")).unwrap_or_default();
    if !asked.is_empty() {
        return steps::question(&page, &asked);
    }
    let links = links(&page);
    let opening = page.line.opening.map(|stand| opening(stand, page.line.people));
    view! {
        {head(&page.line, None, links)}
        {opening}
        {page.running.as_ref().map(|r| steps::running(r, &page.line.id))}
        {steps::offers(&page)}
        <div class="assess-cols">
            <div class="assess-main">
                {units::table(&page)}
                {exempt(&page)}
            </div>
            <div class="assess-side">
                {clocks(&page)}
                {questions(page.questions.clone())}
                {quotas(page.quotas.clone())}
                {raise(&page)}
                {bodies::list(&page)}
                {joined(&page)}
                {pack(&page)}
            </div>
        </div>
    }
    .into_any()
}

fn links(page: &PeriodPage) -> AnyView {
    let (base, period) = (address(&page.line.id), &page.line.id);
    let publishes = page.line.kind == Kind::Year;
    let again = page.line.closed && page.may_manage;
    view! {
        <nav class="head-links" aria-label=page.line.title.clone()>
            {publishes.then(|| view! { <a href=format!("{base}/publication")>{a().publication}</a> })}
            {page.turnout.map(|_| view! { <a href=format!("{base}/ballot")>{a().ballot}</a> })}
            {again.then(|| view! { <a href=format!("/assess/simulate?period={period}")>{a().simulate}</a> })}
            {page.may_manage.then(|| view! { <a class="button" href=format!("{base}/roster.xlsx") download>{a().roster}</a> })}
            {page.may_manage.then(|| view! { <a class="button" href=format!("{base}/roster.pdf") rel="external">{a().roster_pdf}</a> })}
        </nav>
    }
    .into_any()
}

fn opening(stand: u32, of: u32) -> AnyView {
    view! {
        <section class="card state busy">
            <p role="status"><b>{a().opening}</b></p>
            <progress max=of.max(1) value=stand.min(of.max(1)) aria-label=a().opening></progress>
            <p class="hint">{words::opened(stand, of, lang())}" · "{a().may_leave}</p>
            <meta http-equiv="refresh" content="3"/>
        </section>
    }
    .into_any()
}

fn clocks(page: &PeriodPage) -> AnyView {
    let turnout = page.turnout.map(|(invited, cast)| {
        view! { <li><span class="what">{words::capital(Act::Rate.words(lang()))}</span><span>{words::turnout(invited, cast, lang())}</span></li> }
    });
    let none = page.clocks.is_empty() && turnout.is_none();
    view! {
        <section class="card" aria-labelledby="clocks">
            <h2 id="clocks">{a().clocks}</h2>
            {none.then(|| view! { <p class="hint">{a().clocks_none}</p> })}
            <ul class="clocks">{page.clocks.iter().map(clock).collect_view()}{turnout}</ul>
        </section>
    }
    .into_any()
}

/// Who has no grade by the rules, each with the reason.
fn exempt(page: &PeriodPage) -> AnyView {
    let list = page.exempt.clone();
    if list.is_empty() && !page.may_manage {
        return ().into_any();
    }
    let row = |(course, name, why): (CourseId, String, Words)| {
        view! { <tr><th scope="row"><a href=format!("/assess/course/{course}")>{name}</a></th><td>{say(&why)}</td></tr> }
    };
    let none = list.is_empty();
    view! {
        <h2 class="section" id="exempt">{a().exempt}</h2>
        {none.then(|| view! { <p class="hint">{a().exempt_none}</p> })}
        {(!none).then(|| view! {
            <div class="scroll">
                <table class="table cards" aria-labelledby="exempt">
                    <thead><tr><th scope="col">{a().name}</th><th scope="col">{a().reason}</th></tr></thead>
                    <tbody>{list.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        })}
    }
    .into_any()
}

/// The higher share needs a paper; once there is one it is named.
fn raise(page: &PeriodPage) -> AnyView {
    if let Some(paper) = &page.raised {
        return view! { <p class="note">{a().raised}{paper.clone()}</p> }.into_any();
    }
    if !page.may_raise {
        return ().into_any();
    }
    view! {
        <details class="card">
            <summary>{a().raise}</summary>
            <form class="stack" method="post" action=RaiseQuota::url()>
                {key()}{hidden("period", &page.line.id)}{hidden("next", address(&page.line.id))}
                <p class="hint">{a().raise_what}</p>
                <div class="field">
                    <label for="paper">{a().paper}</label>
                    <input id="paper" name="paper" required maxlength="200" autocomplete="off"/>
                </div>
                <div class="row start"><button type="submit">{a().raise}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// For those who came after it was opened.
fn joined(page: &PeriodPage) -> AnyView {
    if !page.may_manage || page.line.closed || page.line.opening.is_some() {
        return ().into_any();
    }
    view! {
        <details class="card">
            <summary>{a().join}</summary>
            <form class="stack" method="post" action=AddJoined::url()>
                {key()}{hidden("period", &page.line.id)}{hidden("next", address(&page.line.id))}
                <p class="hint">{a().join_what}</p>
                <div class="row start"><button type="submit">{a().join_do}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn pack(page: &PeriodPage) -> AnyView {
    let id = |layer: &String| layer.split(' ').next().unwrap_or_default().to_owned();
    let mut layers = page.layers.iter().map(id);
    let base = layers.next().unwrap_or_default();
    let over: String = layers.map(|l| format!("&overlays[]={}", encoded(&l))).collect();
    let link = format!("/assess/rules/{}?{}", encoded(&base), over.trim_start_matches('&'));
    view! {
        <section class="card" aria-labelledby="rules">
            <h2 id="rules">{a().rules}</h2>
            <ul class="layers">{page.layers.iter().map(|l| view! { <li>{l.clone()}</li> }).collect_view()}</ul>
            <p class="hint">{a().digest}" "<code>{page.digest.chars().take(12).collect::<String>()}</code></p>
            <p class="hint">{a().digest_what}</p>
            {(!base.is_empty()).then(|| view! { <p><a href=link.trim_end_matches('?').to_owned()>{a().whole_pack}</a></p> })}
        </section>
    }
    .into_any()
}
