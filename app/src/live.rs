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
    /// Too much was missed: read the lists again.
    Reset,
}

/// Whether the connection has been lost for so long that the reader should know.
#[derive(Clone, Copy)]
pub struct Lost(pub RwSignal<bool>);

/// Hears everything until the owner is gone.
pub fn listen(hear: impl Fn(&Signal<'_>) + 'static) {
    #[cfg(feature = "hydrate")]
    bus::listen(std::rc::Rc::new(hear));
    #[cfg(not(feature = "hydrate"))]
    drop(hear);
}

/// Opens the stream, once per document; `since` is the newest event the page already shows.
pub fn start(since: &str, lost: Lost) {
    #[cfg(feature = "hydrate")]
    tabs::start(since, lost);
    #[cfg(not(feature = "hydrate"))]
    let _ = (since, lost);
}
