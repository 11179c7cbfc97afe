//! What every view needs: Leptos', with leaner macros. Use this instead of `leptos::prelude` (held by `xtask tidy`).

pub use crate::api::ServerFn;
pub use leptos::prelude::*;
#[cfg(feature = "hydrate")]
pub use markup::server;
pub use markup::view;
