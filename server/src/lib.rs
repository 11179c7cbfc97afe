//! The web server of Daybook: settings, router, sessions, live streams, subcommands. No decisions of its own.

pub mod assets;
pub mod authorisation;
pub mod commands;
pub mod connection;
mod faults;
mod forms;
mod headers;
mod origin;
mod request;
pub mod router;
mod routes;
pub mod serve;
pub mod settings;
mod state;
mod telemetry;
mod ways;

pub use state::State;
