//! Daybook's pages, widgets and server functions, for the server (`ssr`) and for WASM (`hydrate`).

pub mod api;
