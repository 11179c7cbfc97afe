use super::board_row;
use super::parts::{address, empty, head, questions, say, shown};
use super::quota::quotas;
use super::{a, calibrate};
use crate::api;
use crate::load::load;
use crate::prelude::*;
use crate::site::w;
use domain::CourseId;
use domain::assessment::Words;
use domain::view::assess::Board;
use leptos_router::hooks::{use_params_map, use_query_map};

/// All proposals of a unit side by side.
pub fn board() -> AnyView {
    let params = use_params_map();
    let of = move |name: &str| params.with(|p| p.get(name)).unwrap_or_default();
    let family = use_query_map().with_untracked(|q| q.get("family")).unwrap_or_default();
    let key = move || (format!("{}\n{}", of("id"), of("unit")), Some(family.clone()));
    let read = |(place, family): crate::load::Key| {
        let (period, unit) = place.split_once('\n').unwrap_or_default();
        api::board(period.to_owned(), unit.to_owned(), family.unwrap_or_default())
    };
    shown(load(key, read), whole)
}

fn whole(board: Board) -> AnyView {
    let here = format!("{}/unit/{}", address(&board.period.id), board.unit.id);
    let none = board.rows.is_empty();
    let next = match board.family.is_empty() {
        true => here.clone(),
        false => format!("{here}?family={}", super::parts::encoded(&board.family)),
    };
    let beside = !(board.quotas.is_empty() && board.questions.is_empty());
    view! {
        {head(&board.period, Some(board.unit.name.clone()), ().into_any())}
        <p class="lead-in">{a().board_what}</p>
        {beside.then(|| view! {
            <div class="assess-band">
                {quotas(board.quotas.clone())}
                {places(board.cut.clone(), &board.steps, board.quotas.is_empty())}
                {questions(board.questions.clone())}
            </div>
        })}
        {families(&board, &here)}
        {none.then(|| empty(a().board, if board.family.is_empty() { a().rows_none } else { a().rows_none_family }))}
        {(!none).then(|| table(&board, &next))}
        <p class="fire">{a().fire}" "<a href="/why">{w().why}</a></p>
    }
    .into_any()
}

/// Who has no place as things stand, each with the reason; and how the places were filled.
fn places(cut: Vec<(CourseId, String, Words)>, steps: &[Words], no_quota: bool) -> AnyView {
    if no_quota {
        return ().into_any();
    }
    let none = cut.is_empty();
    let one = |(course, name, why): (CourseId, String, Words)| {
        view! { <li><a href=format!("/assess/course/{course}")>{name}</a><span>{say(&why)}</span></li> }
    };
    let steps = (!steps.is_empty()).then(|| {
        view! {
            <details class="unfold">
                <summary>{a().filled}</summary>
                <ol class="arithmetic">{steps.iter().map(|s| view! { <li>{say(s)}</li> }).collect_view()}</ol>
            </details>
        }
    });
    view! {
        <section class="card" aria-labelledby="cut">
            <h2 id="cut">{a().cut}</h2>
            {none.then(|| view! { <p class="hint">{a().cut_none}</p> })}
            <ul class="cut">{cut.into_iter().map(one).collect_view()}</ul>
            {steps}
        </section>
    }
    .into_any()
}

/// People of one kind of post, so that the same load stands together.
fn families(board: &Board, here: &str) -> AnyView {
    if board.families.len() < 2 && board.family.is_empty() {
        return ().into_any();
    }
    let option = |f: &String| view! { <option value=f.clone() selected=*f == board.family>{f.clone()}</option> };
    let one = !board.family.is_empty();
    view! {
        <form class="plan-fields families" method="get" action=here.to_owned()>
            <div class="field">
                <label for="family">{a().family}</label>
                <select id="family" name="family"><option value="">{a().families_all}</option>{board.families.iter().map(option).collect_view()}</select>
            </div>
            <button type="submit">{a().show}</button>
        </form>
        {one.then(|| view! { <p class="hint">{a().equal_load}</p> })}
    }
    .into_any()
}

fn table(board: &Board, next: &str) -> AnyView {
    let acts = board.may_calibrate || board.may_decide;
    let scored = board.rows.iter().any(|r| r.score.is_some());
    let row = |row| {
        let forms = acts.then(|| calibrate::forms(row, board, next));
        board_row::row(row, scored, forms)
    };
    view! {
        <div class="scroll">
            <table class="table cards board" aria-label=board.unit.name.clone()>
                <thead><tr>
                    <th scope="col" class="for-name">{a().name}</th>
                    <th scope="col" class="for-grade">{a().grade}</th>
                    {scored.then(|| view! { <th scope="col" class="number">{a().score}</th> })}
                    <th scope="col" class="for-plan">{a().plan}</th>
                    <th scope="col" class="number for-load">{a().difficulty}</th>
                    <th scope="col" class="for-weeks">{a().weeks}</th>
                    <th scope="col" class="for-cites">{a().cites}</th>
                    <th scope="col">{a().words}</th>
                    {acts.then(|| view! { <th scope="col" class="for-acts">{a().acts}</th> })}
                </tr></thead>
                <tbody>{board.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
