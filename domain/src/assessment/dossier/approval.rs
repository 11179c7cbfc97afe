//! Papers that approve the higher share of a quota.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

/// A paper that approves the higher share of a quota.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub paper: String,
    /// Who entered it, and on which day; not known of those that were kept as a paper alone.
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// It was entered by mistake, and raises nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_back: Option<Revoked>,
}

/// By whom, when and why something was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    pub by: String,
    pub on: NaiveDate,
    pub why: String,
}

impl Approval {
    pub fn stands(&self) -> bool {
        self.taken_back.is_none()
    }
}

/// Approvals as they are kept; of an older period none or one, as its paper alone.
pub(super) fn approvals<'de, D: Deserializer<'de>>(kept: D) -> Result<Vec<Approval>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kept {
        All(Vec<Approval>),
        Paper(String),
    }
    Ok(match Option::<Kept>::deserialize(kept)? {
        None => vec![],
        Some(Kept::All(all)) => all,
        Some(Kept::Paper(paper)) => vec![Approval {
            paper,
            by: String::new(),
            on: None,
            taken_back: None,
        }],
    })
}
