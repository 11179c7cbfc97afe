//! The fields of an item.

use super::p;
use crate::parts::in_textarea;
use crate::prelude::*;
use crate::session::Session;
use crate::site::lang;
use domain::plan::{Difficulty, Draft, Field, Horizon};
use domain::view::SeatView;

fn label(field: Field) -> &'static str {
    field.words(lang())
}

fn options<T: Copy>(
    all: &'static [T],
    chosen: &str,
    name: fn(T) -> &'static str,
    words: fn(T, domain::Lang) -> &'static str,
) -> AnyView {
    let chosen = chosen.to_owned();
    all.iter()
        .map(move |v| view! { <option value=name(*v) selected=name(*v) == chosen>{words(*v, lang())}</option> })
        .collect_view()
        .into_any()
}

pub(super) fn horizons(chosen: &str) -> AnyView {
    options(Horizon::ALL, chosen, Horizon::as_str, Horizon::words)
}

/// Every field; `id` keeps the ids of two forms on one page apart.
pub(super) fn all(draft: &Draft, id: &'static str) -> AnyView {
    let name = |field: &str| format!("{id}-{field}");
    view! {
        <div class="field">
            <label for=name("title")>{label(Field::Title)}</label>
            <input id=name("title") name="title" value=draft.title.clone() required maxlength="200" autocomplete="off"/>
        </div>
        {rest(draft, id, true)}
    }
    .into_any()
}

/// Everything but the title; `dates` with horizon and due date.
pub(super) fn rest(draft: &Draft, id: &'static str, dates: bool) -> AnyView {
    let name = |field: &str| format!("{id}-{field}");
    let today = Session::here().today();
    view! {
        <div class="field">
            <label for=name("measure")>{label(Field::Measure)}</label>
            <textarea id=name("measure") name="measure" rows="2" maxlength="500">{in_textarea(draft.measure.clone())}</textarea>
        </div>
        <div class="plan-fields">
            {dates.then(|| view! {
                <div class="field">
                    <label for=name("horizon")>{label(Field::Horizon)}</label>
                    <select id=name("horizon") name="horizon">{horizons(&draft.horizon)}</select>
                </div>
                <div class="field">
                    <label for=name("due")>{label(Field::Due)}</label>
                    <input type="date" id=name("due") name="due" value=draft.due.clone() aria-describedby=name("due-hint")/>
                </div>
            })}
            <div class="field">
                <label for=name("start")>{label(Field::Start)}</label>
                <input type="date" id=name("start") name="start" value=if draft.start.is_empty() && dates { today } else { draft.start.clone() }/>
            </div>
            <div class="field">
                <label for=name("difficulty")>{label(Field::Difficulty)}</label>
                <select id=name("difficulty") name="difficulty">{options(Difficulty::ALL, &draft.difficulty, Difficulty::as_str, Difficulty::words)}</select>
            </div>
            <div class="field">
                <label for=name("weight")>{label(Field::Weight)}</label>
                <input type="number" class="short" id=name("weight") name="weight" min="1" max="100" inputmode="numeric" value=draft.weight.clone() placeholder="10"/>
            </div>
            <label class="radio"><input type="checkbox" name="key_task" value="yes" checked=!draft.key_task.is_empty()/><span>{label(Field::Key)}</span></label>
        </div>
        {dates.then(|| view! { <p class="hint" id=name("due-hint")>{p().due_hint}</p> })}
        <div class="field">
            <label for=name("note")>{label(Field::Note)}</label>
            <textarea id=name("note") name="note" rows="2" maxlength="2000">{in_textarea(draft.note.clone())}</textarea>
        </div>
    }
    .into_any()
}

/// The unit it stands in, for who sits in several; none is the first.
pub(super) fn unit(id: &'static str, chosen: &str) -> AnyView {
    let mut seats: Vec<SeatView> = Vec::new();
    for seat in Session::here().me.with_untracked(|me| me.seats.clone()) {
        if seats.iter().all(|known| known.unit != seat.unit) {
            seats.push(seat);
        }
    }
    if seats.len() < 2 {
        return ().into_any();
    }
    let option = |seat: SeatView| {
        let here = seat.unit.id.as_str() == chosen;
        view! { <option value=seat.unit.id.0 selected=here>{format!("{} · {}", seat.unit.name, seat.post)}</option> }
    };
    view! {
        <div class="field">
            <label for=format!("{id}-unit")>{p().unit}</label>
            <select id=format!("{id}-unit") name="unit">{seats.into_iter().map(option).collect_view()}</select>
        </div>
    }
    .into_any()
}
