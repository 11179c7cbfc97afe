use super::parts::{DRAFT, address, flaws, name, shown};
use crate::api;
use crate::dates;
use crate::load::load;
use crate::prelude::*;
use crate::site::{lang, w};
use crate::words::indicator as words;
use domain::view::indicator::{Evidence, PersonIndicators, PostIndicators, Strip};
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::collections::BTreeMap;

/// Records beside an indicator.
const LATEST: usize = 2;

/// Somebody's indicators, week by week.
pub fn person() -> AnyView {
    let id = use_params_map().with_untracked(|p| p.get("id")).unwrap_or_default();
    let until = use_query_map().with_untracked(|q| q.get("until"));
    let resource = load(
        move || (id.clone(), until.clone()),
        |(id, until)| api::person_indicators(id, until),
    );
    shown(resource, page)
}

fn page(page: PersonIndicators) -> AnyView {
    let iw = w().indicator;
    let person = format!("/person/{}", page.person.id);
    let today = crate::session::Session::here().today();
    let step = |until: String, label: &'static str| {
        let link = format!("{person}/indicators?until={until}");
        view! { <a class="button" href=link>{label}</a> }
    };
    let later = (page.until < today).then(|| step(dates::shift(&page.until, 91), iw.later));
    let earlier = step(dates::shift(&page.until, -91), iw.earlier);
    let weeks = week_list(&page);
    let (id, sees) = (page.person.id.0.clone(), page.sees_records);
    let span = page
        .weeks
        .first()
        .map(|first| (w().from_to)(&dates::long(first, lang()), &dates::long(&page.until, lang())));
    let posts = page.posts.into_iter().map({
        let (weeks, id) = (page.weeks.clone(), id.clone());
        move |post| of_post(post, &weeks, &id, sees)
    });
    let former = (!page.former.is_empty()).then(|| {
        view! { <h2 class="section">{iw.former}</h2>{strips(page.former, &page.weeks, &id, sees, &Held::default())} }
    });
    let whose = page.person.name.clone();
    // To whom no records are shown the person's page is closed, too.
    let whose = if sees {
        view! { <a href=person.clone()>{whose}</a> }.into_any()
    } else {
        whose.into_any()
    };
    view! {
        <Title text=format!("{} · {}", page.person.name, iw.person_title)/>
        <header class="head"><div><p class="path">{whose}</p><h1>{iw.person_title}</h1><p class="seat">{span}</p></div></header>
        {if sees { view! { <p class="lead-in">{iw.strip_what}</p> }.into_any() } else { view! { <p class="note">{iw.no_records_seen}</p> }.into_any() }}
        {posts.collect_view()}
        {former}
        {sees.then(|| view! { <p class="row start below">{earlier}{later}</p> })}
        {sees.then_some(weeks)}
    }
    .into_any()
}

fn of_post(post: PostIndicators, weeks: &[String], person: &str, sees: bool) -> AnyView {
    let iw = w().indicator;
    let sets = post.sets.iter().map(|set| {
        let label = format!("{} {}", set.name, words::version(set.version, lang()));
        view! { <li><a href=address(set)>{label}</a></li> }
    });
    let draft = post.may_draft.then(|| {
        view! {
            <form method="post" action=DRAFT>
                <input type="hidden" name="kind" value="post"/>
                <input type="hidden" name="target" value=post.position.clone()/>
                <button type="submit">{iw.draft_for_post}</button>
            </form>
        }
    });
    let none = post.strips.is_empty();
    let under = [post.unit.name.as_str(), post.family.as_str()]
        .into_iter()
        .filter(|s| !s.is_empty());
    let under = under.collect::<Vec<_>>().join(" · ");
    let day = |day: &Option<String>| day.as_deref().map(|d| dates::long(d, lang()));
    let time = words::held(day(&post.from), day(&post.to), lang());
    let held = Held {
        from: post.from.clone().unwrap_or_default(),
        to: post.to.clone(),
    };
    view! {
        <section class="post-indicators">
            <h2 class="section">{post.post.clone()}<span class="seat">{under}</span></h2>
            {time.map(|time| view! { <p class="hint">{time}</p> })}
            {none.then(|| view! { <div class="empty"><p><b>{iw.no_set_post}</b></p></div> })}
            {(!post.sets.is_empty()).then(|| view! { <div class="from"><span class="hint">{iw.comes_from}</span><ul class="inline">{sets.collect_view()}</ul></div> })}
            {flaws(post.flaws.clone())}
            {(!none).then(|| strips(post.strips, weeks, person, sees, &held))}
            {draft}
        </section>
    }
    .into_any()
}

/// Since and until when a post was held, within the weeks.
#[derive(Default)]
struct Held {
    from: String,
    to: Option<String>,
}

impl Held {
    fn misses(&self, monday: &str) -> bool {
        dates::shift(monday, 6).as_str() < self.from.as_str() || self.to.as_deref().is_some_and(|to| to < monday)
    }
}

fn strips(list: Vec<Strip>, weeks: &[String], person: &str, sees: bool, held: &Held) -> AnyView {
    let iw = w().indicator;
    let heads = weeks.iter().map(|week| view! { <th scope="col" role="columnheader" class="week"><span class="sr">{words::week_of(week, lang())}</span></th> });
    let width = weeks.len();
    let rows = list.into_iter().map(|strip| row(strip, weeks, person, sees, held));
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=iw.strip_caption>
            <table class="table strips" role="table">
                <caption class="sr">{iw.strip_caption}</caption>
                <thead role="rowgroup">
                    <tr role="row"><th scope="col" rowspan="2" role="columnheader">{iw.indicator}</th><th scope="col" rowspan="2" class="number" role="columnheader">{iw.weight}</th>{sees.then(|| view! { <th scope="colgroup" colspan=width role="columnheader">{iw.weeks}</th><th scope="col" rowspan="2" role="columnheader">{iw.latest}</th> })}</tr>
                    {sees.then(|| view! { <tr role="row">{heads.collect_view()}</tr> })}
                </thead>
                <tbody role="rowgroup">{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(strip: Strip, weeks: &[String], person: &str, sees: bool, held: &Held) -> AnyView {
    let iw = w().indicator;
    let title = match &strip.indicator {
        Some(indicator) => name(indicator).into_any(),
        None => strip.name.clone().into_any(),
    };
    let detail = strip
        .indicator
        .as_ref()
        .map(|i| view! { <span class="seat">{i.measure.clone()}</span> });
    let weight = strip.indicator.as_ref().map(|i| format!("{}%", i.weight));
    let with = strip.weeks.iter().filter(|w| !w.is_empty()).count();
    let of = weeks.iter().filter(|week| !held.misses(week)).count();
    let count = words::weeks_with(with, of.max(with), lang());
    let cells = strip
        .weeks
        .iter()
        .zip(weeks)
        .map(|(found, week)| cell(found, week, held.misses(week)));
    let mut found: Vec<&Evidence> = strip.weeks.iter().flatten().collect();
    found.reverse();
    let total = found.len();
    let latest = found.iter().take(LATEST).map(|e| {
        let label = format!("{} · {}", dates::short(&e.day, lang()), e.text);
        view! { <li><a class="cite" href=format!("/record/{}", e.record)>{label}</a></li> }
    });
    let all = (total > LATEST).then(|| {
        let link = format!("/?scope=indicator:{person}:{}", strip.id);
        view! { <li><a href=link>{iw.all_records}" "{words::records(total, lang())}</a></li> }
    });
    let evidence = if total == 0 {
        view! { <span class="cite gap">{iw.none_here}</span> }.into_any()
    } else {
        view! { <ul>{latest.collect_view()}{all}</ul> }.into_any()
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{title}{detail}{sees.then(|| view! { <span class="sr">{count}</span> })}</th>
            <td class="number" role="cell">{weight}</td>
            {sees.then(|| view! { {cells.collect_view()}<td class="latest" role="cell">{evidence}</td> })}
        </tr>
    }
    .into_any()
}

/// A week: its one record, or the list of them below.
fn cell(found: &[Evidence], week: &str, off: bool) -> AnyView {
    let iw = w().indicator;
    let label = format!(
        "{}: {}",
        words::week_of(week, lang()),
        words::records(found.len(), lang())
    );
    match found {
        [] if off => {
            view! { <td class="week" role="cell"><span class="off"><span class="sr">{iw.not_held}</span></span></td> }
                .into_any()
        }
        [] => {
            view! { <td class="week" role="cell"><span class="none"><span class="sr">"—"</span></span></td> }.into_any()
        }
        [one] => {
            let link = format!("/record/{}", one.record);
            view! { <td class="week" role="cell"><a class="some" href=link title=label.clone()><span class="sr">{label.clone()}</span></a></td> }.into_any()
        }
        _ => {
            let link = format!("#week-{week}");
            view! { <td class="week" role="cell"><a class="some many" href=link title=label.clone()><span class="sr">{label.clone()}</span></a></td> }.into_any()
        }
    }
}

/// By day and record: the beginning of its text, and what it evidences.
type Week = BTreeMap<(String, String), (String, Vec<String>)>;

/// Every record once, in the week of its day, newest first, with what it evidences.
fn week_list(page: &PersonIndicators) -> AnyView {
    let iw = w().indicator;
    let mut weeks: Vec<Week> = vec![Week::new(); page.weeks.len()];
    let all = page.posts.iter().flat_map(|p| &p.strips).chain(&page.former);
    for strip in all {
        for (week, found) in weeks.iter_mut().zip(&strip.weeks) {
            for e in found {
                let entry = week
                    .entry((e.day.clone(), e.record.0.clone()))
                    .or_insert_with(|| (e.text.clone(), vec![]));
                if !entry.1.contains(&strip.name) {
                    entry.1.push(strip.name.clone());
                }
            }
        }
    }
    if weeks.iter().all(Week::is_empty) {
        return view! { <p class="note">{iw.no_evidence}</p> }.into_any();
    }
    let week = |(monday, records): (&String, Week)| {
        let rows = records.into_iter().rev().map(|((day, record), (text, names))| {
            view! { <li><a href=format!("/record/{record}")>{dates::short(&day, lang())}" · "{text}</a><span class="seat">{names.join(w().comma)}</span></li> }
        });
        view! { <section id=format!("week-{monday}")><h3>{words::week_of(monday, lang())}</h3><ul>{rows.collect_view()}</ul></section> }
    };
    let filled: Vec<_> = page
        .weeks
        .iter()
        .zip(weeks)
        .filter(|(_, r)| !r.is_empty())
        .rev()
        .map(week)
        .collect();
    view! { <h2 class="section">{iw.by_week}</h2><div class="by-week">{filled}</div> }.into_any()
}
