//! Rules that applied to somebody, each a sentence with where it comes from.

use super::{a, say};
use crate::prelude::*;
use crate::site::{lang, w};
use domain::assessment::pack::{Effect, Sure};
use domain::assessment::{Fired, Outcome, Words as Said};

/// How a rule looks: its sign, what the sign says, its class.
fn looks(effect: &Effect) -> (&'static str, &'static str, &'static str) {
    let words = &a().course;
    match effect {
        Effect::Clear => ("✓", words.free, "y"),
        Effect::Bar(_) | Effect::Cap(_) | Effect::Require(_) | Effect::NoGrade(_) => ("!", words.stands_against, "x"),
        Effect::Prefer(_) | Effect::Propose(_) | Effect::Measure(_) | Effect::AssessedBy(_) => {
            ("→", words.follows, "f")
        }
    }
}

pub(super) fn fired(outcome: &Outcome) -> AnyView {
    if outcome.fired.is_empty() {
        return view! { <p class="hint">{a().course.rules_none}</p> }.into_any();
    }
    view! { <ul class="rules">{outcome.fired.iter().map(rule).collect_view()}</ul> }.into_any()
}

pub(super) fn rule(fired: &Fired) -> AnyView {
    let (sign, told, class) = looks(&fired.effect);
    let principle = fired
        .in_principle
        .then(|| view! { <span class="chip">{a().course.in_principle}</span>" " });
    view! {
        <li>
            <span class=format!("sign {class}") aria-hidden="true">{sign}</span>
            <span><span class="sr">{told}{w().comma}</span>{principle}{say(&fired.sentence)}{article(&fired.article, fired.sure)}</span>
        </li>
    }
    .into_any()
}

/// `《公务员法》第38条`, with a mark where nobody has read it in the source.
pub(super) fn article(article: &Said, sure: Sure) -> AnyView {
    let doubt = (sure != Sure::Read).then(|| view! { " "<span class="chip warn">{sure.words(lang())}</span> });
    view! { " "<small class="article">{say(article)}{doubt}</small> }.into_any()
}

/// Sentences, each worth another look.
pub(super) fn questions(list: &[Said]) -> AnyView {
    let one = |q: &Said| view! { <li><span class="sign x" aria-hidden="true">"?"</span><span>{say(q)}</span></li> };
    view! { <ul class="rules">{list.iter().map(one).collect_view()}</ul> }.into_any()
}
