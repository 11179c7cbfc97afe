use super::import_job::state_words;
use crate::api;
use crate::dates;
use crate::load::load;
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::view::ImportLine;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Bringing in units, posts and people from tables. Nothing is written before the check is read and agreed to.
pub fn import() -> AnyView {
    if !Session::here().me.with_untracked(|me| me.may_import) {
        return super::trouble(&crate::api::ApiError::NotFound);
    }
    let kinds = [
        ("auto", w().kind_auto),
        ("organogram", w().kind_organogram),
        ("staff", w().kind_staff),
    ];
    let kinds = kinds.map(|(value, label)| {
        view! { <label class="radio"><input type="radio" name="kind" value=value checked=value == "auto"/><span>{label}</span></label> }
    });
    let problem = use_query_map()
        .with_untracked(|q| q.get("problem"))
        .map(|problem| match problem.as_str() {
            "large" => w().import_large,
            _ => w().import_empty,
        });
    let recent = load(|| (String::new(), None), |_| api::import_jobs());
    let jobs =
        move || Suspend::new(async move { recent.await.map(list).unwrap_or_else(|error| super::trouble(&error)) });
    view! {
        <Title text=w().import/>
        <header class="head"><h1>{w().import}</h1></header>
        <p class="lead-in">{w().import_what}</p>
        <form class="sheet stack" method="post" action="/admin/import" enctype="multipart/form-data">
            <fieldset><legend>{w().kind}</legend>{kinds.collect_view()}</fieldset>
            <div class="field">
                <label for="files">{w().files}</label>
                <input type="file" id="files" name="files" multiple required accept=".csv,.xlsx,.xls,.ods,text/csv" aria-describedby="files-hint files-problem"/>
                <p class="problem" role="alert" id="files-problem">{problem}</p>
                <p class="hint" id="files-hint">{w().files_hint}</p>
            </div>
            <div class="row start"><button type="submit" class="primary">{w().check_files}</button></div>
        </form>
        <Transition fallback=|| ()>{jobs}</Transition>
        <h2 class="section">{w().templates}</h2>
        <p>{w().templates_what}</p>
        <p class="row start">
            <a class="button" href="/admin/template.xlsx" download>"Excel (.xlsx)"</a>
            <a class="button" href="/admin/template.csv" download>"CSV (.csv)"</a>
        </p>
    }
    .into_any()
}

/// Imports of late, to come back to.
fn list(jobs: Vec<ImportLine>) -> AnyView {
    let row = |job: ImportLine| {
        let at = format!("{} {}", dates::long(&job.at.day, lang()), job.at.clock);
        view! {
            <tr>
                <th scope="row"><a href=format!("/admin/import/{}", job.id)>{job.files}</a></th>
                <td>{state_words(job.state).0}</td>
                <td>{job.by}</td>
                <td class="when"><time datetime=dates::machine(&job.at)>{at}</time></td>
            </tr>
        }
    };
    (!jobs.is_empty())
        .then(|| {
            view! {
                <h2 class="section" id="recent">{w().office.recent_imports}</h2>
                <div class="scroll">
                    <table class="table cards" aria-labelledby="recent">
                        <thead><tr><th scope="col">{w().files}</th><th scope="col">{w().office.state}</th><th scope="col">{w().actor}</th><th scope="col">{w().time}</th></tr></thead>
                        <tbody>{jobs.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            }
        })
        .into_any()
}
