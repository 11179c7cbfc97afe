//! Views as plain data, for the browser: what its `view!` (crate `markup`) makes.
//!
//! An element is one type here whatever it holds, so that building, taking over and changing it is compiled once. The HTML on the
//! page comes from Leptos' own `view!` on the server; places are found by the same walk (`Cursor`, `PositionState`).

mod attr;
mod el;
mod flow;
mod html;
mod kid;

pub use attr::Value;
pub use el::El;
pub use flow::{each, show};
pub use html::Html;
pub use kid::{FromFn, FromView, Kid, Slot, text};
