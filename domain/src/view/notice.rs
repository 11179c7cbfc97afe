//! What waits for a reader, and what he is told of.

use super::Moment;
use crate::notice::{NoticeKind, Wish};
use crate::{NotificationId, PlanItemId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticesPage {
    /// Newest first.
    pub notices: Vec<NoticeView>,
    /// Pass it back for the following page; none at the end.
    pub next: Option<String>,
    pub unread: u32,
    /// How the reader wants to be told, by kind.
    pub wishes: Vec<(NoticeKind, Wish)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    pub id: NotificationId,
    pub kind: NoticeKind,
    /// The record, plan item, course or period it is about.
    pub thread: String,
    /// Who did it, the newest first.
    pub by: Vec<String>,
    pub at: Moment,
    pub unread: bool,
    /// Where it leads, as a path.
    pub path: String,
    /// The beginning of the text it is about, as the reader may see it now; empty when that is gone.
    pub excerpt: String,
    /// What the thread is about (the record, the plan item, the period of an assessment and whose it is), as the reader may see it now.
    pub about: String,
    /// The task, where it is about a special assessment.
    pub special: Option<String>,
    /// For a reminder of due days: how many items were due soon and how many overdue.
    pub due: Option<DueCounts>,
    /// For a step that waits for several people at once: for how many.
    #[serde(default)]
    pub many: Option<u32>,
    pub muted: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueCounts {
    pub soon: u32,
    pub overdue: u32,
}

/// What asks for the reader. An item stands in one list only; each names the first few, and says how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub unread: u32,
    /// Plan items that wait for the reader's answer or agreement.
    pub answer: WaitingGroup,
    /// Own items past their day.
    pub overdue: WaitingGroup,
    /// Own items due within three days.
    pub soon: WaitingGroup,
    /// Steps of assessments.
    #[serde(default)]
    pub assess: Vec<Errand>,
    /// The clocks that run in the own courses, whoever is to act.
    #[serde(default)]
    pub clocks: Vec<Errand>,
}

/// A step of an assessment that waits for the reader, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    pub path: String,
    pub words: String,
    /// The period.
    pub about: String,
    /// Of a special assessment: that it is one, and its task.
    pub special: Option<String>,
    /// The last day for it (`YYYY-MM-DD`), where a clock runs.
    pub due: Option<String>,
}

/// The first few plan items of a kind, and how many there are beyond them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingGroup {
    pub items: Vec<WaitingItem>,
    pub more: u32,
}

impl WaitingGroup {
    /// How many there are.
    pub fn count(&self) -> u32 {
        self.more + u32::try_from(self.items.len()).unwrap_or(u32::MAX)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingItem {
    pub id: PlanItemId,
    pub title: String,
    /// `YYYY-MM-DD`
    pub due: String,
    /// Percent
    pub progress: u8,
}
