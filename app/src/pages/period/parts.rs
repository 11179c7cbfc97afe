//! What several of these pages show.

use super::a;
use crate::api::ApiError;
use crate::dates;
use crate::load::Loaded;
use crate::pages::trouble;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::assess_admin as words;
use domain::PeriodId;
use domain::assessment::Words;
use domain::assessment::pack::Sure;
use domain::assessment::process::Kind;
use domain::view::PersonRef;
use domain::view::assess::{ClockView, GradeName, PeriodLine, kind_words};
use leptos_meta::Title;

/// What is there, or why it is not.
pub(super) fn shown<T>(resource: Loaded<T>, show: impl Fn(T) -> AnyView + Copy + Send + Sync + 'static) -> AnyView
where
    T: serde::de::DeserializeOwned + Clone + Send + Sync + 'static,
{
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(found) => show(found),
                Err(error) => not_there(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }.into_any()
}

fn not_there(error: &ApiError) -> AnyView {
    trouble(error)
}

pub(super) fn say(words: &Words) -> String {
    words.pick(lang()).to_owned()
}

pub(super) fn address(period: &PeriodId) -> String {
    format!("/assess/period/{period}")
}

/// The way to this page, its heading, what is known of the period in a line, and links.
pub(super) fn head(period: &PeriodLine, title: Option<String>, links: AnyView) -> AnyView {
    let above = title
        .is_some()
        .then(|| view! { <li><a href=address(&period.id)>{period.title.clone()}</a></li> });
    let title = title.unwrap_or_else(|| period.title.clone());
    let full = match above {
        Some(_) => format!("{title} · {}", period.title),
        None => title.clone(),
    };
    let state = match (&period.withdrawn, period.closed) {
        (Some(_), _) => a().withdrawn,
        (None, true) => a().closed,
        (None, false) => a().open_now,
    };
    let withdrawn = (period.withdrawn.as_ref()).map(|why| view! { <p class="note">{say(why)}</p> });
    let which = kind_words(kind(period.kind), period.special.as_deref(), lang());
    view! {
        <Title text=full/>
        <nav class="path" aria-label=w().path><ol><li><a href="/assess">{a().assess}</a></li>{above}</ol></nav>
        <header class="head assess-head">
            <div>
                <h1>{title}</h1>
                <p class="facts"><span class="chip">{words::capital(state)}</span><span>{which}</span><span>{words::days(&period.first, &period.last, lang())}</span><span>{say(&period.pack)}</span><span>{words::people(period.people, lang())}</span></p>
            </div>
            {links}
        </header>
        {withdrawn}
    }
    .into_any()
}

/// The heading of a page that is about no period.
pub(super) fn plain_head(title: &'static str, what: &'static str) -> AnyView {
    view! {
        <Title text=title/>
        <nav class="path" aria-label=w().path><ol><li><a href="/assess">{a().assess}</a></li></ol></nav>
        <header class="head assess-head"><h1>{title}</h1></header>
        <p class="lead-in">{what}</p>
    }
    .into_any()
}

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Period => a().kind_period,
        Kind::Year => a().kind_year,
    }
}

/// What stands between two sentences.
pub(super) fn gap() -> &'static str {
    lang().pick("", " ")
}

pub(super) fn grade(grade: &GradeName) -> AnyView {
    view! { <b class="grade">{say(&grade.words)}</b> }.into_any()
}

/// Until when a step can be taken, and how sure that day is.
pub(super) fn clock(clock: &ClockView) -> AnyView {
    view! {
        <li>
            <span class="what">{words::capital(clock.act.words(lang()))}</span>
            {until(clock)}
        </li>
    }
    .into_any()
}

/// The same where it is plain which step that is.
pub(super) fn until(clock: &ClockView) -> AnyView {
    let class = match clock.days {
        n if n < 0 => "due late",
        0..=2 => "due soon",
        _ => "due",
    };
    view! {
        <span class=class>{words::left(clock.days, lang())}</span>
        <span class="seat"><time datetime=clock.last.clone()>{words::until(&clock.last, lang())}</time>{clock.provisional.then(|| format!(" · {}", a().provisional))}</span>
    }
    .into_any()
}

pub(super) fn person(person: &PersonRef) -> AnyView {
    view! { <span>{person.name.clone()}</span><span class="seat">{person.post.clone()}</span> }.into_any()
}

/// Where a rule comes from, and how sure that is.
pub(super) fn basis(article: &Words, sure: Sure) -> AnyView {
    let class = if sure == Sure::Read { "chip" } else { "chip warn" };
    view! { <span class="basis">{say(article)}" "<span class=class>{sure.words(lang())}</span></span> }.into_any()
}

/// Questions, shown as questions.
pub(super) fn questions(list: Vec<Words>) -> AnyView {
    if list.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card asks" aria-labelledby="questions">
            <h2 id="questions">{a().questions}</h2>
            <p class="hint">{a().questions_what}</p>
            <ul>{list.iter().map(|q| view! { <li>{say(q)}</li> }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

pub(super) fn empty(title: &'static str, what: &'static str) -> AnyView {
    view! { <div class="empty"><p><b>{title}</b></p><p>{what}</p></div> }.into_any()
}

/// A day as readers write it.
pub(super) fn day(day: &str) -> String {
    dates::long(day, lang())
}

/// An address with those of these fields that have a value.
pub(super) fn with_fields(base: &str, fields: &[(&str, &str)]) -> String {
    let given = fields.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = given
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    match pairs.is_empty() {
        true => base.to_owned(),
        false => format!("{base}?{}", pairs.join("&")),
    }
}

/// A value of an address.
pub(super) fn encoded(text: &str) -> String {
    let byte = |b: u8| match b {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}
