use super::review_row::{other_entries, row};
use super::{a, count, done, head, hidden, key, param, points, query, review_side, rules, say, short, shown};
use crate::api::{self, ReturnSummary};
use crate::load::load;
use crate::prelude::*;
use domain::IndicatorId;
use domain::assessment::dossier::ItemResult;
use domain::assessment::pack::NoGrade;
use domain::view::assess::{ReviewAspect, ReviewPage};
use leptos_meta::Title;
use service::assess::TypedReview as Typed;

/// A review as somebody typed it, when it could not be kept: the page shows it instead of what is stored.
#[derive(Clone, Debug)]
pub struct TypedReview {
    pub review: Typed,
    /// Why it was not kept.
    pub refused: String,
}

/// The design of a review: every indicator with its evidence on the left, the grade with what speaks for and against it on the right.
pub fn review() -> AnyView {
    let id = param("id");
    let page = load(move || (id.clone(), None), |(id, _)| api::course_review(id));
    shown(page, whole)
}

fn whole(mut page: ReviewPage) -> AnyView {
    let words = &a().editor;
    let typed = use_context::<TypedReview>();
    let refused = typed.as_ref().map(|typed| {
        let told = typed.refused.clone();
        view! { <div class="flaws bad" role="alert"><p><b>{words.not_kept}</b></p><p>{told}</p></div> }
    });
    let again = typed.is_some();
    if let Some(typed) = typed {
        fill(&mut page, typed.review);
    }
    let under = head::under(&page.line, &[]);
    view! {
        <Title text=format!("{} · {}", page.line.person.name, words.review_title)/>
        {head::head(&page.line, &page.steps, under, Some(words.review_title))}
        {look(&page).unwrap_or_else(done)}
        {refused}
        {content(&page, again)}
        {page.may_return.then(|| give_back(&page))}
    }
    .into_any()
}

/// Questions that were not on the page yet keep a review from being submitted: the line that says so leads to them, since on a phone they
/// stand far below it.
fn look(page: &ReviewPage) -> Option<AnyView> {
    let asked = query("done").is_some_and(|done| done == "look") && !page.questions.is_empty();
    let told = (a().course.said)("look").filter(|_| asked);
    told.map(|told| view! { <p class="note" role="status"><a href="#questions">{told}</a></p> }.into_any())
}

/// What was typed stands where the stored review would.
fn fill(page: &mut ReviewPage, typed: Typed) {
    for row in typed.rows {
        let id = IndicatorId(row.indicator);
        let Some(at) = page.rows.iter().position(|r| r.aspect.id == id) else {
            continue;
        };
        let Some(mut there) = page.rows.get(at).cloned() else {
            continue;
        };
        there.cites = review_side::cited(page, &there, &row.cites);
        (there.reason, there.none, there.score) = (row.reason, row.none, row.score);
        there.failed = row.failed;
        if let Some(place) = page.rows.get_mut(at) {
            *place = there;
        }
    }
    page.grade = Some(typed.grade).filter(|g| !g.is_empty());
    page.words = typed.words;
}

fn content(page: &ReviewPage, again: bool) -> AnyView {
    let words = &a().editor;
    let id = &page.line.id;
    let left = view! {
        <div class="points">
            {summary(page)}
            {table(page)}
            {page.may_edit.then(|| other_entries(page))}
            {items(&page.items)}
        </div>
    };
    if !page.may_edit {
        return view! {
            <p class="note">{words.not_open}" "<a href=format!("/assess/course/{id}")>{words.to_dossier}</a></p>
            <div class="case-cols">{left}{review_side::side(page)}</div>
        }
        .into_any();
    }
    if page.outcome.no_grade == Some(NoGrade::Pending) {
        return pending(page);
    }
    let refused = again.then_some("");
    view! {
        <form class="review-form" method="post" action=format!("/assess/course/{id}/review") data-draft=format!("review:{id}") data-refused=refused>
            {hidden("version", page.version)}{hidden("asked", page.asked())}{key()}
            <div class="case-cols">{left}{review_side::side(page)}</div>
        </form>
    }
    .into_any()
}

/// Nothing can be written while an investigation is open: the step alone is taken.
fn pending(page: &ReviewPage) -> AnyView {
    let words = &a().editor;
    let submit = (!page.submitted).then(|| {
        view! {
            <form class="review-form stack" method="post" action=format!("/assess/course/{}/review", page.line.id)>
                {hidden("version", page.version)}{hidden("asked", page.asked())}{key()}
                <div class="row start"><button type="submit" name="do" value="submit" class="primary">{words.submit_review}</button></div>
            </form>
        }
    });
    view! {
        <p class="note" id="pending">{words.grade_pending_what}</p>
        {submit}
        <section class="box"><h2>{words.rules}</h2>{rules::fired(&page.outcome)}</section>
    }
    .into_any()
}

fn summary(page: &ReviewPage) -> AnyView {
    let title = (a().editor.summary_of)(&page.line.person.name);
    if let Some(why) = &page.without {
        return view! { <p class="note">{say(why)}</p> }.into_any();
    }
    view! { <details class="card more"><summary>{title.clone()}</summary><h2 class="sr">{title}</h2>{points::points(&page.summary)}</details> }.into_any()
}

fn table(page: &ReviewPage) -> AnyView {
    let (words, course) = (&a().editor, &a().course);
    let one = |aspect: &ReviewAspect| row(aspect, page);
    view! {
        <table class="review-table">
            <caption class="sr">{words.review_title}</caption>
            <thead>
                <tr><th scope="col">{words.column}</th><th scope="col">{course.weight}</th><th scope="col">{course.cites}</th><th scope="col">{course.reason}</th></tr>
            </thead>
            <tbody>{page.rows.iter().map(one).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn items(list: &[ItemResult]) -> Option<AnyView> {
    let words = &a().editor;
    let finished = u32::try_from(list.iter().filter(|item| item.done).count()).unwrap_or(u32::MAX);
    let one = |item: &ItemResult| {
        let told = if item.done {
            words.done.to_owned()
        } else {
            (words.due)(&short(item.due), item.progress)
        };
        let hard = (words.hardness)(item.difficulty).map(|hard| view! { <span class="chip">{hard}</span> });
        let key = item.key.then(|| view! { <span class="chip lead">{words.key}</span> });
        view! { <li><a href=format!("/plan/item/{}", item.item)>{item.title.clone()}</a><span class="facts">{key}{hard}<span>{told}</span></span></li> }
    };
    (!list.is_empty()).then(|| {
        view! {
            <details class="card more">
                <summary>{(words.items)(finished, count(list))}</summary>
                <ul class="plain-list items">{list.iter().map(one).collect_view()}</ul>
            </details>
        }
        .into_any()
    })
}

/// The form stands outside the review's, which it must not send.
fn give_back(page: &ReviewPage) -> AnyView {
    let words = &a().editor;
    let next = format!("/assess/course/{}?done=returned", page.line.id);
    view! {
        <section class="card give-back" id="return">
            <details class="act">
                <summary>{words.give_back}</summary>
                <form class="stack" method="post" action=ReturnSummary::url() data-draft=format!("return:{}", page.line.id)>
                    {key()}{hidden("course", &page.line.id)}{hidden("version", page.version)}{hidden("next", next)}
                    <p class="hint" id="return-hint">{words.give_back_what}</p>
                    <div class="field">
                        <label for="return-reason">{words.give_back_why}</label>
                        <textarea id="return-reason" name="reason" rows="3" required maxlength="1000" aria-describedby="return-hint"></textarea>
                    </div>
                    <div class="row start"><button type="submit">{words.give_back}</button></div>
                </form>
            </details>
        </section>
    }
    .into_any()
}
