//! Typed ids. The text is a ULID (26 characters of Crockford base 32), so ids of one kind sort by their time.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    )*};
}

ids! {
    /// A member of staff.
    PersonId,
    /// A node of the tree of units.
    UnitId,
    /// A post (a seat in the establishment, held or vacant).
    PositionId,
    /// A dated entry about work done.
    RecordId,
    /// A comment on a record.
    CommentId,
    /// A permission of one unit for another to read.
    GrantId,
    /// A goal or task in somebody's plan.
    PlanItemId,
    /// An assessment period or year.
    PeriodId,
    /// One person's assessment in a period.
    CourseId,
    /// A set of indicators, one version of it.
    IndicatorSetId,
    /// An indicator through all versions of its set.
    IndicatorId,
    /// A file kept with a record.
    FileId,
    /// Something told to one person.
    NotificationId,
    /// An entry of the outbox.
    EventId,
}

/// Whether `text` could be an id at all: 26 characters of Crockford base 32. Anything else from outside is simply not found.
pub fn is_ulid(text: &str) -> bool {
    text.len() == 26
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b.is_ascii_uppercase() && !b"ILOU".contains(&b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ulids_pass() {
        assert!(is_ulid("01JD3Z8V9QK4M5N6P7R8S9T0AB"));
        assert!(!is_ulid("01JD3Z8V9QK4M5N6P7R8S9T0A"));
        assert!(!is_ulid("01JD3Z8V9QK4M5N6P7R8S9T0AU"));
        assert!(!is_ulid("record:⟨x⟩; DELETE person; "));
    }
}
