use super::editor::editor;
use super::parts::{DRAFT, address, flaws, head, kind, shown, span, state, table};
use crate::api::{self, AgreeIndicators, DiscardIndicators};
use crate::load::load;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::indicator as words;
use domain::view::indicator::{Base, SetHead, SetPage};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// One version: to read, or while it is a draft to write.
pub fn set() -> AnyView {
    let id = use_params_map().with_untracked(|p| p.get("id")).unwrap_or_default();
    shown(load(move || (id.clone(), None), |(id, _)| api::indicator_set(id)), page)
}

fn page(page: SetPage) -> AnyView {
    let iw = w().indicator;
    let under = format!(
        "{} · {}",
        kind(&page.head.scope),
        words::version(page.head.version, lang())
    );
    let title = page.head.name.clone();
    let there = page.may_edit && use_query_map().with_untracked(|q| q.get("there")).is_some();
    let (agree, discard) = (agree(&page), discard(&page));
    let overlay = !page.head.scope.is_family();
    // What was agreed does not change: the next version mends it.
    let mend = page.may_draft && !page.flaws.is_empty();
    let body = if page.may_edit {
        editor(&page)
    } else {
        table(page.rows.clone(), title.clone(), true).into_any()
    };
    view! {
        <Title text=format!("{title} · {}", w().indicators)/>
        {head(title, under)}
        {there.then(|| view! { <p class="note" role="status">{iw.draft_there}</p> })}
        {facts(&page)}
        {overlay.then(|| view! { <p class="lead-in">{iw.own_stands}</p> })}
        {flaws(page.flaws.clone())}
        {mend.then(|| view! { <p class="hint">{iw.mend_next}</p> })}
        {body}
        {agree}
        {discard}
        {outcomes(page.bases, page.may_edit)}
        {versions(&page.head, page.versions)}
    }
    .into_any()
}

fn facts(page: &SetPage) -> impl IntoView + use<> {
    let iw = w().indicator;
    let head = page.head.clone();
    let draft = page.may_draft.then(|| {
        view! {
            <form method="post" action=DRAFT>
                <input type="hidden" name="kind" value=head.scope.kind()/>
                <input type="hidden" name="target" value=head.scope.target().to_owned()/>
                <button type="submit">{iw.new_version}</button>
            </form>
        }
    });
    view! {
        <div class="card facts">
            <p>{state(&head)}" "{span(&head)}</p>
            <p class="hint">{iw.by}": "{head.by.clone()}{head.agreed_by.clone().map(|by| format!(" · {}: {by}", iw.agreed_by))}</p>
            {(!page.may_edit && !head.note.is_empty()).then(|| view! { <p>{head.note.clone()}</p> })}
            <div class="row start">
                {draft}
                <a class="button" href=format!("/indicators/export.xlsx?set={}", head.id) download>{iw.export}" (.xlsx)"</a>
            </div>
        </div>
    }
}

fn agree(page: &SetPage) -> Option<impl IntoView + use<>> {
    let iw = w().indicator;
    if page.head.from.is_some() || !(page.may_edit || page.may_agree) {
        return None;
    }
    let (id, earliest) = (page.head.id.0.clone(), page.earliest.clone());
    let today = crate::session::Session::here().today();
    let value = if earliest > today { earliest.clone() } else { today };
    let faulty = page.flaws.iter().any(|f| f.error);
    let inside = if !page.may_agree {
        view! { <p class="hint">{iw.wait_agree}</p> }.into_any()
    } else if faulty {
        view! { <p class="hint">{iw.agree_not}</p> }.into_any()
    } else {
        view! {
            <form class="stack" method="post" action=AgreeIndicators::url() data-agree>
                <input type="hidden" name="set" value=id.clone()/>
                <input type="hidden" name="edition" value=page.edition/>
                <input type="hidden" name="key" value=crate::browser::key()/>
                <input type="hidden" name="next" value=format!("/indicators/set/{id}")/>
                <div class="field">
                    <label for="agree-from">{iw.agree_from}</label>
                    <input type="date" id="agree-from" name="from" value=value min=earliest required aria-describedby="agree-hint"/>
                    <p class="hint" id="agree-hint">{iw.agree_what}</p>
                </div>
                <p class="note" role="status" data-unsaved hidden>{iw.agree_unsaved}</p>
                <div class="row start"><button type="submit" class="primary">{iw.agree}</button></div>
            </form>
        }
        .into_any()
    };
    Some(view! { <section class="card" aria-label=iw.agree>{inside}</section> })
}

fn discard(page: &SetPage) -> Option<impl IntoView + use<>> {
    let iw = w().indicator;
    let id = page.head.id.0.clone();
    page.may_edit.then(|| {
        view! {
            <details class="act discard">
                <summary>{iw.discard}</summary>
                <form class="stack" method="post" action=DiscardIndicators::url()>
                    <input type="hidden" name="set" value=id/>
                    <input type="hidden" name="next" value="/indicators"/>
                    <p>{iw.discard_what}</p>
                    <div class="row start"><button type="submit">{iw.discard_yes}</button></div>
                </form>
            </details>
        }
    })
}

fn outcomes(bases: Vec<Base>, editing: bool) -> impl IntoView {
    let iw = w().indicator;
    let one = move |base: Base| {
        let title = format!("{} · {}", iw.outcome, base.name);
        let inside = match base.outcome {
            Some(rows) => table(rows, title.clone(), false).into_any(),
            None => view! { <p class="hint">{iw.outcome_not}</p> }.into_any(),
        };
        view! { <details class="history" open=!editing><summary>{title}</summary>{inside}</details> }
    };
    bases
        .into_iter()
        .filter(|b| !b.below.is_empty())
        .map(one)
        .collect_view()
}

fn versions(head: &SetHead, all: Vec<SetHead>) -> Option<impl IntoView + use<>> {
    let iw = w().indicator;
    let here = head.id.clone();
    let row = move |v: SetHead| {
        let own = v.id == here;
        let compare = (!own).then(|| {
            let link = format!("/indicators/compare?a={}&b={}", v.id, here);
            view! { <a href=link>{iw.compare_with}</a> }
        });
        view! {
            <tr aria-current=own.then_some("true")>
                <th scope="row"><a href=address(&v)>{words::version(v.version, lang())}</a></th>
                <td>{state(&v)}</td>
                <td data-label=iw.from_to>{span(&v)}</td>
                <td data-label=iw.agreed_by>{v.agreed_by.clone()}</td>
                <td>{v.note.clone()}</td>
                <td>{compare}</td>
            </tr>
        }
    };
    (all.len() > 1).then(|| {
        view! {
            <h2 class="section" id="versions">{iw.versions}</h2>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="versions">
                <table class="table cards">
                    <thead><tr><th scope="col">{iw.version}</th><th scope="col">{iw.state}</th><th scope="col">{iw.from_to}</th><th scope="col">{iw.agreed_by}</th><th scope="col">{iw.note}</th><th scope="col">{iw.compare}</th></tr></thead>
                    <tbody>{all.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    })
}
