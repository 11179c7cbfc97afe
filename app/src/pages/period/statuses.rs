use super::parts::{day, plain_head, say, shown};
use super::person::{Found, TypedFields, choose, gone, listed};
use super::{a, brought, hidden, key};
use crate::api::{self, ApplyStatusesImport, EndStatus, KeepStatus, RemoveStatus};
use crate::load::load;
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use crate::words::assess_admin as words;
use domain::PersonId;
use domain::assessment::Words;
use domain::view::assess::{RowFate, StatusLine, StatusRead, StatusesImport, StatusesPage};
use leptos_router::hooks::use_params_map;

const HERE: &str = "/assess/statuses";

/// Leave, secondment, probation, investigations, sanctions: what the rules go by, with their days.
pub fn statuses() -> AnyView {
    let typed = TypedFields::sent();
    let part = typed.one("part");
    let form = StoredValue::new(typed);
    let content = shown(
        load(move || (part.clone(), None), |(part, _)| api::statuses(part)),
        move |page: StatusesPage| whole(&form.get_value(), page),
    );
    view! { {plain_head(a().statuses, a().statuses_what)}{content} }.into_any()
}

fn whole(typed: &TypedFields, page: StatusesPage) -> AnyView {
    let none = page.rows.is_empty();
    let found = Found {
        people: page.people,
        left: page.left,
        more: page.people_more,
    };
    view! {
        {add(typed, &found, &page.kinds)}
        {import()}
        <h2 class="section" id="rows">{a().statuses}</h2>
        {listed(HERE, typed, none, a().status_none, a().status_none_what)}
        {(!none).then(|| table(page.rows, &found.left))}
        {page.more.then(|| view! { <p class="hint">{a().status_more}</p> })}
    }
    .into_any()
}

fn add(typed: &TypedFields, found: &Found, kinds: &[(String, Words)]) -> AnyView {
    let ready = !found.people.is_empty();
    let chosen = typed.one("kind");
    let option = |(id, name): &(String, Words)| {
        view! { <option value=id.clone() selected=*id == chosen>{say(name)}</option> }
    };
    let first = match typed.one("first") {
        first if first.is_empty() => Session::here().today(),
        first => first,
    };
    view! {
        <form class="sheet stack assess-form" method="post" action=KeepStatus::url() aria-labelledby="add">
            <h2 id="add">{a().status_add}</h2>
            {key()}{hidden("next", HERE)}
            {choose(HERE, typed, found)}
            <div class="plan-fields">
                <div class="field"><label for="kind">{a().status_kind}</label><select id="kind" name="kind" required><option value="">{w().choose}</option>{kinds.iter().map(option).collect_view()}</select></div>
                <div class="field"><label for="first">{a().status_first}</label><input type="date" id="first" name="first" required value=first/></div>
                <div class="field"><label for="last">{a().status_last}</label><input type="date" id="last" name="last" value=typed.one("last")/></div>
            </div>
            <div class="field"><label for="note">{a().status_note}</label><input id="note" name="note" maxlength="300" autocomplete="off" value=typed.one("note")/></div>
            <div class="row start"><button type="submit" class="primary" disabled=!ready>{a().status_save}</button></div>
        </form>
    }
    .into_any()
}

fn import() -> AnyView {
    let all = view! { <a class="button" href="/assess/statuses.xlsx" download>{a().status_export}</a> };
    brought::upload(HERE, a().status_table_what, None, Some(all.into_any()))
}

fn table(rows: Vec<StatusLine>, left: &[PersonId]) -> AnyView {
    view! {
        <div class="scroll">
            <table class="table cards" aria-labelledby="rows">
                <thead><tr><th scope="col">{a().name}</th><th scope="col">{a().status_kind}</th><th scope="col">{a().status_until}</th><th scope="col">{a().status_notes}</th><th scope="col">{a().status_by}</th><th scope="col">{a().acts}</th></tr></thead>
                <tbody>{rows.into_iter().map(|line| row(line, left)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(line: StatusLine, left: &[PersonId]) -> AnyView {
    let days = words::since(&line.first, line.last.as_deref(), lang());
    let ended = line
        .ended
        .as_ref()
        .map(|e| view! { <span class="seat">{say(e)}</span> });
    let class = if line.open { "chip warn" } else { "chip" };
    let acts = match line.may_change {
        true => view! { {line.ends.then(|| end(&line))}{remove(&line)} }.into_any(),
        false => view! { <span class="seat">{a().status_own}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{line.person.name.clone()}{gone(left, &line.person)}<span class="seat">{line.person.post.clone()}" · "{line.person.unit.clone()}</span></th>
            <td><span class=class>{say(&line.words)}</span></td>
            <td class="days">{days}{ended}</td>
            <td>{line.note.clone()}</td>
            <td data-label=a().status_by>{line.by.clone()}</td>
            <td class="doing">{acts}</td>
        </tr>
    }
    .into_any()
}

/// The last day; of an investigation also how it ended. What has ended can be corrected.
fn end(line: &StatusLine) -> AnyView {
    let label = if line.open { a().end } else { a().end_correct };
    let day = line.last.clone().unwrap_or_else(|| Session::here().today());
    let (last, how) = (format!("last-{}", line.id), format!("how-{}", line.id));
    let results = [
        ("cleared", a().cleared),
        ("warned", a().warned),
        ("heavier", a().heavier),
    ];
    let how = (line.kind == "investigation").then(|| {
        view! {
            <div class="field">
                <label for=how.clone()>{a().ended_how}</label>
                <select id=how name="how" required><option value="">{w().choose}</option>{results.map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view()}</select>
            </div>
        }
    });
    view! {
        <details class="unfold">
            <summary aria-label=words::of_person(label, &line.person.name, lang())>{label}</summary>
            <form class="stack" method="post" action=EndStatus::url()>
                {key()}{hidden("status", &line.id)}{hidden("seen", &line.end)}{hidden("next", HERE)}
                <div class="field"><label for=last.clone()>{a().ended_on}</label><input type="date" id=last name="last" required value=day/></div>
                {how}
                <div class="row start"><button type="submit">{label}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn remove(line: &StatusLine) -> AnyView {
    let first = day(&line.first);
    let name = format!(
        "{}{}{first}",
        words::of_person(a().remove, &line.person.name, lang()),
        w().comma
    );
    view! {
        <details class="unfold">
            <summary aria-label=name>{a().remove}</summary>
            <form class="stack" method="post" action=RemoveStatus::url()>
                {key()}{hidden("status", &line.id)}{hidden("next", HERE)}
                <p class="hint">{a().remove_what}</p>
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
    let content = shown(
        load(move || (id.get(), None), |(id, _)| api::statuses_import(id)),
        report,
    );
    view! {
        {plain_head(a().year_table, a().status_table_what)}
        <p><a class="back" href=HERE>{a().status_again}</a></p>
        {content}
    }
    .into_any()
}

fn report(import: StatusesImport) -> AnyView {
    brought::report(import, (ApplyStatusesImport::url(), HERE), read)
}

fn read(rows: Vec<StatusRead>, more: Option<AnyView>) -> AnyView {
    let row = |r: StatusRead| {
        let days = words::since(&r.first, r.last.as_deref(), lang());
        let ended = r.ended.as_ref().map(|e| view! { <span class="seat">{say(e)}</span> });
        let fate = match r.fate {
            RowFate::Fresh => a().status_fresh,
            RowFate::Ends => a().status_ends,
            RowFate::Noted => a().status_noted,
            RowFate::Known => a().year_known,
        };
        view! { <tr><td class="number">{r.line}</td><td>{r.name}</td><td>{say(&r.words)}</td><td>{days}{ended}</td><td>{r.note}</td><td>{brought::chip(fate)}</td></tr> }
    };
    view! {
        <h2 class="section" id="rows">{a().statuses}</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="rows">
            <table class="table narrow">
                <thead><tr><th scope="col" class="number">{w().line}</th><th scope="col">{a().name}</th><th scope="col">{a().status_kind}</th><th scope="col">{a().status_until}</th><th scope="col">{a().status_notes}</th><th scope="col">{a().state}</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {more}
    }
    .into_any()
}
