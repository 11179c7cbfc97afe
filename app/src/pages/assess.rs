//! Pages of assessments: what each rests on, and every form that moves it on. Forms, tables and text, without a script.

mod ask;
mod cite;
mod course;
mod decide;
mod firewall;
mod head;
mod home;
mod line;
mod pack;
mod packs;
mod part;
mod points;
mod result;
mod review;
mod review_row;
mod review_side;
mod reviews;
mod rules;
mod story;
mod summary;
mod summary_point;
mod turn;

pub use course::course;
pub use firewall::{firewall, public as firewall_explained};
pub use home::home;
pub use pack::{kept_rules, pack};
pub use packs::{OVERLAY, packs};
pub use review::{TypedReview, review};
pub use summary::{TypedSummary, summary};

use super::trouble;
use crate::dates;
use crate::load::Loaded;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::assess::{AssessWords, of};
use domain::assessment::Words as Said;
use domain::view::assess::GradeName;
use leptos_router::hooks::{use_params_map, use_query_map};

fn a() -> &'static AssessWords {
    of(lang())
}

/// The key of a form: what is sent twice from one rendering of the page is done once.
fn key() -> AnyView {
    view! { <input type="hidden" name="key" value=crate::browser::key()/> }.into_any()
}

fn hidden(name: &'static str, value: impl ToString) -> AnyView {
    view! { <input type="hidden" name=name value=value.to_string()/> }.into_any()
}

/// A text in the reader's language.
fn say(words: &Said) -> String {
    words.pick(lang()).to_owned()
}

fn long(day: impl ToString) -> String {
    dates::long(&day.to_string(), lang())
}

fn short(day: impl ToString) -> String {
    dates::short(&day.to_string(), lang())
}

/// The name of a grade; its id while the scale does not know it.
fn grade_name(grades: &[GradeName], id: &str) -> String {
    let found = grades.iter().find(|g| g.id == id);
    found.map_or_else(|| id.to_owned(), |g| say(&g.words))
}

/// Several names as one: `甲、乙`, `A and B`.
fn joined<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => lang().pick(names.join("、"), format!("{} and {last}", first.join(", "))),
    }
}

pub(super) fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

fn param(name: &str) -> String {
    use_params_map().with_untracked(|p| p.get(name)).unwrap_or_default()
}

fn query(name: &str) -> Option<String> {
    use_query_map().with_untracked(|q| q.get(name))
}

/// What is there, or why it is not.
fn shown<T>(resource: Loaded<T>, show: fn(T) -> AnyView) -> AnyView
where
    T: serde::de::DeserializeOwned + Clone + Send + Sync + 'static,
{
    let content = move || {
        Suspend::new(async move {
            match resource.await {
                Ok(found) => show(found),
                Err(error) => trouble(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }
        .into_any()
}

/// What the form that led here has done, announced.
fn done() -> AnyView {
    let words = query("done").and_then(|done| (a().course.said)(&done));
    words
        .map(|words| view! { <p class="note" role="status">{words}</p> })
        .into_any()
}
