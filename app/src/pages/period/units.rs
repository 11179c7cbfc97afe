//! How far each unit is; for whoever sees the period whole each count leads to who these are.

use super::a;
use super::parts::{address, empty, say, with_fields};
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::assessment::process::State;
use domain::view::assess::{GradeName, PeriodPage, Totals, UnitProgress};

pub(super) fn table(page: &PeriodPage) -> AnyView {
    if page.units.is_empty() && !page.may_manage {
        return ().into_any();
    }
    if page.units.is_empty() {
        return empty(a().by_unit, a().units_missing);
    }
    let base = address(&page.line.id);
    let graded = page.units.iter().any(|u| !u.grades.is_empty());
    view! {
        <h2 class="section" id="units">{a().by_unit}</h2>
        <div class="scroll">
            <table class="table cards progressed" aria-labelledby="units">
                <thead><tr><th scope="col">{a().unit}</th><th scope="col" class="number">{a().people}</th><th scope="col">{a().progress}</th>{graded.then(|| view! { <th scope="col">{a().grade}</th> })}</tr></thead>
                <tbody>{page.units.iter().map(|u| row(u, &base, graded, page.whole)).collect_view()}</tbody>
                {(page.units.len() > 1).then(|| view! { <tfoot>{total(&page.totals, &base, graded, page.whole)}</tfoot> })}
            </table>
        </div>
    }
    .into_any()
}

/// The list of people of a unit, or of all, in a state; for whoever may read it.
struct Lists<'a> {
    base: &'a str,
    unit: &'a str,
    whole: bool,
}

impl Lists<'_> {
    /// A count as the way to who these are.
    fn counted(&self, state: &str, text: String) -> AnyView {
        let list = || {
            with_fields(
                &format!("{}/people", self.base),
                &[("state", state), ("unit", self.unit)],
            )
        };
        match self.whole {
            true => view! { <a class="count" href=list()>{text}</a> }.into_any(),
            false => text.into_any(),
        }
    }

    fn states(&self, states: &[(State, u32)]) -> AnyView {
        let one = |(at, (state, n)): (usize, (State, u32))| {
            let text = format!("{} {n}", words::capital(state.words(lang())));
            view! { {(at > 0).then_some(" · ")}{self.counted(state.as_str(), text)} }
        };
        ordered(states)
            .into_iter()
            .enumerate()
            .map(one)
            .collect_view()
            .into_any()
    }
}

fn row(of: &UnitProgress, base: &str, graded: bool, whole: bool) -> AnyView {
    let unit = of.unit.unit.as_str();
    let lists = Lists { base, unit, whole };
    let marks = of.unit.marks.iter().map(|m| words::mark(m, lang()));
    let grades = grades(&of.grades);
    view! {
        <tr>
            <th scope="row"><a href=format!("{base}/unit/{}", of.unit.unit)>{of.unit.name.clone()}</a>{marks.map(|m| view! { " "<span class="chip">{m}</span> }).collect_view()}</th>
            <td class="number" data-label=a().people>{lists.counted("", of.people.to_string())}</td>
            <td>{bar(&of.states, of.people)}<span class="states">{lists.states(&of.states)}</span></td>
            {graded.then(|| view! { <td data-label=a().grade>{grades}</td> })}
        </tr>
    }
    .into_any()
}

/// All units together.
fn total(of: &Totals, base: &str, graded: bool, whole: bool) -> AnyView {
    let grades = grades(&of.grades);
    let lists = Lists { base, unit: "", whole };
    view! {
        <tr>
            <th scope="row">{a().total}</th>
            <td class="number" data-label=a().people>{lists.counted("", of.people.to_string())}</td>
            <td>{bar(&of.states, of.people)}<span class="states">{lists.states(&of.states)}</span></td>
            {graded.then(|| view! { <td data-label=a().grade>{grades}</td> })}
        </tr>
    }
    .into_any()
}

fn grades(grades: &[(GradeName, u32)]) -> Option<String> {
    let each: Vec<String> = grades.iter().map(|(g, n)| format!("{} {n}", say(&g.words))).collect();
    (!each.is_empty()).then(|| each.join(" · "))
}

/// The furthest first; those who take no part any more are on no way, and come last.
fn ordered(states: &[(State, u32)]) -> Vec<(State, u32)> {
    let mut all: Vec<(State, u32)> = states.iter().copied().filter(|(_, n)| *n > 0).collect();
    all.sort_by_key(|(state, _)| (*state == State::Excused, std::cmp::Reverse(*state)));
    all
}

/// How far a state is, as one of four shades; the words beside the bar say which states these are.
fn shade(state: State) -> &'static str {
    match state {
        State::Opened | State::Excused => "s0",
        State::Summarised | State::Compiled | State::Rated => "s1",
        State::Reviewed | State::Calibrated | State::Published | State::PublicationObjected => "s2",
        _ => "s3",
    }
}

fn bar(states: &[(State, u32)], people: u32) -> AnyView {
    let mut x = 0;
    let parts = ordered(states).into_iter().map(|(state, n)| {
        let at = x;
        x += n;
        view! { <rect class=shade(state) x=at.to_string() y="0" width=n.to_string() height="1"></rect> }
    });
    let parts = parts.collect_view();
    view! { <svg class="gauge" aria-hidden="true" focusable="false" preserveAspectRatio="none" viewBox=format!("0 0 {} 1", people.max(1))>{parts}</svg> }.into_any()
}
