//! Who a record is meant for.

use serde::{Deserialize, Serialize};

/// Each wider audience includes the leaders of the unit's line; a draft is for its author alone. The narrower one is the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    #[default]
    Unit,
    Granted,
    Leaders,
    Draft,
}

impl Audience {
    pub const ALL: [Self; 4] = [Self::Unit, Self::Granted, Self::Leaders, Self::Draft];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Granted => "granted",
            Self::Leaders => "leaders",
            Self::Draft => "draft",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.as_str() == text)
    }
}
