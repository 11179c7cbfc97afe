//! Daybook's pages, widgets and server functions, for the server (`ssr`) and for WASM (`hydrate`).
//!
//! Adding a page: a function in `pages/` that returns its view, a `Route` in `app.rs`, its words in `words.rs` and both languages.
//! Everything works as links and forms first; what a script adds lives in `browser/` and `live/`.

// Views are deep types: the default limit is reached by pages with forms.
#![recursion_limit = "512"]

pub mod api;

mod app;
mod browser;
mod dates;
mod feed;
mod frame;
mod json;
mod live;
mod load;
mod markup;
mod pages;
mod parts;
mod prelude;
mod session;
mod shell;
mod site;
mod words;

pub use app::App;
#[cfg(feature = "ssr")]
pub use feed::TypedRecord;
#[cfg(feature = "ssr")]
pub use pages::TypedPlan;
#[cfg(feature = "ssr")]
pub use pages::assess::{TypedReview, TypedSummary};
#[cfg(feature = "ssr")]
pub use pages::indicators::TypedSet;
#[cfg(feature = "ssr")]
pub use pages::period::{TypedFields, TypedPeriod};
pub use shell::{ShellOptions, shell};

/// Takes over the page that the server rendered: its frame at once, what can wait in turns of its own.
#[cfg(feature = "hydrate")]
pub fn start() {
    console_error_panic_hook::set_once();
    browser::hurry_when_pressed();
    leptos::mount::hydrate_body(App);
}
