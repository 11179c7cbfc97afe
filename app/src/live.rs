//! News from the server: one stream for all tabs of a browser, heard by whatever is on the page.
//!
//! `bus` hands an event to its listeners, `stream` keeps the connection, `tabs` shares it, `seen` drops repeats.

#[cfg(feature = "hydrate")]
mod bus;
mod line;
#[cfg(feature = "hydrate")]
mod seen;
#[cfg(feature = "hydrate")]
mod stream;
#[cfg(feature = "hydrate")]
mod tabs;

use crate::prelude::*;
use domain::view::LiveEvent;

pub use line::ConnectionLine;

#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "nothing is pushed to the server")
)]
pub enum Signal<'a> {
    Event(&'a LiveEvent),
    /// Too much was missed, or came in words of a newer version: read the lists again.
    Reset,
    /// The server has another build of the pages than this one.
    Newer,
}

/// Whether the connection has been lost for so long that the reader should know.
#[derive(Clone, Copy)]
pub struct Lost(pub RwSignal<bool>);

/// Whether the server has a newer build of the pages than the one that runs here.
#[derive(Clone, Copy)]
pub struct Newer(pub RwSignal<bool>);

/// Hears everything until the owner is gone.
pub fn listen(hear: impl Fn(&Signal<'_>) + 'static) {
    #[cfg(feature = "hydrate")]
    bus::listen(std::rc::Rc::new(hear));
    #[cfg(not(feature = "hydrate"))]
    drop(hear);
}

/// Notes when a newer version is there, and forgets lists that were left when rights change, for the life of the document.
pub fn watch_version() {
    let newer = RwSignal::new(false);
    provide_context(Newer(newer));
    listen(move |signal| match signal {
        Signal::Newer => newer.set(true),
        Signal::Event(LiveEvent::Rights) => crate::feed::forget(),
        _ => {}
    });
}

/// Opens the stream when the page is taken over, once per document; `since` is the newest event the page already shows.
pub fn start(since: &str, lost: Lost) {
    // No news changes what was not taken over yet: it is found by what the server wrote.
    #[cfg(feature = "hydrate")]
    {
        let since = since.to_owned();
        crate::browser::after_turns(move || tabs::start(since, lost));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (since, lost);
}
