//! Daybook's data in SurrealDB. Nothing above `service` names this crate, and nothing outside it names SurrealDB.
//!
//! [`Store`] opens a database and reads; [`Tx`] reads and writes inside one transaction ([`Store::transact`]).
//! Queries stand in `queries/*.surql`, named by what they answer; a test runs each and asserts the plan of the hot ones.
//!
//! Adding a table: its definition in `schema/*.surql`, the same statements in a new `migrations/NNNN_name.surql`, and a
//! line in [`schema`]; the test `a_fresh_schema_equals_a_migrated_one` compares the two.

#[macro_use]
mod sql;

pub mod account;
pub mod assess;
pub mod bulk;
pub mod comment;
mod connect;
mod db;
pub mod draft;
mod error;
pub mod file;
pub mod grant;
pub mod indicator;
pub mod like;
pub mod notice;
pub mod organisation;
pub mod outbox;
pub mod plan;
pub mod record;
pub mod roster;
mod schema;
pub mod search;
mod segment;
pub mod timeline;

pub use connect::{Login, Store};
pub use db::{Db, IsConflict, Tx};
pub use error::Error;
pub use schema::{LATEST, migrations};

pub type Result<T> = std::result::Result<T, Error>;
