//! One point of the editor of a summary.

use super::{a, cite, count, points, reviews, short};
use crate::parts::{Prose, in_textarea};
use crate::prelude::*;
use domain::assessment::dossier::{About, Citation, Entry, Point};
use domain::view::assess::{SummaryPage, cite_key};

/// How a form names what a point is about (read again by `server/src/routes/assess/read.rs`): the same whatever stands above it, so
/// that a draft kept by the browser finds its place.
pub(super) fn about(point: &Point) -> String {
    match &point.about {
        About::Indicator(id) => format!("indicator:{id}"),
        About::Item(id) => format!("item:{id}"),
        About::Else => "else".to_owned(),
    }
}

/// `stored` is there when the point is shown as typed: what is kept of it now, if anything.
pub(super) fn point(of: &Point, page: &SummaryPage, stored: Option<Option<Point>>) -> AnyView {
    let words = &a().editor;
    let (at, name) = (about(of), points::name(of));
    let text = format!("text-{at}");
    let rows = if of.text.chars().count() > 200 { "6" } else { "3" };
    let before = stored.map(|p| p.map(|p| p.text).unwrap_or_default());
    view! {
        <fieldset class="card point-edit" id=format!("point-{at}")>
            <legend>{name.clone()}</legend>
            {under(of, page)}
            <div class="field">
                <label class="sr" for=text.clone()>{(words.point_text)(&name)}</label>
                <textarea id=text.clone() name=text rows=rows maxlength="1000">{in_textarea(of.text.clone())}</textarea>
            </div>
            {before.and_then(|before| gone(&before, &of.text))}
            {quotes(&at, &of.cites)}
            {more(&at, of, &page.evidence.entries)}
        </fieldset>
    }
    .into_any()
}

/// Weight and dimension of an indicator; day and state of a plan item.
fn under(of: &Point, page: &SummaryPage) -> Option<AnyView> {
    let words = &a().editor;
    let told = match &of.about {
        About::Indicator(id) => reviews::under(page.evidence.aspects.iter().find(|aspect| aspect.id == *id)?),
        About::Item(id) => {
            let item = page.evidence.items.iter().find(|item| item.item == *id)?;
            let state = if item.done {
                words.done.to_owned()
            } else {
                (words.due)(&short(item.due), item.progress)
            };
            let hard = (words.hardness)(item.difficulty).map(str::to_owned);
            let key = item.key.then(|| words.key.to_owned());
            let parts: Vec<String> = [Some(state), hard, key].into_iter().flatten().collect();
            parts.join(" · ")
        }
        About::Else => return None,
    };
    Some(view! { <p class="seat">{told}</p> }.into_any())
}

/// What is stored now, where it says something else than was typed.
pub(super) fn gone(stored: &str, typed: &str) -> Option<AnyView> {
    (stored.trim() != typed.trim() && !stored.trim().is_empty()).then(|| {
        view! {
            <details class="act"><summary>{a().editor.stored_now}</summary><blockquote class="quote"><Prose text=stored.to_owned()/></blockquote></details>
        }
        .into_any()
    })
}

fn quotes(at: &str, cites: &[Citation]) -> AnyView {
    let words = &a().editor;
    if cites.is_empty() {
        return view! { <p class="hint">{words.no_quotes}</p> }.into_any();
    }
    let one = |c: &Citation| {
        let key = cite_key(c);
        view! {
            <li>
                <div>{cite::quote(c)}</div>
                <input type="hidden" name=format!("cite-{at}") value=key.clone()/>
                <label class="radio"><input type="checkbox" name=format!("drop-{at}") value=key/><span>{words.remove}<span class="sr">" "{cite::excerpt(&c.quote, 40)}</span></span></label>
            </li>
        }
    };
    view! { <ul class="quotes" aria-label=words.quotes>{cites.iter().map(one).collect_view()}</ul> }.into_any()
}

/// Records about it that it does not cite yet.
fn more(at: &str, of: &Point, entries: &[Entry]) -> Option<AnyView> {
    let words = &a().editor;
    let about = |entry: &Entry| match &of.about {
        About::Indicator(id) => entry.indicators.contains(id),
        About::Item(id) => entry.items.contains(id),
        About::Else => false,
    };
    let cited = |entry: &Entry| of.cites.iter().any(|c| c.record == entry.record);
    let left: Vec<&Entry> = entries.iter().filter(|entry| about(entry) && !cited(entry)).collect();
    let one = |entry: &&Entry| {
        view! {
            <li>
                <label class="radio"><input type="checkbox" name=format!("add-{at}") value=entry.record.0.clone()/>{cite::entry(entry)}</label>
                <a href=format!("/record/{}", entry.record)>{words.record_open}<span class="sr">" "{short(entry.day)}</span></a>
            </li>
        }
    };
    (!left.is_empty()).then(|| {
        view! {
            <details class="act more"><summary>{(words.add)(count(&left))}</summary><ul class="pick">{left.iter().map(one).collect_view()}</ul></details>
        }
        .into_any()
    })
}
