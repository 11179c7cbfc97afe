use super::address;
use crate::dates;
use crate::prelude::*;
use crate::site::{lang, w};
use domain::search::{Ask, Kind};
use domain::view::{Hit, PersonHit, Run};

/// Text with what was looked for marked.
fn runs(list: Vec<Run>) -> AnyView {
    let piece = |run: Run| match run.hit {
        true => view! { <mark>{run.text}</mark> }.into_any(),
        false => run.text.into_any(),
    };
    list.into_iter().map(piece).collect_view().into_any()
}

pub fn people(ask: &Ask, list: Vec<PersonHit>, total: u32, only: bool) -> Option<AnyView> {
    if list.is_empty() {
        return None;
    }
    let shown = u32::try_from(list.len()).unwrap_or(u32::MAX);
    let all = (!only && total > shown).then(|| {
        let people = Ask {
            kind: Kind::Person.as_str().to_owned(),
            ..ask.clone()
        };
        view! { <p class="all-people"><a href=address(&people)>{(w().search.all_people)(total)}</a></p> }
    });
    let item = |hit: PersonHit| {
        view! {
            <li>
                <a href=format!("/person/{}", hit.person.id)>{runs(hit.name)}</a>
                <span class="seat">{runs(hit.seat)}</span>
            </li>
        }
    };
    Some(
        view! {
            <section class="card found-people" aria-label=w().search.people>
                <h2>{w().search.people}</h2>
                <ul>{list.into_iter().map(item).collect_view()}</ul>
                {all}
            </section>
        }
        .into_any(),
    )
}

pub fn hits(list: Vec<Hit>) -> Option<AnyView> {
    (!list.is_empty()).then(|| view! { <ol class="hits">{list.into_iter().map(one).collect_view()}</ol> }.into_any())
}

fn one(hit: Hit) -> AnyView {
    let kind = match hit.kind {
        Kind::Record => w().search.record,
        Kind::Comment => w().search.comment,
        Kind::Person => w().search.person,
        Kind::Plan => w().search.plan,
    };
    let moment = format!("{} {}", dates::long(&hit.when.day, lang()), hit.when.clock);
    let late = hit
        .late_for
        .as_deref()
        .map(|day| (w().late_for)(&dates::long(day, lang())));
    let files = (hit.files > 0).then(|| view! { <span class="chip">{(w().search.files)(hit.files)}</span> });
    let ties = hit
        .ties
        .into_iter()
        .map(|tie| view! { <li>{runs(tie)}</li> })
        .collect::<Vec<_>>();
    view! {
        <li class="hit">
            <p class="of">
                <span class="chip">{kind}</span>
                <a class="who" href=format!("/person/{}", hit.author.id)>{runs(hit.name)}</a>
                <a class="seat" href=format!("/unit/{}", hit.unit.id)>{hit.unit.name}</a>
                <time class="seat" datetime=dates::machine(&hit.when)>{moment}</time>
                {late.map(|late| view! { <span class="chip late">{late}</span> })}
                {hit.draft.then(|| view! { <span class="chip">{w().search.draft}</span> })}
                {files}
            </p>
            {hit.on.map(|name| view! { <p class="on">{(w().search.on)(&name)}</p> })}
            <p class="said"><a href=hit.address>{runs(hit.excerpt)}</a></p>
            {(!ties.is_empty()).then(|| view! { <ul class="ties">{ties}</ul> })}
        </li>
    }
    .into_any()
}
