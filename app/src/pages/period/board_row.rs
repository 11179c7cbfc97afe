//! One person on the board.

use super::a;
use super::parts::{grade, say};
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::assessment::process::State;
use domain::view::assess::BoardRow;

/// Words of an assessor longer than this are folded.
const LONG: usize = 90;

pub(super) fn row(row: &BoardRow, scored: bool, forms: Option<AnyView>) -> AnyView {
    let before = words::before(row.had_before, lang());
    let assessor = match row.assessor.as_str() {
        "" => a().no_assessor.to_owned(),
        names => words::of_person(a().assessor, names, lang()),
    };
    let family = (!row.family.is_empty()).then(|| format!(" · {}", row.family));
    view! {
        <tr id=format!("c-{}", row.course)>
            <th scope="row">
                <a href=format!("/assess/course/{}", row.course)>{row.person.name.clone()}</a>
                <span class="seat">{row.person.post.clone()}{family}</span>
                <span class="seat">{assessor}</span>
            </th>
            <td>{given(row)}{before.map(|b| view! { <span class="seat">{b}</span> })}</td>
            {scored.then(|| view! { <td class="number" data-label=a().score>{score(row)}</td> })}
            <td data-label=a().plan>{plan(row.plan)}</td>
            <td class="number" data-label=a().difficulty>{row.difficulty}</td>
            <td data-label=a().weeks>{weeks(&row.weeks)}</td>
            <td data-label=a().cites>{cites(row)}</td>
            <td>{said(&row.words)}</td>
            {forms.map(|forms| view! { <td class="doing">{forms}</td> })}
        </tr>
    }
    .into_any()
}

/// The total, and under it how it was come by or why there is none.
fn score(row: &BoardRow) -> AnyView {
    let total = row.score.clone();
    if row.score_told.is_empty() {
        return total.into_any();
    }
    let total = total.unwrap_or_else(|| "—".into());
    let lines = row.score_told.iter().map(|s| view! { <li>{say(s)}</li> });
    view! { <details class="act"><summary>{total}</summary><ol class="plain-list">{lines.collect_view()}</ol></details> }.into_any()
}

/// The grade as it is, how far the course is, and what the rules say where they say something else: another grade, or none since. Where
/// the assessors differ with equal weight, that it is to be chosen.
fn given(row: &BoardRow) -> AnyView {
    let now = match (&row.grade, &row.no_grade) {
        (Some(given), _) => grade(given),
        (None, Some(_)) => view! { <b class="grade">{a().no_grade}</b> }.into_any(),
        (None, None) if row.awaits => view! { <span class="hint">{a().assessor_first}</span> }.into_any(),
        (None, None) => view! { <span class="hint">{a().none_yet}</span> }.into_any(),
    };
    let why = row
        .no_grade
        .as_ref()
        .map(|(_, why)| view! { <span class="seat">{say(why)}</span> });
    let other = row.rules_point_to.as_ref().map(|g| {
        view! { <span class="chip warn">{a().points_to}" "{say(&g.words)}</span> }
    });
    let equal = row
        .equal
        .then(|| view! { " "<span class="chip warn">{a().equal}</span> });
    view! { {now}{why}" "<span class="chip">{words::capital(row.state.words(lang()))}</span>" "{other}{equal} }
        .into_any()
}

fn plan([due, done, key_due, key_done]: [u32; 4]) -> AnyView {
    let key = (key_due > 0).then(|| {
        view! { <span class="seat">{words::done_of(key_done, key_due, true, lang())}</span> }
    });
    view! { <span>{words::done_of(done, due, false, lang())}</span>{key} }.into_any()
}

/// A box for each week, and the same in words.
fn weeks(weeks: &[bool]) -> AnyView {
    let with = weeks.iter().filter(|w| **w).count();
    let boxes = weeks.iter().enumerate().map(|(n, with)| {
        let class = if *with { "with" } else { "without" };
        view! { <rect class=class x=(n * 6).to_string() y="0" width="5" height="12" rx="1"></rect> }
    });
    view! {
        <svg class="weeks" aria-hidden="true" focusable="false" viewBox=format!("0 0 {} 12", (weeks.len() * 6).max(6))>{boxes.collect_view()}</svg>
        <span class="seat">{words::weeks(with, weeks.len(), lang())}</span>
    }
    .into_any()
}

fn cites(row: &BoardRow) -> AnyView {
    if row.state < State::Reviewed {
        return ().into_any();
    }
    let class = if row.uncited > 0 { "gap" } else { "" };
    view! { <span class=class>{words::aspects(row.aspects, row.uncited, lang())}</span> }.into_any()
}

/// Long words are folded, so that rows can be compared.
fn said(text: &str) -> AnyView {
    if text.is_empty() {
        return view! { <span class="hint">{a().no_words}</span> }.into_any();
    }
    if text.chars().count() <= LONG {
        return view! { <p>{text.to_owned()}</p> }.into_any();
    }
    let short: String = text.chars().take(LONG - 10).collect();
    view! { <details class="fold"><summary><span class="short">{short}"…"</span><span class="sr">{a().words}</span></summary><p>{text.to_owned()}</p></details> }.into_any()
}
