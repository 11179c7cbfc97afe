//! Forms of whoever decides about somebody else's case: the grade after an objection, a grade afterwards, another assessor, no summary.

use super::ask::{self, named, reason};
use super::{a, hidden, key, long, rules, say};
use crate::api::{DecideObjection, ExtendDecision, GoOn, GradeAfterwards, ReassignCourse};
use crate::prelude::*;
use domain::assessment::Standing;
use domain::assessment::process::Act;
use domain::view::PersonRef;
use domain::view::assess::CoursePage;

pub(super) fn objection(page: &CoursePage, act: Act) -> AnyView {
    let words = &a().course;
    let label = (words.decide)(act);
    let now = page.dossier.course.grade.as_deref();
    let place = |id: &str| page.grades.iter().position(|g| g.id == id);
    // The best stands first: nothing after the grade that holds can be decided.
    let better = |id: &str| {
        now.and_then(place)
            .is_some_and(|held| place(id).is_some_and(|at| at < held))
    };
    // What holds can be upheld whatever the rules say by now; who has no grade is given none here.
    let changes = |id: &str| better(id) && page.outcome.no_grade.is_none() && !barred(page, id);
    let held = page.outcome.no_grade.is_some() && now.is_some();
    let held = held.then(|| view! { <p class="note">{words.only_upheld}</p>{rules::fired(&page.outcome)} });
    // Of this objection: words on one that was taken back are none on what is asked next.
    let draft = format!(
        "{}:{}-{}",
        act.as_str(),
        page.line.id,
        page.dossier.asked(asked(act)).count()
    );
    view! {
        <details class="act" open>
            <summary>{label}</summary>
            <form class="stack" method="post" action=DecideObjection::url() data-draft=draft>
                {named(page, "decided")}{which(page, act)}
                {held}
                {grades(page, |id| now == Some(id) || changes(id), now.is_none())}
                {reason(act.as_str(), words.decide_why, vec![words.decide_what.to_owned(), words.promise.to_owned()])}
                <div class="row start"><button type="submit" class="primary">{label}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// Which objection it is that was read here: where another one is open by then, it is not decided with the reasons for this one.
fn which(page: &CoursePage, act: Act) -> AnyView {
    ask::which(page, asked(act))
}

/// What was asked, by the step that decides it.
fn asked(act: Act) -> Act {
    match act {
        Act::DecideAppeal => Act::Appeal,
        _ => Act::AskReReview,
    }
}

/// More days for the decision, where the clock allows them.
pub(super) fn extend(page: &CoursePage, act: Act) -> Option<AnyView> {
    let words = &a().course;
    page.extends_to.as_ref().map(|day| {
        view! {
            <details class="act">
                <summary>{words.extend}</summary>
                <form class="stack" method="post" action=ExtendDecision::url()>
                    {named(page, "extended")}{which(page, act)}
                    {reason("extend", words.extend_why, vec![(words.extend_what)(&long(day))])}
                    <div class="row start"><button type="submit">{words.extend}</button></div>
                </form>
            </details>
        }
        .into_any()
    })
}

/// The person hands in no summary.
pub(super) fn go_on(page: &CoursePage) -> AnyView {
    let words = &a().course;
    view! {
        <details class="act">
            <summary>{words.go_on}</summary>
            <form class="stack" method="post" action=GoOn::url()>
                {named(page, "gone_on")}
                {reason("go-on", words.go_on_why, vec![words.go_on_what.to_owned()])}
                <div class="row start"><button type="submit">{words.go_on}</button></div>
            </form>
        </details>
    }
    .into_any()
}

pub(super) fn afterwards(page: &CoursePage) -> AnyView {
    let words = &a().course;
    let none = page.outcome.no_grade.is_some() || page.outcome.contradiction();
    // Of what is written since the page holds the reader's own.
    let handed_in = page.dossier.since.iter().any(|review| review.submitted);
    let waits = handed_in.then(|| view! { <p class="note">{a().afterwards.waits}</p> });
    view! {
        {waits}
        <details class="act">
            <summary>{a().afterwards.label}</summary>
            <p><a href=format!("/assess/course/{}/review", page.line.id)>{a().editor.review_title}</a></p>
            <form class="stack" method="post" action=GradeAfterwards::url() data-draft=format!("afterwards:{}", page.line.id)>
                {named(page, "submitted")}
                {grades(page, |id| !barred(page, id), none)}
                {reason("afterwards", words.decide_why, vec![a().afterwards.what.to_owned()])}
                <div class="row start"><button type="submit" class="primary">{a().afterwards.label}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn barred(page: &CoursePage, grade: &str) -> bool {
    let standing = page.outcome.standing(grade);
    standing.is_some_and(|s| s.standing == Standing::Barred)
}

/// The grades there are, those that cannot be given struck through; first the one that holds. With `none`, none as well.
fn grades(page: &CoursePage, open: impl Fn(&str) -> bool, none: bool) -> AnyView {
    let now = &page.dossier.course.grade;
    let one = |id: String, name: String, barred: bool| {
        let chosen = now.as_deref().unwrap_or_default() == id;
        view! {
            <label class:off=barred><input type="radio" name="grade" value=id checked=chosen && !barred disabled=barred required/><span>{name}</span></label>
        }
    };
    let all = page
        .grades
        .iter()
        .map(|g| one(g.id.clone(), say(&g.words), !open(&g.id)));
    view! {
        <fieldset class="grades">
            <legend>{a().course.decide_grade}</legend>
            <div class="grade-row">
                {all.collect_view()}
                {none.then(|| one(String::new(), a().course.no_grade_choice.to_owned(), false))}
            </div>
        </fieldset>
    }
    .into_any()
}

/// The field of the search for another assessor, in the address of the page.
pub(super) const WHO: &str = "who";

/// People are found by name first, then one of them is chosen.
pub(super) fn reassign(page: &CoursePage, asked: Option<&str>, found: Vec<PersonRef>) -> AnyView {
    if !page.may_reassign {
        return ().into_any();
    }
    let words = &a().course;
    let here = format!("/assess/course/{}", page.line.id);
    let nobody = found.is_empty();
    let one = |person: PersonRef| {
        view! {
            <li><label class="radio"><input type="radio" name="person" value=person.id.0 required/><span>{person.name}<span class="seat">{person.post}" · "{person.unit}</span></span></label></li>
        }
    };
    let people = asked.map(|_| match nobody {
        true => view! { <p class="hint">{words.reassign_none}</p> }.into_any(),
        false => view! {
            <form class="stack" method="post" action=ReassignCourse::url()>
                {key()}{hidden("course", &page.line.id)}{hidden("next", format!("{here}?done=reassigned"))}
                <ul class="checks">{found.into_iter().map(one).collect_view()}</ul>
                <div class="row start"><button type="submit">{words.reassign_to}</button></div>
            </form>
        }
        .into_any(),
    });
    view! {
        <section class="box" id="reassign">
            <details class="act" open=asked.is_some()>
                <summary>{words.reassign}</summary>
                <p class="hint">{words.reassign_what}</p>
                <form class="find" method="get" action=format!("{here}#reassign")>
                    <div class="field"><label for=WHO>{words.reassign_part}</label><input type="search" id=WHO name=WHO value=asked.unwrap_or_default().to_owned() required/></div>
                    <button type="submit">{words.reassign_find}</button>
                </form>
                {people}
            </details>
        </section>
    }
    .into_any()
}
