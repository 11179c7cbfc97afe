//! One indicator of a review: weeks with evidence, what can be cited, the reason.

use super::reviews;
use super::{a, cite, count, say, short};
use crate::parts::{Prose, in_textarea};
use crate::prelude::*;
use crate::site::w;
use domain::IndicatorId;
use domain::assessment::dossier::{Citation, Entry};
use domain::view::assess::{ReviewAspect, ReviewPage, cite_key, field};

pub(super) fn row(of: &ReviewAspect, page: &ReviewPage) -> AnyView {
    let course = &a().course;
    let id = &of.aspect.id;
    let target = (!of.aspect.target.is_empty())
        .then(|| view! { <span class="seat">{w().indicator.target}" "{of.aspect.target.clone()}</span> });
    view! {
        <tr id=field("row", id)>
            <th scope="row">
                <b>{of.aspect.name.clone()}</b>
                <span class="seat">{reviews::kind(&of.aspect)}</span>
                {target}
                {strip(of)}
            </th>
            <td class="weight" data-label=course.weight>{of.aspect.weight.to_string()}"%"</td>
            <td class="case-cited">{cited(of, page)}</td>
            <td class="case-why">{why(of, page)}</td>
        </tr>
    }
    .into_any()
}

/// A box for every week; what the boxes say stands in words for whoever does not see them.
fn strip(of: &ReviewAspect) -> AnyView {
    let words = &a().editor;
    let week = |(monday, some, cited): &(String, bool, bool)| {
        let (class, told) = match (cited, some) {
            (true, _) => ("c", words.week_cited),
            (false, true) => ("e", words.week_some),
            (false, false) => ("", words.week_none),
        };
        let title = format!("{} · {told}", (words.week)(&short(monday)));
        view! { <i class=class title=title></i> }
    };
    let many = |pick: fn(&(String, bool, bool)) -> bool| {
        u32::try_from(of.weeks.iter().filter(|w| pick(w)).count()).unwrap_or(u32::MAX)
    };
    let told = (words.strip)(many(|w| w.1 || w.2), count(&of.weeks), many(|w| w.2));
    view! {
        <span class="week-strip" aria-hidden="true">{of.weeks.iter().map(week).collect_view()}</span>
        <span class="sr">{told}</span>
    }
    .into_any()
}

fn cited(of: &ReviewAspect, page: &ReviewPage) -> AnyView {
    let words = &a().editor;
    let id = &of.aspect.id;
    let there = of.entries.len() + of.comments.len();
    if there == 0 && of.cites.is_empty() {
        let ask = page
            .may_return
            .then(|| view! { " "<a class="ask" href="#return">{words.ask_for_one}</a> });
        return view! { <span class="cite gap">{words.no_record}</span>{ask} }.into_any();
    }
    if !page.may_edit {
        return cite::chips(&of.cites);
    }
    let chosen = |key: &str| of.cites.iter().any(|c| cite_key(c) == key);
    let entries = of.entries.iter().map(|e| {
        let tick = chosen(e.record.as_str());
        pick(id, e.record.0.clone(), tick, cite::entry(e), &e.record)
    });
    let comments = of.comments.iter().map(|c| {
        let key = cite_key(c);
        let tick = chosen(&key);
        pick(id, key, tick, cite::comment(c), &c.record)
    });
    let comments = (!of.comments.is_empty())
        .then(|| view! { <p class="hint">{words.comments}</p><ul class="pick">{comments.collect_view()}</ul> });
    // Cited here without being tied to it.
    let elsewhere = of.cites.iter().filter(|c| !offered(of, c)).map(|c| {
        let line = match c.by.is_empty() {
            true => view! { <span><b>{short(c.day)}</b>" "{cite::excerpt(&c.quote, 160)}</span> }.into_any(),
            false => cite::comment(c),
        };
        pick(id, cite_key(c), true, line, &c.record)
    });
    view! {
        {cite::chips(&of.cites)}
        <details class="act">
            <summary>{(words.choose)(u32::try_from(there).unwrap_or(u32::MAX))}<span class="sr">" "{of.aspect.name.clone()}</span></summary>
            <ul class="pick">{entries.collect_view()}{elsewhere.collect_view()}</ul>
            {comments}
        </details>
    }
    .into_any()
}

fn offered(of: &ReviewAspect, cite: &Citation) -> bool {
    let key = cite_key(cite);
    of.entries.iter().any(|e| e.record.as_str() == key) || of.comments.iter().any(|c| cite_key(c) == key)
}

fn pick(id: &IndicatorId, key: String, tick: bool, line: AnyView, record: &domain::RecordId) -> AnyView {
    view! {
        <li>
            <label class="radio"><input type="checkbox" name=field("cite", id) value=key checked=tick/>{line}</label>
            <a href=format!("/record/{record}")>{a().editor.record_open}</a>
        </li>
    }
    .into_any()
}

fn why(of: &ReviewAspect, page: &ReviewPage) -> AnyView {
    let words = &a().editor;
    let id = &of.aspect.id;
    if !page.may_edit {
        let none =
            (!of.none.trim().is_empty()).then(|| view! { <p class="why-none"><Prose text=of.none.clone()/></p> });
        return view! { <p><Prose text=of.reason.clone()/></p>{none} }.into_any();
    }
    let reason = field("text-reason", id);
    let score = page.scores.then(|| {
        let (score, hint) = (field("score", id), field("score-hint", id));
        let described = page.cut_offs.is_some().then(|| hint.clone());
        let cut_offs = (page.cut_offs.as_ref()).map(|from| view! { <p class="hint" id=hint>{say(from)}</p> });
        view! { <div class="field score"><label for=score.clone()>{words.score}<span class="sr">" "{of.aspect.name.clone()}</span></label><input id=score.clone() name=score value=of.score.clone() inputmode="decimal" autocomplete="off" class="short" aria-describedby=described/>{cut_offs}</div> }
    });
    let failed = (page.elements && of.aspect.key).then(|| {
        view! { <label class="radio"><input type="checkbox" name=field("failed", id) value="1" checked=of.failed/><span>{words.failed}<span class="sr">" "{of.aspect.name.clone()}</span></span></label> }
    });
    view! {
        <label class="sr" for=reason.clone()>{(words.reason_of)(&of.aspect.name)}</label>
        <textarea id=reason.clone() name=reason rows="3" maxlength="1000">{in_textarea(of.reason.clone())}</textarea>
        {none(of)}
        {score}
        {failed}
    }
    .into_any()
}

/// Why there can be no citation: open where there is nothing to cite.
fn none(of: &ReviewAspect) -> AnyView {
    let words = &a().editor;
    let (id, hint) = (field("text-none", &of.aspect.id), field("none-hint", &of.aspect.id));
    let open = of.cites.is_empty() && (of.entries.is_empty() && of.comments.is_empty() || !of.none.is_empty());
    let asked = !of.none.is_empty() || of.cites.is_empty();
    asked
        .then(|| {
            view! {
                <details class="act" open=open>
                    <summary>{words.why_none_add}</summary>
                    <div class="field">
                        <label for=id.clone()>{words.why_none}<span class="sr">" "{of.aspect.name.clone()}</span></label>
                        <textarea id=id.clone() name=id rows="2" maxlength="500" aria-describedby=hint.clone()>{in_textarea(of.none.clone())}</textarea>
                        <p class="hint" id=hint>{words.why_none_what}</p>
                    </div>
                </details>
            }
        })
        .into_any()
}

/// Records without an indicator: each can be cited for one.
pub(super) fn other_entries(page: &ReviewPage) -> Option<AnyView> {
    let words = &a().editor;
    let cited = |entry: &Entry| {
        page.rows
            .iter()
            .any(|r| r.cites.iter().any(|c| c.record == entry.record))
    };
    let left: Vec<&Entry> = page.others.iter().filter(|entry| !cited(entry)).collect();
    let row = |entry: &&Entry| {
        let name = format!("to-{}", entry.record);
        let option = |r: &ReviewAspect| view! { <option value=r.aspect.id.0.clone()>{r.aspect.name.clone()}</option> };
        view! {
            <li>
                <label for=name.clone()>{cite::entry(entry)}</label>
                <span class="place">
                    <select id=name.clone() name=name><option value="">{words.add_none}</option>{page.rows.iter().map(option).collect_view()}</select>
                    <a href=format!("/record/{}", entry.record)>{words.record_open}<span class="sr">" "{short(entry.day)}</span></a>
                </span>
            </li>
        }
    };
    (!left.is_empty()).then(|| {
        view! {
            <details class="card more">
                <summary>{(words.other_entries)(count(&left))}</summary>
                <p class="hint">{words.other_entries_what}</p>
                <ul class="places">{left.iter().map(row).collect_view()}</ul>
            </details>
        }
        .into_any()
    })
}
