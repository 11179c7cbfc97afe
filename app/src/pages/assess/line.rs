//! Assessments, periods and clocks in a list.

use super::{a, count, long, say, short};
use crate::prelude::*;
use crate::site::lang;
use domain::assessment::process::Act;
use domain::view::assess::{ClockView, CourseLine, PeriodLine, kind_words, title_words};

/// How soon a day has the ink of urgency.
const SOON: i32 = 2;

/// Where a step is taken.
pub(super) fn address(line: &CourseLine, act: Act) -> String {
    let course = format!("/assess/course/{}", line.id);
    match act {
        Act::SubmitSummary => format!("{course}/summary"),
        Act::SubmitReview | Act::ReturnSummary => format!("{course}/review"),
        Act::ObjectToPublication | Act::AnswerPublication => format!("/assess/period/{}/publication", line.period),
        _ => course,
    }
}

/// The step that is named first: what comes next rather than what else is possible.
pub(super) fn first(acts: &[Act]) -> Option<Act> {
    let later = [
        Act::ReturnSummary,
        Act::GoOn,
        Act::Disagree,
        Act::AskReReview,
        Act::Appeal,
    ];
    let next = acts.iter().find(|act| !later.contains(act));
    next.or_else(|| acts.first()).copied()
}

/// `还有 3 天`, with the colour of its urgency and the day in words.
pub(super) fn clock(clock: &ClockView) -> AnyView {
    let class = match clock.days {
        n if n < 0 => "due late",
        n if n <= SOON => "due soon",
        _ => "due",
    };
    let until = (a().home.until)((a().home.act)(clock.act), &short(&clock.last));
    let provisional = clock
        .provisional
        .then(|| view! { <span class="hint">" "{a().home.provisional}</span> });
    view! { <span class="clock">{until}" "<span class=class>{(a().home.days)(clock.days)}</span>{provisional}</span> }
        .into_any()
}

/// One assessment: `own` names the period, else the person.
pub(super) fn course(line: CourseLine, own: bool) -> AnyView {
    let act = first(&line.acts);
    let href = act.map_or_else(|| format!("/assess/course/{}", line.id), |act| address(&line, act));
    let (title, under) = if own {
        let which = kind_words(line.kind.words(lang()), line.special.as_deref(), lang());
        (line.period_title.clone(), which)
    } else {
        let seat = format!("{} · {}", line.person.post, line.person.unit);
        let period = title_words(&line.period_title, line.special.as_deref(), lang());
        (line.person.name.clone(), format!("{seat} · {period}"))
    };
    let grade = line
        .grade
        .as_ref()
        .map(|g| view! { <span class="chip">{(a().home.grade)(&say(&g.words))}</span> });
    let name = title.clone();
    view! {
        <li class="case-line">
            <div>
                <p class="title"><a href=format!("/assess/course/{}", line.id)>{title}</a></p>
                <p class="seat">{under}</p>
                <p class="facts"><span class="chip">{line.state.words(lang())}</span>{grade}{line.clock.as_ref().map(clock)}</p>
            </div>
            {act.map(|act| view! { <a class="button" href=href>{(a().home.act)(act)}<span class="sr">" "{name}</span></a> })}
        </li>
    }
    .into_any()
}

pub(super) fn courses(list: Vec<CourseLine>, own: bool) -> AnyView {
    view! { <ul class="case-list">{list.into_iter().map(|line| course(line, own)).collect_view()}</ul> }.into_any()
}

/// One period; `to` is what of it is opened, `label` what the button says.
pub(super) fn period(line: PeriodLine, to: &str, label: &'static str) -> AnyView {
    let href = format!("/assess/period/{}{to}", line.id);
    let days = (a().home.from_to)(&long(&line.first), &long(&line.last));
    let which = kind_words(line.kind.words(lang()), line.special.as_deref(), lang());
    let withdrawn = (line.withdrawn.as_ref()).map(|why| view! { <p class="seat">{say(why)}</p> });
    let state = match line.opening {
        Some(done) => view! { <span class="chip warn">{(a().home.opening)(done, line.people)}</span> }.into_any(),
        None if line.withdrawn.is_some() => view! { <span class="chip warn">{a().home.withdrawn}</span> }.into_any(),
        None if line.closed => view! { <span class="chip">{a().home.closed}</span> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <li class="case-line">
            <div>
                <p class="title"><a href=href.clone()>{line.title.clone()}</a></p>
                <p class="seat">{which}" · "{days}</p>
                <p class="facts"><span>{say(&line.pack)}</span><span>{(a().home.people)(line.people)}</span>{state}</p>
                {withdrawn}
            </div>
            <a class="button" href=href>{label}<span class="sr">" "{line.title}</span></a>
        </li>
    }
    .into_any()
}

pub(super) fn periods(list: Vec<PeriodLine>, to: &'static str, label: &'static str) -> Option<AnyView> {
    (count(&list) > 0).then(|| {
        view! { <ul class="case-list">{list.into_iter().map(|line| period(line, to, label)).collect_view()}</ul> }
            .into_any()
    })
}
