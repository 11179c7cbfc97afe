//! What was asked against a result, and what was done from the beginning.

use super::{a, ask, grade_name, long, say};
use crate::parts::Prose;
use crate::prelude::*;
use crate::site::lang;
use domain::assessment::dossier::{Decided, Earlier, Objection};
use domain::assessment::rating::Tally;
use domain::view::assess::{CoursePage, GradeName, HistoryLine};

pub(super) fn objections(page: &CoursePage) -> AnyView {
    let list = &page.dossier.objections;
    if list.is_empty() {
        return ().into_any();
    }
    let last = list.iter().rposition(Objection::is_open).filter(|_| page.may_withdraw);
    let changed = (!page.differences.is_empty()).then(|| {
        let one = |words| view! { <li>{say(words)}</li> };
        view! { <h3>{a().course.differences}</h3><ul class="plain-list">{page.differences.iter().map(one).collect_view()}</ul> }
    });
    view! {
        <h2 class="section" id="objections">{a().course.objections}</h2>
        {list.iter().enumerate().map(|(at, o)| objection(o, page, last == Some(at))).collect_view()}
        {changed}
    }
    .into_any()
}

/// `open`: it can be taken back.
fn objection(of: &Objection, page: &CoursePage, open: bool) -> AnyView {
    let words = &a().course;
    let name = |grade: &Option<String>| match grade {
        Some(id) => grade_name(&page.grades, id),
        None => words.no_grade.to_owned(),
    };
    let decided = match (&of.decided, of.withdrawn) {
        (Some(decided), _) => answer(decided, &name(&decided.grade)),
        (None, Some(day)) => {
            view! { <p class="facts"><span class="chip">{(words.withdrawn)(&long(day))}</span></p> }.into_any()
        }
        (None, None) => view! { <p class="facts"><span class="chip warn">{words.undecided}</span></p> }.into_any(),
    };
    view! {
        <section class="card objection">
            <h3>{(a().home.act)(of.asked)}</h3>
            <p class="seat">{of.by_name.clone()}" · "{long(of.on)}" · "{(words.grade_before)(&name(&of.grade_before))}</p>
            <p><Prose text=of.reason.clone()/></p>
            {decided}
            {open.then(|| ask::withdraw(page, of.asked))}
            <details class="act"><summary>{words.frozen}</summary><p class="hint">{words.frozen_what}</p><code class="digest">{of.digest.clone()}</code></details>
        </section>
    }
    .into_any()
}

fn answer(decided: &Decided, grade: &str) -> AnyView {
    let words = &a().course;
    let told = if decided.upheld {
        (words.changed_to)(grade)
    } else {
        words.upheld_as_is.to_owned()
    };
    view! {
        <div class="answer">
            <p><b>{told}</b>" "<span class="seat">{(words.decided_by)(&decided.by_name, &long(decided.on))}</span></p>
            <p><Prose text=decided.reason.clone()/></p>
        </div>
    }
    .into_any()
}

pub(super) fn history(list: &[HistoryLine]) -> AnyView {
    if list.is_empty() {
        return ().into_any();
    }
    let one = |line: &HistoryLine| {
        let grade = line
            .grade
            .as_ref()
            .map(|g| view! { <span class="chip">{say(&g.words)}</span> });
        let late = line
            .late
            .then(|| view! { <span class="chip late">{a().course.late}</span> });
        let reason =
            (!line.reason.trim().is_empty()).then(|| view! { <p class="said"><Prose text=line.reason.clone()/></p> });
        view! {
            <li>
                <p class="facts"><time datetime=line.on.clone()>{long(&line.on)}</time><b>{line.by.clone()}</b><span class="what">{line.act.words(lang())}</span>{grade}{late}</p>
                {reason}
            </li>
        }
    };
    view! {
        <h2 class="section" id="history">{a().course.history}</h2>
        <ol class="case-story">{list.iter().map(one).collect_view()}</ol>
    }
    .into_any()
}

/// How a closed democratic rating came out.
pub(super) fn rating(tally: &Tally, grades: &[GradeName]) -> AnyView {
    let row = |(grade, n): &(String, u32)| {
        view! { <div><dt>{grade_name(grades, grade)}</dt><dd>{(a().course.ballots)(*n)}</dd></div> }
    };
    view! {
        <section class="box">
            <h2>{a().course.rating}</h2>
            <dl class="tally">{tally.counts.iter().map(row).collect_view()}</dl>
            <p class="hint">{(a().course.rating_of)(tally.turnout, tally.invited)}</p>
        </section>
    }
    .into_any()
}

/// The results that a year rests on, by day, special ones under their own heading. Their scale is another than the year's: the grades
/// stand in the words of their own rules.
pub(super) fn earlier(list: &[Earlier]) -> AnyView {
    let (special, usual): (Vec<&Earlier>, Vec<&Earlier>) = list.iter().partition(|of| of.special.is_some());
    view! { {results(a().course.earlier, &usual)}{results(a().course.earlier_special, &special)} }.into_any()
}

fn results(title: &'static str, list: &[&Earlier]) -> Option<AnyView> {
    let row = |of: &&Earlier| {
        let grade = of
            .named
            .as_ref()
            .map_or_else(|| a().course.earlier_none.to_owned(), say);
        let score = of.score.map(|score| format!(" · {score}"));
        let task = of.special.as_ref().map(|task| format!(" · {task}"));
        view! { <div><dt>{of.title.clone()}{task}</dt><dd>{grade}{score}</dd></div> }
    };
    (!list.is_empty()).then(|| {
        view! {
            <section class="box">
                <h2>{title}</h2>
                <dl class="tally">{list.iter().map(row).collect_view()}</dl>
            </section>
        }
        .into_any()
    })
}
