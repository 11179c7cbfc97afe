//! What was done with an item, and how far it came.

use super::p;
use crate::dates;
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::plan::Edit;
use domain::view::Moment;
use domain::view::plan::{ChangeView, StepView};

fn when(at: &Moment) -> AnyView {
    let today = Session::here().today();
    view! { <time datetime=dates::machine(at)>{dates::time(at, &today, lang())}</time> }.into_any()
}

pub(super) fn steps(steps: Vec<StepView>) -> AnyView {
    let row = |s: StepView| {
        let percent = s
            .progress
            .map(|n| view! { <span class="chip good">{(p().percent)(n)}</span> });
        let record = s
            .record
            .map(|r| view! { <a href=format!("/record/{r}")>{p().work_shown}</a> });
        view! { <li>{when(&s.at)}" "<b>{s.by}</b>" "{percent}" "{record}" "<span>{s.note}</span></li> }
    };
    let none = steps.is_empty();
    view! {
        <h2 class="section">{p().steps}</h2>
        {none.then(|| view! { <p class="hint">{p().no_steps}</p> })}
        <ol class="plan-story">{steps.into_iter().map(row).collect_view()}</ol>
    }
    .into_any()
}

pub(super) fn history(history: Vec<ChangeView>) -> AnyView {
    let shown = |text: &str, edit: &Edit| {
        if text.is_empty() {
            p().none.to_owned()
        } else {
            edit.field.value(text, lang())
        }
    };
    let edit = move |e: &Edit| {
        view! { <li><b>{e.field.words(lang())}</b>{w().comma}{(p().was_now)(&shown(&e.before, e), &shown(&e.after, e))}</li> }
    };
    let row = move |c: ChangeView| {
        let words = (!c.words.is_empty()).then(|| view! { <q>{c.words.clone()}</q> });
        view! {
            <li>
                {when(&c.at)}" "<b>{c.by.clone()}</b>" "{c.did.words(lang())}" "{words}
                {(!c.edits.is_empty()).then(|| view! { <ul>{c.edits.iter().map(edit).collect_view()}</ul> })}
            </li>
        }
    };
    view! {
        <h2 class="section">{p().history}</h2>
        <ol class="plan-story">{history.into_iter().map(row).collect_view()}</ol>
    }
    .into_any()
}
