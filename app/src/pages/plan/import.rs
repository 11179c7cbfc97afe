use super::super::findings::findings;
use super::super::trouble;
use super::{hidden, p};
use crate::api::{self, ApplyPlanImport};
use crate::load::load;
use crate::prelude::*;
use crate::site::w;
use domain::view::plan::{ImportRow, PlanImport};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Bringing items in from a table. Nothing is written before the check is read and agreed to.
pub fn import() -> AnyView {
    let problem = use_query_map().with_untracked(|q| q.get("problem"));
    let problem = problem.map(|problem| {
        if problem == "large" {
            p().import_large
        } else {
            p().import_empty
        }
    });
    view! {
        <Title text=p().import/>
        <header class="head"><h1>{p().import}</h1><a class="back" href="/plan">{p().mine}</a></header>
        <p class="lead-in">{p().import_what}</p>
        <form class="sheet stack" method="post" action="/plan/import" enctype="multipart/form-data">
            <div class="field">
                <label for="file">{p().import_file}</label>
                <input type="file" id="file" name="file" required accept=".csv,.xlsx,text/csv" aria-describedby="file-hint file-problem"/>
                <p class="problem" role="alert" id="file-problem">{problem}</p>
                <p class="hint" id="file-hint">{p().import_hint}</p>
            </div>
            <div class="row start">
                <button type="submit" class="primary">{p().check}</button>
                <a class="button" href="/plan/template.xlsx" download>{p().template}</a>
            </div>
        </form>
    }
    .into_any()
}

/// What was found in a table, and the way to write it.
pub fn checked() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("import")).unwrap_or_default());
    let resource = load(move || (id.get(), None), |(id, _)| api::plan_import(id));
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(report) => shown(report),
                Err(error) => trouble(&error),
            }
        })
    };
    view! {
        <Title text=p().import/>
        <header class="head"><h1>{p().import}</h1><a class="back" href="/plan/import">{p().import_again}</a></header>
        <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition>
    }
    .into_any()
}

fn shown(report: PlanImport) -> AnyView {
    let [rows, problems] = [report.rows.len(), report.findings.len()].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    let (class, words) = match (report.done, problems) {
        (true, _) => ("good", p().import_done.to_owned()),
        (false, 0) => ("good", (p().import_ready)(rows)),
        (false, n) => ("bad", (p().import_bad)(n)),
    };
    let write = (!report.done && problems == 0).then(|| {
        view! {
            <form method="post" action=ApplyPlanImport::url()>
                {hidden("import", &report.id)}{hidden("next", "/plan")}
                <button type="submit" class="primary">{p().import_write}</button>
            </form>
        }
    });
    view! {
        <section class=format!("card state {class}")>
            <p role="status"><b>{words}</b></p>
            <p class="hint">{report.file}</p>
            {write}
        </section>
        {(problems > 0).then(|| findings(report.findings))}
        {(problems == 0).then(|| items(report.rows))}
    }
    .into_any()
}

fn items(rows: Vec<ImportRow>) -> AnyView {
    let row = |r: ImportRow| {
        view! { <tr><td class="number">{r.line}</td><td>{r.title}</td><td>{r.owner}</td><td>{r.unit}</td><td>{r.due}</td></tr> }
    };
    view! {
        <h2 class="section" id="rows">{p().items}</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="rows">
            <table class="table narrow">
                <thead><tr><th scope="col" class="number">{w().line}</th><th scope="col">{p().items}</th><th scope="col">{p().who}</th><th scope="col">{p().unit}</th><th scope="col">{domain::plan::Field::Due.words(crate::site::lang())}</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
