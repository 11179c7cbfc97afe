//! What the stream says, done to what is shown.

use super::board::Board;
use super::entry::Entry;
use crate::browser;
use crate::live::{self, Signal};
use crate::prelude::*;
use crate::session::{Renewed, Session};
use domain::view::{LikeState, LiveEvent, RecordCard};
use domain::{Audience, PersonId, Scope};
use leptos::task::spawn_local;
use std::time::Duration;

/// Keeps a list true.
pub fn follow(board: Board) {
    let session = Session::here();
    let renewed = use_context::<Renewed>();
    let me = session.person();
    let peeking = StoredValue::new(false);
    live::listen(move |signal| match signal {
        Signal::Event(LiveEvent::Created { record, author, unit }) => {
            match board.find(record) {
                // It comes at another place than before.
                Some(entry) if entry.was_unpublished() => board.take_out(record),
                Some(_) => return,
                None => {}
            }
            match shows(board, author, unit) {
                Some(true) if *author == me => {
                    let record = record.0.clone();
                    spawn_local(async move {
                        if let Ok(card) = crate::api::card(record).await {
                            show_own(board, card);
                        }
                    });
                }
                Some(true) => {
                    _ = board.fresh.try_update(|ids| {
                        if !ids.contains(record) {
                            ids.push(record.clone())
                        }
                    })
                }
                Some(false) => {}
                None => look_soon(board, peeking),
            }
        }
        Signal::Event(event) => {
            let record = match event {
                LiveEvent::Changed { record, .. } | LiveEvent::Liked { record, .. } => record,
                LiveEvent::Rights => {
                    return later(move || {
                        session.renew(renewed);
                        spawn_local(board.resync());
                    });
                }
                _ => return,
            };
            match board.find(record) {
                Some(entry) => apply(&entry, event, &me),
                // A mention, or a wider audience, may have brought it into this list.
                None if matches!(event, LiveEvent::Changed { moved: true, .. }) => look_soon(board, peeking),
                None => {}
            }
        }
        Signal::Reset => later(move || spawn_local(board.resync())),
        Signal::Newer => {}
    });
}

/// Puts a record that was written here or on another device of its writer where it belongs; a draft stands on its writer's page only.
pub fn show_own(board: Board, card: RecordCard) {
    let draft = card.audience == Audience::Draft;
    let own_page = board.scope.try_with_value(|s| matches!(s, Scope::Person(_))) == Some(true);
    if draft && !own_page {
        return;
    }
    match shows(board, &card.author.id, &card.unit.id) {
        Some(true) => board.merge(vec![card]),
        // The stream tells of it again.
        None => spawn_local(async move { _ = board.newest().await }),
        Some(false) => {}
    }
}

/// Keeps a record on its own page true.
pub fn follow_one(entry: Entry) {
    let session = Session::here();
    let renewed = use_context::<Renewed>();
    let me = session.person();
    live::listen(move |signal| match signal {
        Signal::Event(LiveEvent::Rights) => {
            session.renew(renewed);
            again(&entry);
        }
        Signal::Reset => again(&entry),
        Signal::Event(event @ (LiveEvent::Changed { record, .. } | LiveEvent::Liked { record, .. }))
            if *record == entry.id =>
        {
            apply(&entry, event, &me)
        }
        Signal::Event(_) | Signal::Newer => {}
    });
}

/// What concerns everybody at once is asked for by each a little later.
fn later(act: impl FnOnce() + 'static) {
    set_timeout(act, Duration::from_millis(browser::jitter(500)));
}

/// Asks how many are new; once for all that come meanwhile.
fn look_soon(board: Board, peeking: StoredValue<bool>) {
    if peeking.try_get_value() != Some(false) {
        return;
    }
    peeking.set_value(true);
    let look = move || {
        if peeking.try_set_value(false).is_none() {
            spawn_local(board.peek());
        }
    };
    set_timeout(look, Duration::from_millis(100 + browser::jitter(300)));
}

fn again(entry: &Entry) {
    let entry = entry.clone();
    spawn_local(async move { entry.refetch().await });
}

fn apply(entry: &Entry, event: &LiveEvent, me: &PersonId) {
    match event {
        LiveEvent::Changed { .. } => again(entry),
        LiveEvent::Liked {
            likes, marks, by, on, ..
        } => {
            // The answer on its way may be older; then the record is read again.
            if entry.liking.get_untracked().is_some() {
                if by != me {
                    entry.liking.set(Some(true));
                }
                return;
            }
            let liked = if by == me {
                *on
            } else {
                entry.card.with_untracked(|c| c.liked)
            };
            entry.set_likes(LikeState {
                likes: *likes,
                marks: marks.clone(),
                liked,
            });
        }
        _ => {}
    }
}

/// Whether the list's scope shows it; none when only the server can say.
fn shows(board: Board, author: &PersonId, unit: &domain::UnitId) -> Option<bool> {
    board.scope.try_with_value(|scope| match scope {
        Scope::All => Some(true),
        Scope::Person(person) => Some(person == author),
        Scope::Unit(shown) if shown == unit => Some(true),
        _ => None,
    })?
}
