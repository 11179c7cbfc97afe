use super::trouble;
use crate::api::{self, ApplyImport};
use crate::load::load;
use crate::prelude::*;
use crate::site::w;
use domain::view::{FindingView, ImportCounts, ImportJob, ImportState};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// How far an import is, what was found and what it would change.
pub fn import_job() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("job")).unwrap_or_default());
    let resource = load(move || (id.get(), None), |(id, _)| api::import_job(id));
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(job) => shown(job),
                Err(error) => trouble(&error),
            }
        })
    };
    view! {
        <Title text=w().import/>
        <header class="head"><h1>{w().import}</h1><a class="back" href="/admin/import">{w().another_import}</a></header>
        <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition>
    }
    .into_any()
}

pub(super) fn state_words(state: ImportState) -> (&'static str, &'static str) {
    match state {
        ImportState::Checking => (w().office.checking, "busy"),
        ImportState::Ready => (w().office.ready, "good"),
        ImportState::Rejected => (w().office.rejected, "bad"),
        ImportState::Writing => (w().office.writing, "busy"),
        ImportState::Done => (w().office.import_done, "good"),
        ImportState::Stale => (w().office.import_stale, "bad"),
        ImportState::Failed => (w().office.import_failed, "bad"),
    }
}

fn shown(job: ImportJob) -> AnyView {
    let running = matches!(job.state, ImportState::Checking | ImportState::Writing);
    let (words, class) = state_words(job.state);
    let total = job.total.max(1);
    let progress = running.then(|| view! { <progress max=total value=job.done.min(total) aria-label=words></progress><p class="hint">{(w().progress)(job.done, job.total)}</p> });
    let left = running.then(|| view! { <p class="hint">{w().may_leave}</p><meta http-equiv="refresh" content="2"/> });
    let (problems, warnings) = (job.problems, job.warnings);
    let counted = matches!(job.state, ImportState::Ready | ImportState::Writing | ImportState::Done);
    let counts = counted.then(|| counts(job.counts, job.state == ImportState::Done));
    let more = u32::try_from(job.findings.len()).unwrap_or(u32::MAX) < problems + warnings;
    view! {
        <section class=format!("card state {class}")>
            <p role="status"><b>{words}</b></p>
            {progress}
            {left}
            {(problems + warnings > 0).then(|| view! { <p>{(w().found)(problems, warnings)}</p> })}
            {(job.state == ImportState::Ready).then(|| apply_form(job.id.clone()))}
        </section>
        {counts}
        {(!job.findings.is_empty()).then(|| findings(job.findings, more))}
        {(!running).then(|| view! { <p class="row start"><a class="button" href=format!("/admin/import/{}/findings.xlsx", job.id) download>{w().office.all_findings}</a></p> })}
        {(!job.sample.is_empty()).then(|| view! { <h2 class="section">{w().sample}</h2><ul class="sample">{job.sample.into_iter().map(|s| view! { <li dir="auto">{s}</li> }).collect_view()}</ul> })}
    }
    .into_any()
}

fn apply_form(id: String) -> AnyView {
    view! {
        <form method="post" action=ApplyImport::url()>
            <input type="hidden" name="job" value=id/>
            <p class="hint">{w().apply_what}</p>
            <button type="submit" class="primary">{w().apply}</button>
        </form>
    }
    .into_any()
}

fn counts(counts: ImportCounts, done: bool) -> AnyView {
    let list = [
        (w().count_units, counts.units),
        (w().count_posts, counts.posts),
        (w().count_people, counts.people),
        (w().count_appointments, counts.appointments),
        (w().count_ended, counts.ended),
        (w().count_changed, counts.changed),
    ];
    view! {
        <h2 class="section">{if done { w().changes_done } else { w().changes }}</h2>
        <dl class="counts">{list.map(|(label, n)| view! { <div><dt>{label}</dt><dd>{n}</dd></div> }).collect_view()}</dl>
    }
    .into_any()
}

fn findings(list: Vec<FindingView>, more: bool) -> AnyView {
    let row = |f: FindingView| {
        let column = f
            .column
            .map(|name| view! { <span class="as">{w().column}</span>{name} });
        let (class, kind) = if f.error {
            ("bad", w().error)
        } else {
            ("warn", w().warning)
        };
        view! {
            <tr>
                <td><span class=format!("chip {class}")>{kind}</span></td>
                <td>{f.file}</td>
                <td class="number"><span class="as">{w().line}</span>{f.line}</td>
                <td>{column}</td>
                <td>{f.words}</td>
            </tr>
        }
    };
    view! {
        <h2 class="section" id="findings">{w().findings}</h2>
        <div class="scroll">
            <table class="table cards" aria-labelledby="findings">
                <thead><tr><th scope="col">{w().kind_of}</th><th scope="col">{w().file}</th><th scope="col" class="number">{w().line}</th><th scope="col">{w().column}</th><th scope="col">{w().what}</th></tr></thead>
                <tbody>{list.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {more.then(|| view! { <p class="hint">{w().first_findings}</p> })}
    }
    .into_any()
}
