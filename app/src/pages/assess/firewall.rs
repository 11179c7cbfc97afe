use super::{a, count, query};
use crate::api;
use crate::load::load;
use crate::pages::trouble;
use crate::prelude::*;
use crate::site::w;
use domain::view::assess::{CourseLine, FirewallCheck};
use leptos_meta::Title;

/// What cannot reach a grade, why, and how everybody can check it on what is their own.
pub fn firewall() -> AnyView {
    let asked = query("course");
    let chosen = asked.clone();
    let home = load(|| (String::new(), None), |_| api::assess_home());
    let check = load(move || (String::new(), asked.clone()), |(_, course)| checked(course));
    let content = move || {
        let chosen = chosen.clone();
        Suspend::new(async move {
            match (home.await, check.await) {
                (Ok(home), Ok(check)) => page(home.own, check, chosen),
                (Err(error), _) | (_, Err(error)) => trouble(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }
        .into_any()
}

async fn checked(course: Option<String>) -> api::Answer<Option<FirewallCheck>> {
    match course {
        Some(course) => api::verify_course(course).await.map(Some),
        None => Ok(None),
    }
}

/// What cannot reach a grade, what it rests on, and how it is kept so.
fn explained() -> AnyView {
    let words = &a().firewall;
    let list = |title: &'static str, class: &'static str, rows: &'static [(&'static str, &'static str)]| {
        let row = |(what, why): &(&'static str, &'static str)| view! { <div><dt>{*what}</dt><dd>{*why}</dd></div> };
        view! { <section class=format!("box {class}")><h2>{title}</h2><dl class="whats">{rows.iter().map(row).collect_view()}</dl></section> }
    };
    let section = |(title, paragraphs): &(&'static str, &'static [&'static str])| {
        view! { <h2 class="section">{*title}</h2>{paragraphs.iter().map(|p| view! { <p>{*p}</p> }).collect_view()} }
    };
    view! {
        <div class="two">
            {list(words.cannot, "outside", words.outside)}
            {list(words.can, "inside", words.inside)}
        </div>
        <div class="firewall-prose">{words.sections.iter().map(section).collect_view()}</div>
    }
    .into_any()
}

/// The same for the page that is open to everybody, and how whoever has a dossier can check it.
pub fn public() -> AnyView {
    let words = &a().firewall;
    view! {
        <h2 class="section" id="firewall">{words.title}</h2>
        {explained()}
        <h2 class="section">{words.verify}</h2>
        <p>{words.verify_what}</p>
        <p><a href="/assess/firewall#verify" rel="external">{words.verify_signed_in}</a></p>
    }
    .into_any()
}

fn page(own: Vec<CourseLine>, check: Option<FirewallCheck>, chosen: Option<String>) -> AnyView {
    let words = &a().firewall;
    view! {
        <Title text=words.title/>
        <nav class="path" aria-label=w().path><ol><li><a href="/assess">{w().assess}</a></li></ol></nav>
        <header class="head"><h1>{words.title}</h1></header>
        <p class="promise">{words.promise}</p>
        {explained()}
        <p><a href="/why" rel="external">{words.public}</a></p>
        <h2 class="section" id="verify">{words.verify}</h2>
        <p class="lead-in">{words.verify_what}</p>
        {check.map(|check| found(&check))}
        {dossiers(&own, chosen.as_deref())}
    }
    .into_any()
}

fn dossiers(own: &[CourseLine], chosen: Option<&str>) -> AnyView {
    let words = &a().firewall;
    if own.is_empty() {
        return view! { <p class="hint">{words.verify_none}</p> }.into_any();
    }
    let row = |line: &CourseLine| {
        let here = chosen == Some(line.id.as_str());
        view! {
            <li class="case-line" class:chosen=here>
                <p class="title"><a href=format!("/assess/course/{}", line.id)>{line.period_title.clone()}</a></p>
                <form method="get" action="/assess/firewall#verify">
                    <input type="hidden" name="course" value=line.id.0.clone()/>
                    <button type="submit" class:primary=!here>{words.verify_now}<span class="sr">" "{line.period_title.clone()}</span></button>
                </form>
            </li>
        }
    };
    view! { <ul class="case-list">{own.iter().map(row).collect_view()}</ul> }.into_any()
}

fn found(check: &FirewallCheck) -> AnyView {
    let words = &a().firewall;
    let (class, told) = match check.held {
        false => ("state bad", words.not_held),
        true if check.changed == [0; 4] => ("state", words.nothing),
        true => ("state good", words.held),
    };
    let row = |(n, digest): (usize, &String)| {
        let same = *digest == check.before;
        let (mark, told) = if same {
            ("good", words.same)
        } else {
            ("bad", words.different)
        };
        view! {
            <tr><th scope="row">{(words.after)(n + 1)}</th><td><code class="digest">{digest.clone()}</code></td><td><span class=format!("chip {mark}")>{told}</span></td></tr>
        }
    };
    let none = count(&check.after) == 0;
    view! {
        <section class=format!("card {class}") role="status">
            <p><b>{told}</b></p>
            <p>{(words.changed)(&check.changed)}</p>
            {(!none).then(|| view! {
                <table class="table cards digests">
                    <caption class="sr">{words.what_digest}</caption>
                    <tbody>
                        <tr><th scope="row">{words.before}</th><td><code class="digest">{check.before.clone()}</code></td><td></td></tr>
                        {check.after.iter().enumerate().map(row).collect_view()}
                    </tbody>
                </table>
            })}
            {check.own.as_ref().map(own)}
            {(!none).then(|| places(check.places.as_ref()))}
            <p class="hint">{words.what_digest}</p>
        </section>
    }
    .into_any()
}

/// What follows, before and after more records of the own.
fn own((before, after): &(String, String)) -> AnyView {
    let words = &a().firewall;
    view! { <p>{words.own_what}</p>{pair((words.own_before, before), (words.own_after, after))} }.into_any()
}

/// The quota, before and after.
fn places(of: Option<&(String, String)>) -> AnyView {
    let words = &a().firewall;
    match of {
        None => view! { <p>{words.places_none}</p> }.into_any(),
        Some((before, after)) => pair((words.places_before, before), (words.places_after, after)),
    }
}

/// Two digests that are to be the same, each with what it is of.
fn pair((of_before, before): (&'static str, &String), (of_after, after): (&'static str, &String)) -> AnyView {
    let words = &a().firewall;
    let (mark, told) = if before == after {
        ("good", words.same)
    } else {
        ("bad", words.different)
    };
    view! {
        <table class="table cards digest-pair">
            <caption class="sr">{words.what_digest}</caption>
            <tbody>
                <tr><th scope="row">{of_before}</th><td><code class="digest">{before.clone()}</code></td><td></td></tr>
                <tr><th scope="row">{of_after}</th><td><code class="digest">{after.clone()}</code></td><td><span class=format!("chip {mark}")>{told}</span></td></tr>
            </tbody>
        </table>
    }
    .into_any()
}
