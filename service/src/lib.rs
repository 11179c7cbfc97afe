//! Daybook's use cases, one verb a file: authorise, load, decide, save — with the outbox event and the ledger leaf in the
//! same transaction ([`act`]). Nothing here renders or reads requests.
//!
//! Adding one: a file under the noun it is about, taking `(&Daybook, &Actor, …)`; reads go through `daybook.db()`, writes
//! through [`Daybook::perform`], which is the only way to a transaction.

pub mod account;
mod act;
mod actor;
mod apart;
pub mod assess;
pub mod attachment;
mod bus;
mod cache;
mod cards;
mod clock;
pub mod comment;
mod daybook;
pub mod demo;
pub mod directory;
pub mod draft;
mod error;
pub mod feed;
pub mod grant;
#[cfg(test)]
mod harm;
pub mod import;
pub mod indicator;
pub mod ledger;
pub mod like;
mod line;
pub mod live;
pub mod notice;
mod password;
pub mod plan;
mod press;
pub mod propose;
pub mod record;
pub mod result;
pub mod search;
pub mod session;
mod sorting;
mod throttle;

pub use actor::Profile;
pub use daybook::{Daybook, Settings};
pub use error::{Error, Result};
pub use store::Login;
