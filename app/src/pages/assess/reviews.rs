//! Reviews, to be read: every indicator with its reason and what it cites.

use super::{a, cite, grade_name};
use crate::parts::Prose;
use crate::prelude::*;
use crate::site::lang;
use domain::assessment::dossier::{Aspect, Review, ReviewRow};
use domain::view::assess::GradeName;

pub(super) fn reviews(list: &[Review], aspects: &[Aspect], grades: &[GradeName]) -> AnyView {
    if list.is_empty() {
        return view! { <p class="hint">{a().course.reviews_none}</p> }.into_any();
    }
    let one = |review: &Review| review_of(review, aspects, grades);
    list.iter().map(one).collect_view().into_any()
}

fn review_of(review: &Review, aspects: &[Aspect], grades: &[GradeName]) -> AnyView {
    let words = &a().course;
    let caption = (words.review_of)(&review.by_name);
    let scored = review.rows.iter().any(|row| row.score.is_some());
    let grade = review.grade.as_deref().map(|g| {
        view! { <p class="facts"><span>{words.proposed}</span><b>{grade_name(grades, g)}</b></p> }
    });
    let open = (!review.submitted).then(|| view! { <span class="chip warn">{words.not_submitted}</span> });
    let said = (!review.words.trim().is_empty())
        .then(|| view! { <blockquote class="verdict"><Prose text=review.words.clone()/></blockquote> });
    let why = (!review.why.trim().is_empty()).then(|| {
        view! { <p class="facts"><span>{a().afterwards.why}</span></p><Prose text=review.why.clone()/> }.into_any()
    });
    view! {
        <h3 class="review-by">{caption.clone()}" "{open}</h3>
        {said}
        {grade}
        {why}
        <div class="scroll">
            <table class="table cards reviews">
                <caption class="sr">{caption}</caption>
                <thead><tr><th scope="col">{words.aspect}</th><th scope="col">{words.reason}</th><th scope="col">{words.cites}</th>{scored.then(|| view! { <th scope="col" class="number">{words.score}</th> })}</tr></thead>
                <tbody>{review.rows.iter().map(|r| row(r, aspects, scored)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(row: &ReviewRow, aspects: &[Aspect], scored: bool) -> AnyView {
    let words = &a().course;
    let aspect = aspects.iter().find(|aspect| aspect.id == row.indicator);
    let name = aspect.map_or_else(|| row.indicator.0.clone(), |aspect| aspect.name.clone());
    let about = aspect.map(|aspect| view! { <span class="seat">{under(aspect)}</span> });
    let cites = if row.cites.is_empty() && !row.none.trim().is_empty() {
        view! { <span class="cite gap">{words.no_cite}</span><p class="why-none"><Prose text=row.none.clone()/></p> }
            .into_any()
    } else {
        cite::chips(&row.cites)
    };
    let score = row.score.map(|score| score.to_string());
    let failed = row
        .failed
        .then(|| view! { <span class="chip bad">{words.not_met}</span> });
    view! {
        <tr>
            <th scope="row">{name}{about}{failed}</th>
            <td data-label=words.reason><Prose text=row.reason.clone()/></td>
            <td data-label=words.cites>{cites}</td>
            {scored.then(|| view! { <td class="number" data-label=words.score>{score}</td> })}
        </tr>
    }
    .into_any()
}

/// `绩 · 重点 · 30%`
pub(super) fn under(aspect: &Aspect) -> String {
    format!("{} · {}%", kind(aspect), aspect.weight)
}

/// `绩 · 重点`
pub(super) fn kind(aspect: &Aspect) -> String {
    let dimension = aspect.dimension.name(lang());
    match aspect.key {
        true => format!("{dimension} · {}", a().editor.key),
        false => dimension.to_owned(),
    }
}
