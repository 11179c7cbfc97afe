//! A page is a function that returns its view; `app.rs` gives it its address.

mod accounts;
mod feed;
mod grants;
mod help;
mod import;
mod import_job;
mod invite;
mod ledger;
mod me;
mod new;
mod person;
mod record;
mod sign_in;
mod switches;
mod trouble;
mod unit;
mod why;

pub use accounts::accounts;
pub use feed::feed;
pub use grants::grants;
pub use help::help;
pub use import::import;
pub use import_job::import_job;
pub use invite::invite;
pub use ledger::ledger;
pub use me::me;
pub use new::new;
pub use person::person;
pub use record::record;
pub use sign_in::sign_in;
pub use switches::Switches;
pub use trouble::{not_found, trouble};
pub use unit::unit;
pub use why::why;
