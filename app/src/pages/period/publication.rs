use super::parts::{address, empty, grade, head, person, say, shown, until, with_fields};
use super::{a, hidden, key};
use crate::api::{self, AnswerPublication, ObjectToPublication, WithdrawNameObjection};
use crate::load::load;
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::assessment::process::State;
use domain::view::assess::{GradeName, PublicationPage, PublishedLine, PublishedObjection};
use leptos_router::hooks::{use_params_map, use_query_map};

/// Names and grades that are published before they are final, and the way to object.
pub fn publication() -> AnyView {
    let params = use_params_map();
    let query = use_query_map();
    let asked = move |name: &str| query.with(|q| q.get(name)).unwrap_or_default();
    let key = move || {
        let period = params.with(|p| p.get("id")).unwrap_or_default();
        (format!("{period}\n{}", asked("part")), Some(asked("after")))
    };
    let read = |(place, after): crate::load::Key| {
        let (period, part) = place.split_once('\n').unwrap_or_default();
        api::publication(period.to_owned(), part.to_owned(), after.unwrap_or_default())
    };
    shown(load(key, read), whole)
}

/// The page with these words looked for, behind this course.
fn page_of(base: &str, part: &str, after: &str) -> String {
    with_fields(base, &[("part", part), ("after", after)])
}

fn whole(page: PublicationPage) -> AnyView {
    let base = format!("{}/publication", address(&page.period.id));
    let none = page.all == 0;
    let file = |kind: &str| format!("{base}.{kind}");
    let files = (!none).then(|| {
        view! {
            <a class="button" href=file("pdf") rel="external">{a().list_pdf}</a>
            <a class="button" href=file("xlsx") download>{a().list}</a>
        }
    });
    let links = view! { <nav class="head-links" aria-label=a().publication>{files}</nav> };
    let own = (!page.own.is_empty()).then(|| {
        view! {
            <h2 class="section">{a().publication_own}</h2>
            {table(&page, &page.own, a().publication_own)}
            <h2 class="section">{a().publication_all}</h2>
        }
    });
    let missing = !none && page.rows.is_empty() && page.own.is_empty();
    view! {
        {head(&page.period, Some(a().publication.to_owned()), links.into_any())}
        <p class="lead-in">{a().publication_what}</p>
        {none.then(|| empty(a().publication_none, a().publication_none_what))}
        {search(&page, &base)}
        {own}
        {missing.then(|| view! { <p class="hint" role="status">{a().publication_missing}</p> })}
        {(!page.rows.is_empty()).then(|| table(&page, &page.rows, a().publication))}
        {further(&page, &base)}
        {(!page.answered.is_empty()).then(|| view! {
            <h2 class="section">{a().answered}</h2>
            <ul class="objections card">{page.answered.iter().map(|(name, of)| view! { <li><b>{name.clone()}</b><ul class="objections">{objection(of, None)}</ul></li> }).collect_view()}</ul>
        })}
    }
    .into_any()
}

/// For a list that goes on over several pages: how many there are, and the way to one of them.
fn search(page: &PublicationPage, base: &str) -> Option<AnyView> {
    let one = page.part.is_empty() && page.after.is_empty() && page.next.is_none();
    (!one).then(|| {
        view! {
            <form class="plan-fields" role="search" method="get" action=base.to_owned()>
                <div class="field grow-1">
                    <label for="part">{a().publication_find}</label>
                    <input type="search" id="part" name="part" value=page.part.clone() autocomplete="off"/>
                </div>
                <button type="submit">{a().find}</button>
            </form>
            <p class="hint">{a().publication}" · "{words::people(page.all, lang())}</p>
        }
        .into_any()
    })
}

/// The way to the next page, and back to the whole list.
fn further(page: &PublicationPage, base: &str) -> Option<AnyView> {
    let away = !(page.part.is_empty() && page.after.is_empty());
    let next = page.next.as_ref().map(|last| page_of(base, &page.part, last));
    (away || next.is_some()).then(|| {
        view! {
            <nav class="older" aria-label=a().publication>
                {away.then(|| view! { <a class="button" href=base.to_owned()>{a().page_first}</a>" " })}
                {next.map(|href| view! { <a class="button" href=href>{a().page_next}</a> })}
            </nav>
        }
        .into_any()
    })
}

fn table(page: &PublicationPage, lines: &[PublishedLine], name: &'static str) -> AnyView {
    let base = format!("{}/publication", address(&page.period.id));
    let next = page_of(&base, &page.part, &page.after);
    let objected = lines.iter().any(|r| !r.objections.is_empty());
    let acts = lines.iter().any(|r| r.may_object) || page.may_answer;
    let row = |r: &PublishedLine| row(r.clone(), &page.grades, page.may_answer, objected, acts, &next);
    view! {
        <div class="scroll">
            <table class="table cards published" aria-label=name>
                <thead><tr><th scope="col">{a().name}</th><th scope="col">{a().unit}</th><th scope="col">{a().grade}</th><th scope="col">{a().state}</th><th scope="col">{a().publication_days}</th>{objected.then(|| view! { <th scope="col">{a().objections}</th> })}{acts.then(|| view! { <th scope="col">{a().acts}</th> })}</tr></thead>
                <tbody>{lines.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(line: PublishedLine, grades: &[GradeName], may_answer: bool, objected: bool, acts: bool, next: &str) -> AnyView {
    let objections = line.objections.iter().map(|of| objection(of, Some((&line, next))));
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
            <td data-label=a().publication_days>{days(&line)}</td>
            {objections}
            {acts.then(|| view! { <td class="doing">{form}</td> })}
        </tr>
    }
    .into_any()
}

/// Since when a name stands, and how long it can still be objected to.
fn days(line: &PublishedLine) -> AnyView {
    let since = (!line.since.is_empty()).then(|| words::since(&line.since, None, lang()));
    view! { <span class="seat">{since}</span>{line.until.as_ref().map(until)} }.into_any()
}

/// What was said against a name, with the answer below it. `on`: the name, and the page to come back to, where it can be taken back.
fn objection(of: &PublishedObjection, on: Option<(&PublishedLine, &str)>) -> AnyView {
    let withdrawn = of.withdrawn.as_ref();
    let withdrawn = withdrawn.map(|day| {
        view! { <p class="answer"><b>{a().object_withdrawn}</b>" "<span class="seat">{words::by_on(&of.by, day, lang())}</span></p> }
    });
    let withdraw = on.filter(|_| of.may_withdraw).map(|(line, next)| withdraw(line, next));
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
    view! { <li><span class="seat">{words::by_on(&of.by, &of.on, lang())}</span><p>{of.reason.clone()}</p>{answer}{withdrawn}{withdraw}</li> }
        .into_any()
}

fn withdraw(line: &PublishedLine, next: &str) -> AnyView {
    let name = words::of_person(a().object_withdraw, &line.person.name, lang());
    view! {
        <details class="unfold">
            <summary aria-label=name>{a().object_withdraw}</summary>
            <form class="stack" method="post" action=WithdrawNameObjection::url()>
                {key()}{hidden("course", &line.course)}{hidden("next", next)}
                <p class="hint">{a().object_withdraw_what}</p>
                <div class="row start"><button type="submit">{a().object_withdraw}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn object(line: &PublishedLine, next: &str) -> AnyView {
    let id = format!("object-{}", line.course);
    let name = words::of_person(a().object, &line.person.name, lang());
    view! {
        <details class="unfold">
            <summary aria-label=name>{a().object}</summary>
            <form class="stack" method="post" action=ObjectToPublication::url() data-draft=format!("object:{}", line.course)>
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
    let options = match &line.exempt {
        Some(_) => view! { <option value="">{a().no_grade}</option> }.into_any(),
        None => grades.iter().map(option).collect_view().into_any(),
    };
    let exempt = line.exempt.as_ref().map(|why| view! { <p class="hint">{say(why)}</p> });
    view! {
        <details class="unfold">
            <summary aria-label=name>{a().answer}</summary>
            <form class="stack" method="post" action=AnswerPublication::url() data-draft=format!("answer:{}", line.course)>
                {key()}{hidden("course", &line.course)}{hidden("version", line.version)}{hidden("next", next)}
                <div class="field">
                    <label for=which.clone()>{a().answer_grade}</label>
                    <select id=which name="grade">{options}</select>
                    {exempt}
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
