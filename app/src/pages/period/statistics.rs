use super::a;
use super::parts::{address, empty, plain_head, say, shown};
use crate::api;
use crate::load::load;
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::view::assess::{Counted, GradeName, PeriodStatistics, StatisticsPage, title_words};
use leptos_router::hooks::use_query_map;

/// Grades over several periods, for those who run them.
pub fn statistics() -> AnyView {
    let kind = use_query_map().with_untracked(|q| q.get("kind")).unwrap_or_default();
    let content = shown(
        load(move || (kind.clone(), None), |(kind, _)| api::statistics(kind)),
        whole,
    );
    view! { {plain_head(a().statistics, a().statistics_what)}{content} }.into_any()
}

fn whole(page: StatisticsPage) -> AnyView {
    let none = page.periods.is_empty();
    let table = format!("/assess/statistics.xlsx?kind={}", page.kind);
    view! {
        {kinds(&page.kind)}
        {none.then(|| empty(a().statistics_none, a().statistics_none_what))}
        {(!none).then(|| view! { <p><a class="button" href=table download>{a().statistics_table}</a></p> })}
        {page.more.then(|| view! { <p class="hint">{a().statistics_more}</p> })}
        <div class="assess-main">{page.periods.iter().map(period).collect_view()}</div>
    }
    .into_any()
}

fn kinds(chosen: &str) -> AnyView {
    let kinds = [
        ("period", a().kind_period),
        ("special", a().kind_special),
        ("year", a().kind_year),
    ];
    let option = |(kind, label): (&'static str, &'static str)| view! { <option value=kind selected=kind == chosen>{label}</option> };
    view! {
        <form class="plan-fields families" method="get" action="/assess/statistics">
            <div class="field">
                <label for="kind">{a().kind}</label>
                <select id="kind" name="kind">{kinds.into_iter().map(option).collect_view()}</select>
            </div>
            <button type="submit">{a().show}</button>
        </form>
    }
    .into_any()
}

fn period(of: &PeriodStatistics) -> AnyView {
    let (line, base) = (&of.line, address(&of.line.id));
    let id = format!("of-{}", line.id);
    let title = title_words(&line.title, line.special.as_deref(), lang());
    // Where nobody is without a grade, there is no column of it.
    let none = of.total.none > 0;
    let head = of
        .grades
        .iter()
        .map(|g| view! { <th scope="col" class="number">{say(&g.words)}</th> });
    let units = of.units.iter().map(|(unit, name, counted)| {
        let name = view! { <a href=format!("{base}/unit/{unit}")>{name.clone()}</a> }.into_any();
        row(name, counted, &of.grades, none)
    });
    view! {
        <h2 class="section" id=id.clone()><a href=base.clone()>{title}</a></h2>
        <p class="hint">{words::days(&line.first, &line.last, lang())}{of.without_own.then(|| view! { " · "{a().statistics_own} })}</p>
        <div class="scroll">
            <table class="table cards" aria-labelledby=id>
                <thead><tr><th scope="col">{a().unit}</th><th scope="col" class="number">{a().decided}</th>{head.collect_view()}{none.then(|| view! { <th scope="col" class="number">{a().no_grade}</th> })}</tr></thead>
                <tbody>{units.collect_view()}</tbody>
                <tfoot>{row(a().total.into_any(), &of.total, &of.grades, none)}</tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// How many have which grade, each with the part of all that they are.
fn row(name: AnyView, of: &Counted, grades: &[GradeName], none: bool) -> AnyView {
    let cell = |label: String, many: u32| {
        let tenths = of.share(many);
        let share = (many > 0).then(|| format!(" · {}.{}%", tenths / 10, tenths % 10));
        view! { <td class="number" data-label=label>{many}{share}</td> }
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number" data-label=a().decided>{of.people}</td>
            {of.grades.iter().zip(grades).map(|(many, grade)| cell(say(&grade.words), *many)).collect_view()}
            {none.then(|| cell(a().no_grade.to_owned(), of.none))}
        </tr>
    }
    .into_any()
}
