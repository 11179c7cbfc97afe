use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
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
        <h2 class="section">{w().templates}</h2>
        <p>{w().templates_what}</p>
        <p class="row start">
            <a class="button" href="/admin/template.xlsx" download>"Excel (.xlsx)"</a>
            <a class="button" href="/admin/template.csv" download>"CSV (.csv)"</a>
        </p>
    }
    .into_any()
}
