use super::parts::{address, empty, head, say, shown};
use super::{a, hidden, key};
use crate::api::{self, CastBallots};
use crate::load::load;
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::CourseId;
use domain::view::PersonRef;
use domain::view::assess::{BallotPage, GradeName};
use leptos_router::hooks::use_params_map;

/// The secret ballot: what it keeps, said first; then one choice for each person.
pub fn ballot() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    shown(load(move || (id.get(), None), |(id, _)| api::ballot(id)), whole)
}

fn whole(page: BallotPage) -> AnyView {
    let (invited, cast) = page.turnout;
    let content = if page.cast {
        view! { <section class="card state good"><p role="status"><b>{a().cast_done}</b></p><p>{a().cast_done_what}</p></section> }.into_any()
    } else if page.missing > 0 {
        view! { <div class="empty" id="missing"><p><b>{a().ballot_shut}</b></p><p>{words::missing(page.missing, lang())}</p></div> }.into_any()
    } else if !page.open || page.people.is_empty() {
        empty(a().ballot_shut, a().ballot_shut_what)
    } else {
        form(&page)
    };
    view! {
        {head(&page.period, Some(a().ballot.to_owned()), ().into_any())}
        <section class="note secret">
            <h2>{a().secret}</h2>
            <p>{a().secret_1}</p>
            <p>{a().secret_2}</p>
            <p>{a().secret_3}</p>
        </section>
        <p class="hint">{words::turnout(invited, cast, lang())}{lang().pick("。", ". ")}{words::fewest(page.fewest, lang())}</p>
        {content}
    }
    .into_any()
}

fn form(page: &BallotPage) -> AnyView {
    let next = format!("{}/ballot", address(&page.period.id));
    view! {
        <form class="sheet ballot" method="post" action=CastBallots::url()>
            {key()}{hidden("period", &page.period.id)}{hidden("next", next)}
            <p class="hint">{a().abstain_what}</p>
            {page.people.iter().map(|(course, person)| one(course, person, &page.grades)).collect_view()}
            <p class="hint">{a().cast_final}</p>
            <div class="row"><button type="submit" class="primary">{a().cast}</button></div>
        </form>
    }
    .into_any()
}

/// Abstaining is a choice as well, and stands first.
fn one(course: &CourseId, person: &PersonRef, grades: &[GradeName]) -> AnyView {
    // Ids begin with a digit, and what does is read as a place in a list: a letter goes before it.
    let name = format!("ballots[c{course}]");
    let choice = |value: String, label: String, on: bool| {
        view! { <label class="radio"><input type="radio" name=name.clone() value=value checked=on/><span>{label}</span></label> }
    };
    view! {
        <fieldset class="radios">
            <legend><b>{person.name.clone()}</b><span class="seat">{person.post.clone()}" · "{person.unit.clone()}</span></legend>
            {choice(String::new(), a().abstain.to_owned(), true)}
            {grades.iter().map(|g| choice(g.id.clone(), say(&g.words), false)).collect_view()}
        </fieldset>
    }
    .into_any()
}
