//! What the pages of indicators show. Only the server draws them.

use super::{PersonRef, UnitRef};
use crate::indicator::{Comparison, Dimension, Indicator, SetScope, SetState};
use crate::{IndicatorId, IndicatorSetId, PersonId, PositionId, RecordId};
use serde::{Deserialize, Serialize};

/// A version of a set, without its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetHead {
    pub id: IndicatorSetId,
    pub scope: SetScope,
    /// The family, the unit, or the post with its unit.
    pub name: String,
    pub version: u32,
    pub state: SetState,
    /// `YYYY-MM-DD`
    pub from: Option<String>,
    pub to: Option<String>,
    /// Who wrote it last, and who agreed to it.
    pub by: String,
    pub agreed_by: Option<String>,
    pub note: String,
}

/// A sentence about a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlawView {
    pub error: bool,
    pub words: String,
    /// The row it is about, from 1.
    pub row: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetLine {
    pub head: SetHead,
    pub indicators: u32,
    pub sum: u32,
    /// What can be seen from the rows alone.
    pub flaws: Vec<FlawView>,
}

/// Posts that nothing is said for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    /// Empty when the posts have no family.
    pub family: String,
    /// All of them; `posts` are those from the place `from` (0 for the first) on.
    pub count: u32,
    pub from: u32,
    pub posts: Vec<LackingPost>,
    pub may_draft: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LackingPost {
    pub id: PositionId,
    pub title: String,
    pub unit: UnitRef,
    /// Who holds it today; none while it is vacant.
    pub holder: Option<(PersonId, String)>,
    /// The reader may draft a set for it alone.
    pub may_draft: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorsPage {
    /// Drafts, then what is or will be in force; ended versions are on the page of a set.
    pub sets: Vec<SetLine>,
    pub lacking: Vec<Lacking>,
    /// Posts of one family alone are listed, page by page.
    pub one_family: bool,
    /// Posts in view, and how many of them have a set.
    pub posts: u32,
    pub covered: u32,
    pub alike: Vec<FlawView>,
    /// What the reader may draft for.
    pub families: Vec<String>,
    /// Ready sets to begin with: key and name.
    #[serde(default)]
    pub ready: Vec<(String, String)>,
    pub units: Vec<UnitRef>,
    pub posts_led: Vec<(String, String)>,
    pub may_import: bool,
}

/// One version, to read or to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPage {
    pub head: SetHead,
    pub rows: Vec<Indicator>,
    /// How often it was saved: a form says which saving it began from.
    pub edition: u32,
    pub flaws: Vec<FlawView>,
    /// Weights that could not be read, as they were written, by the place of the row.
    pub unread: Vec<(u32, String)>,
    /// The other versions of the scope, newest first.
    pub versions: Vec<SetHead>,
    /// What it is laid over (one for a post, one a family for a unit), with the outcome.
    pub bases: Vec<Base>,
    pub may_edit: bool,
    pub may_draft: bool,
    pub may_agree: bool,
    /// The first day it can begin.
    pub earliest: String,
    /// The dimensions that the rule packs name, to choose from.
    #[serde(default)]
    pub dimensions: Vec<Dimension>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    pub name: String,
    pub below: Vec<Indicator>,
    /// What holds with this set laid over; none while it cannot be laid.
    pub outcome: Option<Vec<Indicator>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparePage {
    pub before: SetHead,
    pub after: SetHead,
    pub comparison: Comparison,
    pub sum_before: u32,
    pub sum_after: u32,
}

/// A ready set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadySet {
    pub key: String,
    pub name: String,
    pub about: String,
    /// Families of this organisation that it is written for.
    pub fits: Vec<String>,
    /// The other families of this organisation.
    #[serde(default)]
    pub others: Vec<String>,
    pub rows: Vec<Indicator>,
}

/// The indicators of somebody's posts, with the weeks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonIndicators {
    pub person: PersonRef,
    /// Monday of each week, oldest first.
    pub weeks: Vec<String>,
    pub until: String,
    pub posts: Vec<PostIndicators>,
    /// What records of this time evidence that is in no set of these posts.
    pub former: Vec<Strip>,
    /// Without this, the indicators are shown and the records are not.
    pub sees_records: bool,
    pub own: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostIndicators {
    pub post: String,
    pub unit: UnitRef,
    pub family: String,
    /// Since and until when it was held, where that is within the weeks (`YYYY-MM-DD`, inclusive).
    pub from: Option<String>,
    pub to: Option<String>,
    /// The sets it comes from, the family's first.
    pub sets: Vec<SetHead>,
    pub strips: Vec<Strip>,
    pub flaws: Vec<FlawView>,
    pub position: String,
    pub may_draft: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strip {
    pub id: IndicatorId,
    pub name: String,
    /// What the set says of it; none for a former one.
    pub indicator: Option<Indicator>,
    /// By week, oldest first.
    pub weeks: Vec<Vec<Evidence>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub record: RecordId,
    /// `YYYY-MM-DD`
    pub day: String,
    /// The beginning of its text.
    pub text: String,
}

/// A file of sets, checked and not yet written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorImport {
    pub id: String,
    pub file: String,
    pub done: bool,
    pub findings: Vec<super::FindingView>,
    pub problems: u32,
    pub warnings: u32,
    pub sets: Vec<ImportedSet>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedSet {
    pub scope: SetScope,
    pub name: String,
    pub version: u32,
    /// It takes the place of a draft that is there.
    pub replaces: bool,
    pub indicators: u32,
    pub sum: u32,
    /// Against the version in force.
    pub added: u32,
    pub changed: u32,
    pub removed: u32,
    /// Once written.
    pub set: Option<IndicatorSetId>,
}
