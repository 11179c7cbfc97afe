//! Tables that the personnel office brings in: the form that sends one, and what was found in it.

use super::parts::say;
use super::{a, hidden};
use crate::pages::findings::findings;
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::view::assess::TableImport;
use leptos_router::hooks::use_query_map;

/// The form for a table. `here`: the page that it stands on; `what` is said of it, `fields` are asked for with it, and `more` stands beside
/// the template.
pub(super) fn upload(here: &str, what: &'static str, fields: Option<AnyView>, more: Option<AnyView>) -> AnyView {
    let problem = use_query_map().with_untracked(|q| q.get("problem"));
    let problem = problem.map(|problem| match problem.as_str() {
        "large" => a().year_file_large,
        _ => a().year_file_none,
    });
    let (action, template) = (format!("{here}/import"), format!("{here}/template.xlsx"));
    view! {
        <form class="sheet stack assess-form" method="post" action=action enctype="multipart/form-data" aria-labelledby="table">
            <h2 id="table">{a().year_table}</h2>
            <p class="hint">{what}</p>
            {fields}
            <div class="field">
                <label for="file">{a().year_file}</label>
                <input type="file" id="file" name="file" required accept=".csv,.xlsx,text/csv" aria-describedby="file-hint file-problem"/>
                <p class="problem" role="alert" id="file-problem">{problem}</p>
                <p class="hint" id="file-hint">{a().year_file_what}</p>
            </div>
            <div class="row start">
                <button type="submit">{a().year_check}</button>
                <a class="button" href=template download>{a().year_template}</a>
                {more}
            </div>
        </form>
    }
    .into_any()
}

/// What was found, and the way to write it: `write` is sent the table and leads back to `here`. Without problems the rows are listed, by
/// `list`, with what is said where there are more.
pub(super) fn report<R>(
    import: TableImport<R>,
    (write, here): (&'static str, &'static str),
    list: impl FnOnce(Vec<R>, Option<AnyView>) -> AnyView,
) -> AnyView {
    let (class, told) = match (import.done, import.problems) {
        (true, _) => ("good", a().year_written.to_owned()),
        (false, 0) => (
            "good",
            words::table_ready(import.fresh, import.changed, import.known, lang()),
        ),
        (false, n) => ("bad", words::table_bad(n, lang())),
    };
    let write = (!import.done && import.problems == 0).then(|| {
        view! {
            <form method="post" action=write>
                {hidden("import", &import.id)}{hidden("next", here)}
                <button type="submit" class="primary">{a().year_write}</button>
            </form>
        }
    });
    let pack = import.pack.as_ref().map(|pack| format!(" · {}", say(pack)));
    let file = format!("{}{}", import.file, pack.unwrap_or_default());
    let listed = match import.problems {
        0 => {
            let all = import.fresh + import.changed + import.known;
            let more = first(import.rows.len(), all);
            list(import.rows, more)
        }
        n => {
            let more = first(import.findings.len(), n);
            view! { {findings(import.findings)}{more} }.into_any()
        }
    };
    view! {
        <section class=format!("card state {class}")>
            <p role="status"><b>{told}</b></p>
            <p class="hint">{file}</p>
            {write}
        </section>
        {listed}
    }
    .into_any()
}

/// That there are more than are listed.
fn first(listed: usize, all: u32) -> Option<AnyView> {
    let more = u32::try_from(listed).unwrap_or(u32::MAX) < all;
    more.then(|| view! { <p class="hint">{a().year_first}</p> }.into_any())
}

/// What a state is called in a list of rows.
pub(super) fn chip(words: &'static str) -> AnyView {
    view! { <span class="chip">{words}</span> }.into_any()
}
