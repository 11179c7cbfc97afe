//! Words that a statement rests on, with the way to the record.

use super::{a, long, short};
use crate::parts::Prose;
use crate::prelude::*;
use crate::site::lang;
use domain::assessment::dossier::{Citation, Entry};

/// So much of a record stands in a list; the whole is behind the link.
const SHORT: usize = 28;
const LONG: usize = 160;

pub(super) fn excerpt(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// The record, at the comment where it is one.
fn address(citation: &Citation) -> String {
    match &citation.comment {
        Some(comment) => format!("/record/{}#c-{comment}", citation.record),
        None => format!("/record/{}", citation.record),
    }
}

/// `11月20日 · 查验集装箱…`, as a link.
pub(super) fn chip(citation: &Citation) -> AnyView {
    let by = if citation.by.is_empty() {
        String::new()
    } else {
        format!("{}{}", citation.by, lang().pick("：", ": "))
    };
    let label = format!("{} · {by}{}", short(citation.day), excerpt(&citation.quote, SHORT));
    view! { <a class="cite" href=address(citation)>{label}</a> }.into_any()
}

pub(super) fn chips(citations: &[Citation]) -> AnyView {
    if citations.is_empty() {
        return view! { <span class="cite gap">{a().course.no_cite}</span> }.into_any();
    }
    let one = |c: &Citation| view! { <li>{chip(c)}</li> };
    view! { <ul class="cites">{citations.iter().map(one).collect_view()}</ul> }.into_any()
}

/// The words as they stood, with day and writer.
pub(super) fn quote(citation: &Citation) -> AnyView {
    let by = (!citation.by.is_empty()).then(|| format!(" · {}", (a().editor.by)(&citation.by)));
    view! {
        <blockquote class="quote"><Prose text=citation.quote.clone()/></blockquote>
        <p class="quote-from"><a href=address(citation)>{long(citation.day)}</a>{by}</p>
    }
    .into_any()
}

/// A record to be chosen: day, words, and the way to it.
pub(super) fn entry(entry: &Entry) -> AnyView {
    view! { <span><b>{short(entry.day)}</b>" "{excerpt(&entry.text, LONG)}</span> }.into_any()
}

pub(super) fn comment(citation: &Citation) -> AnyView {
    let by = format!("{}{}", citation.by, lang().pick("：", ":"));
    view! { <span><b>{short(citation.day)}" · "{by}</b>" "{excerpt(&citation.quote, LONG)}</span> }.into_any()
}
