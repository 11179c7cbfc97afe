//! Plan items: goals and tasks of a person or a unit, from the proposal to the end.
//!
//! An item is somebody's, and somebody else agrees to it: what a leader hands down is accepted by its owner, what one sets for
//! oneself is agreed by a leader ([`moves`]). What was agreed does not change silently: its substance keeps a history and asks again.

mod alike;
mod breach;
mod climb;
mod draft;
mod item;
mod lane;
pub mod moves;
mod period;
mod words;

pub use alike::{alike, terms};
pub use breach::{Breach, STALE};
pub use climb::Climb;
pub use draft::{Draft, Field, MOST_GOALS, MOST_PEOPLE, reason, remark};
pub use item::{By, Change, Did, Edit, Hand, Item, Substance};
pub use lane::{Place, places, rank, rank_from};
pub use period::{Period, period};

use serde::{Deserialize, Serialize};

/// How long a look ahead an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    Year,
    Quarter,
    Month,
    #[default]
    Week,
}

/// How hard the work is; load is counted by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    #[default]
    Ordinary,
    Hard,
    VeryHard,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Somebody must agree first.
    #[default]
    Proposed,
    Agreed,
    /// Agreed and begun.
    InHand,
    Done,
    Dropped,
}

/// Who must answer while an item is proposed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    #[default]
    Nobody,
    /// The owner, for what was handed down.
    Owner,
    /// A leader, for what one set for oneself.
    Leader,
    /// Who set it: it was asked back.
    Setter,
}

macro_rules! names {
    ($kind:ident: $($variant:ident = $name:literal),*) => {
        impl $kind {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text)
            }
        }
    };
}

names!(Horizon: Year = "year", Quarter = "quarter", Month = "month", Week = "week");
names!(Difficulty: Ordinary = "ordinary", Hard = "hard", VeryHard = "very_hard");
names!(State: Proposed = "proposed", Agreed = "agreed", InHand = "in_hand", Done = "done", Dropped = "dropped");
names!(Waits: Nobody = "nobody", Owner = "owner", Leader = "leader", Setter = "setter");
names!(Did: Set = "set", HandedDown = "handed_down", Changed = "changed", Accepted = "accepted", Agreed = "agreed",
    AskedBack = "asked_back", StoodBy = "stood_by", Finished = "finished", Dropped = "dropped", Reopened = "reopened",
    Linked = "linked", Unlinked = "unlinked", Moved = "moved");

impl State {
    /// Whether there is still something to do.
    pub fn open(self) -> bool {
        !matches!(self, Self::Done | Self::Dropped)
    }
}

impl Difficulty {
    /// 1 to 3, as tables and lists write it.
    pub fn level(self) -> u8 {
        match self {
            Self::Ordinary => 1,
            Self::Hard => 2,
            Self::VeryHard => 3,
        }
    }

    pub fn of_level(level: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|d| i64::from(d.level()) == level)
    }
}

#[cfg(test)]
mod tests;
