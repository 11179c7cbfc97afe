use super::packs::{OVERLAY, choice};
use super::{a, count, param, query, rules, say, shown};
use crate::api;
use crate::load::load;
use crate::pages::trouble;
use crate::prelude::*;
use crate::site::{lang, w};
use domain::assessment::Words as Said;
use domain::view::assess::{GradeName, PackChoice, PackSheet, PeriodLine, RuleLine, title_words};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// A pack as it applies with its overlays, for anybody to read.
pub fn pack() -> AnyView {
    let id = param("pack");
    let chosen = use_query_map()
        .with_untracked(|q| q.get_all(OVERLAY))
        .unwrap_or_default();
    let laid = chosen.clone();
    let sheet = load(
        move || (id.clone(), None),
        move |(id, _)| api::rule_pack(id, laid.clone()),
    );
    let packs = load(|| (String::new(), None), |_| api::rule_packs());
    let content = move || {
        let chosen = chosen.clone();
        Suspend::new(async move {
            match (sheet.await, packs.await) {
                (Ok(sheet), packs) => page(&sheet, packs.unwrap_or_default(), &chosen),
                (Err(error), _) => trouble(&error),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="wait" aria-busy="true">{w().loading}</p> }>{content}</Transition> }
        .into_any()
}

fn page(sheet: &PackSheet, packs: Vec<PackChoice>, chosen: &[String]) -> AnyView {
    let words = &a().pack;
    let name = say(&sheet.name);
    let pack = packs.into_iter().find(|p| p.id == sheet.id && !p.overlays.is_empty());
    let over = pack.map(|pack| {
        let title = (words.overlays)(count(&pack.overlays));
        view! { <details class="card more" open=!chosen.is_empty()><summary>{title}</summary>{choice(&pack, chosen)}</details> }
            .into_any()
    });
    view! {
        <Title text=name.clone()/>
        <nav class="path" aria-label=w().path><ol><li><a href="/assess">{w().assess}</a></li><li><a href="/assess/rules">{words.title}</a></li></ol></nav>
        <header class="head"><div><h1>{name}</h1><p class="seat">{(words.version)(&sheet.version)}</p></div></header>
        {whole(sheet, over)}
    }
    .into_any()
}

/// The rules that a period was opened with and keeps, for whoever it concerns.
pub fn kept_rules() -> AnyView {
    let (id, course) = (param("id"), query(COURSE));
    let found = load(
        move || (id.clone(), course.clone()),
        |(id, course)| api::period_rules(id, course.unwrap_or_default()),
    );
    shown(found, kept)
}

/// The assessment that the reader comes from, in the address of the rules of its period.
pub(super) const COURSE: &str = "course";

fn kept((line, sheet): (PeriodLine, PackSheet)) -> AnyView {
    let words = &a().pack;
    let period = title_words(&line.title, line.special.as_deref(), lang());
    let course = query(COURSE).filter(|id| domain::id::is_ulid(id));
    let back = course.map_or_else(
        || format!("/assess/period/{}", line.id),
        |id| format!("/assess/course/{id}"),
    );
    view! {
        <Title text=format!("{} · {period}", words.kept)/>
        <nav class="path" aria-label=w().path><ol><li><a href="/assess">{w().assess}</a></li><li><a href=back>{period}</a></li></ol></nav>
        <header class="head"><div><h1>{words.kept}</h1><p class="seat">{say(&sheet.name)}" · "{(words.version)(&sheet.version)}</p></div></header>
        <p class="lead-in">{words.kept_what}</p>
        {whole(&sheet, None)}
    }
    .into_any()
}

/// All that a pack says; `over` stands before it.
fn whole(sheet: &PackSheet, over: Option<AnyView>) -> AnyView {
    let words = &a().pack;
    let entry = |n: usize, title: String| view! { <li><a href=format!("#part-{n}")>{title}</a></li> };
    let contents = sheet
        .parts
        .iter()
        .enumerate()
        .map(|(n, (title, _))| entry(n, say(title)));
    view! {
        <div class="case-cols">
            <div>
                {over}
                <h2 class="section" id="scales">{words.scales}</h2>
                <ul class="scales">{sheet.scales.iter().map(scale).collect_view()}</ul>
                {sheet.parts.iter().enumerate().map(part).collect_view()}
            </div>
            <div class="case-side">
                <nav class="box" aria-label=words.contents><h2>{words.contents}</h2><ul class="plain-list"><li><a href="#scales">{words.scales}</a></li>{contents.collect_view()}</ul></nav>
                {made_of(sheet)}
            </div>
        </div>
    }
    .into_any()
}

fn made_of(sheet: &PackSheet) -> AnyView {
    let words = &a().pack;
    let layer = |layer: &String| view! { <li>{layer.clone()}</li> };
    view! {
        <section class="box">
            <h2>{words.layers}</h2>
            <ol class="plain-list">{sheet.layers.iter().map(layer).collect_view()}</ol>
        </section>
        <section class="box">
            <h2>{words.digest}</h2>
            <code class="digest">{sheet.digest.clone()}</code>
            <p class="hint">{words.digest_what}</p>
        </section>
        <p class="hint">{words.sure_what}</p>
    }
    .into_any()
}

fn scale((of, grades): &(Said, Vec<GradeName>)) -> AnyView {
    let grade = |grade: &GradeName| view! { <li>{say(&grade.words)}</li> };
    view! {
        <li><b>{say(of)}</b>" "<span class="seat">{a().pack.best_first}</span><ol>{grades.iter().map(grade).collect_view()}</ol></li>
    }
    .into_any()
}

fn part((n, (title, lines)): (usize, &(Said, Vec<RuleLine>))) -> AnyView {
    let content = if lines.is_empty() {
        view! { <p class="hint">{a().pack.none}</p> }.into_any()
    } else {
        view! { <ul class="rule-lines">{lines.iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! { <h2 class="section" id=format!("part-{n}")>{say(title)}</h2>{content} }.into_any()
}

/// Facts stand in a sentence as `{sick_days}`; here they are nobody's yet.
fn unfilled(sentence: &str) -> String {
    let mut parts = sentence.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push('N');
        text.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    text
}

/// A sentence, what follows, where it comes from; the condition for whoever wants to see it.
fn line(line: &RuleLine) -> AnyView {
    let effect = say(&line.effect);
    let effect = (!effect.is_empty())
        .then(|| view! { <p class="effect"><span class="sign f" aria-hidden="true">"→"</span>{effect}</p> });
    let when = (!line.when.is_empty()).then(|| {
        view! {
            <details class="act"><summary>{a().pack.condition}<span class="sr">" "{line.id.clone()}</span></summary><code class="when">{line.when.clone()}</code><span class="id">{line.id.clone()}</span></details>
        }
    });
    view! {
        <li id=format!("rule-{}", line.id)>
            <p>{unfilled(&say(&line.sentence))}{rules::article(&line.article, line.sure)}</p>
            {effect}
            {when}
        </li>
    }
    .into_any()
}
