use super::line::{courses, periods};
use super::{a, say, shown};
use crate::api;
use crate::load::load;
use crate::parts::Icon;
use crate::prelude::*;
use crate::site::{lang, w};
use domain::view::assess::{AssessHome, BoardLink, EarlierYear, title_words};
use leptos_meta::Title;

/// What waits, what is one's own, and where to look further.
pub fn home() -> AnyView {
    let home = load(|| (String::new(), None), |_| api::assess_home());
    shown(home, page)
}

fn page(home: AssessHome) -> AnyView {
    let words = &a().home;
    let nothing = home.own.is_empty()
        && home.before.is_empty()
        && home.waiting.is_empty()
        && home.boards.is_empty()
        && home.periods.is_empty()
        && home.ballots.is_empty()
        && home.published.is_empty();
    let office = home.may_open.then(|| {
        view! {
            <div class="head-links">
                <a href="/assess/statuses">{words.statuses}</a>
                <a href="/assess/years">{words.years}</a>
                <a href="/assess/simulate">{words.simulate}</a>
                <a href="/assess/statistics">{words.statistics}</a>
                <a class="button primary" href="/assess/new">{words.open_period}</a>
            </div>
        }
    });
    let lists = if nothing && !home.may_open { empty() } else { full(home) };
    view! {
        <Title text=w().assess/>
        <header class="head"><h1>{w().assess}</h1>{office}</header>
        <p class="lead-in">{words.what}</p>
        <div class="case-cols">
            <div>{lists}</div>
            {understand()}
        </div>
    }
    .into_any()
}

fn empty() -> AnyView {
    let words = &a().home;
    view! {
        <div class="empty">
            <p><b>{words.empty}</b></p>
            <p>{words.empty_what}</p>
            <p><a class="button primary" href="/new">{words.write_record}</a></p>
        </div>
    }
    .into_any()
}

fn full(home: AssessHome) -> AnyView {
    let words = &a().home;
    let office = home.may_open;
    let none = |text: &'static str| view! { <p class="hint">{text}</p> }.into_any();
    // What the reader has to do on an assessment of his own stands there.
    let own_waits = home.own.iter().any(|course| !course.acts.is_empty());
    let waiting = match home.waiting.is_empty() {
        true => (!own_waits).then(|| none(words.waiting_none)),
        false => Some(courses(home.waiting, false)),
    };
    let own = match home.own.is_empty() {
        // Whoever holds no post is assessed nowhere.
        true if office => None,
        true => Some(none(words.own_none)),
        false => Some(courses(home.own, true)),
    };
    let all = periods(home.periods, "", words.open);
    let all = all.or_else(|| office.then(|| none(words.periods_none)));
    view! {
        {section(words.waiting, waiting)}
        {home.waiting_more.then(|| none(words.waiting_more))}
        {section(words.ballots, periods(home.ballots, "/ballot", words.cast))}
        {section(words.own, own)}
        {section(words.before, before(home.before))}
        {section(words.boards, boards(home.boards))}
        {section(words.published, periods(home.published, "/publication", words.open))}
        {section(words.periods, all)}
    }
    .into_any()
}

fn section(title: &'static str, content: Option<AnyView>) -> Option<AnyView> {
    content.map(|content| view! { <h2 class="section">{title}</h2>{content} }.into_any())
}

/// Results from before this system was used, each with its document.
fn before(list: Vec<EarlierYear>) -> Option<AnyView> {
    let words = &a().home;
    let row = |one: EarlierYear| {
        view! {
            <li class="case-line">
                <div>
                    <p class="title">{(words.year)(one.year)}</p>
                    <p class="seat">{one.basis}</p>
                    <p class="facts"><span class="chip">{(words.grade)(&say(&one.grade.words))}</span><span>{words.brought_in}</span></p>
                </div>
            </li>
        }
    };
    (!list.is_empty())
        .then(|| view! { <ul class="case-list">{list.into_iter().map(row).collect_view()}</ul> }.into_any())
}

fn boards(list: Vec<BoardLink>) -> Option<AnyView> {
    let words = &a().home;
    let row = |board: BoardLink| {
        let href = format!("/assess/period/{}/unit/{}", board.period, board.unit.id);
        let period = title_words(&board.period_title, board.special.as_deref(), lang());
        let waiting = match board.waiting {
            0 => view! { <span>{words.board_quiet}</span> }.into_any(),
            n => view! { <span class="chip lead">{(words.board_waiting)(n)}</span> }.into_any(),
        };
        view! {
            <li class="case-line">
                <div>
                    <p class="title"><a href=href.clone()>{board.unit.name.clone()}</a></p>
                    <p class="seat">{period}</p>
                    <p class="facts">{waiting}</p>
                </div>
                <a class="button" href=href>{words.open}<span class="sr">" "{board.unit.name}</span></a>
            </li>
        }
    };
    (!list.is_empty())
        .then(|| view! { <ul class="case-list">{list.into_iter().map(row).collect_view()}</ul> }.into_any())
}

fn understand() -> AnyView {
    let words = &a().home;
    let link = |href: &'static str, icon: &'static str, title: &'static str, what: &'static str| {
        view! { <li><a href=href><Icon name=icon/><span><b>{title}</b><span class="seat">{what}</span></span></a></li> }
    };
    view! {
        <section class="case-side" aria-label=words.understand>
            <ul class="links">
                {link("/assess/rules", "ledger", words.rules, words.rules_what)}
                {link("/assess/firewall", "shield", words.firewall, words.firewall_what)}
            </ul>
        </section>
    }
    .into_any()
}
