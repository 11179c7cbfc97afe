//! A page is a function that returns its view; `app.rs` gives it its address.
//!
//! Pages with lists that live have a script. The others are forms, tables and text: the server alone renders them.

mod feed;
mod new;
mod person;
mod record;
mod trouble;
mod unit;

#[cfg(feature = "ssr")]
mod accounts;
#[cfg(feature = "ssr")]
pub mod assess;
#[cfg(feature = "ssr")]
mod findings;
#[cfg(feature = "ssr")]
mod grants;
#[cfg(feature = "ssr")]
mod help;
#[cfg(feature = "ssr")]
mod import;
#[cfg(feature = "ssr")]
mod import_job;
#[cfg(feature = "ssr")]
pub mod indicators;
#[cfg(feature = "ssr")]
mod invite;
#[cfg(feature = "ssr")]
mod ledger;
#[cfg(feature = "ssr")]
mod me;
#[cfg(feature = "ssr")]
mod notices;
#[cfg(feature = "ssr")]
pub mod period;
#[cfg(feature = "ssr")]
mod plan;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
mod sign_in;
#[cfg(feature = "ssr")]
mod switches;
#[cfg(feature = "ssr")]
mod why;

pub use feed::feed;
pub use new::new;
pub use person::person;
pub use record::record;
pub use trouble::{person_closed, trouble};
pub use unit::unit;

#[cfg(feature = "ssr")]
pub use self::{
    accounts::accounts, grants::grants, help::help, import::import, import_job::import_job, invite::invite,
    ledger::ledger, me::me, notices::notices, plan::TypedPlan, plan::plan_checked, plan::plan_import, plan::plan_item,
    plan::plan_mine, plan::plan_new, plan::plan_unit, search::search, sign_in::sign_in, switches::Switches,
    trouble::not_found, why::why,
};
