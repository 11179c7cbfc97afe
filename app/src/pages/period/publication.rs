use super::parts::{address, clock, empty, grade, head, person, say, shown};
use super::{a, hidden, key};
use crate::api::{self, AnswerPublication, ObjectToPublication};
use crate::load::load;
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::assessment::process::State;
use domain::view::assess::{GradeName, PublicationPage, PublishedLine, PublishedObjection};
use leptos_router::hooks::use_params_map;

/// Names and grades that are published before they are final, and the way to object.
pub fn publication() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    shown(load(move || (id.get(), None), |(id, _)| api::publication(id)), whole)
}

fn whole(page: PublicationPage) -> AnyView {
    let next = format!("{}/publication", address(&page.period.id));
    let none = page.rows.is_empty();
    let objected = page.rows.iter().any(|r| !r.objections.is_empty());
    let acts = page.rows.iter().any(|r| r.may_object) || page.may_answer;
    let row = |r: PublishedLine| row(r, &page.grades, page.may_answer, objected, acts, &next);
    let file = |kind: &str| format!("{next}.{kind}");
    let files = (!none).then(|| {
        view! {
            <a class="button" href=file("pdf") rel="external">{a().list_pdf}</a>
            <a class="button" href=file("xlsx") download>{a().list}</a>
        }
    });
    let links = view! { <nav class="head-links" aria-label=a().publication>{files}</nav> };
    view! {
        {head(&page.period, Some(a().publication.to_owned()), links.into_any())}
        <p class="lead-in">{a().publication_what}</p>
        {page.until.as_ref().map(|c| view! { <section class="card"><ul class="clocks">{clock(c)}</ul></section> })}
        {none.then(|| empty(a().publication_none, a().publication_none_what))}
        {(!none).then(|| view! {
            <div class="scroll">
                <table class="table cards published" aria-label=a().publication>
                    <thead><tr><th scope="col">{a().name}</th><th scope="col">{a().unit}</th><th scope="col">{a().grade}</th><th scope="col">{a().state}</th>{objected.then(|| view! { <th scope="col">{a().objections}</th> })}{acts.then(|| view! { <th scope="col">{a().acts}</th> })}</tr></thead>
                    <tbody>{page.rows.clone().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        })}
        {(!page.answered.is_empty()).then(|| view! {
            <h2 class="section">{a().answered}</h2>
            <ul class="objections card">{page.answered.iter().map(|(name, of)| view! { <li><b>{name.clone()}</b><ul class="objections">{objection(of)}</ul></li> }).collect_view()}</ul>
        })}
    }
    .into_any()
}

fn row(line: PublishedLine, grades: &[GradeName], may_answer: bool, objected: bool, acts: bool, next: &str) -> AnyView {
    let objections = line.objections.iter().map(objection);
    let objections = objected
        .then(|| view! { <td data-label=a().objections><ul class="objections">{objections.collect_view()}</ul></td> });
    let form = if may_answer && line.state == State::PublicationObjected {
        answer(&line, grades, next)
    } else if line.may_object {
        object(&line, next)
    } else {
        ().into_any()
    };
    view! {
        <tr>
            <th scope="row">{person(&line.person)}</th>
            <td>{line.person.unit.clone()}</td>
            <td data-label=a().grade>{grade(&line.grade)}</td>
            <td data-label=a().state>{words::capital(line.state.words(lang()))}</td>
            {objections}
            {acts.then(|| view! { <td class="doing">{form}</td> })}
        </tr>
    }
    .into_any()
}

/// What was said against a name, with the answer below it.
fn objection(of: &PublishedObjection) -> AnyView {
    let answer = of.answer.as_ref().map(|answer| {
        let told = if answer.changed {
            a().answer_changed
        } else {
            a().answer_stands
        };
        view! {
            <div class="answer">
                <p><b>{told}</b>" "<span class="seat">{words::by_on(&answer.by, &answer.on, lang())}</span></p>
                <p>{answer.reason.clone()}</p>
            </div>
        }
    });
    view! { <li><span class="seat">{words::by_on(&of.by, &of.on, lang())}</span><p>{of.reason.clone()}</p>{answer}</li> }
        .into_any()
}

fn object(line: &PublishedLine, next: &str) -> AnyView {
    let id = format!("object-{}", line.course);
    let name = words::of_person(a().object, &line.person.name, lang());
    view! {
        <details class="unfold">
            <summary aria-label=name>{a().object}</summary>
            <form class="stack" method="post" action=ObjectToPublication::url()>
                {key()}{hidden("course", &line.course)}{hidden("next", next)}
                <div class="field">
                    <label for=id.clone()>{a().object_why}</label>
                    <textarea id=id name="reason" rows="4" required maxlength="2000"></textarea>
                </div>
                <div class="row start"><button type="submit">{a().object}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn answer(line: &PublishedLine, grades: &[GradeName], next: &str) -> AnyView {
    let (why, which) = (format!("answer-{}", line.course), format!("grade-{}", line.course));
    let name = words::of_person(a().answer, &line.person.name, lang());
    let option =
        |g: &GradeName| view! { <option value=g.id.clone() selected=g.id == line.grade.id>{say(&g.words)}</option> };
    let now = [line.grade.clone()];
    let grades = if grades.is_empty() { now.as_slice() } else { grades };
    view! {
        <details class="unfold">
            <summary aria-label=name>{a().answer}</summary>
            <form class="stack" method="post" action=AnswerPublication::url()>
                {key()}{hidden("course", &line.course)}{hidden("next", next)}
                <div class="field">
                    <label for=which.clone()>{a().answer_grade}</label>
                    <select id=which name="grade">{grades.iter().map(option).collect_view()}</select>
                </div>
                <div class="field">
                    <label for=why.clone()>{a().answer_why}</label>
                    <textarea id=why name="reason" rows="4" required maxlength="2000"></textarea>
                </div>
                <div class="row start"><button type="submit" class="primary">{a().answer}</button></div>
            </form>
        </details>
    }
    .into_any()
}
