use super::board::Board;
use super::entry::Entry;
use super::follow::{follow, show_own};
use super::pill::Pill;
use super::place;
use super::record::Record;
use crate::api;
use crate::browser;
use crate::dates;
use crate::live::{self, Lost};
use crate::prelude::*;
use crate::session::Session;
use crate::site::{lang, w};
use domain::view::{FeedPage, RecordCard};
use domain::{RecordId, Scope};
use std::time::Duration;

/// Staying this long at the top means having read the newest record.
const READ_AFTER: Duration = Duration::from_secs(2);

/// Where a list stands, for what differs between pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The reader's feed: it keeps the "read up to here" marker.
    Feed,
    /// A person's or a unit's page.
    Page,
}

/// Lets the composer above a list put the own record into it.
#[derive(Clone, Copy)]
pub struct Written(pub RwSignal<Option<RecordCard>>);

/// Records by day, with what is new above and what is older below.
#[component]
pub fn Timeline(
    page: FeedPage,
    scope: Scope,
    place: Place,
    /// The address of the list, for the link to older records.
    address: String,
    empty: (&'static str, &'static str),
) -> impl IntoView {
    let read_to = page.read_up_to.filter(|_| place == Place::Feed);
    let marks_reading = place == Place::Feed && scope == Scope::All;
    let since = page.since.clone();
    let spot = place::spot(&address);
    let before = spot.as_ref().and_then(|s| place::left(&address, s));
    let as_left = before.is_some();
    let board = Board::new(scope, page, before);
    place::keep(board, address.clone(), spot, as_left);
    follow(board);
    if let Some(lost) = use_context::<Lost>() {
        Effect::new(move |_| live::start(&since, lost));
    }
    if let Some(Written(written)) = use_context::<Written>() {
        Effect::new(move |_| {
            if let Some(card) = written.get() {
                show_own(board, card);
            }
        });
    }
    if marks_reading {
        mark_reading(board);
    }
    let marker = Memo::new(move |_| read_marker(board, read_to));
    let days = Memo::new(move |_| {
        board.entries.with(|all| {
            let mut days: Vec<String> = all.iter().map(|e| e.day.clone()).collect();
            days.dedup();
            days
        })
    });
    view! {
        <Pill board/>
        <div class="timeline" id="newest" tabindex="-1">
            <For each=move || days.get() key=Clone::clone children=move |day| view! { <Day day board marker/> }/>
        </div>
        <Show when=move || board.entries.with(Vec::is_empty)>
            <div class="empty"><p><b>{empty.0}</b></p><p>{empty.1}</p></div>
        </Show>
        <Older board address/>
    }
}

#[component]
fn Day(day: String, board: Board, marker: Memo<Option<RecordId>>) -> impl IntoView {
    let session = Session::here();
    let (number, month, _) = dates::rail(&day, &session.today(), lang());
    let (datetime, named) = (day.clone(), day.clone());
    // Today is yesterday tomorrow, with the page still open.
    let near = move || session.me.with(|me| dates::rail(&named, &me.today, lang()).2);
    let entries = move || {
        board
            .entries
            .with(|all| all.iter().filter(|e| e.day == day).cloned().collect::<Vec<_>>())
    };
    let item = move |entry: Entry| {
        let (id, above) = (entry.id.clone(), entry.id.clone());
        let gap = Memo::new(move |_| board.gaps.with(|all| all.iter().any(|g| g.after == above)));
        let after = entry.id.clone();
        let bridge = move |_| {
            let gap = board
                .gaps
                .with_untracked(|all| all.iter().find(|g| g.after == after).cloned());
            if let Some(gap) = gap {
                leptos::task::spawn_local(board.bridge(gap));
            }
        };
        view! {
            <Show when=move || marker.with(|m| m.as_ref() == Some(&id))>
                <p class="read-mark"><span>{w().read_up_to}</span></p>
            </Show>
            <Record entry/>
            <Show when=move || gap.get()>
                <p class="read-mark gap"><button type="button" on:click=bridge.clone()>{w().live.between}</button></p>
            </Show>
        }
    };
    view! {
        <section class="day">
            <h2 class="date"><time datetime=datetime><b>{number}</b>" "<span>{month}</span>" "<span>{near}</span></time></h2>
            <div class="list">
                <For each=entries key=|e| (e.id.clone(), e.at) children=item/>
            </div>
        </section>
    }
}

/// Older records come by themselves when the end is near; the link does the same without a script.
#[component]
fn Older(board: Board, address: String) -> impl IntoView {
    let glue = if address.contains('?') { '&' } else { '?' };
    let href = move || board.next.get().map(|cursor| format!("{address}{glue}cursor={cursor}"));
    // With every page that came one looks anew: its records may not have pushed the end out of sight.
    Effect::new(move |_| {
        if board.next.get().is_some() {
            browser::when_near("older".to_owned(), move || board.older());
        }
    });
    let press = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        board.older();
    };
    let failed = move || board.failed.with(|f| f.as_ref().map(|e| e.words(lang())));
    let ended = move || board.next.with(Option::is_none) && !board.entries.with(Vec::is_empty);
    view! {
        <div class="older" id="older">
            <Show when=move || board.next.with(Option::is_some)>
                <a class="button" href=href.clone() on:click=press aria-busy=move || board.loading.get().to_string()>
                    {move || if board.loading.get() { w().loading } else { w().older }}
                </a>
            </Show>
            <p class="problem" role="alert">{failed}</p>
            <Show when=ended><p class="end">{w().end_of_list}</p></Show>
        </div>
    }
}

/// The newest record read before, unless it is the very first.
fn read_marker(board: Board, read_to: Option<i64>) -> Option<RecordId> {
    let at = read_to?;
    board.entries.with(|all| {
        let place = all.iter().position(|e| e.at <= at)?;
        (place > 0).then(|| all.get(place).map(|e| e.id.clone())).flatten()
    })
}

fn mark_reading(board: Board) {
    let told = StoredValue::new(i64::MIN);
    let look = move || {
        let newest = board
            .entries
            .try_with_untracked(|all| all.first().map(|e| e.at))
            .flatten();
        if let Some(at) = newest.filter(|at| told.try_get_value().is_some_and(|t| t < *at))
            && browser::visible()
            && browser::scroll_top() < 200.0
        {
            told.set_value(at);
            leptos::task::spawn_local(async move {
                // Not told is not lost: the next visit tells it.
                _ = api::set_read_up_to(at).await;
            });
        }
    };
    Effect::new(move |_| {
        if let Ok(handle) = set_interval_with_handle(look, READ_AFTER) {
            on_cleanup(move || handle.clear());
        }
    });
}
