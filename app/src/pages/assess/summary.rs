use super::summary_point::{about, gone, point};
use super::{a, count, done, head, hidden, key, line, param, points, short, shown};
use crate::api;
use crate::load::load;
use crate::parts::{Prose, in_textarea};
use crate::prelude::*;
use domain::assessment::dossier::{About, Entry, Point, Summary};
use domain::view::assess::SummaryPage;
use leptos_meta::Title;

/// A summary as somebody typed it, when it could not be kept: the page shows it instead of what is stored.
#[derive(Clone, Debug)]
pub struct TypedSummary {
    pub summary: Summary,
    /// Why it was not kept.
    pub refused: String,
}

/// The editor: what the person did, point by point, each with the records it rests on.
pub fn summary() -> AnyView {
    let id = param("id");
    let page = load(move || (id.clone(), None), |(id, _)| api::course_summary(id));
    shown(page, whole)
}

fn whole(mut page: SummaryPage) -> AnyView {
    let words = &a().editor;
    let typed = use_context::<TypedSummary>();
    let refused = typed.as_ref().map(|typed| {
        let told = typed.refused.clone();
        view! { <div class="flaws bad" role="alert"><p><b>{words.not_kept}</b></p><p>{told}</p></div> }
    });
    let stored = typed.map(|typed| std::mem::replace(&mut page.summary, typed.summary));
    let under = head::under(&page.line, &[]);
    let returned = page.returned.clone().map(|why| {
        view! { <div class="flaws" role="note"><p><b>{words.returned}</b></p><p><Prose text=why/></p></div> }
    });
    let content = if page.may_submit {
        editor(&page, stored.as_ref())
    } else {
        closed(&page)
    };
    view! {
        <Title text=format!("{} · {}", words.summary_title, page.line.period_title)/>
        {head::head(&page.line, &[], under, Some(words.summary_title))}
        {done()}
        {refused}
        {returned}
        {content}
    }
    .into_any()
}

fn closed(page: &SummaryPage) -> AnyView {
    let words = &a().editor;
    view! {
        <p class="note">{words.not_open}" "<a href=format!("/assess/course/{}", page.line.id)>{words.to_dossier}</a></p>
        <h2 class="section">{words.summary_title}</h2>
        {points::points(&page.summary)}
    }
    .into_any()
}

fn editor(page: &SummaryPage, stored: Option<&Summary>) -> AnyView {
    let words = &a().editor;
    let none = page.evidence.entries.is_empty();
    let drafted = (page.drafted && !none && stored.is_none()).then(|| view! { <p class="note">{words.drafted}</p> });
    let all = with_else(&page.summary);
    let before = |point: &Point| stored.map(|s| s.points.iter().find(|p| p.about == point.about).cloned());
    let rows = all.iter().map(|p| point(p, page, before(p)));
    // What another device wrote must not come back over what was refused here.
    let refused = stored.is_some().then_some("");
    view! {
        {drafted}
        <p class="lead-in">{words.summary_what}</p>
        {none.then(|| view! { <p class="flaws">{words.no_entries}" "<a href="/new">{a().home.write_record}</a></p> })}
        <form class="summary-form" method="post" action=format!("/assess/course/{}/summary", page.line.id) data-draft=format!("summary:{}", page.line.id) data-refused=refused>
            {hidden("version", page.version)}{key()}
            <div class="case-cols">
                <div class="points">
                    {rows.collect_view()}
                    {others(page, &all)}
                    {overall(&page.summary.overall, stored)}
                </div>
                {beside(page)}
            </div>
            <div class="savebar">
                <button type="submit" name="do" value="keep">{words.keep}</button>
                <button type="submit" name="do" value="submit" class="primary" aria-describedby="submit-hint">{words.submit}</button>
            </div>
        </form>
    }
    .into_any()
}

/// There is always a place for what belongs nowhere else.
fn with_else(summary: &Summary) -> Vec<Point> {
    let mut all = summary.points.clone();
    if all.iter().all(|p| p.about != About::Else) {
        all.push(Point {
            about: About::Else,
            name: String::new(),
            text: String::new(),
            cites: vec![],
        });
    }
    all
}

fn overall(text: &str, stored: Option<&Summary>) -> AnyView {
    let words = &a().editor;
    view! {
        <fieldset class="card point-edit">
            <legend>{words.overall}</legend>
            <div class="field">
                <label for="overall">{words.overall_what}</label>
                <textarea id="overall" name="text" rows="5" maxlength="3000">{in_textarea(text.to_owned())}</textarea>
            </div>
            {stored.and_then(|s| gone(&s.overall, text))}
        </fieldset>
    }
    .into_any()
}

fn beside(page: &SummaryPage) -> AnyView {
    let words = &a().editor;
    let due = count(&page.evidence.items);
    let finished = page.evidence.items.iter().filter(|item| item.done).count();
    let finished = u32::try_from(finished).unwrap_or(u32::MAX);
    let item = |item: &domain::assessment::dossier::ItemResult| {
        let told = if item.done {
            words.done.to_owned()
        } else {
            (words.due)(&short(item.due), item.progress)
        };
        view! { <li><a href=format!("/plan/item/{}", item.item)>{item.title.clone()}</a><span class="seat">{told}</span></li> }
    };
    view! {
        <div class="case-side">
            {page.clock.as_ref().map(|clock| view! { <section class="box"><h2>{a().course.clocks}</h2><p>{line::clock(clock)}</p></section> })}
            <p class="hint" id="submit-hint">{words.submit_what}</p>
            {(due > 0).then(|| view! {
                <section class="box"><h2>{(words.items)(finished, due)}</h2><ul class="plain-list items">{page.evidence.items.iter().map(item).collect_view()}</ul></section>
            })}
        </div>
    }
    .into_any()
}

/// Records that no point cites: each can be given a place.
fn others(page: &SummaryPage, all: &[Point]) -> Option<AnyView> {
    let words = &a().editor;
    let cited = |entry: &Entry| all.iter().any(|p| p.cites.iter().any(|c| c.record == entry.record));
    let left: Vec<&Entry> = page.evidence.entries.iter().filter(|entry| !cited(entry)).collect();
    let places: Vec<(String, String)> = all.iter().map(|p| (about(p), points::name(p))).collect();
    let row = |entry: &&Entry| {
        let field = format!("to-{}", entry.record);
        let option = |(at, name): &(String, String)| view! { <option value=at.clone()>{name.clone()}</option> };
        view! {
            <li>
                <label for=field.clone()>{super::cite::entry(entry)}</label>
                <span class="place">
                    <select id=field.clone() name=field><option value="">{words.add_none}</option>{places.iter().map(option).collect_view()}</select>
                    <a href=format!("/record/{}", entry.record)>{words.record_open}<span class="sr">" "{short(entry.day)}</span></a>
                </span>
            </li>
        }
    };
    (!left.is_empty()).then(|| {
        view! {
            <details class="card more">
                <summary>{(words.others)(count(&left))}</summary>
                <p class="hint">{words.others_what}</p>
                <ul class="places">{left.iter().map(row).collect_view()}</ul>
            </details>
        }
        .into_any()
    })
}
