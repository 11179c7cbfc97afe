//! The head of every page about one assessment: whose it is, and how far.

use super::{a, joined};
use crate::prelude::*;
use crate::site::{lang, w};
use domain::assessment::process::Role;
use domain::view::assess::{CourseLine, StepView, title_words};

/// `page` is what is shown below the dossier; none on the dossier itself.
pub(super) fn head(line: &CourseLine, steps: &[StepView], under: String, page: Option<&'static str>) -> AnyView {
    let dossier = format!("/assess/course/{}", line.id);
    let name = line.person.name.clone();
    let back = page.map(|_| view! { <li><a href=dossier>{name.clone()}</a></li> });
    let title = title_words(&line.period_title, line.special.as_deref(), lang());
    let under_name = page.map(|page| view! { <span class="page">{page}</span> });
    view! {
        <nav class="path" aria-label=w().path>
            <ol><li><a href="/assess">{w().assess}</a></li><li>{title}</li>{back}</ol>
        </nav>
        <header class="case-head">
            <div>
                <h1>{name}{under_name}</h1>
                <p class="sub">{under}</p>
            </div>
            {bar(steps)}
        </header>
    }
    .into_any()
}

/// Post and unit, and who reviews.
pub(super) fn under(line: &CourseLine, reviewers: &[String]) -> String {
    let seat = (a().course.under)(&line.person.post, &line.person.unit);
    if reviewers.is_empty() {
        seat
    } else {
        format!("{seat} · {}", (a().course.reviewed_by)(&joined(reviewers)))
    }
}

fn bar(steps: &[StepView]) -> Option<AnyView> {
    let one = |step: &StepView| {
        let (class, told) = match (step.now, step.done) {
            (true, _) => ("now", Some(a().course.now)),
            (false, true) => ("past", Some(a().course.done)),
            (false, false) => ("", None),
        };
        let sign = step.done.then(|| view! { <span aria-hidden="true">" ✓"</span> });
        view! {
            <li class=class aria-current=step.now.then_some("step")>{(a().course.step)(step.act)}{sign}{told.map(|told| view! { <span class="sr">{w().comma}{told}</span> })}</li>
        }
    };
    (!steps.is_empty()).then(|| {
        view! { <ol class="steps" aria-label=a().course.steps>{steps.iter().map(one).collect_view()}</ol> }.into_any()
    })
}

/// `主管领导、人事部门`
pub(super) fn roles(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.words(lang())).collect();
    lang().pick(names.join("、"), names.join(" or "))
}
