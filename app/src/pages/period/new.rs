use super::parts::{gap, plain_head, shown};
use super::rules;
use super::typed::{Asked, Stretch, TypedPeriod, YEAR};
use super::{a, bodies, hidden, key};
use crate::api;
use crate::load::load;
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::assessment::calendar::whole_year;
use domain::assessment::process::Kind;
use domain::view::assess::NewPeriod;
use domain::view::{PersonRef, UnitRef};
use leptos_router::hooks::use_query_map;

/// One form for a new period. Searching and looking at rules send the same form, so that nothing that was typed is lost.
pub fn new() -> AnyView {
    let asked = match use_context::<TypedPeriod>() {
        Some(typed) => Asked::typed(&typed),
        None => use_query_map().with_untracked(Asked::read),
    };
    let (question, answer) = (asked.clone(), asked.clone());
    let read = move |_| {
        let asked = question.clone();
        let people = asked.people();
        api::new_period(
            asked.pack,
            asked.overlays,
            asked.part,
            people,
            asked.stretch.last,
            asked.units,
        )
    };
    let form = StoredValue::new(answer);
    shown(load(crate::load::Key::default, read), move |(page, chosen)| {
        whole(&form.get_value(), page, chosen)
    })
}

fn whole(asked: &Asked, page: NewPeriod, chosen: Vec<PersonRef>) -> AnyView {
    let people: u32 = page.units.iter().map(|(_, n)| *n).sum();
    let problem = asked.problem.clone().map(|problem| {
        view! { <div class="flaws bad" role="alert"><p><b>{a().not_opened}</b></p><p>{problem}</p></div> }
    });
    let blocked = !page.flaws.is_empty();
    view! {
        {plain_head(a().new, a().new_what)}
        {problem}
        <form class="sheet stack assess-new" method="post" action="/assess/new">
            // Enter in a field looks at the rules: the first button of a form is the one it presses.
            <button type="submit" class="sr" tabindex="-1" aria-hidden="true" name="step" value="look" formnovalidate></button>
            {key()}
            {rules::choose(asked, &page)}
            {time(asked, &page)}
            {units(asked, &page)}
            {bodies::choose(asked, &page, chosen)}
            <div class="savebar">
                <p class="hint">{a().open_what}</p>
                <button type="submit" class="primary" name="step" value="open" disabled=blocked || people == 0>{a().open}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Whether it is for a year: as asked, as far as the pack has steps of it.
fn year(asked: &Asked, page: &NewPeriod) -> bool {
    let has = |kind| page.kinds.contains(&kind);
    match (has(Kind::Period), has(Kind::Year)) {
        (false, true) => true,
        (true, false) => false,
        _ => asked.year(),
    }
}

/// What the cycle proposes; for a year the year.
fn proposed(asked: &Asked, page: &NewPeriod) -> Stretch {
    match year(asked, page) {
        true => Stretch {
            title: words::year_title(&page.year, lang()),
            first: format!("{}-01-01", page.year),
            last: format!("{}-12-31", page.year),
        },
        false => Stretch {
            title: words::stretch(&page.title, lang()),
            first: page.first.clone(),
            last: page.last.clone(),
        },
    }
}

/// Of a year that is no whole one it is asked whether it is meant.
fn short_year(asked: &Asked, filled: &Stretch) -> Option<AnyView> {
    let (first, last) = (filled.first.parse().ok()?, filled.last.parse().ok()?);
    (!whole_year(first, last)).then(|| {
        view! { <label class="radio"><input type="checkbox" name="short_year" value="1" checked=asked.short_year/><span>{a().short_year}</span></label> }.into_any()
    })
}

fn time(asked: &Asked, page: &NewPeriod) -> AnyView {
    let now = proposed(asked, page);
    let filled = asked.filled(&now);
    let year = year(asked, page);
    let special = !year && asked.special();
    // What the pack has no steps of is not offered.
    let kind = |kind: Kind, value: &'static str, on: bool, label: &'static str| {
        page.kinds.contains(&kind).then(|| {
            view! { <label class="radio"><input type="radio" name="kind" value=value checked=on/><span>{label}</span></label> }
        })
    };
    let task = page.kinds.contains(&Kind::Period).then(|| {
        let task = asked.task.clone();
        view! { <div class="field for-special"><label for="task">{a().task}</label><input id="task" name="task" maxlength="80" autocomplete="off" value=task aria-describedby="task-what"/><p class="hint" id="task-what">{a().task_what}</p></div> }
    });
    let short_year = year.then(|| short_year(asked, &filled)).flatten();
    let Stretch { title, first, last } = filled;
    view! {
        <fieldset class="choose">
            <legend>{a().part_time}</legend>
            {hidden("proposed_kind", if year { YEAR } else { "period" })}
            {hidden("proposed_title", now.title)}
            {hidden("proposed_first", now.first)}
            {hidden("proposed_last", now.last)}
            <div class="kinds" role="group" aria-label=a().kind>
                {kind(Kind::Period, "period", !year && !special, a().kind_period)}
                {kind(Kind::Period, "special", special, a().kind_special)}
                {kind(Kind::Year, "year", year, a().kind_year)}
            </div>
            {task}
            <div class="plan-fields">
                <div class="field grow-1"><label for="title">{a().title}</label><input id="title" name="title" required maxlength="80" autocomplete="off" value=title aria-describedby="cycle"/></div>
                <div class="field"><label for="first">{a().first}</label><input type="date" id="first" name="first" required value=first/></div>
                <div class="field"><label for="last">{a().last}</label><input type="date" id="last" name="last" required value=last/></div>
            </div>
            <p class="hint" id="cycle">{a().by_cycle}</p>
            {short_year}
        </fieldset>
    }
    .into_any()
}

fn units(asked: &Asked, page: &NewPeriod) -> AnyView {
    if page.units.is_empty() {
        return view! { <fieldset class="choose"><legend>{a().part_units}</legend><div class="empty"><p>{a().units_empty}</p></div></fieldset> }.into_any();
    }
    let tilted = !page.marks.is_empty();
    view! {
        <fieldset class="choose">
            <legend>{a().part_units}</legend>
            <p class="hint">{a().units_what}{tilted.then(|| format!("{}{}", gap(), a().marks_what))}</p>
            <div class="row start">
                <button type="submit" name="step" value="all" formnovalidate>{a().units_all}</button>
                <button type="submit" name="step" value="none" formnovalidate>{a().units_none}</button>
            </div>
            <ul class="checks unit-checks">{page.units.iter().map(|(unit, n)| one(asked, unit, *n, &page.marks)).collect_view()}</ul>
            {later(asked, page)}
        </fieldset>
    }
    .into_any()
}

/// Who began after the last day is left out unless it is said otherwise. Where everybody did, the days are those of a list of staff. The
/// answer goes along with what was counted, as it holds for no other day and no other units.
fn later(asked: &Asked, page: &NewPeriod) -> Option<AnyView> {
    let (later, others) = page.later?;
    let last = asked.filled(&proposed(asked, page)).last;
    if last != asked.stretch.last {
        return None;
    }
    let counted = [std::slice::from_ref(&last), asked.units.as_slice()].concat();
    let taken_in = match asked.later.as_str() {
        "" => others == 0,
        typed => typed == "in",
    };
    let choice = |value: &'static str, on: bool, label: &'static str| {
        view! { <label class="radio"><input type="radio" name="later" value=value checked=on/><span>{label}</span></label> }
    };
    let view = view! {
        <p id="later">{words::began_later(later, others, lang())}</p>
        <p class="hint">{a().later_what}</p>
        {hidden("later_of", counted.join(" "))}
        <div class="kinds" role="group" aria-labelledby="later">
            {choice("out", !taken_in, a().later_out)}
            {choice("in", taken_in, a().later_in)}
        </div>
    };
    Some(view.into_any())
}

fn one(asked: &Asked, unit: &UnitRef, people: u32, marks: &[String]) -> AnyView {
    let mark = |mark: &String| {
        let (value, label) = (format!("{}:{mark}", unit.id), words::mark(mark, lang()));
        let named = words::of_person(&label, &unit.name, lang());
        let on = asked.has_mark(&value);
        view! { <label class="radio small"><input type="checkbox" name="mark" value=value checked=on aria-label=named/><span aria-hidden="true">{label}</span></label> }
    };
    let on = asked.has_unit(unit.id.as_str());
    // `Bureau / Office / Section`: the section, and where it lies.
    let (above, name) = unit.name.rsplit_once(" / ").unwrap_or(("", &unit.name));
    let above = (!above.is_empty()).then(|| format!("{above} · "));
    let name = name.to_owned();
    view! {
        <li>
            <label class="radio"><input type="checkbox" name="unit" value=unit.id.0.clone() checked=on/><span>{name}<span class="seat">{above}{words::people(people, lang())}</span></span></label>
            {(!marks.is_empty()).then(|| view! { <span class="unit-marks">{marks.iter().map(mark).collect_view()}</span> })}
        </li>
    }
    .into_any()
}
