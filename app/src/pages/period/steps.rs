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
    let title = words::step_for(act, n, lang());
    view! {
        {head(&page.line, Some(title.clone()), ().into_any())}
        <form class="sheet ask-page" method="post" action=PeriodAct::url()>
            <h2>{title}</h2>
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
    let going = (!run.ended).then(|| {
        view! {
            <progress max=all value=run.done.min(all) aria-label=what.clone()></progress>
            <p class="hint">{a().may_leave}" "<a href=address(period)>{a().reload}</a></p>
            <meta http-equiv="refresh" content="3"/>
        }
    });
    let refused = (!run.refused.is_empty()).then(|| {
        let one = |(name, why): &(String, domain::assessment::Words)| view! { <li><b>{name.clone()}</b>" "{say(why)}</li> };
        view! {
            <details class="unfold" open=run.ended>
                <summary>{a().refused}" · "{words::people(u32::try_from(run.refused.len()).unwrap_or(u32::MAX), lang())}</summary>
                <p class="hint">{a().refused_what}</p>
                <ul class="not-done">{run.refused.iter().map(one).collect_view()}</ul>
            </details>
        }
    });
    view! {
        <section class=class>
            <p role="status"><b>{words::of_person(words, &what, lang())}</b>" "<span class="num">{words::done(run.done, run.all, lang())}</span></p>
            {going}
            {refused}
        </section>
    }
    .into_any()
}
