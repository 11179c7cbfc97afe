//! One tab holds the stream and tells the others: browsers open only six connections to a host over HTTP/1.1.

use super::bus;
use super::seen;
use super::stream::Stream;
use super::{Lost, Signal};
use crate::api::{self, ApiError};
use domain::view::{LiveEvent, LiveMessage};
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "daybook-live";
/// What is relayed in the place of a message when too much was missed.
const RESET: &str = "reset";

thread_local! {
    static STARTED: Cell<bool> = const { Cell::new(false) };
}

pub fn start(since: &str, lost: Lost) {
    if STARTED.replace(true) {
        return;
    }
    let channel = BroadcastChannel::new(NAME).ok();
    if let Some(channel) = &channel {
        let heard =
            Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| hear(event.data().as_string().as_deref()));
        channel.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    }
    let since = since.to_owned();
    let hold = move || {
        let channel = channel.clone();
        let relay = Rc::new(move |data: Option<String>| {
            if let Some(channel) = &channel {
                _ = channel.post_message(&JsValue::from_str(data.as_deref().unwrap_or(RESET)));
            }
            hear(data.as_deref());
        });
        // A tab that waited has heard more than its page showed.
        Stream::open(seen::last().unwrap_or_else(|| since.clone()), lost, relay);
    };
    if let Err(hold) = when_alone(hold) {
        hold();
    }
}

/// Runs `hold` when this tab gets the lock, which it then keeps; gives it back where there are no locks (plain HTTP).
fn when_alone<F: FnMut() + 'static>(mut hold: F) -> Result<(), F> {
    let locks = Reflect::get(&window().navigator(), &JsValue::from_str("locks")).unwrap_or(JsValue::UNDEFINED);
    let Some(request) = Reflect::get(&locks, &JsValue::from_str("request"))
        .ok()
        .and_then(|f| f.dyn_into::<Function>().ok())
    else {
        return Err(hold);
    };
    let granted = Closure::<dyn FnMut() -> Promise>::new(move || {
        hold();
        Promise::new(&mut |_, _| {})
    });
    _ = request.call2(&locks, &JsValue::from_str(NAME), &granted.into_js_value());
    Ok(())
}

fn hear(data: Option<&str>) {
    let Some(data) = data.filter(|d| *d != RESET) else {
        return bus::tell(&Signal::Reset);
    };
    let Some(LiveMessage { id, event }) = crate::json::read(data) else {
        return;
    };
    if !seen::first(&id) {
        return;
    }
    if let LiveEvent::SignedOut { .. } = event {
        leave_if_signed_out();
    }
    bus::tell(&Signal::Event(&event));
}

/// Another session may be meant. Drafts stay on the device for the same person.
pub fn leave_if_signed_out() {
    leptos::task::spawn_local(async {
        if let Ok(None) | Err(ApiError::NotSignedIn) = api::me().await {
            crate::browser::go(&format!(
                "/sign-in?out=1&next={}",
                crate::parts::escape(&crate::browser::here())
            ));
        }
    });
}
