//! What the reader can do now, and whom it waits for otherwise.

use super::{a, ask, decide, head, line, say};
use crate::prelude::*;
use domain::assessment::process::Act;
use domain::view::assess::{CoursePage, StepView};

pub(super) fn turn(page: &CoursePage) -> AnyView {
    if let Some(why) = &page.withdrawn {
        return view! { <p class="note">{say(why)}</p> }.into_any();
    }
    if let Some(why) = page.dossier.excused() {
        return view! { <p class="note">{say(&why)}</p> }.into_any();
    }
    let acts = &page.line.acts;
    let forms: Vec<AnyView> = acts.iter().filter_map(|act| form(page, *act)).collect();
    let aside = page.aside.as_ref().map(say);
    if forms.is_empty() {
        return view! { <p class="note">{aside.unwrap_or_else(|| waits(page))}</p> }.into_any();
    }
    view! {
        {aside.map(|why| view! { <p class="note">{why}</p> })}
        <section class="card case-turn" aria-labelledby="turn">
            <h2 id="turn">{a().course.your_turn}</h2>
            {page.line.clock.as_ref().map(line::clock)}
            <div class="turns">{forms}</div>
        </section>
    }
    .into_any()
}

fn waits(page: &CoursePage) -> String {
    if page.awaits {
        return a().afterwards.first.to_owned();
    }
    let now: Option<&StepView> = page.steps.iter().find(|step| step.now && !step.by.is_empty());
    match now {
        Some(step) => (a().course.waits_for)((a().course.step)(step.act), &head::roles(&step.by)),
        None => a().course.nothing_waits.to_owned(),
    }
}

/// A step's own form or the way to it; none where another step's form has it.
fn form(page: &CoursePage, act: Act) -> Option<AnyView> {
    let acts = &page.line.acts;
    let here = |act: Act| acts.contains(&act);
    let unit = format!("/assess/period/{}/unit/{}", page.line.period, page.dossier.place.unit);
    let link = |href: String, label: &'static str| Some(button(href, label));
    let own = |act: Act| link(line::address(&page.line, act), (a().home.act)(act));
    match act {
        Act::SubmitSummary | Act::SubmitReview => own(act),
        Act::ReturnSummary if !here(Act::SubmitReview) => own(act),
        Act::Calibrate | Act::Decide => link(unit, a().course.on_board),
        Act::ObjectToPublication | Act::AnswerPublication => {
            link(line::address(&page.line, act), a().course.on_publication)
        }
        Act::Compile | Act::Rate | Act::Publish | Act::Close | Act::Archive => {
            link(format!("/assess/period/{}", page.line.period), a().course.on_period)
        }
        Act::GiveFeedback => Some(ask::give(page)),
        Act::Acknowledge => Some(ask::acknowledge(page)),
        Act::Disagree => Some(ask::disagree(page)),
        Act::AskReReview | Act::Appeal => Some(ask::object(page, act)),
        Act::DecideReReview | Act::DecideAppeal => {
            Some(view! { {decide::objection(page, act)}{decide::extend(page, act)} }.into_any())
        }
        Act::GoOn => Some(decide::go_on(page)),
        Act::GradeAfterwards => Some(decide::afterwards(page)),
        // What is taken back is by what was asked.
        // The office has a form beside the others.
        Act::ReturnSummary | Act::Extend | Act::Withdraw | Act::Excuse | Act::TakeIn => None,
    }
}

fn button(href: String, label: &'static str) -> AnyView {
    view! { <p><a class="button primary" href=href>{label}</a></p> }.into_any()
}
