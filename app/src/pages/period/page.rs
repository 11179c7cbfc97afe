use super::parts::{address, clock, head, questions, say, shown};
use super::quota::quotas;
use super::{a, bodies, forms, hidden, key, steps, units};
use crate::api::{self, AddJoined, RaiseQuota, TakeBackPaper, WithdrawPeriod};
use crate::load::{Key, load};
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::CourseId;
use domain::assessment::Words;
use domain::assessment::dossier::Approval;
use domain::assessment::process::{Act, Kind};
use domain::view::PersonRef;
use domain::view::assess::{PeriodPage, TakenBack, Unassessed};
use leptos_router::hooks::{use_params_map, use_query_map};

/// A period: what can be done now, how far each unit is, the clocks, the places and who decides.
pub fn page() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    let part = use_query_map().with_untracked(|q| q.get(bodies::WHO));
    shown(load(move || (id.get(), part.clone()), read), whole)
}

/// The page, with people who were looked for to sit on a body.
async fn read((id, part): Key) -> api::Answer<(PeriodPage, Option<Vec<PersonRef>>)> {
    let page = api::period_page(id).await?;
    let found = match part.filter(|_| page.may_manage) {
        Some(part) => Some(api::assessors(part).await?),
        None => None,
    };
    Ok((page, found))
}

fn whole((page, found): (PeriodPage, Option<Vec<PersonRef>>)) -> AnyView {
    let asked = use_query_map().with_untracked(|q| q.get("do")).unwrap_or_default();
    if !asked.is_empty() {
        return steps::question(&page, &asked);
    }
    let links = links(&page);
    let opening = page.line.opening.map(|stand| opening(stand, page.line.people));
    // What is left to be done comes first; when that is over, the forms do.
    let (forms, later) = match page.line.closed {
        true => (forms::all(&page), None),
        false => (None, forms::all(&page)),
    };
    view! {
        {head(&page.line, None, links)}
        {opening}
        {page.running.as_ref().map(|r| steps::running(r, &page.line.id))}
        {steps::offers(&page)}
        {forms}
        <div class="assess-cols">
            <div class="assess-main">
                {unassessed(&page)}
                {units::table(&page)}
                {exempt(&page)}
                {excused(&page)}
                {steps::reports(&page)}
            </div>
            <div class="assess-side">
                {clocks(&page)}
                {questions(page.questions.clone())}
                {quotas(page.quotas.clone())}
                {raised(&page)}
                {raise(&page)}
                {later}
                {bodies::list(&page)}
                {bodies::change(&page, found)}
                {joined(&page)}
                {pack(&page)}
                {withdraw(&page)}
            </div>
        </div>
    }
    .into_any()
}

fn links(page: &PeriodPage) -> AnyView {
    let (base, period) = (address(&page.line.id), &page.line.id);
    let stands = page.line.withdrawn.is_none();
    let publishes = stands && page.line.kind == Kind::Year;
    let votes = stands && page.turnout.is_some();
    let again = stands && page.line.closed && page.may_manage;
    view! {
        <nav class="head-links" aria-label=page.line.title.clone()>
            {page.whole.then(|| view! { <a href=format!("{base}/people")>{a().people_title}</a> })}
            {publishes.then(|| view! { <a href=format!("{base}/publication")>{a().publication}</a> })}
            {votes.then(|| view! { <a href=format!("{base}/ballot")>{a().ballot}</a> })}
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
    let open = page.turnout.filter(|_| page.line.withdrawn.is_none());
    let turnout = open.map(|(invited, cast)| {
        view! { <li><span class="what">{words::capital(Act::Rate.words(lang()))}</span><span>{words::turnout(invited, cast, lang())}</span></li> }
    });
    let plan = page.plan.as_ref().map(|(what, last)| {
        view! { <li><span class="what">{say(what)}</span><span class="seat"><time datetime=last.clone()>{words::until(last, lang())}</time></span></li> }
    });
    let none = page.clocks.is_empty() && turnout.is_none() && plan.is_none();
    view! {
        <section class="card" aria-labelledby="clocks">
            <h2 id="clocks">{a().clocks}</h2>
            {none.then(|| view! { <p class="hint">{a().clocks_none}</p> })}
            <ul class="clocks">{plan}{page.clocks.iter().map(clock).collect_view()}{turnout}</ul>
        </section>
    }
    .into_any()
}

/// Whom nobody, or not everybody, is there to review, each with the way to where somebody is named.
fn unassessed(page: &PeriodPage) -> Option<AnyView> {
    let row = |(course, name, seat, lacks): &Unassessed| {
        let lacks = lacks
            .as_ref()
            .map(|words| view! { " "<span class="chip">{say(words)}</span> });
        view! {
            <tr>
                <th scope="row"><a href=format!("/assess/course/{course}")>{name.clone()}</a></th>
                <td>{seat.clone()}{lacks}</td>
                <td><a href=format!("/assess/course/{course}#reassign")>{a().name_assessor}<span class="sr">" "{name.clone()}</span></a></td>
            </tr>
        }
    };
    (!page.unassessed.is_empty()).then(|| {
        view! {
            <h2 class="section" id="unassessed">{a().unassessed}</h2>
            <p class="hint">{a().unassessed_what}</p>
            <div class="scroll">
                <table class="table cards" aria-labelledby="unassessed">
                    <thead class="sr"><tr><th scope="col">{a().name}</th><th scope="col">{a().post}</th><th scope="col">{a().name_assessor}</th></tr></thead>
                    <tbody>{page.unassessed.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    })
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

/// Who takes no part any more, since when and why.
fn excused(page: &PeriodPage) -> Option<AnyView> {
    let row = |(course, name, why): &(CourseId, String, Words)| {
        view! { <tr><th scope="row"><a href=format!("/assess/course/{course}")>{name.clone()}</a></th><td>{say(why)}</td></tr> }
    };
    (!page.excused.is_empty()).then(|| {
        view! {
            <h2 class="section" id="excused">{a().excused}</h2>
            <div class="scroll">
                <table class="table cards" aria-labelledby="excused">
                    <thead><tr><th scope="col">{a().name}</th><th scope="col">{a().reason}</th></tr></thead>
                    <tbody>{page.excused.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    })
}

/// The papers that approve the higher share, the last one below.
fn raised(page: &PeriodPage) -> Option<AnyView> {
    let title = match page.raised.iter().any(Approval::stands) {
        true => a().raised,
        false => a().raised_no_more,
    };
    let entered = |(nth, of): (u32, &Approval)| {
        let on = of.on.map(|on| words::by_on(&of.by, &on.to_string(), lang()));
        let act = match &of.taken_back {
            None if page.may_raise => take_back(page, nth),
            None => ().into_any(),
            Some(back) => {
                let back = TakenBack {
                    by: back.by.clone(),
                    on: back.on.to_string(),
                    why: back.why.clone(),
                };
                let why = words::taken_back(&back, lang());
                view! { <span class="chip warn">{a().year_taken_back}</span><span class="seat">{why}</span> }.into_any()
            }
        };
        view! { <li><p>{of.paper.clone()}</p>{on.map(|on| view! { <span class="seat">{on}</span> })}{act}</li> }
    };
    (!page.raised.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="raised">
                <h2 id="raised">{title}</h2>
                <ol class="objections">{(1u32..).zip(&page.raised).map(entered).collect_view()}</ol>
            </section>
        }
        .into_any()
    })
}

/// For a paper that was entered by mistake.
fn take_back(page: &PeriodPage, nth: u32) -> AnyView {
    let (why, hint) = (format!("back-why-{nth}"), format!("back-hint-{nth}"));
    view! {
        <details class="unfold">
            <summary>{a().paper_back}</summary>
            <form class="stack" method="post" action=TakeBackPaper::url()>
                {key()}{hidden("period", &page.line.id)}{hidden("nth", nth)}{hidden("next", address(&page.line.id))}
                <p class="hint" id=hint.clone()>{a().paper_back_what}</p>
                <div class="field"><label for=why.clone()>{a().year_back_why}</label><input id=why name="reason" required maxlength="300" autocomplete="off" aria-describedby=hint/></div>
                <div class="row start"><button type="submit" class="danger">{a().paper_back}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// The higher share needs a paper.
fn raise(page: &PeriodPage) -> AnyView {
    if !page.may_raise {
        return ().into_any();
    }
    let (title, what) = match page.raised.iter().any(Approval::stands) {
        false => (a().raise, a().raise_what),
        true => (a().raise_again, a().raise_again_what),
    };
    view! {
        <details class="card">
            <summary>{title}</summary>
            <form class="stack" method="post" action=RaiseQuota::url()>
                {key()}{hidden("period", &page.line.id)}{hidden("next", address(&page.line.id))}
                <p class="hint">{what}</p>
                <div class="field">
                    <label for="paper">{a().paper}</label>
                    <input id="paper" name="paper" required maxlength="200" autocomplete="off"/>
                </div>
                <div class="row start"><button type="submit">{title}</button></div>
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

/// For a period that was opened by mistake. Its name is typed again, so that none is withdrawn by a slip.
fn withdraw(page: &PeriodPage) -> AnyView {
    if !page.may_manage || page.line.closed || page.line.opening.is_some() {
        return ().into_any();
    }
    view! {
        <details class="card" id="withdraw">
            <summary>{a().withdraw}</summary>
            <form class="stack" method="post" action=WithdrawPeriod::url()>
                {key()}{hidden("period", &page.line.id)}{hidden("next", address(&page.line.id))}
                <p class="hint" id="withdraw-hint">{a().withdraw_what}</p>
                <div class="field">
                    <label for="withdraw-reason">{a().withdraw_why}</label>
                    <textarea id="withdraw-reason" name="reason" rows="3" required maxlength="1000" aria-describedby="withdraw-hint"></textarea>
                </div>
                <div class="field">
                    <label for="withdraw-title">{a().withdraw_title}</label>
                    <input id="withdraw-title" name="title" required maxlength="80" autocomplete="off" placeholder=page.line.title.clone()/>
                </div>
                <div class="row start"><button type="submit" class="danger">{a().withdraw}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn pack(page: &PeriodPage) -> AnyView {
    let kept = format!("{}/rules", address(&page.line.id));
    view! {
        <section class="card" aria-labelledby="rules">
            <h2 id="rules">{a().rules}</h2>
            <ul class="layers">{page.layers.iter().map(|l| view! { <li>{l.clone()}</li> }).collect_view()}</ul>
            <p class="hint">{a().digest}" "<code>{page.digest.chars().take(12).collect::<String>()}</code></p>
            <p class="hint">{a().digest_what}</p>
            <p><a href=kept>{a().whole_pack}</a></p>
        </section>
    }
    .into_any()
}
