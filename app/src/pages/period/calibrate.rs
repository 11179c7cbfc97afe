//! The forms of a row on the board: passing a proposal as it is, or giving another grade with a reason.

use super::parts::say;
use super::{a, hidden, key};
use crate::api::{CalibrateCourse, DecideCourse};
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::assessment::Standing;
use domain::assessment::process::Act;
use domain::view::assess::{Board, BoardRow, GradeName};

pub(super) fn forms(row: &BoardRow, board: &Board, next: &str) -> AnyView {
    let may = |act: Act, allowed: bool| allowed && row.acts.contains(&act);
    let (action, label) = match () {
        () if may(Act::Calibrate, board.may_calibrate) => (CalibrateCourse::url(), a().calibrate),
        () if may(Act::Decide, board.may_decide) => (DecideCourse::url(), a().decide),
        () => return ().into_any(),
    };
    let next = format!("{next}#c-{}", row.course);
    let as_it_is = if label == a().calibrate {
        a().as_proposed
    } else {
        a().decide
    };
    view! {
        {as_it_is_form(row, action, as_it_is, &next)}
        {other(row, board, action, label, &next)}
    }
    .into_any()
}

fn named(row: &BoardRow, next: &str) -> AnyView {
    view! { {key()}{hidden("course", &row.course)}{hidden("version", row.version)}{hidden("next", next)} }.into_any()
}

/// One press: the grade stays, or that there is none. A grade that was proposed before the rules said that there is none does not.
fn as_it_is_form(row: &BoardRow, action: &'static str, label: &'static str, next: &str) -> AnyView {
    if row.grade.is_some() == row.no_grade.is_some() {
        return ().into_any();
    }
    let grade = row.grade.as_ref().map_or(String::new(), |g| g.id.clone());
    let name = words::of_person(label, &row.person.name, lang());
    view! {
        <form method="post" action=action>
            {named(row, next)}{hidden("grade", grade)}
            <button type="submit" aria-label=name>{label}</button>
        </form>
    }
    .into_any()
}

/// Another grade, with the reason; none, where the rules say so or leave no other. What they do not allow cannot be chosen, and says so.
fn other(row: &BoardRow, board: &Board, action: &'static str, label: &'static str, next: &str) -> AnyView {
    let exempt = row.no_grade.is_some();
    if exempt && row.grade.is_none() {
        return ().into_any();
    }
    let nothing_left = row.standing.iter().all(|(_, s)| *s == Standing::Barred);
    let none = (exempt || nothing_left).then(|| {
        view! { <label class="radio"><input type="radio" name="grade" value="" checked=exempt required/><span>{a().no_grade}</span></label> }
    });
    let grades = board.grades.iter().filter(|_| !exempt);
    let id = format!("why-{}", row.course);
    let choice = |g: &GradeName| {
        let standing = row.standing.iter().find(|(id, _)| *id == g.id).map(|(_, s)| *s);
        let (barred, note) = match standing {
            Some(Standing::Barred) => (true, Some(a().barred)),
            Some(Standing::WithReason) => (false, Some(a().with_reason)),
            _ => (false, None),
        };
        let on = row.grade.as_ref().is_some_and(|now| now.id == g.id);
        let class = if barred { "radio off" } else { "radio" };
        view! { <label class=class><input type="radio" name="grade" value=g.id.clone() checked=on disabled=barred required/><span>{say(&g.words)}{note.map(|n| view! { <span class="seat">{n}</span> })}</span></label> }
    };
    let name = words::of_person(a().change_grade, &row.person.name, lang());
    view! {
        <details class="unfold">
            <summary aria-label=name>{a().change_grade}</summary>
            <form class="stack" method="post" action=action data-draft=format!("board:{}", row.course)>
                {named(row, next)}
                <fieldset class="radios"><legend>{a().grade}</legend>{grades.map(choice).collect_view()}{none}</fieldset>
                <div class="field">
                    <label for=id.clone()>{a().change_why}</label>
                    <textarea id=id name="reason" rows="3" maxlength="500"></textarea>
                </div>
                <div class="row start"><button type="submit" class="primary">{label}</button></div>
            </form>
        </details>
    }
    .into_any()
}
