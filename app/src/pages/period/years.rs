use super::parts::{plain_head, say, shown};
use super::person::{Found, TypedFields, choose, gone, listed};
use super::{a, brought, hidden, key};
use crate::api::{self, ApplyYearsImport, KeepYear, RemoveYear};
use crate::load::load;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::assess_admin as words;
use domain::PersonId;
use domain::view::assess::{AnnualScale, GradeName, YearLine, YearRead, YearsImport, YearsPage};
use leptos_router::hooks::use_params_map;

const HERE: &str = "/assess/years";

/// Annual results of years before this system was used: one by one, or by a table.
pub fn years() -> AnyView {
    let typed = TypedFields::sent();
    let part = typed.one("part");
    let form = StoredValue::new(typed);
    let content = shown(
        load(move || (part.clone(), None), |(part, _)| api::years(part)),
        move |page: YearsPage| whole(&form.get_value(), page),
    );
    view! { {plain_head(a().years, a().years_what)}{content} }.into_any()
}

fn whole(typed: &TypedFields, page: YearsPage) -> AnyView {
    let none = page.rows.is_empty();
    let found = Found {
        people: page.people,
        left: page.left,
        more: page.people_more,
    };
    view! {
        {add(typed, &found, &page.scales, page.latest)}
        {import(&page.scales)}
        <h2 class="section" id="rows">{a().years}</h2>
        {listed(HERE, typed, none, a().year_none, a().year_none_what)}
        {(!none).then(|| table(page.rows, &found.left))}
        {page.more.then(|| view! { <p class="hint">{a().status_more}</p> })}
    }
    .into_any()
}

fn add(typed: &TypedFields, found: &Found, scales: &[AnnualScale], latest: i32) -> AnyView {
    let ready = !found.people.is_empty();
    let chosen = typed.one("grade");
    let year = match typed.one("year") {
        year if year.is_empty() => latest.to_string(),
        year => year,
    };
    let scale = |scale: &AnnualScale| {
        let option = |grade: &GradeName| {
            let value = format!("{}/{}", scale.pack, grade.id);
            let on = value == chosen;
            view! { <option value=value selected=on>{say(&grade.words)}</option> }
        };
        view! { <optgroup label=say(&scale.name)>{scale.grades.iter().map(option).collect_view()}</optgroup> }
    };
    view! {
        <form class="sheet stack assess-form" method="post" action=KeepYear::url() aria-labelledby="add">
            <h2 id="add">{a().year_add}</h2>
            {key()}{hidden("next", HERE)}
            {choose(HERE, typed, found)}
            <div class="plan-fields">
                <div class="field"><label for="year">{a().year}</label><input type="number" id="year" name="year" min="1950" max=latest.to_string() inputmode="numeric" required value=year/></div>
                <div class="field"><label for="grade">{a().year_grade}</label><select id="grade" name="grade" required><option value="">{w().choose}</option>{scales.iter().map(scale).collect_view()}</select></div>
                <div class="field grow-1"><label for="basis">{a().year_basis}</label><input id="basis" name="basis" maxlength="200" autocomplete="off" required value=typed.one("basis") aria-describedby="basis-hint"/><p class="hint" id="basis-hint">{a().year_basis_what}</p></div>
            </div>
            <div class="field"><label for="note">{a().year_note}</label><input id="note" name="note" maxlength="300" autocomplete="off" value=typed.one("note")/></div>
            <div class="row start"><button type="submit" class="primary" disabled=!ready>{a().status_save}</button></div>
        </form>
    }
    .into_any()
}

fn import(scales: &[AnnualScale]) -> AnyView {
    let option = |scale: &AnnualScale| view! { <option value=scale.pack.clone()>{say(&scale.name)}</option> };
    let pack = view! {
        <div class="field"><label for="pack">{a().year_pack}</label><select id="pack" name="pack" required>{scales.iter().map(option).collect_view()}</select></div>
    };
    brought::upload(HERE, a().year_table_what, Some(pack.into_any()), None)
}

fn table(rows: Vec<YearLine>, left: &[PersonId]) -> AnyView {
    view! {
        <div class="scroll">
            <table class="table cards" aria-labelledby="rows">
                <thead><tr><th scope="col">{a().name}</th><th scope="col">{a().year}</th><th scope="col">{a().year_grade}</th><th scope="col">{a().year_basis}</th><th scope="col">{a().status_notes}</th><th scope="col">{a().status_by}</th><th scope="col">{a().acts}</th></tr></thead>
                <tbody>{rows.into_iter().map(|line| row(line, left)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(line: YearLine, left: &[PersonId]) -> AnyView {
    let act = match &line.taken_back {
        None if line.may_change => remove(&line),
        None => view! { <span class="seat">{a().status_own}</span> }.into_any(),
        Some(why) => {
            let why = words::taken_back(why, lang());
            view! { <span class="chip warn">{a().year_taken_back}</span><span class="seat">{why}</span> }.into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">{line.person.name.clone()}{gone(left, &line.person)}<span class="seat">{line.person.post.clone()}" · "{line.person.unit.clone()}</span></th>
            <td class="days">{words::year(line.what.year, lang())}</td>
            <td><span class="chip">{say(&line.what.grade.words)}</span></td>
            <td>{line.what.basis.clone()}</td>
            <td>{line.note.clone()}</td>
            <td data-label=a().status_by>{line.by.clone()}</td>
            <td class="doing">{act}</td>
        </tr>
    }
    .into_any()
}

fn remove(line: &YearLine) -> AnyView {
    let why = format!("why-{}", line.id);
    let name = format!(
        "{}{}{}",
        words::of_person(a().year_back, &line.person.name, lang()),
        w().comma,
        words::year(line.what.year, lang())
    );
    view! {
        <details class="unfold">
            <summary aria-label=name>{a().year_back}</summary>
            <form class="stack" method="post" action=RemoveYear::url()>
                {key()}{hidden("entry", &line.id)}{hidden("next", HERE)}
                <p class="hint">{a().year_back_what}</p>
                <div class="field"><label for=why.clone()>{a().year_back_why}</label><input id=why name="reason" maxlength="300" autocomplete="off" required/></div>
                <div class="row start"><button type="submit" class="danger">{a().remove}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// What was found in a table, and the way to write it.
pub fn checked() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("import")).unwrap_or_default());
    let content = shown(load(move || (id.get(), None), |(id, _)| api::years_import(id)), report);
    view! {
        {plain_head(a().year_table, a().year_table_what)}
        <p><a class="back" href=HERE>{a().year_again}</a></p>
        {content}
    }
    .into_any()
}

fn report(import: YearsImport) -> AnyView {
    brought::report(import, (ApplyYearsImport::url(), HERE), results)
}

fn results(rows: Vec<YearRead>, more: Option<AnyView>) -> AnyView {
    let row = |r: YearRead| {
        let known = r.known.then(|| brought::chip(a().year_known));
        view! { <tr><td class="number">{r.line}</td><td>{r.name}</td><td>{words::year(r.what.year, lang())}</td><td>{say(&r.what.grade.words)}</td><td>{r.what.basis}</td><td>{known}</td></tr> }
    };
    view! {
        <h2 class="section" id="rows">{a().years}</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="rows">
            <table class="table narrow">
                <thead><tr><th scope="col" class="number">{w().line}</th><th scope="col">{a().name}</th><th scope="col">{a().year}</th><th scope="col">{a().year_grade}</th><th scope="col">{a().year_basis}</th><th scope="col">{a().state}</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {more}
    }
    .into_any()
}
