//! Steps that are taken for everybody who is ready: offered, asked about, and watched.

use super::parts::{address, head, say};
use super::{a, hidden, key};
use crate::api::PeriodAct;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::assess_admin as words;
use domain::PeriodId;
use domain::assessment::process::Act;
use domain::view::assess::{PeriodPage, Running};

/// What is ready, each with a question before it is done.
pub(super) fn offers(page: &PeriodPage) -> AnyView {
    let busy = page.running.as_ref().is_some_and(|r| !r.ended) || page.line.opening.is_some();
    let idle = page.batches.is_empty() && (page.line.closed || !page.may_manage);
    if busy || idle {
        return ().into_any();
    }
    let base = address(&page.line.id);
    let ready: Vec<(Act, u32)> = page.batches.iter().copied().filter(|(_, n)| *n > 0).collect();
    let none = ready.is_empty();
    let one = |(act, n): (Act, u32)| {
        view! {
            <li>
                <span><b>{words::capital(act.words(lang()))}</b><span class="seat">{words::step_what(act, lang())}</span></span>
                <span class="num">{words::people(n, lang())}</span>
                <a class="button" href=format!("{base}?do={}", act.as_str())>{a().go}<span class="sr">" "{words::step_for(act, n, lang())}</span></a>
            </li>
        }
    };
    view! {
        <section class="card offers" aria-labelledby="next">
            <h2 id="next">{a().next}</h2>
            {none.then(|| view! { <p class="hint">{a().next_none}</p> })}
            <ul>{ready.into_iter().map(one).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// Asked before what everybody will notice.
pub(super) fn question(page: &PeriodPage, asked: &str) -> AnyView {
    let back = address(&page.line.id);
    let ready = page.batches.iter().find(|(act, n)| act.as_str() == asked && *n > 0);
    let Some((act, n)) = ready.copied() else {
        return view! {
            {head(&page.line, Some(a().next.to_owned()), ().into_any())}
            <div class="empty"><p role="status"><b>{a().gone}</b></p><p><a class="button" href=back>{page.line.title.clone()}</a></p></div>
        }
        .into_any();
    };
    view! {
        {head(&page.line, Some(words::step_for(act, n, lang())), ().into_any())}
        <form class="sheet ask-page" method="post" action=PeriodAct::url()>
            <p>{words::step_what(act, lang())}</p>
            {key()}{hidden("period", &page.line.id)}{hidden("act", act.as_str())}{hidden("next", &back)}
            <div class="row">
                <a class="button plain" href=back>{w().cancel}</a>
                <button type="submit" class="primary">{a().sure}</button>
            </div>
        </form>
    }
    .into_any()
}

/// How far a step for many is; the page comes again by itself until it has ended.
pub(super) fn running(run: &Running, period: &PeriodId) -> AnyView {
    let what = words::capital(run.act.words(lang()));
    let (class, words) = match (run.ended, run.refused.is_empty()) {
        (false, _) => ("card state busy", a().running),
        (true, true) => ("card state good", a().ran),
        (true, false) => ("card state bad", a().ran),
    };
    let all = run.all.max(1);
    // While it goes on: whom it has come to. At the end: who was done.
    let done = match run.ended {
        true => run.done.saturating_sub(run.missed),
        false => run.done,
    };
    let going = (!run.ended).then(|| {
        view! {
            <progress max=all value=run.done.min(all) aria-label=what.clone()></progress>
            <p class="hint">{a().may_leave}" "<a href=address(period)>{a().reload}</a></p>
            <meta http-equiv="refresh" content="3"/>
        }
    });
    view! {
        <section class=class>
            <p role="status"><b>{words::of_person(words, &what, lang())}</b>" "<span class="num">{words::done(done, run.all, lang())}</span></p>
            {going}
            {came_of(run, period, run.ended)}
        </section>
    }
    .into_any()
}

/// Who was refused and why, what else there is to know, and all of it as a table.
fn came_of(run: &Running, period: &PeriodId, open: bool) -> AnyView {
    let refused = (!run.refused.is_empty()).then(|| {
        let one =
            |(name, why): &(String, domain::assessment::Words)| view! { <li><b>{name.clone()}</b>" "{say(why)}</li> };
        view! {
            <details class="unfold" open=open>
                <summary>{a().refused}" · "{words::people(run.missed, lang())}</summary>
                <p class="hint">{a().refused_what}</p>
                <ul class="not-done">{run.refused.iter().map(one).collect_view()}</ul>
            </details>
        }
    });
    let notes = run.notes.iter().map(|note| view! { <p class="hint">{say(note)}</p> });
    let table = (run.ended && run.all > 0).then(|| {
        let file = format!("{}/steps/{}/report.xlsx", address(period), run.act.as_str());
        let by = words::by_on(&run.by, &run.on, lang());
        view! { <p><a class="button" href=file download>{a().report}</a>" "<span class="seat">{by}" "{run.at.clone()}</span></p> }
    });
    view! { {notes.collect_view()}{table}{refused} }.into_any()
}

/// What became of the last steps of other kinds.
pub(super) fn reports(page: &PeriodPage) -> Option<AnyView> {
    let one = |run: &Running| {
        let done = words::done(run.done.saturating_sub(run.missed), run.all, lang());
        view! {
            <li>
                <p><b>{words::capital(run.act.words(lang()))}</b>" "<span class="num">{done}</span></p>
                {came_of(run, &page.line.id, false)}
            </li>
        }
    };
    (!page.reports.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="reports">
                <h2 id="reports">{a().reports}</h2>
                <ul class="came-of">{page.reports.iter().map(one).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}
