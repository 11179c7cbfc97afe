//! Forms around the result: giving it, acknowledging it, seeing it differently, asking for another look.

use super::{a, hidden, key, long};
use crate::api::{AcknowledgeResult, AskObjection, DisagreeResult, GiveFeedback, WithdrawObjection};
use crate::prelude::*;
use domain::assessment::process::Act;
use domain::view::assess::CoursePage;

/// Lines for things to become better at.
const BETTER: u32 = 3;

/// What every form about this assessment carries; `done` is what is said afterwards.
pub(super) fn named(page: &CoursePage, done: &str) -> AnyView {
    let next = format!("/assess/course/{}?done={done}", page.line.id);
    view! { {key()}{hidden("course", &page.line.id)}{hidden("next", next)} }.into_any()
}

/// What is asked, as forms name it.
pub(super) fn kind(asked: Act) -> &'static str {
    match asked {
        Act::Appeal => "appeal",
        _ => "re_review",
    }
}

pub(super) fn give(page: &CoursePage) -> AnyView {
    let words = &a().course;
    let line = |n: u32| {
        let id = format!("better-{n}");
        view! { <div class="field"><label for=id.clone()>{(words.give_improve)(n)}</label><input id=id name=format!("improvements[{}]", n - 1) maxlength="200" autocomplete="off"/></div> }
    };
    view! {
        <details class="act" open>
            <summary>{words.give}</summary>
            <form class="stack" method="post" action=GiveFeedback::url() data-draft=format!("give:{}", page.line.id)>
                {named(page, "given")}
                <p class="hint" id="give-hint">{words.give_what}</p>
                <div class="field">
                    <label for="give-words">{words.give_words}</label>
                    <textarea id="give-words" name="words" rows="4" maxlength="2000" aria-describedby="give-hint"></textarea>
                </div>
                {(1..=BETTER).map(line).collect_view()}
                <div class="row start"><button type="submit" class="primary">{words.give}</button></div>
            </form>
        </details>
    }
    .into_any()
}

pub(super) fn acknowledge(page: &CoursePage) -> AnyView {
    view! {
        <form method="post" action=AcknowledgeResult::url()>
            {named(page, "acknowledged")}
            <button type="submit" class="primary" aria-describedby="acknowledge-hint">{a().course.acknowledge}</button>
            <p class="hint" id="acknowledge-hint">{a().course.acknowledge_what}</p>
        </form>
    }
    .into_any()
}

pub(super) fn disagree(page: &CoursePage) -> AnyView {
    let words = &a().course;
    view! {
        <details class="act">
            <summary>{words.disagree}</summary>
            <form class="stack" method="post" action=DisagreeResult::url() data-draft=format!("disagree:{}", page.line.id)>
                {named(page, "disagreed")}
                {reason("disagree", words.disagree_why, vec![words.disagree_what.to_owned()])}
                <div class="row start"><button type="submit">{words.disagree}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// Re-review or appeal: what it is, by when, and that nothing gets worse.
pub(super) fn object(page: &CoursePage, act: Act) -> AnyView {
    let words = &a().course;
    let label = (words.ask)(act);
    let which = kind(act);
    let mut told = vec![(words.ask_what)(act).to_owned(), words.promise.to_owned()];
    if let Some(clock) = page.clocks.iter().find(|clock| clock.act == act) {
        told.insert(0, (a().home.until)(label, &long(&clock.last)));
    }
    view! {
        <details class="act">
            <summary>{label}</summary>
            <form class="stack" method="post" action=AskObjection::url() data-draft=format!("{which}:{}", page.line.id)>
                {named(page, "asked")}
                {hidden("which", which)}
                {reason(act.as_str(), words.ask_why, told)}
                <div class="row start"><button type="submit" class="primary">{label}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// The objection of this kind that a form is about: the last one.
pub(super) fn which(page: &CoursePage, asked: Act) -> AnyView {
    let nth = page.dossier.asked(asked).count();
    view! { {hidden("which", kind(asked))}{hidden("nth", nth)} }.into_any()
}

/// Taking back what was asked, with what becomes of it.
pub(super) fn withdraw(page: &CoursePage, asked: Act) -> AnyView {
    let words = &a().course;
    let label = (words.withdraw)(asked);
    view! {
        <details class="act">
            <summary>{label}</summary>
            <form class="stack" method="post" action=WithdrawObjection::url()>
                {named(page, "withdrawn")}{which(page, asked)}
                <p class="hint">{(words.withdraw_what)(asked)}</p>
                <div class="row start"><button type="submit">{label}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// A field for words that must be given, under what is to be known first.
pub(super) fn reason(id: &str, label: &'static str, told: Vec<String>) -> AnyView {
    let (field, hint) = (format!("{id}-reason"), format!("{id}-hint"));
    let told = told.into_iter().map(|line| view! { <p class="hint">{line}</p> });
    view! {
        <div id=hint.clone()>{told.collect_view()}</div>
        <div class="field">
            <label for=field.clone()>{label}</label>
            <textarea id=field name="reason" rows="4" required maxlength="1000" aria-describedby=hint></textarea>
        </div>
    }
    .into_any()
}
