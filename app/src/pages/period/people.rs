//! Everybody of a period by name: who has not taken the own step yet, and the button that reminds them.

use super::parts::{address, empty, head, shown, until, with_fields};
use super::sorting::Order;
use super::{a, hand_over, hidden, key};
use crate::api::{self, RemindPeople};
use crate::load::{Key, load};
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::assessment::process::State;
use domain::view::assess::{ClockView, Column, HandingOver, PeopleLine, PeoplePage, Reminder, Sort};
use leptos_router::hooks::{use_params_map, use_query_map};

pub fn people() -> AnyView {
    let params = use_params_map();
    let query = use_query_map();
    let asked = move |name: &str| query.with(|q| q.get(name)).unwrap_or_default();
    let key = move || {
        let period = params.with(|p| p.get("id")).unwrap_or_default();
        let asked = [
            "state",
            "unit",
            hand_over::OPEN,
            hand_over::FROM,
            hand_over::TO,
            "part",
            "after",
            "sort",
        ]
        .map(asked);
        let asked = asked.map(|field| field.replace('\n', " "));
        (period, Some(asked.join("\n")))
    };
    shown(load(key, read), whole)
}

/// The page, and for the office what reviews are handed over with.
async fn read((period, asked): Key) -> api::Answer<(PeoplePage, Option<HandingOver>)> {
    let fields: Vec<String> = asked.unwrap_or_default().split('\n').map(str::to_owned).collect();
    let field = |at: usize| fields.get(at).cloned().unwrap_or_default();
    let (state, unit, part, after, sort) = (field(0), field(1), field(5), field(6), field(7));
    let (open, from, to) = (!field(2).is_empty(), field(3), field(4));
    let page = api::period_people(period.clone(), state, unit, part, after, sort).await?;
    let over = match page.reminder {
        Some(_) => Some(api::handing_over(period, open, from, to).await?),
        None => None,
    };
    Ok((page, over))
}

fn base(page: &PeoplePage) -> String {
    format!("{}/people", address(&page.period.id))
}

/// What was asked for, as fields of a form or an address.
fn asked(page: &PeoplePage) -> [(&'static str, &str); 3] {
    let unit = page.unit.as_ref().map_or("", |part| part.unit.as_str());
    let state = page.state.map_or("", State::as_str);
    [("state", state), ("unit", unit), ("part", page.part.as_str())]
}

/// The same list behind `after`, in the same order.
fn list(page: &PeoplePage, after: &str) -> String {
    let sort = page.sort.map(Sort::text).unwrap_or_default();
    let place = [("sort", sort.as_str()), ("after", after)];
    with_fields(&base(page), &[&asked(page)[..], &place].concat())
}

fn whole((page, over): (PeoplePage, Option<HandingOver>)) -> AnyView {
    let none = page.rows.is_empty() && page.after.is_empty();
    view! {
        {head(&page.period, Some(a().people_title.to_owned()), ().into_any())}
        <p class="lead-in">{a().people_what}</p>
        {search(&page)}
        {page.reminder.map(|of| remind(&page, of))}
        {over.map(|over| hand_over::card(&base(&page), &page.period.id, over))}
        {none.then(|| empty(a().people_none, a().people_none_what))}
        {(!page.rows.is_empty()).then(|| table(&page))}
        {further(&page)}
    }
    .into_any()
}

/// Looking for a name or unit among those of the state and unit that were asked for, and the order.
fn search(page: &PeoplePage) -> AnyView {
    let kept = asked(page).into_iter();
    let kept = kept.filter(|(name, value)| *name != "part" && !value.is_empty());
    let kept = kept.map(|(name, value)| hidden(name, value)).collect_view();
    let state = page.state.map(|state| words::capital(state.words(lang())));
    let unit = page.unit.as_ref().map(|part| part.name.clone());
    let (base, fields) = (base(page), asked(page));
    let order = order(page, &base, &fields);
    let all = state.is_none() && unit.is_none() && page.part.is_empty();
    let counted: Vec<String> = [state, unit, Some(words::people(page.all, lang()))]
        .into_iter()
        .flatten()
        .collect();
    let whole = (!all).then(|| view! { " · "<a href=base.clone()>{a().found_all}</a> });
    view! {
        <form class="plan-fields" role="search" method="get" action=base.clone()>
            {kept}
            <div class="field grow-1">
                <label for="part">{a().publication_find}</label>
                <input type="search" id="part" name="part" value=page.part.clone() autocomplete="off"/>
            </div>
            {order.field()}
            <button type="submit">{a().find}</button>
        </form>
        <p class="hint">{counted.join(" · ")}{whole}</p>
    }
    .into_any()
}

fn order<'a>(page: &'a PeoplePage, base: &'a str, fields: &'a [(&'a str, &'a str)]) -> Order<'a> {
    Order {
        page: base,
        fields,
        columns: &page.columns,
        now: page.sort,
    }
}

/// Whoever was told of it today is left out, and that is said before and after.
fn remind(page: &PeoplePage, of: Reminder) -> AnyView {
    let told = (of.today > 0).then(|| view! { <p role="status">{words::told_today(of.today, lang())}</p> });
    let nobody = of == Reminder::default();
    let form = (of.people + of.assessors > 0).then(|| {
        let fields = asked(page).into_iter().map(|(name, value)| hidden(name, value));
        view! {
            <form class="stack" method="post" action=RemindPeople::url()>
                {key()}{hidden("period", &page.period.id)}{fields.collect_view()}{hidden("next", list(page, ""))}
                <p>{words::to_remind(of.people, of.assessors, lang())}</p>
                <p class="hint">{a().remind_what}</p>
                <div class="row start"><button type="submit">{a().remind}</button></div>
            </form>
        }
    });
    view! {
        <section class="card" aria-labelledby="remind">
            <h2 id="remind">{a().remind}</h2>
            {told}
            {nobody.then(|| view! { <p class="hint">{a().remind_none}</p> })}
            {form}
        </section>
    }
    .into_any()
}

fn table(page: &PeoplePage) -> AnyView {
    let (base, fields) = (base(page), asked(page));
    let order = order(page, &base, &fields);
    view! {
        <div class="scroll">
            <table class="table cards" aria-label=a().people_title>
                <thead><tr>{order.head(Column::Name, "")}{order.head(Column::Unit, "")}{order.head(Column::State, "")}<th scope="col">{a().people_assessor}</th><th scope="col">{a().last}</th></tr></thead>
                <tbody>{page.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(line: &PeopleLine) -> AnyView {
    let due = |clock: &ClockView| {
        let what = words::capital(clock.act.words(lang()));
        view! { <span class="what">{what}</span>" "{until(clock)} }
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/assess/course/{}", line.course)>{line.person.name.clone()}</a><span class="seat">{line.person.post.clone()}</span></th>
            <td data-label=a().unit>{line.person.unit.clone()}</td>
            <td data-label=a().state>{words::capital(line.state.words(lang()))}</td>
            <td data-label=a().people_assessor>{line.assessors.join(lang().pick("、", ", "))}</td>
            <td data-label=a().last>{line.clock.as_ref().map(due)}</td>
        </tr>
    }
    .into_any()
}

/// The way to the next page, and back to the first.
fn further(page: &PeoplePage) -> Option<AnyView> {
    let away = !page.after.is_empty();
    let next = page.next.as_ref().map(|last| list(page, last));
    (away || next.is_some()).then(|| {
        view! {
            <nav class="older" aria-label=a().people_title>
                {away.then(|| view! { <a class="button" href=list(page, "")>{a().page_first}</a>" " })}
                {next.map(|href| view! { <a class="button" href=href>{a().page_next}</a> })}
            </nav>
        }
        .into_any()
    })
}
