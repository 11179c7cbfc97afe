//! One tab holds the stream and tells the others: browsers open only six connections to a host over HTTP/1.1.

use super::bus;
use super::seen;
use super::stream::{Heard, Stream};
use super::{Lost, Signal};
use crate::api::{self, ApiError};
use domain::view::{LiveEvent, LiveMessage};
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{set_timeout, window};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "daybook-live";
/// What is relayed in the place of a message when too much was missed.
const RESET: &str = "reset";
/// What stands before the server's build when a beat is relayed.
const BUILD: &str = "build:";
/// What cannot be read comes in bursts: the lists are read again once for all of it.
const TOGETHER: Duration = Duration::from_secs(1);
/// A session that was replaced on this device is in the cookie a moment after the news of its end.
const REPLACED: Duration = Duration::from_millis(900);

thread_local! {
    static STARTED: Cell<bool> = const { Cell::new(false) };
    static UNREADABLE: Cell<bool> = const { Cell::new(false) };
}

pub fn start(since: String, lost: Lost) {
    if STARTED.replace(true) {
        return;
    }
    let channel = BroadcastChannel::new(NAME).ok();
    if let Some(channel) = &channel {
        let heard =
            Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| hear(event.data().as_string().as_deref()));
        channel.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    }
    let hold = move |own: bool| {
        let channel = channel.clone();
        let relay = Rc::new(move |heard: Heard| {
            let text = match heard {
                Heard::Message(text) => text,
                Heard::Reset => RESET.to_owned(),
                Heard::Beat(build) => format!("{BUILD}{build}"),
            };
            if let Some(channel) = &channel {
                _ = channel.post_message(&JsValue::from_str(&text));
            }
            hear(Some(&text));
        });
        // A tab that waited has heard more than its page showed.
        Stream::open(seen::last().unwrap_or_else(|| since.clone()), lost, own, relay);
    };
    if let Err(hold) = when_alone(hold) {
        hold(true);
    }
}

/// Runs `hold` when this tab gets the lock, which it then keeps; gives it back where there are no locks (plain HTTP).
fn when_alone<F: FnMut(bool) + 'static>(mut hold: F) -> Result<(), F> {
    let locks = Reflect::get(&window().navigator(), &JsValue::from_str("locks")).unwrap_or(JsValue::UNDEFINED);
    let Some(request) = Reflect::get(&locks, &JsValue::from_str("request"))
        .ok()
        .and_then(|f| f.dyn_into::<Function>().ok())
    else {
        return Err(hold);
    };
    let granted = Closure::<dyn FnMut() -> Promise>::new(move || {
        hold(false);
        Promise::new(&mut |_, _| {})
    });
    _ = request.call2(&locks, &JsValue::from_str(NAME), &granted.into_js_value());
    Ok(())
}

fn hear(data: Option<&str>) {
    let Some(data) = data.filter(|d| *d != RESET) else {
        return bus::tell(&Signal::Reset);
    };
    if let Some(build) = data.strip_prefix(BUILD) {
        if !build.is_empty() && build != crate::site::build() {
            bus::tell(&Signal::Newer);
        }
        return;
    }
    let Some(LiveMessage { id, event }) = crate::json::read(data) else {
        return unreadable();
    };
    if !seen::first(&id) {
        return;
    }
    if let LiveEvent::SignedOut { .. } = event {
        leave_if_signed_out();
    }
    bus::tell(&Signal::Event(&event));
}

/// News in the words of a newer version: what changed is found by reading the lists again.
fn unreadable() {
    if UNREADABLE.replace(true) {
        return;
    }
    set_timeout(
        || {
            UNREADABLE.set(false);
            bus::tell(&Signal::Reset);
        },
        TOGETHER,
    );
}

/// Another session may be meant. Drafts stay on the device for the same person.
pub fn leave_if_signed_out() {
    leptos::task::spawn_local(async {
        if signed_out().await {
            let again = || {
                leptos::task::spawn_local(async {
                    if signed_out().await {
                        leave();
                    }
                });
            };
            set_timeout(again, REPLACED);
        }
    });
}

async fn signed_out() -> bool {
    matches!(api::me().await, Ok(None) | Err(ApiError::NotSignedIn))
}

fn leave() {
    crate::browser::go(&format!(
        "/sign-in?out=1&next={}",
        crate::parts::escape(&crate::browser::here())
    ));
}
