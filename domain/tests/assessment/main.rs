//! Rule packs as they are shipped, what follows from them, and what happens to broken ones.
#![cfg(feature = "engine")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod cases;
mod courses;
mod damage;
mod golden;
mod hostile;
mod packs;
mod properties;
mod questions;
mod refused;
mod shipped;
mod unjudged;
