use super::parts::{empty, encoded, plain_head, say, shown};
use super::rules::packs;
use super::{a, hidden, key};
use crate::api;
use crate::load::load;
use crate::prelude::*;
use crate::site::lang;
use crate::words::assess_admin as words;
use domain::assessment::Words;
use domain::view::assess::{
    GradeName, PeriodLine, SimulatePage, SimulatedChange, Simulation, SimulationLine, SimulationState, title_words,
};
use leptos_router::hooks::use_query_map;

const HERE: &str = "/assess/simulate";

/// What is tried on what, and the replay of it that is looked at: as the address says, so that it can be asked again.
#[derive(Clone)]
struct Asked {
    period: String,
    pack: String,
    overlays: Vec<String>,
    run: String,
}

impl Asked {
    fn address(&self) -> String {
        let over: String = self
            .overlays
            .iter()
            .map(|o| format!("&overlay={}", encoded(o)))
            .collect();
        let (period, pack, run) = (encoded(&self.period), encoded(&self.pack), encoded(&self.run));
        format!("{HERE}?period={period}&pack={pack}{over}&run={run}")
    }

    /// To be sent along where it is not typed again.
    fn fields(&self) -> AnyView {
        let overlays = self.overlays.iter().map(|o| hidden("overlay", o)).collect_view();
        view! { {key()}{hidden("period", &self.period)}{hidden("pack", &self.pack)}{overlays} }.into_any()
    }
}

/// A closed period by other rules: how many would have which grade, and whose would change by which rule.
pub fn simulate() -> AnyView {
    let asked = use_query_map().with_untracked(|q| {
        let one = |name: &str| q.get(name).unwrap_or_default();
        Asked {
            period: one("period"),
            pack: one("pack"),
            overlays: q.get_all("overlay").unwrap_or_default(),
            run: one("run"),
        }
    });
    let run = asked.run.clone();
    let asked = StoredValue::new(asked);
    let page = load(move || (run.clone(), None), |(run, _)| api::simulate(run));
    let content = shown(page, move |page: SimulatePage| whole(page, &asked.get_value()));
    view! { {plain_head(a().simulate_title, a().simulate_what)}{content} }.into_any()
}

fn whole(page: SimulatePage, asked: &Asked) -> AnyView {
    if page.state.goes_on() {
        return going(&page, asked);
    }
    if page.periods.is_empty() {
        return empty(a().simulate_none, a().simulate_none_what);
    }
    let option = |p: &PeriodLine| {
        let state = if p.closed { a().closed } else { a().open_now };
        let title = title_words(&p.title, p.special.as_deref(), lang());
        let name = format!("{title} · {} · {state}", words::people(p.people, lang()));
        view! { <option value=p.id.0.clone() selected=p.id.as_str() == asked.period>{name}</option> }
    };
    let file = format!("{HERE}.xlsx?run={}", encoded(&asked.run));
    view! {
        {without_result(page.state, asked)}
        <form class="sheet stack assess-form" method="post" action=HERE>
            {key()}
            <div class="field">
                <label for="period">{a().period}</label>
                <select id="period" name="period" required><option value="">{a().period_choose}</option>{page.periods.iter().map(option).collect_view()}</select>
            </div>
            {packs(&page.packs, &asked.pack, &asked.overlays)}
            <div class="row start">
                <button type="submit" class="primary">{a().run}</button>
                <button type="submit" formmethod="get" formnovalidate>{a().simulate_overlays}</button>
            </div>
        </form>
        {notes(&page.flaws)}
        {page.run.map(|run| result(run, file))}
        {kept(&page.kept)}
    }
    .into_any()
}

/// How far it is; the page comes again by itself until it is over.
fn going(page: &SimulatePage, asked: &Asked) -> AnyView {
    let words = state_words(page.state);
    let (done, all) = (page.done, page.all.max(1));
    let far = (page.all > 0).then(|| view! { <span class="num">{words::looked_at(done, all, lang())}</span> });
    view! {
        <section class="card state busy">
            <p role="status"><b>{words}</b>" "{far}</p>
            <progress max=all value=done.min(all) aria-label=words></progress>
            <p class="hint">{a().may_leave}" "<a href=asked.address()>{a().reload}</a></p>
            <form method="post" action=HERE>
                {asked.fields()}{hidden("run", &asked.run)}
                <button type="submit" name="step" value="stop">{a().simulate_stop}</button>
            </form>
            <meta http-equiv="refresh" content="2"/>
        </section>
    }
    .into_any()
}

fn state_words(state: SimulationState) -> &'static str {
    match state {
        SimulationState::Waiting => a().simulate_waits,
        SimulationState::Running => a().simulate_runs,
        SimulationState::Done => a().simulate_ready,
        SimulationState::Stopped => a().simulate_stopped,
        SimulationState::Failed => a().simulate_failed,
        SimulationState::Gone => a().simulate_gone,
        SimulationState::None | SimulationState::Refused => "",
    }
}

/// Why there is none, and the way to have it worked out again.
fn without_result(state: SimulationState, asked: &Asked) -> Option<AnyView> {
    let over = [SimulationState::Stopped, SimulationState::Failed, SimulationState::Gone];
    let whole = !asked.period.is_empty() && !asked.pack.is_empty();
    let again = whole.then(|| {
        view! {
            <form method="post" action=HERE>
                {asked.fields()}
                <button type="submit" class="primary">{a().simulate_again}</button>
            </form>
        }
    });
    over.contains(&state).then(|| {
        view! {
            <section class="card state bad">
                <p role="status"><b>{state_words(state)}</b></p>
                {again}
            </section>
        }
        .into_any()
    })
}

/// The reader's others, to be gone back to.
fn kept(list: &[SimulationLine]) -> Option<AnyView> {
    let one = |line: &SimulationLine| {
        let asked = Asked {
            period: line.period.clone(),
            pack: line.pack.clone(),
            overlays: line.overlays.clone(),
            run: line.run.clone(),
        };
        let rules: Vec<&str> = std::iter::once(&line.pack)
            .chain(&line.overlays)
            .map(String::as_str)
            .collect();
        let rules = rules.join(" + ");
        let title = title_words(&line.title, line.special.as_deref(), lang());
        view! { <li><a href=asked.address()>{title}" · "{rules}</a>" "<span class="seat">{line.at.clone()}" · "{state_words(line.state)}</span></li> }
    };
    (!list.is_empty()).then(|| {
        view! {
            <h2 class="section" id="kept">{a().simulate_kept}</h2>
            <p class="hint">{a().simulate_kept_what}</p>
            <ul class="plain-list" aria-labelledby="kept">{list.iter().map(one).collect_view()}</ul>
        }
        .into_any()
    })
}

/// Why nothing could be worked out, or what the result cannot tell.
fn notes(list: &[Words]) -> AnyView {
    if list.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="flaws" role="alert">
            <p><b>{a().simulate_note}</b></p>
            <ul>{list.iter().map(|n| view! { <li>{say(n)}</li> }).collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn result(run: Simulation, file: String) -> AnyView {
    let none = run.changes.is_empty();
    let changed = words::changed(run.changed, run.people, lang());
    let title = title_words(&run.period.title, run.period.special.as_deref(), lang());
    let more = u32::try_from(run.changes.len()).is_ok_and(|listed| listed < run.changed);
    view! {
        <header class="head assess-head result">
            <div><h2 class="section" id="counts">{a().counts}</h2><p class="facts"><span>{title}</span><span>{run.layers.join(" + ")}</span></p></div>
            <nav class="head-links" aria-label=a().table><a class="button" href=file download>{a().table}</a></nav>
        </header>
        {chart(&run.counts)}
        <h2 class="section" id="changes">{a().changes}</h2>
        <p class="hint" role="status">{if none { a().changes_none.to_owned() } else { changed }}</p>
        {more.then(|| view! { <p class="hint">{a().changes_first}</p> })}
        {(!none).then(|| changes(run.changes))}
    }
    .into_any()
}

/// Two bars for each grade, with the numbers beside them.
fn chart(counts: &[(GradeName, u32, u32)]) -> AnyView {
    let most = counts
        .iter()
        .map(|(_, was, would)| *was.max(would))
        .max()
        .unwrap_or_default()
        .max(1);
    let bar = |class: &'static str, label: &'static str, n: u32| {
        view! {
            <span class="lane">
                <span class="seat">{label}</span>
                <svg class="gauge" aria-hidden="true" focusable="false" preserveAspectRatio="none" viewBox=format!("0 0 {most} 1")><rect class=class x="0" y="0" width=n.to_string() height="1"></rect></svg>
                <span class="num">{n}</span>
            </span>
        }
    };
    let row = |(grade, was, would): &(GradeName, u32, u32)| {
        view! { <div><dt>{say(&grade.words)}</dt><dd>{bar("was", a().was, *was)}{bar("would", a().would, *would)}<span class="sr">{words::was_would(*was, *would, lang())}</span></dd></div> }
    };
    view! { <dl class="card chart" aria-labelledby="counts">{counts.iter().map(row).collect_view()}</dl> }.into_any()
}

fn changes(list: Vec<SimulatedChange>) -> AnyView {
    let name = |grade: Option<GradeName>| grade.map_or_else(|| a().no_grade.to_owned(), |g| say(&g.words));
    let row = |c: SimulatedChange| {
        let because = c.because.iter().map(|(rule, article)| {
            view! { <li>{say(rule)}" "<span class="basis">{say(article)}</span></li> }
        });
        view! {
            <tr>
                <th scope="row"><a href=format!("/assess/course/{}", c.course)>{c.person.name}</a><span class="seat">{c.person.post}" · "{c.person.unit}</span></th>
                <td data-label=a().was>{name(c.from)}</td>
                <td data-label=a().would><b>{name(c.to)}</b></td>
                <td data-label=a().because><ul class="sentences">{because.collect_view()}</ul></td>
            </tr>
        }
    };
    view! {
        <div class="scroll">
            <table class="table cards" aria-labelledby="changes">
                <thead><tr><th scope="col">{a().name}</th><th scope="col">{a().was}</th><th scope="col">{a().would}</th><th scope="col">{a().because}</th></tr></thead>
                <tbody>{list.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
