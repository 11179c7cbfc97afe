//! Rosters: units, posts and who holds them, as an import states them or as the database has them now.
//!
//! [`check`] finds what is wrong, [`diff`] what would change, [`apply`] does it in memory; [`Tenure`] and [`Past`] keep what
//! was when it is written; [`trim`] and [`grow`] make a roster smaller or larger for demonstrations and load tests. Nothing here knows
//! where a roster came from.

mod apply;
mod change;
mod check;
mod diff;
mod extent;
mod field;
mod finding;
mod grow;
mod name;
mod order;
mod past;
mod problem;
mod tenure;
mod trim;
mod values;
mod words;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use apply::apply;
pub use change::{Change, Tally};
pub use check::check;
pub use diff::{diff, diff_on};
pub use field::Field;
pub use finding::{Finding, Place, Places, Severity, Source};
pub use grow::grow;
pub use name::{AppointmentKind, source};
pub use past::{Past, held_on, turn};
pub use problem::Problem;
pub use tenure::{Stretch, Tenure, Terms};
pub use trim::trim;
pub use values::LONGEST;

/// A whole list: of a file, of several, or of the installation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    pub units: Vec<Unit>,
    pub posts: Vec<Post>,
}

/// An organisation or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Stable and unique. What stands before the first `/` is its [`source`]: the organisation that its list speaks for.
    pub key: String,
    pub name: String,
    /// The key of the unit above.
    pub parent: Option<String>,
}

/// One seat: where two people do the same work there are two posts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Stable and unique.
    pub reference: String,
    pub title: String,
    pub grade: String,
    pub family: String,
    pub function: String,
    /// The key of its unit.
    pub unit: String,
    /// The reference of the post above.
    pub reports_to: Option<String>,
    /// Whether its holder heads the unit.
    pub leads: bool,
    pub holder: Option<Holder>,
    /// The list says that nobody holds it. Without this and without a holder the list says nothing about who does, and an
    /// import leaves whoever holds the post there.
    #[serde(default)]
    pub vacant: bool,
}

/// Who holds a post, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The staff number: one for each person, who may hold several posts.
    pub reference: String,
    pub name: String,
    /// `None`: not stated.
    pub account: Option<String>,
    pub kind: AppointmentKind,
    /// `None`: not stated, so whatever is known stays.
    pub from: Option<NaiveDate>,
    /// The last day. `None`: open.
    pub to: Option<NaiveDate>,
}

impl Roster {
    /// Without the appointments that had ended before `today`: the list as it should be compared on that day.
    pub fn as_of(mut self, today: NaiveDate) -> Self {
        for post in &mut self.posts {
            if post.holder.as_ref().and_then(|h| h.to).is_some_and(|to| to < today) {
                post.holder = None;
                post.vacant = true;
            }
        }
        self
    }
}
