//! Types and decisions of Daybook as pure functions, for the server and for WASM.
//!
//! Nothing here does IO, reads a clock or draws a random number: callers pass `now` and ids in (held by `xtask tidy`).

pub mod act;
pub mod assessment;
pub mod audience;
pub mod draft;
pub mod event;
pub mod file;
pub mod id;
pub mod indicator;
pub mod lang;
pub mod ledger;
pub mod notice;
pub mod permission;
pub mod plan;
pub mod propose;
pub mod record;
pub mod roster;
pub mod scope;
pub mod search;
pub mod text;
pub mod view;
pub mod violation;

pub use audience::Audience;
pub use id::{
    CommentId, CourseId, EventId, FileId, GrantId, IndicatorId, IndicatorSetId, NotificationId, PeriodId, PersonId,
    PlanItemId, PositionId, RecordId, UnitId,
};
pub use lang::Lang;
pub use scope::Scope;
pub use violation::{Tie, Violation};
