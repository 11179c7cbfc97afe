//! Where one was reading. The browser's history keeps the record at the top of the screen (its id, nothing of its words) with the
//! address, so Back and a reload come there again; what stood in the list is kept in this document's memory.

use super::board::{Board, Gap};
use super::entry::Entry;
use crate::browser;
use crate::prelude::*;
use domain::RecordId;
use std::cell::RefCell;

/// Lists kept at most.
const KEPT: usize = 8;
/// Pages fetched at most to find the record again after a reload.
const PAGES: u32 = 15;

/// A list as it was left.
pub struct Shown {
    pub entries: Vec<Entry>,
    pub next: Option<String>,
    pub gaps: Vec<Gap>,
    pub top: i64,
}

/// The record at the top of the screen, and how far from it.
#[derive(Clone)]
pub struct Spot {
    record: RecordId,
    top: i32,
}

thread_local! {
    static LEFT: RefCell<Vec<(String, Shown)>> = const { RefCell::new(Vec::new()) };
}

/// Where the reader was when this entry of the history was left; nothing when the page was opened anew.
pub fn spot(address: &str) -> Option<Spot> {
    let noted = browser::noted()?;
    let mut parts = noted.strip_prefix(address)?.strip_prefix('\n')?.split('\n');
    Some(Spot {
        record: parts.next()?.to_owned().into(),
        top: parts.next()?.parse().ok()?,
    })
}

/// The list as it was left, if that record stands in it.
pub fn left(address: &str, spot: &Spot) -> Option<Shown> {
    LEFT.with_borrow_mut(|all| {
        let place = all
            .iter()
            .position(|(a, shown)| a == address && shown.entries.iter().any(|e| e.id == spot.record))?;
        Some(all.remove(place).1)
    })
}

/// What the reader may see changed: no list is shown again as it was.
pub fn forget() {
    LEFT.with_borrow_mut(Vec::clear);
}

/// Brings the reader back to `spot`, then notes where he is, until the list goes.
pub fn keep(board: Board, address: String, spot: Option<Spot>, as_left: bool) {
    Effect::new(move |_| {
        let (address, spot) = (address.clone(), spot.clone());
        let leaving = address.clone();
        on_cleanup(move || {
            if let Some(shown) = board.shown() {
                LEFT.with_borrow_mut(|all| {
                    all.retain(|(a, _)| *a != leaving);
                    all.push((leaving, shown));
                    if all.len() > KEPT {
                        all.remove(0);
                    }
                });
            }
        });
        let note = move || {
            if browser::here() == address {
                browser::note(browser::first_record().map(|(id, top)| format!("{address}\n{id}\n{top}")));
            }
        };
        let Some(Spot { record, top }) = spot else {
            return browser::when_resting(note);
        };
        let owner = Owner::current();
        leptos::task::spawn_local(async move {
            for _ in 0..PAGES {
                if board.find(&record).is_some() || board.next.try_get_untracked().flatten().is_none() {
                    break;
                }
                board.fetch_older().await;
            }
            let come = move || {
                let (Some(_), Some(owner)) = (board.next.try_get_untracked(), owner) else {
                    return;
                };
                browser::put_at(record.as_str(), top);
                owner.with(|| browser::when_resting(note));
                if as_left {
                    leptos::task::spawn_local(board.resync());
                }
            };
            request_animation_frame(come);
        });
    });
}
