use super::{
    a, count, decide, done, head, line, pack, param, part, points, query, result, reviews, rules, say, story, turn,
};
use crate::api;
use crate::load::load;
use crate::pages::trouble;
use crate::prelude::*;
use crate::site::w;
use domain::view::PersonRef;
use domain::view::assess::CoursePage;
use leptos_meta::Title;

/// One person's dossier: how far it is, what the reader can do, and all it rests on.
pub fn course() -> AnyView {
    let (id, who) = (param("id"), query(decide::WHO));
    let asked = who.clone();
    let page = load(move || (id.clone(), None), |(id, _)| api::course(id));
    let people = load(move || (String::new(), asked.clone()), |(_, part)| found(part));
    let content = move || {
        let who = who.clone();
        Suspend::new(async move {
            match (page.await, people.await) {
                (Ok(page), people) => shown(&page, who.as_deref(), people.unwrap_or_default()),
                (Err(error), _) => trouble(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }
        .into_any()
}

/// Nobody is looked for until somebody asks.
async fn found(part: Option<String>) -> api::Answer<Vec<PersonRef>> {
    match part {
        Some(part) => api::assessors(part).await,
        None => Ok(vec![]),
    }
}

fn shown(page: &CoursePage, asked: Option<&str>, found: Vec<PersonRef>) -> AnyView {
    let reviewers: Vec<String> = page.dossier.assessors.iter().map(|a| a.name.clone()).collect();
    let under = head::under(&page.line, &reviewers);
    view! {
        <Title text=format!("{} · {}", page.line.person.name, page.line.period_title)/>
        {head::head(&page.line, &page.steps, under, None)}
        {done()}
        <div class="case-cols">
            <div>
                {turn::turn(page)}
                {result::result(page)}
                {result::improvements(page)}
                {summary(page)}
                {review(page)}
                {story::objections(page)}
                {story::history(&page.history)}
            </div>
            {beside(page, asked, found)}
        </div>
    }
    .into_any()
}

fn summary(page: &CoursePage) -> AnyView {
    let words = &a().course;
    let summary = &page.dossier.summary;
    let empty = summary.points.is_empty() && summary.overall.trim().is_empty();
    let content = match (empty, page.dossier.course.without_summary()) {
        (true, Some(why)) => view! { <p class="note">{say(&why)}</p> }.into_any(),
        (true, None) => view! { <p class="hint">{words.summary_none}</p> }.into_any(),
        (false, _) => points::points(summary),
    };
    view! { <h2 class="section" id="summary">{words.summary}</h2>{content} }.into_any()
}

/// Until the result was given the person reads of no review.
fn review(page: &CoursePage) -> AnyView {
    if page.own && !page.shows_result {
        return ().into_any();
    }
    let dossier = &page.dossier;
    view! {
        <h2 class="section" id="review">{a().course.reviews}</h2>
        {reviews::reviews(&dossier.reviews, &dossier.aspects, &page.grades)}
    }
    .into_any()
}

fn beside(page: &CoursePage, asked: Option<&str>, found: Vec<PersonRef>) -> AnyView {
    let words = &a().course;
    let clocks = (count(&page.clocks) > 0).then(|| {
        let one = |clock| view! { <li>{line::clock(clock)}</li> };
        view! { <section class="box"><h2>{words.clocks}</h2><ul class="plain-list">{page.clocks.iter().map(one).collect_view()}</ul></section> }
    });
    let remarks = (count(&page.dossier.remarks) > 0).then(|| {
        let one = |said| view! { <li>{say(said)}</li> };
        view! { <section class="box"><h2>{words.remarks}</h2><ul class="plain-list">{page.dossier.remarks.iter().map(one).collect_view()}</ul></section> }
    });
    let kept = format!(
        "/assess/period/{}/rules?{}={}",
        page.line.period,
        pack::COURSE,
        page.line.id
    );
    // Until there is a result the person sees what the rules say of the facts.
    let fired = (!page.shows_result).then(|| view! { <h2>{words.rules}</h2>{rules::fired(&page.outcome)} });
    let rules = view! { <section class="box">{fired}<p><a href=kept>{a().pack.kept}</a></p></section> };
    let rating = page
        .dossier
        .rating
        .as_ref()
        .map(|tally| story::rating(tally, &page.grades));
    let earlier = (count(&page.dossier.earlier) > 0).then(|| story::earlier(&page.dossier.earlier));
    let form = page.forms.then(|| {
        let file = |kind: &str| format!("/assess/course/{}/form.{kind}", page.line.id);
        view! {
            <section class="box">
                <h2>{words.forms}</h2>
                <p><a href=file("pdf") rel="external">{words.form_pdf}</a></p>
                <p><a href=file("xlsx")>{words.form_xlsx}</a></p>
            </section>
        }
    });
    let verify = if page.own {
        format!("/assess/firewall?course={}#verify", page.line.id)
    } else {
        "/assess/firewall".to_owned()
    };
    view! {
        <div class="case-side">
            {clocks}{remarks}{rules}{rating}{earlier}{form}
            {decide::reassign(page, asked, found)}
            {part::part(page)}
            <p class="fire">{words.fire}" "<a href=verify>{words.verify}</a></p>
        </div>
    }
    .into_any()
}
