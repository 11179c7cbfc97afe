//! What an entry of the browser's history remembers of its page.

use super::dom::{element, first_in_view, scroll_by, scroll_top};
use leptos::prelude::{on_cleanup, set_timeout, window, window_event_listener_untyped};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::Event;

/// Scrolling that stops for so long rests.
const REST: Duration = Duration::from_millis(150);
/// Further up than this one is at the top of the page.
const AT_TOP: f64 = 240.0;

/// What was noted in this entry.
pub fn noted() -> Option<String> {
    window().history().ok()?.state().ok()?.as_string()
}

/// Browsers count such notes: only what is new is told to them.
pub fn note(text: Option<String>) {
    if text != noted()
        && let Ok(history) = window().history()
    {
        let state = text.map_or(JsValue::NULL, |t| JsValue::from_str(&t));
        _ = history.replace_state_with_url(&state, "", None);
    }
}

/// The record at the top of the screen and where it stands; none at the top of the page.
pub fn first_record() -> Option<(String, i32)> {
    let (top, record) = first_in_view().filter(|_| scroll_top() > AT_TOP)?;
    Some((record.id().strip_prefix("r-")?.to_owned(), top.round() as i32))
}

/// Scrolls so that the record stands there: by whole pixels, as the place was noted, so that however often one goes and comes back it
/// stays where it is.
pub fn put_at(record: &str, top: i32) {
    if let Some(record) = element(&format!("r-{record}")) {
        scroll_by((record.get_bounding_client_rect().top() - f64::from(top)).round());
    }
}

/// Calls `then` when scrolling rests and before a press, which may lead away; until the owner is gone.
pub fn when_resting(then: impl Fn() + 'static) {
    let then: Rc<dyn Fn()> = Rc::new(then);
    let moves = Rc::new(Cell::new(0_u32));
    let heard = ["scroll", "pointerdown", "keydown"].map(|name| {
        let (then, moves) = (then.clone(), moves.clone());
        window_event_listener_untyped(name, move |_: Event| {
            if name != "scroll" {
                return then();
            }
            let (then, moves, now) = (then.clone(), moves.clone(), moves.get() + 1);
            moves.set(now);
            set_timeout(
                move || {
                    if moves.get() == now {
                        then();
                    }
                },
                REST,
            );
        })
    });
    on_cleanup(move || heard.into_iter().for_each(|h| h.remove()));
}
