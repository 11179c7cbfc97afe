use super::board_row;
use super::parts::{address, empty, head, questions, say, shown, with_fields};
use super::quota::quotas;
use super::sorting::Order;
use super::{a, calibrate};
use crate::api;
use crate::load::load;
use crate::pages::assess::count;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::assess_admin as words;
use domain::CourseId;
use domain::assessment::Words;
use domain::view::assess::{Board, Column, Sort};
use leptos_router::hooks::{use_params_map, use_query_map};

/// All proposals of a unit side by side.
pub fn board() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let of = move |name: &str| params.with(|p| p.get(name)).unwrap_or_default();
    let asked = move |name: &str| query.with(|q| q.get(name)).unwrap_or_default();
    let key = move || {
        let place = [of("id"), of("unit"), asked("from"), asked("sort")].join("\n");
        (place, Some(asked("family")))
    };
    let read = |(place, family): crate::load::Key| {
        let mut place = place.splitn(4, '\n').map(str::to_owned);
        let mut next = move || place.next().unwrap_or_default();
        let (period, unit, from, sort) = (next(), next(), next(), next());
        // An address that nobody wrote shows the first page.
        api::board(
            period,
            unit,
            family.unwrap_or_default(),
            from.parse().unwrap_or_default(),
            sort,
        )
    };
    shown(load(key, read), whole)
}

fn whole(board: Board) -> AnyView {
    let here = format!("{}/unit/{}", address(&board.period.id), board.unit.id);
    let none = board.rows.is_empty();
    let next = page_of(&here, &board, board.from);
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
        {choices(&board, &here)}
        {none.then(|| empty(a().board, if board.family.is_empty() { a().rows_none } else { a().rows_none_family }))}
        {several(&board)}
        {(!none).then(|| table(&board, &here, &next))}
        {pages(&board, &here)}
        <p class="fire">{a().fire}" "<a href="/why">{w().why}</a></p>
    }
    .into_any()
}

/// The page behind so many people.
fn page_of(here: &str, board: &Board, from: u32) -> String {
    let from = if from == 0 { String::new() } else { from.to_string() };
    let sort = board.sort.map(Sort::text).unwrap_or_default();
    with_fields(here, &[("family", &board.family), ("from", &from), ("sort", &sort)])
}

/// The order, which begins at the first page again.
fn order<'a>(board: &'a Board, here: &'a str, fields: &'a [(&'a str, &'a str)]) -> Order<'a> {
    Order {
        page: here,
        fields,
        columns: &board.columns,
        now: board.sort,
    }
}

/// Where this page stands among several, and who comes first on them; of a family, or of an order that was chosen, that is said above.
fn several(board: &Board) -> Option<AnyView> {
    let (from, listed) = (board.from, count(&board.rows));
    (board.people > listed).then(|| {
        let which = words::listed(from, listed, board.people, lang());
        let first = (board.family.is_empty() && board.sort.is_none()).then_some(a().board_several);
        view! { <p class="hint">{which}" "{first}" "{a().board_counted}</p> }.into_any()
    })
}

/// The ways to the first page and the next.
fn pages(board: &Board, here: &str) -> Option<AnyView> {
    let listed = count(&board.rows);
    let next = (board.from + listed < board.people).then(|| page_of(here, board, board.from + listed));
    (board.from > 0 || next.is_some()).then(|| {
        view! {
            <nav class="older" aria-label=a().board>
                {(board.from > 0).then(|| view! { <a class="button" href=page_of(here, board, 0)>{a().page_first}</a>" " })}
                {next.map(|href| view! { <a class="button" href=href>{a().page_next}</a> })}
            </nav>
        }
        .into_any()
    })
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

/// People of one kind of post, so that the same load stands together; and the order, for a phone that shows no heads.
fn choices(board: &Board, here: &str) -> AnyView {
    let families = board.families.len() > 1 || !board.family.is_empty();
    if !families && board.rows.is_empty() {
        return ().into_any();
    }
    let option = |f: &String| view! { <option value=f.clone() selected=*f == board.family>{f.clone()}</option> };
    let one = !board.family.is_empty() && board.sort.is_none();
    let families = families.then(|| {
        view! {
            <div class="field">
                <label for="family">{a().family}</label>
                <select id="family" name="family"><option value="">{a().families_all}</option>{board.families.iter().map(option).collect_view()}</select>
            </div>
        }
    });
    view! {
        <form class="plan-fields families" method="get" action=here.to_owned()>
            {families}
            {order(board, here, &[]).field()}
            <button type="submit">{a().show}</button>
        </form>
        {one.then(|| view! { <p class="hint">{a().equal_load}</p> })}
    }
    .into_any()
}

fn table(board: &Board, here: &str, next: &str) -> AnyView {
    let acts = board.may_calibrate || board.may_decide;
    let scored = board.rows.iter().any(|r| r.score.is_some() || !r.score_told.is_empty());
    let kept = [("family", board.family.as_str())];
    let order = order(board, here, &kept);
    let row = |row| {
        let forms = acts.then(|| calibrate::forms(row, board, next));
        board_row::row(row, scored, forms)
    };
    view! {
        <div class="scroll">
            <table class="table cards board" aria-label=board.unit.name.clone()>
                <thead><tr>
                    {order.head(Column::Name, "for-name")}
                    {order.head(Column::Grade, "for-grade")}
                    {scored.then(|| order.head(Column::Score, "number"))}
                    <th scope="col" class="for-plan">{a().plan}</th>
                    {order.head(Column::Difficulty, "number for-load")}
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
