//! Views as plain data: what `view!` (crate `markup`) makes.
//!
//! An element is one type here whatever it holds, so that writing, building, taking over and changing it is compiled once. The server
//! writes the HTML (`server`), the browser finds its places by the same walk as Leptos (`Cursor`, `PositionState`) and builds what is
//! new (`browser`). Components, signals, suspense and routes are Leptos' on both sides.

#[cfg(feature = "hydrate")]
mod browser;
mod flow;
#[cfg(feature = "ssr")]
mod server;
mod slot;
mod worth;

#[cfg(feature = "hydrate")]
pub use browser::{El, Html, Kid};
pub use flow::{each, show};
#[cfg(feature = "ssr")]
pub use server::{El, Html, Kid};
pub use slot::{FromFn, FromView, Slot, text};
pub use worth::{Value, Worth};
