//! What the composer offers to tie a record to.

use crate::propose::Why;
use crate::{Audience, RecordId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Open plan items, likely ones first.
    pub items: Vec<Choice>,
    /// Indicators of the writer's posts, likely ones first.
    pub indicators: Vec<Choice>,
    /// The writer's records to go on with: the newest, and the newest of other work before it.
    pub last: Vec<LastRecord>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub id: String,
    pub name: String,
    /// Percent, of a plan item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<u8>,
    /// Why it is proposed; nothing for what is only to be found in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRecord {
    pub id: RecordId,
    pub text: String,
    /// What goes on with it is meant for nobody else.
    pub audience: Audience,
    /// Ids of its plan items that are still open, and of its indicators that are still the writer's.
    pub items: Vec<String>,
    pub indicators: Vec<String>,
}
