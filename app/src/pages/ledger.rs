use super::trouble;
use crate::api;
use crate::dates;
use crate::load::load;
use crate::prelude::*;
use crate::site::{lang, w};
use domain::view::LedgerRow;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Acts as the auditor sees them: who did what when, without contents.
pub fn ledger() -> AnyView {
    let query = use_query_map();
    let before = Memo::new(move |_| query.with(|q| q.get("before")));
    let resource = load(move || (String::new(), before.get()), |(_, before)| api::ledger(before));
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(rows) => table(rows),
                Err(error) => trouble(&error),
            }
        })
    };
    view! {
        <Title text=w().ledger/>
        <header class="head"><h1>{w().ledger}</h1></header>
        <p class="lead-in">{w().ledger_what}</p>
        <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition>
    }
    .into_any()
}

fn table(rows: Vec<LedgerRow>) -> AnyView {
    let last = rows.last().map(|r| format!("/admin/ledger?before={}", r.id));
    let Some(older) = last else {
        return view! { <div class="empty"><p>{w().end_of_list}</p></div> }.into_any();
    };
    let row = |r: LedgerRow| {
        let at = format!("{} {}", dates::long(&r.at.day, lang()), r.at.clock);
        let short: String = r.hash.chars().take(16).collect();
        view! {
            <tr>
                <td class="number"><time datetime=dates::machine(&r.at)>{at}</time></td>
                <td>{r.act}</td>
                <td>{r.actor}</td>
                <td>{r.subject}</td>
                <td><code title=r.hash>{short}</code></td>
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=w().ledger>
            <table class="table">
                <thead><tr><th scope="col">{w().time}</th><th scope="col">{w().act}</th><th scope="col">{w().actor}</th><th scope="col">{w().subject}</th><th scope="col">{w().hash}</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="older"><a class="button" href=older>{w().older}</a></p>
    }
    .into_any()
}
