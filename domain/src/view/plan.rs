//! Plans as one reader sees them.

use super::{Moment, PersonRef, UnitRef};
use crate::plan::{Did, Difficulty, Edit, Horizon, State, Waits};
use crate::{PersonId, PlanItemId, RecordId};
use serde::{Deserialize, Serialize};

/// A plan item in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    pub id: PlanItemId,
    /// Counts the changes of its substance: an answer names the one it was given to.
    pub version: u32,
    pub title: String,
    pub measure: String,
    pub note: String,
    pub unit: UnitRef,
    pub owner: Option<PersonRef>,
    pub set_by: PersonRef,
    /// A leader set or changed it.
    pub handed: bool,
    pub horizon: Horizon,
    pub weight: u8,
    pub difficulty: Difficulty,
    pub key: bool,
    /// `YYYY-MM-DD`
    pub start: String,
    pub due: String,
    pub state: State,
    pub waits: Waits,
    pub reason: String,
    pub progress: u8,
    /// Records show work on it.
    pub evidenced: bool,
    /// Days until it is due on the site's clock; negative when overdue.
    pub days: i32,
    /// What was handed down in one act has one batch; empty for a single item.
    #[serde(default)]
    pub batch: String,
    /// Whom it names and whose page is closed to the reader, where that was looked up: the name leads nowhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<PersonId>,
    pub may: ItemRights,
}

impl ItemView {
    pub fn overdue(&self) -> bool {
        self.state.open() && self.days < 0
    }
}

/// What the reader can do with an item now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRights {
    /// Own it.
    pub own: bool,
    /// Lead its owner, or the unit while nobody has it.
    pub lead: bool,
    pub accept: bool,
    pub agree: bool,
    pub ask_back: bool,
    pub stand_by: bool,
    pub change: bool,
    pub advance: bool,
    pub finish: bool,
    pub drop: bool,
    pub reopen: bool,
}

/// One's own plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyPlan {
    /// Wait for an answer of mine, as owner, leader or setter.
    pub waiting: Vec<ItemView>,
    /// Overdue, or due today.
    pub today: Vec<ItemView>,
    /// Due by the end of the week.
    pub week: Vec<ItemView>,
    /// Due by the end of the quarter.
    pub period: Vec<ItemView>,
    pub later: Vec<ItemView>,
    /// Ended ones, newest first.
    pub ended: Vec<ItemView>,
    /// What I handed down and nobody has finished, by due date.
    pub handed_down: Vec<ItemView>,
    /// More is handed down than is shown.
    pub handed_more: bool,
    /// Finished items of the last period, by horizon, that can be copied into this one.
    pub copies: Vec<CopyCount>,
    pub units_led: Vec<UnitRef>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyCount {
    pub horizon: Horizon,
    pub count: u32,
}

/// A unit's plan, as its leader reads it; others see it without the figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPlan {
    pub unit: UnitRef,
    pub leads: bool,
    pub people: Vec<PersonPlan>,
    /// Items of the unit that nobody has.
    pub unowned: Vec<ItemView>,
    /// Open items of the unit whose owners hold no post in it any more.
    #[serde(default)]
    pub left: Vec<ItemView>,
    pub below: Vec<UnitCount>,
    /// Two or more items of different people that say nearly the same.
    pub overlaps: Vec<Vec<ItemView>>,
    /// Begun or due soon, and no record shows work on them.
    pub bare: Vec<ItemView>,
    pub waiting: Vec<ItemView>,
    pub ended: Vec<ItemView>,
    /// Finished items of the last period that the reader handed down and can hand down again.
    pub copies: Vec<CopyCount>,
    /// More have ended than were looked at for that.
    #[serde(default)]
    pub copies_more: bool,
    /// More items are open than are shown.
    pub more: bool,
}

/// What one person has, in the order of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPlan {
    pub person: PersonRef,
    pub leads: bool,
    pub items: Vec<ItemView>,
    /// For leaders only.
    pub load: Option<Load>,
}

/// How much somebody has in hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    pub ordinary: u32,
    pub hard: u32,
    pub very_hard: u32,
    pub overdue: u32,
}

/// A unit below with its open items counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitCount {
    pub unit: UnitRef,
    /// None where there are more than could be read.
    pub open: Option<u32>,
    /// For leaders only.
    pub overdue: Option<u32>,
}

/// An item with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemPage {
    pub item: ItemView,
    /// Newest first.
    pub history: Vec<ChangeView>,
    /// There are older ones.
    pub history_more: bool,
    /// Newest first.
    pub steps: Vec<StepView>,
    pub steps_more: bool,
    pub serves: Vec<ItemView>,
    /// What it serves and the reader may not see, for who can take the link away.
    pub serves_closed: Vec<PlanItemId>,
    pub served_by: Vec<ItemView>,
    /// More serve it than were looked at.
    pub served_more: bool,
    /// Larger items that it could serve.
    pub larger: Vec<ItemView>,
    pub larger_more: bool,
    /// The same item with other people: one act handed it down.
    pub batch: Vec<ItemView>,
    /// People who could be its owner.
    pub owners: Vec<PersonRef>,
    pub owners_more: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeView {
    pub did: Did,
    pub by: String,
    pub at: Moment,
    pub words: String,
    pub edits: Vec<Edit>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    pub by: String,
    pub at: Moment,
    /// Percent, if it was told.
    pub progress: Option<u8>,
    pub note: String,
    pub record: Option<RecordId>,
}

/// Whom one can hand an item to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPeople {
    /// Units one leads, with all below them.
    pub units: Vec<UnitRef>,
    /// Chosen already.
    pub chosen: Vec<PersonRef>,
    /// Those that fit the filter, in the order of units and names.
    pub people: Vec<PersonRef>,
    pub more: bool,
}

/// Open items that a new one could serve.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanGoals {
    /// The reader's own.
    pub own: Vec<Goal>,
    /// Those of the leaders above.
    pub leaders: Vec<Goal>,
    /// Of the own unit and those above, while nobody has them.
    pub units: Vec<Goal>,
    /// More fit than are shown.
    pub more: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    pub id: PlanItemId,
    pub title: String,
    /// Who has it; the unit while nobody does.
    pub whose: String,
    pub horizon: Horizon,
    pub due: String,
}

/// A checked table of items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanImport {
    pub id: String,
    pub file: String,
    pub rows: Vec<ImportRow>,
    pub findings: Vec<super::FindingView>,
    /// Set once it is written.
    pub done: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    pub line: u32,
    pub title: String,
    pub owner: String,
    /// By name.
    #[serde(default)]
    pub unit: String,
    pub due: String,
}
