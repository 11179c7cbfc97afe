//! A summary, to be read.

use super::{a, cite};
use crate::parts::Prose;
use crate::prelude::*;
use domain::assessment::dossier::{About, Point, Summary};

pub(super) fn points(summary: &Summary) -> AnyView {
    let overall = (!summary.overall.trim().is_empty()).then(|| {
        view! { <section class="point"><h3>{a().course.overall}</h3><p><Prose text=summary.overall.clone()/></p></section> }
    });
    view! { <div class="points">{summary.points.iter().map(point).collect_view()}{overall}</div> }.into_any()
}

/// What belongs to no indicator and no item has the reader's words for a name.
pub(super) fn name(point: &Point) -> String {
    match (&point.about, point.name.as_str()) {
        (About::Else, "") => a().editor.other_work.to_owned(),
        (_, name) => name.to_owned(),
    }
}

fn point(point: &Point) -> AnyView {
    let text = if point.text.trim().is_empty() {
        view! { <p class="hint">{a().course.no_text}</p> }.into_any()
    } else {
        view! { <p><Prose text=point.text.clone()/></p> }.into_any()
    };
    view! {
        <section class="point">
            <h3>{name(point)}</h3>
            {text}
            {cite::chips(&point.cites)}
        </section>
    }
    .into_any()
}
