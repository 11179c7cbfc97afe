//! Who decides in a period: shown on its page, chosen when it is opened.

use super::parts::{address, gap, say};
use super::typed::Asked;
use super::{a, hidden, key};
use crate::api::ChangeBody;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::assess_admin as words;
use domain::assessment::dossier::Named;
use domain::assessment::process::Role;
use domain::view::PersonRef;
use domain::view::assess::{NewPeriod, PeriodPage};

/// The four bodies by the names of their fields, each with what it is for.
pub(super) fn all() -> [(&'static str, &'static str, &'static str); 4] {
    [
        ("committee", a().committee, a().committee_what),
        ("deciding", a().deciding, a().deciding_what),
        ("re_review", a().re_review, a().re_review_what),
        ("appeal", a().appeal, a().appeal_what),
    ]
}

pub(super) fn list(page: &PeriodPage) -> AnyView {
    let of = |title: &'static str, people: &[Named]| {
        let names: Vec<String> = people.iter().map(|p| p.name.clone()).collect();
        let names = match names.is_empty() {
            true => a().nobody.to_owned(),
            false => names.join(w().comma),
        };
        view! { <div><dt>{title}</dt><dd>{names}</dd></div> }
    };
    let remarks = page.remarks.iter().map(|said| view! { <li>{say(said)}</li> });
    view! {
        <section class="card" aria-labelledby="bodies">
            <h2 id="bodies">{a().bodies}</h2>
            <dl class="bodies">
                {of(a().committee, &page.committee)}
                {of(a().deciding, &page.deciding)}
                {of(a().re_review, &page.re_review)}
                {of(a().appeal, &page.appeal)}
            </dl>
            {(!page.remarks.is_empty()).then(|| view! { <ul class="plain-list">{remarks.collect_view()}</ul> })}
        </section>
    }
    .into_any()
}

/// The field of the search for somebody to sit on a body, in the address of the page.
pub(super) const WHO: &str = "who";

/// For the office: somebody leaves a body, or comes to sit on it. People are found by name first.
pub(super) fn change(page: &PeriodPage, found: Option<Vec<PersonRef>>) -> AnyView {
    if !page.may_manage || page.line.withdrawn.is_some() {
        return ().into_any();
    }
    let sits = [
        (Role::Committee, a().committee, &page.committee),
        (Role::DecidingHead, a().deciding, &page.deciding),
        (Role::ReviewBody, a().re_review, &page.re_review),
        (Role::AppealBody, a().appeal, &page.appeal),
    ];
    let body = |(role, title, _): &(Role, &'static str, &Vec<Named>)| {
        view! { <li><label class="radio"><input type="radio" name="body" value=role.as_str() required/><span>{*title}</span></label></li> }
    };
    let mut people: Vec<&Named> = sits.iter().flat_map(|(_, _, people)| people.iter()).collect();
    people.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    people.dedup();
    let leaves = |one: &&Named| view! { <option value=one.id.0.clone()>{one.name.clone()}</option> };
    let joins = |person: PersonRef| {
        view! {
            <li><label class="radio"><input type="radio" name="person" value=person.id.0/><span>{person.name}<span class="seat">{person.post}" · "{person.unit}</span></span></label></li>
        }
    };
    let open = found.is_some();
    let none = found.as_ref().is_some_and(Vec::is_empty);
    let found = found.unwrap_or_default();
    let joins =
        (!found.is_empty()).then(|| view! { <ul class="checks">{found.into_iter().map(joins).collect_view()}</ul> });
    view! {
        <details class="card" id="change-body" open=open>
            <summary>{a().body_change}</summary>
            <p class="hint">{a().body_what}</p>
            <form class="find" method="get" action=format!("{}#change-body", address(&page.line.id))>
                <div class="field"><label for=WHO>{a().body_find}</label><input type="search" id=WHO name=WHO required/></div>
                <button type="submit">{a().find}</button>
            </form>
            {none.then(|| view! { <p class="hint" role="status">{a().found_none}</p> })}
            <form class="stack" method="post" action=ChangeBody::url()>
                {key()}{hidden("period", &page.line.id)}{hidden("next", address(&page.line.id))}
                <p class="hint">{a().body_in}</p>
                {joins}
                <ul class="checks">{sits.iter().map(body).collect_view()}</ul>
                <div class="field">
                    <label for="body-out">{a().body_out}</label>
                    <select id="body-out" name="out"><option value="">{a().body_stays}</option>{people.iter().map(leaves).collect_view()}</select>
                </div>
                <div class="field">
                    <label for="body-reason">{a().body_why}</label>
                    <textarea id="body-reason" name="reason" rows="3" required maxlength="1000"></textarea>
                </div>
                <div class="row start"><button type="submit">{a().body_change}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// A search by name, and who was chosen or found with a tick for each body.
pub(super) fn choose(asked: &Asked, form: &NewPeriod, chosen: Vec<PersonRef>) -> AnyView {
    let found = form
        .people
        .iter()
        .filter(|p| !chosen.iter().any(|c| c.id == p.id))
        .cloned();
    let found: Vec<PersonRef> = if asked.part.is_empty() { vec![] } else { found.collect() };
    let count = chosen.len();
    let searched = !asked.part.is_empty();
    let none = found.is_empty() && searched;
    let people: Vec<PersonRef> = chosen.into_iter().chain(found).collect();
    let nobody = people.is_empty() && !searched;
    view! {
        <fieldset class="choose">
            <legend>{a().part_bodies}</legend>
            <p class="hint">{format!("{}{}{}", a().bodies_what, gap(), a().apart)}</p>
            <div class="plan-fields">
                <div class="field grow-1"><label for="part">{a().find_people}</label><input type="search" id="part" name="part" value=asked.part.clone() autocomplete="off"/></div>
                <button type="submit" name="step" value="find" formnovalidate>{a().find}</button>
            </div>
            {(count > 0).then(|| view! { <p class="hint" role="status">{words::chosen(count, lang())}</p> })}
            {none.then(|| view! { <p class="hint" role="status">{a().found_none}</p> })}
            {nobody.then(|| view! { <p class="hint">{a().found_first}</p> })}
            {(!people.is_empty()).then(|| matrix(asked, people))}
            {form.more.then(|| view! { <p class="hint">{a().found_more}</p> })}
        </fieldset>
    }
    .into_any()
}

fn matrix(asked: &Asked, people: Vec<PersonRef>) -> AnyView {
    let row = |person: PersonRef| {
        let cell = |(field, body, _): (&'static str, &'static str, &'static str)| {
            let label = words::body_of(body, &person.name, lang());
            let on = asked.sits(field, person.id.as_str());
            view! { <td class="tick"><label class="radio"><input type="checkbox" name=field value=person.id.0.clone() checked=on aria-label=label/><span class="as" aria-hidden="true">{body}</span></label></td> }
        };
        view! {
            <tr>
                <th scope="row">{person.name.clone()}<span class="seat">{person.post.clone()}" · "{person.unit.clone()}</span></th>
                {all().map(cell).collect_view()}
            </tr>
        }
    };
    let column = |(_, body, what): (&'static str, &'static str, &'static str)| view! { <th scope="col">{body}<span class="seat">{what}</span></th> };
    view! {
        <div class="scroll">
            <table class="table cards sits" aria-label=a().part_bodies>
                <thead><tr><th scope="col">{a().name}</th>{all().map(column).collect_view()}</tr></thead>
                <tbody>{people.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
