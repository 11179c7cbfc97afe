//! For the personnel office: all that one assessor has left to review goes to another one.

use super::parts::say;
use super::{a, hidden, key};
use crate::api::HandOver;
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::PeriodId;
use domain::assessment::Words;
use domain::view::PersonRef;
use domain::view::assess::{Absent, HandedOver, HandingOver, Reviewer};

/// Fields of the address: the form is asked for, whose reviews, and who is looked for to take over.
pub(super) const OPEN: &str = "hand";
pub(super) const FROM: &str = "from";
pub(super) const TO: &str = "to";

/// What became of it the last time, and the form once it is asked for: who has how much left is not read for every look at the list.
pub(super) fn card(base: &str, period: &PeriodId, over: HandingOver) -> AnyView {
    let report = over.report.as_ref().map(came_of);
    let form = match (over.open, over.reviewers.is_empty()) {
        (true, true) => view! { <p class="hint">{a().hand_none}</p> }.into_any(),
        (true, false) => find(base, period, over),
        (false, _) => {
            let open = format!("{base}?{OPEN}=1#hand-over");
            view! { <div class="row start"><a class="button" href=open>{a().hand_choose}</a></div> }.into_any()
        }
    };
    view! {
        <section class="card" id="hand-over" aria-labelledby="hand">
            <h2 id="hand">{a().hand}</h2>
            {report}
            <p class="hint">{a().hand_what}</p>
            {form}
        </section>
    }
    .into_any()
}

fn came_of(report: &HandedOver) -> AnyView {
    let one = |(name, why): &(String, Words)| view! { <li><b>{name.clone()}</b>" – "{say(why)}</li> };
    let refused = report.refused.iter().map(one).collect_view();
    view! {
        <p role="status"><b>{words::handed_over(report, lang())}</b>" "<span class="seat">{words::by_on(&report.by, &report.on, lang())}" "{report.at.clone()}</span></p>
        {(!report.refused.is_empty()).then(|| view! { <ul class="not-done">{refused}</ul> })}
    }
    .into_any()
}

/// The assessor is chosen and whoever takes over looked for; then one of those who are found is chosen.
fn find(base: &str, period: &PeriodId, over: HandingOver) -> AnyView {
    let chosen = over.reviewers.iter().find(|one| one.id.as_str() == over.from).cloned();
    let option = |one: &Reviewer| {
        let absent = one.absent.map(|why| match why {
            Absent::Left => a().hand_left,
            Absent::OnLeave => a().hand_leave,
        });
        let selected = one.id.as_str() == over.from;
        view! { <option value=one.id.0.clone() selected=selected>{words::reviewer(&one.name, one.left, absent, lang())}</option> }
    };
    let options = over.reviewers.iter().map(option).collect_view();
    let none = over.people.is_empty() && !over.part.is_empty();
    let to = chosen
        .filter(|_| !over.people.is_empty())
        .map(|from| choose(base, period, &from, over.people));
    view! {
        <form class="stack" method="get" action=format!("{base}#hand-over")>
            {hidden(OPEN, "1")}
            <div class="field"><label for="hand-from">{a().hand_from}</label><select id="hand-from" name=FROM required>{options}</select></div>
            <div class="field"><label for="hand-to">{a().hand_to}</label><input type="search" id="hand-to" name=TO value=over.part.clone() required autocomplete="off"/></div>
            <div class="row start"><button type="submit">{a().find}</button></div>
        </form>
        {none.then(|| view! { <p class="hint" role="status">{a().found_none}</p> })}
        {to}
    }
    .into_any()
}

fn choose(base: &str, period: &PeriodId, from: &Reviewer, found: Vec<PersonRef>) -> AnyView {
    let one = |person: PersonRef| {
        view! {
            <li><label class="radio"><input type="radio" name="person" value=person.id.0 required/><span>{person.name}<span class="seat">{person.post}" · "{person.unit}</span></span></label></li>
        }
    };
    view! {
        <form class="stack" method="post" action=HandOver::url()>
            {key()}{hidden("period", period)}{hidden("from", &from.id)}{hidden("next", format!("{base}#hand-over"))}
            <ul class="checks">{found.into_iter().map(one).collect_view()}</ul>
            <div class="row start"><button type="submit">{words::hand_over(&from.name, from.left, lang())}</button></div>
        </form>
    }
    .into_any()
}
