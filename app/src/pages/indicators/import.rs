use super::parts::{head, kind, shown_or};
use crate::api::{self, ApplyIndicatorImport};
use crate::load::load;
use crate::pages::trouble;
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use crate::words::indicator as words;
use domain::permission::Duty;
use domain::view::indicator::{ImportedSet, IndicatorImport};
use domain::view::{FindingView, Me};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Sets from a spreadsheet: nothing is written before the report was read.
pub fn import() -> AnyView {
    let iw = w().indicator;
    let drafts = |me: &Me| me.duties.contains(&Duty::PersonnelOffice) || me.seats.iter().any(|s| s.leads);
    if !Session::here().me.with_untracked(drafts) {
        return trouble(&api::ApiError::NotFound);
    }
    let problem = use_query_map()
        .with_untracked(|q| q.get("problem"))
        .map(|_| iw.import_problem);
    view! {
        <Title text=iw.import/>
        {head(iw.import.to_owned(), String::new())}
        <p class="lead-in">{iw.import_what}</p>
        <form class="sheet stack" method="post" action="/indicators/import" enctype="multipart/form-data">
            <div class="field">
                <label for="file">{iw.import_file}</label>
                <input type="file" id="file" name="file" required accept=".csv,.xlsx,text/csv" aria-describedby="file-problem"/>
                <p class="problem" role="alert" id="file-problem">{problem}</p>
            </div>
            <div class="row start"><button type="submit" class="primary">{iw.check}</button></div>
        </form>
        <p class="row start below">
            <a class="button" href="/indicators/template.xlsx" download>{iw.template}" (.xlsx)"</a>
            <a class="button" href="/indicators/export.xlsx" download>{iw.export_all}" (.xlsx)"</a>
        </p>
    }
    .into_any()
}

/// What a file says and would do.
pub fn import_job() -> AnyView {
    let id = use_params_map().with_untracked(|p| p.get("job")).unwrap_or_default();
    shown_or(
        load(move || (id.clone(), None), |(id, _)| api::indicator_import(id)),
        page,
        |error| match error {
            api::ApiError::NotFound => gone(),
            other => trouble(other),
        },
    )
}

/// A report that is not here (any more): the status is that of any page that is not found.
fn gone() -> AnyView {
    let iw = w().indicator;
    view! {
        <Title text=w().not_found/>
        <div class="empty bare">
            <h1>{iw.check_gone}</h1>
            <p>{iw.check_gone_what}</p>
            <p><a class="button primary" href="/indicators/import">{iw.again}</a></p>
        </div>
    }
    .into_any()
}

fn page(job: IndicatorImport) -> AnyView {
    let iw = w().indicator;
    let rejected = job.problems > 0;
    let (class, words) = match (rejected, job.done) {
        (true, _) => ("bad", iw.rejected),
        (false, true) => ("good", iw.done),
        (false, false) => ("good", w().office.ready),
    };
    let apply = (!rejected && !job.done && !job.sets.is_empty()).then(|| {
        view! {
            <form method="post" action=ApplyIndicatorImport::url()>
                <input type="hidden" name="job" value=job.id.clone()/>
                <input type="hidden" name="next" value=format!("/indicators/import/{}", job.id)/>
                <p class="hint">{iw.apply_what}</p>
                <button type="submit" class="primary">{iw.apply}</button>
            </form>
        }
    });
    let found = (job.problems + job.warnings > 0).then(|| view! { <p>{(w().found)(job.problems, job.warnings)}</p> });
    view! {
        <Title text=iw.import/>
        {head(iw.import.to_owned(), job.file.clone())}
        <section class=format!("card state {class}")><p role="status"><b>{words}</b></p>{found}{apply}{rejected.then(|| view! { <p class="row start"><a class="button primary" href="/indicators/import">{iw.again}</a></p> })}</section>
        {(!job.sets.is_empty()).then(|| sets(job.sets, job.done))}
        {(!job.findings.is_empty()).then(|| findings(job.findings, &job.id, job.problems + job.warnings))}
        {(!rejected).then(|| view! { <p class="row start below"><a class="button" href="/indicators/import">{iw.another}</a></p> })}
    }
    .into_any()
}

fn sets(list: Vec<ImportedSet>, done: bool) -> impl IntoView {
    let iw = w().indicator;
    let row = |set: ImportedSet| {
        let name = match &set.set {
            Some(id) => view! { <a href=format!("/indicators/set/{id}")>{set.name.clone()}</a> }.into_any(),
            None => set.name.clone().into_any(),
        };
        let version = words::version(set.version, lang());
        view! {
            <tr>
                <th scope="row">{name}<span class="seat">{kind(&set.scope)}</span></th>
                <td>{version}{set.replaces.then(|| view! { <span class="seat">{iw.replaces}</span> })}</td>
                <td class="number" data-label=iw.count>{set.indicators}</td>
                <td class="number" data-label=iw.sum>{set.sum}"%"</td>
                <td class="number" data-label=iw.new_>{set.added}</td>
                <td class="number" data-label=iw.changed>{set.changed}</td>
                <td class="number" data-label=iw.removed>{set.removed}</td>
            </tr>
        }
    };
    view! {
        <h2 class="section" id="would">{if done { iw.done } else { iw.would }}</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="would">
            <table class="table cards">
                <thead><tr><th scope="col">{iw.set}</th><th scope="col">{iw.version}</th><th scope="col" class="number">{iw.count}</th><th scope="col" class="number">{iw.sum}</th><th scope="col" class="number">{iw.new_}</th><th scope="col" class="number">{iw.changed}</th><th scope="col" class="number">{iw.removed}</th></tr></thead>
                <tbody>{list.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn findings(list: Vec<FindingView>, job: &str, all: u32) -> impl IntoView + use<> {
    let iw = w().indicator;
    let report = format!("/indicators/import/{job}/report.xlsx");
    let more = all.saturating_sub(u32::try_from(list.len()).unwrap_or(u32::MAX));
    let row = |f: FindingView| {
        let (class, kind) = if f.error {
            ("bad", w().error)
        } else {
            ("warn", w().warning)
        };
        view! {
            <tr>
                <td><span class=format!("chip {class}")>{kind}</span></td>
                <td class="number" data-label=w().line>{(f.line > 0).then_some(f.line)}</td>
                <td data-label=w().column>{f.column.unwrap_or_default()}</td>
                <td>{f.words}</td>
            </tr>
        }
    };
    view! {
        <h2 class="section" id="findings">{iw.findings}</h2>
        <p class="row start spread"><a class="button" href=report download>{iw.report}" (.xlsx)"</a><span class="hint">{iw.report_what}</span></p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="findings">
            <table class="table cards">
                <thead><tr><th scope="col">{w().kind_of}</th><th scope="col" class="number">{w().line}</th><th scope="col">{w().column}</th><th scope="col">{w().what}</th></tr></thead>
                <tbody>{list.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="hint">{words::more(more, lang())}</p> })}
    }
}
