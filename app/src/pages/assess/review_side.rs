//! The right side of a review: the grade, what speaks for and against it, and the places there are.

use super::{a, joined, line, rules, say};
use crate::parts::in_textarea;
use crate::prelude::*;
use domain::assessment::dossier::{Citation, Entry};
use domain::assessment::{Standing, Words as Said};
use domain::view::assess::{GradeName, QuotaSheet, QuotaUnit, ReviewAspect, ReviewPage, cite_key};

pub(super) fn side(page: &ReviewPage) -> AnyView {
    let words = &a().editor;
    let questions = (!page.questions.is_empty()).then(|| {
        view! { <section class="box" id="questions" tabindex="-1"><h2>{words.questions}</h2><p class="hint">{words.questions_what}</p>{rules::questions(&page.questions)}</section> }
    });
    let others = (!page.others_review.is_empty() || page.lacking.is_some()).then(|| {
        let lacking = page.lacking.as_ref().map(|words| view! { <p class="hint">{say(words)}</p> });
        let one = |(name, submitted): &(String, bool)| {
            let told = if *submitted { words.other_done } else { words.other_open };
            view! { <li>{name.clone()}" "<span class="chip">{told}</span></li> }
        };
        view! { <section class="box"><h2>{words.others_review}</h2><ul class="plain-list">{page.others_review.iter().map(one).collect_view()}</ul>{lacking}</section> }
    });
    view! {
        <div class="case-side">
            {grade(page)}
            <section class="box"><h2>{words.rules}</h2>{rules::fired(&page.outcome)}</section>
            {questions}
            {page.quotas.iter().map(|sheet| quota(sheet, page)).collect_view()}
            {others}
            <p class="fire">{a().course.fire}" "<a href="/assess/firewall">{a().course.verify}</a></p>
        </div>
    }
    .into_any()
}

/// The grades, the words, and the two ways to end.
fn grade(page: &ReviewPage) -> AnyView {
    let words = &a().editor;
    let clock = page.clock.as_ref().map(|clock| view! { <p>{line::clock(clock)}</p> });
    if !page.may_edit {
        let chosen = page.grade.as_deref();
        let name = page.grades.iter().find(|(g, ..)| Some(g.id.as_str()) == chosen);
        let name = name.map_or_else(|| words.grade_none.to_owned(), |(g, ..)| say(&g.words));
        return view! { <section class="box"><h2>{words.grade}</h2><p class="big-grade">{name}</p>{clock}</section> }
            .into_any();
    }
    let lacks = |which: fn(&&ReviewAspect) -> bool, id: &'static str, told: fn(&str) -> String| {
        let names: Vec<String> = page.rows.iter().filter(which).map(|r| r.aspect.name.clone()).collect();
        (!names.is_empty() && !page.grades.is_empty())
            .then(|| view! { <p class="uncited" id=id>{told(&joined(&names))}</p> })
    };
    let uncited = lacks(
        |r| r.cites.is_empty() && r.none.trim().is_empty(),
        "uncited",
        words.uncited,
    );
    let bare: fn(&&ReviewAspect) -> bool = |r| r.score.trim().is_empty();
    // Where they are not needed there are points for all or for none.
    let scored = page.needs_scores || (page.scores && !page.rows.iter().all(|r| bare(&r)));
    let unscored = scored.then(|| lacks(bare, "unscored", words.unscored)).flatten();
    view! {
        <section class="box grade-box">
            {choice(page)}
            {uncited}
            {unscored}
            <div class="field">
                <label for="verdict">{words.words}</label>
                <textarea id="verdict" name="text" rows="5" maxlength="3000" aria-describedby="verdict-hint">{in_textarea(page.words.clone())}</textarea>
                <p class="hint" id="verdict-hint">{words.words_what}</p>
            </div>
            {clock}
            <div class="ends">
                {(!page.submitted).then(|| view! { <button type="submit" name="do" value="submit" class="primary">{words.submit_review}</button> })}
                <button type="submit" name="do" value="keep">{words.keep}</button>
            </div>
        </section>
    }
    .into_any()
}

fn choice(page: &ReviewPage) -> AnyView {
    let words = &a().editor;
    if page.outcome.no_grade.is_some() || page.grades.is_empty() {
        return view! { <h2>{words.grade}</h2><p class="big-grade">{words.grade_none}</p><p class="hint">{words.grade_none_what}</p> }
            .into_any();
    }
    let one = |(grade, standing, _): &(GradeName, Standing, Vec<Said>)| {
        let barred = *standing == Standing::Barred;
        let chosen = !barred && page.grade.as_deref() == Some(grade.id.as_str());
        view! {
            <label class:off=barred><input type="radio" name="grade" value=grade.id.clone() checked=chosen disabled=barred/><span>{say(&grade.words)}</span></label>
        }
    };
    let because = |(grade, standing, reasons): &(GradeName, Standing, Vec<Said>)| {
        let told = match standing {
            Standing::Open => return None,
            Standing::WithReason => words.with_reason,
            Standing::Barred => words.barred,
        };
        let reasons: Vec<String> = reasons.iter().map(say).collect();
        Some(
            view! { <li><b>{say(&grade.words)}</b>" "<span class="chip warn">{told}</span>" "{reasons.join(" ")}</li> },
        )
    };
    view! {
        <fieldset class="grades">
            <legend>{words.grade}</legend>
            <div class="grade-row">{page.grades.iter().map(one).collect_view()}</div>
        </fieldset>
        <ul class="because">{page.grades.iter().filter_map(because).collect_view()}</ul>
    }
    .into_any()
}

/// The places of the unit, and how they are counted.
fn quota(sheet: &QuotaSheet, page: &ReviewPage) -> AnyView {
    let words = &a().editor;
    let here = |unit: &&QuotaUnit| page.line.person.unit_id.as_ref() == Some(&unit.unit.id);
    let unit = sheet.units.iter().find(here).or_else(|| sheet.units.first());
    let bar = unit.map(|unit| {
        let width = (unit.proposed.min(unit.places) * 100).checked_div(unit.places).unwrap_or(100);
        let over = unit.proposed > unit.places;
        view! {
            <p>{(words.quota_of)(unit.proposed, unit.places, unit.counted)}</p>
            <svg class="quota-bar" class:over=over viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width=width.to_string() height="8"></rect></svg>
        }
    });
    let step = |said: &Said| view! { <li>{say(said)}</li> };
    view! {
        <section class="box">
            <h2>{(words.quota)(&say(&sheet.grade.words))}</h2>
            {bar}
            <details class="act">
                <summary>{words.quota_sum}</summary>
                <p>{say(&sheet.rule)}{rules::article(&sheet.article, sheet.sure)}</p>
                <ol class="plain-list">{sheet.steps.iter().map(step).collect_view()}</ol>
            </details>
        </section>
    }
    .into_any()
}

/// What the keys of a form mean: among what is stored, the records and comments of the row, and the records tied to nothing.
pub(super) fn cited(page: &ReviewPage, row: &ReviewAspect, keys: &[String]) -> Vec<Citation> {
    let whole = |entry: &Entry| Citation {
        record: entry.record.clone(),
        comment: None,
        day: entry.day,
        quote: entry.text.clone(),
        by: String::new(),
    };
    let find = |key: &String| {
        let stored = row.cites.iter().chain(&row.comments).find(|c| cite_key(c) == *key);
        let entry = || {
            let all = page.rows.iter().flat_map(|r| &r.entries).chain(&page.others);
            all.into_iter().find(|e| e.record.as_str() == key).map(whole)
        };
        stored.cloned().or_else(entry)
    };
    keys.iter().filter_map(find).collect()
}
