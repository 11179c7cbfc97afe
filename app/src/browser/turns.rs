//! Work that comes in turns of its own, a few milliseconds each: the page answers between them.

use super::visible;
use js_sys::Date;
use leptos::prelude::{set_timeout, window};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::thread::LocalKey;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::Event;

/// A turn begins nothing more after so many milliseconds.
const TURN: f64 = 5.0;

type Act = Box<dyn FnOnce()>;

thread_local! {
    static WAITING: RefCell<VecDeque<Act>> = const { RefCell::new(VecDeque::new()) };
    /// What waits for all of that.
    static AFTER: RefCell<VecDeque<Act>> = const { RefCell::new(VecDeque::new()) };
    static COMING: Cell<bool> = const { Cell::new(false) };
}

/// Calls `act` soon, after what waits already.
pub fn in_turn(act: impl FnOnce() + 'static) {
    wait(&WAITING, Box::new(act));
}

/// Calls `act` when nothing waits for its turn any more.
pub fn after_turns(act: impl FnOnce() + 'static) {
    wait(&AFTER, Box::new(act));
}

/// Whoever presses something finds everything done: it is done before anybody else hears of the press.
pub fn hurry_when_pressed() {
    let hurry = Closure::<dyn Fn(Event)>::new(|_| {
        while let Some(act) = next() {
            act();
        }
    })
    .into_js_value();
    for name in ["click", "keydown", "popstate"] {
        _ = window().add_event_listener_with_callback_and_bool(name, hurry.unchecked_ref(), true);
    }
}

fn wait(line: &'static LocalKey<RefCell<VecDeque<Act>>>, act: Act) {
    line.with_borrow_mut(|acts| acts.push_back(act));
    if !COMING.replace(true) {
        set_timeout(turn, Duration::ZERO);
    }
}

fn next() -> Option<Act> {
    WAITING
        .with_borrow_mut(VecDeque::pop_front)
        .or_else(|| AFTER.with_borrow_mut(VecDeque::pop_front))
}

/// Where nobody looks timers are slow, and nothing needs to answer.
fn turn() {
    let end = Date::now() + TURN;
    while !visible() || Date::now() < end {
        let Some(act) = next() else {
            return COMING.set(false);
        };
        act();
    }
    set_timeout(turn, Duration::ZERO);
}
