//! The connection: kept open, resumed where it stopped, tried again ever more slowly.

use super::Lost;
use leptos::prelude::{GetUntracked, Set, document, set_interval, set_timeout, window};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventSource, MessageEvent};

const FIRST_PAUSE: f64 = 500.0;
const LONGEST_PAUSE: f64 = 10_000.0;
/// A loss that lasts longer is told to the reader.
const TELL_AFTER: Duration = Duration::from_secs(5);

/// The server beats every 20 s: a connection that is silent for so long is dead, though nobody said so. Milliseconds.
const SILENT: f64 = 50_000.0;
const LOOK: Duration = Duration::from_secs(10);

type Hear = Rc<dyn Fn(Heard)>;

/// What comes on the stream.
pub enum Heard {
    Message(String),
    /// Too much was missed.
    Reset,
    /// The server lives, and this is its build of the pages.
    Beat(String),
}

#[derive(Clone)]
pub struct Stream {
    since: Rc<RefCell<String>>,
    source: Rc<RefCell<Option<EventSource>>>,
    pause: Rc<Cell<f64>>,
    /// Grows with every attempt: what an older one still says is not heard.
    attempt: Rc<Cell<u32>>,
    open: Rc<Cell<bool>>,
    /// When something was heard last, or the attempt began.
    heard: Rc<Cell<f64>>,
    lost: Lost,
    /// It is this tab's alone.
    own: bool,
    hear: Hear,
}

impl Stream {
    pub fn open(since: String, lost: Lost, own: bool, hear: Hear) -> Self {
        let stream = Self {
            since: Rc::new(RefCell::new(since)),
            source: Rc::default(),
            pause: Rc::new(Cell::new(FIRST_PAUSE)),
            attempt: Rc::default(),
            open: Rc::default(),
            heard: Rc::default(),
            lost,
            own,
            hear,
        };
        if !stream.rests() {
            stream.connect();
        }
        for (target, name) in [
            (window().unchecked_into::<web_sys::EventTarget>(), "online"),
            (document().unchecked_into(), "visibilitychange"),
        ] {
            let waking = stream.clone();
            let wake = Closure::<dyn Fn(Event)>::new(move |_| waking.wake()).into_js_value();
            _ = target.add_event_listener_with_callback(name, wake.unchecked_ref());
        }
        let looking = stream.clone();
        set_interval(
            move || {
                if looking.silent() && !looking.rests() {
                    looking.open.set(false);
                    looking.connect();
                }
            },
            LOOK,
        );
        stream
    }

    /// A device that slept, a cable pulled behind the next switch: no error comes, and nothing else either.
    fn silent(&self) -> bool {
        js_sys::Date::now() - self.heard.get() > SILENT
    }

    /// Browsers open six connections to a host over HTTP/1.1: tabs that nobody looks at leave them to the others.
    fn rests(&self) -> bool {
        self.own && !crate::browser::visible()
    }

    /// What is missed meanwhile comes when somebody looks again.
    fn rest(&self) {
        self.attempt.set(self.attempt.get() + 1);
        self.open.set(false);
        if let Some(source) = self.source.borrow_mut().take() {
            source.close();
        }
    }

    fn wake(&self) {
        if self.rests() {
            return self.rest();
        }
        if (!self.open.get() || self.silent()) && crate::browser::visible() {
            self.open.set(false);
            self.pause.set(FIRST_PAUSE);
            self.connect();
        }
    }

    fn connect(&self) {
        let attempt = self.attempt.get() + 1;
        self.attempt.set(attempt);
        self.heard.set(js_sys::Date::now());
        if let Some(old) = self.source.borrow_mut().take() {
            old.close();
        }
        self.warn_later();
        let Ok(source) = EventSource::new(&format!("/live?since={}", self.since.borrow())) else {
            return self.later(attempt);
        };
        self.on(&source, attempt, "open", |stream, _| {
            stream.open.set(true);
            stream.pause.set(FIRST_PAUSE);
            if stream.lost.0.get_untracked() {
                stream.lost.0.set(false);
                // The network was there all the time: what waits to be sent need not wait for its next try.
                if let Ok(back) = Event::new("online") {
                    _ = window().dispatch_event(&back);
                }
            }
        });
        self.on(&source, attempt, "message", |stream, event| {
            if let Some(message) = event.dyn_ref::<MessageEvent>() {
                if !message.last_event_id().is_empty() {
                    stream.since.replace(message.last_event_id());
                }
                (stream.hear)(Heard::Message(message.data().as_string().unwrap_or_default()));
            }
        });
        self.on(&source, attempt, "beat", |stream, event| {
            let build = event.dyn_ref::<MessageEvent>().and_then(|m| m.data().as_string());
            (stream.hear)(Heard::Beat(build.unwrap_or_default()));
        });
        self.on(&source, attempt, "reset", |stream, event| {
            if let Some(id) = event
                .dyn_ref::<MessageEvent>()
                .map(MessageEvent::last_event_id)
                .filter(|id| !id.is_empty())
            {
                stream.since.replace(id);
            }
            (stream.hear)(Heard::Reset);
        });
        // The server ends a stream when it stops, or when the session is over.
        self.on(&source, attempt, "end", |_, _| super::tabs::leave_if_signed_out());
        self.on(&source, attempt, "error", move |stream, _| {
            stream.open.set(false);
            let refused = stream
                .source
                .borrow()
                .as_ref()
                .is_some_and(|s| s.ready_state() == EventSource::CLOSED);
            if refused {
                super::tabs::leave_if_signed_out();
            }
            // Our own pauses instead of the browser's, which never grow.
            if let Some(source) = stream.source.borrow_mut().take() {
                source.close();
            }
            stream.warn_later();
            stream.later(attempt);
        });
        self.source.replace(Some(source));
    }

    fn on(&self, source: &EventSource, attempt: u32, name: &str, act: impl Fn(&Self, &Event) + 'static) {
        let stream = self.clone();
        let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if stream.attempt.get() == attempt {
                stream.heard.set(js_sys::Date::now());
                act(&stream, &event);
            }
        });
        _ = source.add_event_listener_with_callback(name, heard.into_js_value().unchecked_ref());
    }

    fn later(&self, attempt: u32) {
        let pause = self.pause.get();
        self.pause.set((pause * 2.0).min(LONGEST_PAUSE));
        let jittered = pause * (0.5 + js_sys::Math::random());
        let stream = self.clone();
        set_timeout(
            move || {
                if stream.attempt.get() == attempt && !stream.open.get() {
                    stream.connect();
                }
            },
            Duration::from_millis(jittered as u64),
        );
    }

    fn warn_later(&self) {
        let stream = self.clone();
        set_timeout(
            move || {
                if !stream.open.get() && !stream.rests() {
                    stream.lost.0.set(true);
                }
            },
            TELL_AFTER,
        );
    }
}
