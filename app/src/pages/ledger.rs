use super::trouble;
use crate::api;
use crate::dates;
use crate::load::load;
use crate::prelude::*;
use crate::site::{lang, w};
use domain::act::{Act, duty_changed};
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
                Ok(rows) => table(rows, before.get_untracked().is_none()),
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

fn table(rows: Vec<LedgerRow>, newest: bool) -> AnyView {
    let first = (!newest).then(|| view! { <a class="button" href="/admin/ledger">{w().office.newest_acts}</a> });
    let Some(older) = rows.last().map(|r| format!("/admin/ledger?before={}", r.id)) else {
        return view! { <div class="empty"><p><b>{w().office.no_older_acts}</b></p><p>{first}</p></div> }.into_any();
    };
    let row = |row: LedgerRow| {
        let at = format!("{} {}", dates::long(&row.at.day, lang()), row.at.clock);
        let act = Act::named(&row.act);
        let words = act.map_or_else(|| row.act.clone(), |act| act.words(lang()).to_owned());
        let about = act
            .filter(|_| !row.about.is_empty())
            .map(|act| act.subject().words(&row.about, lang()));
        let duty = duty_changed(&row.subject).map(|(duty, given)| (w().staff.duty_changed)(duty.words(lang()), given));
        // Nobody has a name where the site itself acted.
        let actor = (row.actor != row.actor_id).then_some(row.actor);
        let short: String = row.hash.chars().take(16).collect();
        view! {
            <tr>
                <td class="when"><time datetime=dates::machine(&row.at)>{at}</time></td>
                <th scope="row">{words}</th>
                <td><span class="as">{w().actor}</span>{actor.unwrap_or_else(|| w().office.system_actor.to_owned())}<code class="id">{row.actor_id}</code></td>
                <td><span class="as">{w().subject}</span>{about}{duty.map(|words| view! { <span class="seat">{words}</span> })}<code class="id">{row.subject}</code></td>
                <td><span class="as">{w().hash}</span><code class="id" title=row.hash>{short}</code></td>
            </tr>
        }
    };
    view! {
        <div class="scroll">
            <table class="table cards" aria-label=w().ledger>
                <thead><tr><th scope="col">{w().time}</th><th scope="col">{w().act}</th><th scope="col">{w().actor}</th><th scope="col">{w().subject}</th><th scope="col">{w().hash}</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="older row">{first}<a class="button" href=older>{w().office.older_acts}</a></p>
    }
    .into_any()
}
