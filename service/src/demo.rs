//! The demo organisation: real published posts, invented people, and a half-year of their work, the same from the same seed.

mod bank;
mod diary;
mod load;
mod measures;
mod names;
mod organise;
mod post;
mod quarters;
mod rng;
pub mod script;
mod slots;
mod talk;
mod template;
mod wording;

pub use load::load;
pub use names::name;
pub use script::Tongue;
pub use wording::in_tongue;

use crate::{Daybook, Result};
use domain::PersonId;

/// What to make.
#[derive(Clone, Debug)]
pub struct Size {
    pub people: usize,
    pub records: usize,
    pub seed: u64,
    pub tongue: Tongue,
    /// The last moment of the half-year, ms; now when none.
    pub end: Option<i64>,
    /// Whether a part of it is assessed: the last quarter and a special task in it decided, this quarter under way.
    pub assessed: bool,
}

/// The password of every account of the demo organisation, and of nothing else.
pub const PASSWORD: &str = "daybook-demo";

/// Accounts with a name of their own, by what they are for.
pub const ROLES: [&str; 8] = [
    "staff",
    "chief",
    "peer",
    "director",
    "admin",
    "security",
    "auditor",
    "personnel",
];

/// Someone to sign in as.
pub struct SignIn {
    pub role: &'static str,
    pub name: String,
    pub post: String,
    pub unit: String,
}

/// The people one can sign in as, if the demo organisation is in the database.
pub async fn sign_ins(daybook: &Daybook) -> Result<Vec<SignIn>> {
    let mut found = Vec::new();
    for role in ROLES {
        if let Some(row) = daybook.db().account(role).await? {
            let person = daybook.profile(&PersonId(row.person)).await?.reference();
            found.push(SignIn {
                role,
                name: person.name,
                post: person.post,
                unit: person.unit,
            });
        }
    }
    Ok(found)
}

/// What is in a database that the demo organisation is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nobody.
    Nothing,
    /// The loading was broken off, and a part of the organisation is there.
    Half,
    /// People, of the demo or of an organisation.
    People,
}

/// What the loading is marked with until all is there, and then.
const BEGUN: &str = "begun";
const WHOLE: &str = "whole";

pub async fn found(daybook: &Daybook) -> Result<Found> {
    let db = daybook.db();
    Ok(match db.has_people().await? {
        false => Found::Nothing,
        true if db.demo_mark().await?.as_deref() == Some(BEGUN) => Found::Half,
        true => Found::People,
    })
}
