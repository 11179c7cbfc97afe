//! The result: the grade, since when it is known, and the rules behind it.

use super::{a, grade_name, hidden, key, long, rules, say};
use crate::api::Improve;
use crate::parts::Prose;
use crate::prelude::*;
use domain::assessment::dossier::Improvement;
use domain::assessment::pack::Effect;
use domain::assessment::process::Act;
use domain::view::assess::CoursePage;

pub(super) fn result(page: &CoursePage) -> AnyView {
    // To whoever takes no part any more none will be told.
    if page.dossier.excused().is_some() {
        return ().into_any();
    }
    let words = &a().course;
    if !page.shows_result {
        return view! {
            <h2 class="section" id="result">{words.result}</h2>
            <p class="note">{words.no_result_yet}</p>
        }
        .into_any();
    }
    // What was told before a grade was given afterwards was another result.
    let of_result = |act: Act| matches!(act, Act::GiveFeedback | Act::GradeAfterwards);
    let last = page.dossier.course.done.iter().rev().find(|d| of_result(d.act));
    let given = last.filter(|d| d.act == Act::GiveFeedback).map(|d| d.on);
    let title = if given.is_some() {
        words.result
    } else {
        words.grade_so_far
    };
    let grade = match (&page.line.grade, &page.dossier.course.grade) {
        (Some(grade), _) => Some(say(&grade.words)),
        (None, Some(id)) => Some(grade_name(&page.grades, id)),
        (None, None) => None,
    };
    let none = grade.is_none() && outcome(page).no_grade.is_some();
    let shown = match grade {
        Some(grade) => view! { <p class="big-grade">{grade}</p> }.into_any(),
        None if none || given.is_some() => view! { <p class="big-grade">{words.no_grade}</p> }.into_any(),
        None => view! { <p class="hint">{words.no_grade_yet}</p> }.into_any(),
    };
    let given = given.map(|day| (words.given_on)(&long(day)));
    // So were the words that were said of it.
    let told = page.history.iter().rev().find(|line| of_result(line.act));
    let told = told.filter(|line| line.act == Act::GiveFeedback && !line.reason.is_empty());
    let told = told.map(|line| {
        view! { <p class="seat">{words.give_words}" · "{line.by.clone()}</p><blockquote class="verdict"><Prose text=line.reason.clone()/></blockquote> }
    });
    let why = none.then(|| {
        let stands = |f: &&domain::assessment::Fired| matches!(f.effect, Effect::NoGrade(_));
        let said = outcome(page).fired.iter().filter(stands).map(rules::rule);
        view! { <ul class="rules">{said.collect_view()}</ul> }
    });
    let score = (!page.score.is_empty()).then(|| {
        view! { <p class="seat">{words.score}</p><ol class="plain-list" id="score">{page.score.iter().map(|s| view! { <li>{say(s)}</li> }).collect_view()}</ol> }
    });
    view! {
        <h2 class="section" id="result">{title}</h2>
        <div class="card verdict-card">
            {shown}
            {given.map(|given| view! { <p class="seat">{given}</p> })}
            {score}
            {told}
            {why}
        </div>
        <h2 class="section">{words.rules}</h2>
        <div class="card">{rules::fired(outcome(page))}</div>
    }
    .into_any()
}

/// As it was when the grade was decided; until then as it is now.
pub(super) fn outcome(page: &CoursePage) -> &domain::assessment::Outcome {
    page.dossier.outcome.as_ref().unwrap_or(&page.outcome)
}

/// What there is to become better at; the person makes plan items of it.
pub(super) fn improvements(page: &CoursePage) -> AnyView {
    let list = &page.dossier.improvements;
    if list.is_empty() || !page.shows_result {
        return ().into_any();
    }
    let course = page.line.id.0.clone();
    let one = |(at, better): (usize, &Improvement)| {
        let next = match &better.item {
            Some(item) => view! { <a href=format!("/plan/item/{item}")>{a().course.improve_item}</a> }.into_any(),
            None if page.own => view! {
                <form method="post" action=Improve::url()>
                    {key()}{hidden("course", &course)}{hidden("at", at)}{hidden("next", format!("/assess/course/{course}?done=improved#better"))}
                    <button type="submit">{a().course.improve}<span class="sr">" "{better.text.clone()}</span></button>
                </form>
            }
            .into_any(),
            None => ().into_any(),
        };
        view! { <li><span>{better.text.clone()}</span>{next}</li> }
    };
    view! {
        <h2 class="section" id="better">{a().course.improvements}</h2>
        <ol class="card better">{list.iter().enumerate().map(one).collect_view()}</ol>
    }
    .into_any()
}
