//! What pages show: plain data, already decided and formatted for one reader. No `usize` on the wire.

mod anchor;
pub mod assess;
mod choice;
mod import;
pub mod indicator;
mod notice;
pub mod plan;
mod search;

pub use anchor::{Anchors, FileKind, FileRef, IndicatorRef, ItemRef, MOST_FILES, MOST_TIES};
pub use choice::{Choice, Choices, LastRecord};
pub use import::{FindingView, ImportCounts, ImportJob, ImportLine, ImportState};
pub use notice::{DueCounts, Errand, NoticeView, NoticesPage, Waiting, WaitingGroup, WaitingItem};
pub use search::{Hit, PersonHit, Run, SearchPage};

use crate::permission::{Duty, Relation};
use crate::{
    Audience, CommentId, CourseId, GrantId, Lang, PeriodId, PersonId, PlanItemId, PositionId, RecordId, UnitId,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRef {
    pub id: PersonId,
    pub name: String,
    /// Title of the (first) post held.
    pub post: String,
    pub unit: String,
    pub unit_id: Option<UnitId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRef {
    pub id: UnitId,
    pub name: String,
}

/// A moment as the site's clock shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// `YYYY-MM-DD`
    pub day: String,
    /// `HH:MM`
    pub clock: String,
}

/// The signed-in person, for the frame of every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub person: PersonRef,
    pub seats: Vec<SeatView>,
    pub duties: Vec<Duty>,
    pub granted: Vec<UnitRef>,
    pub lang: Lang,
    /// Today on the site's clock, `YYYY-MM-DD`.
    pub today: String,
    /// What asks for the reader.
    #[serde(default)]
    pub waits: Waiting,
    pub may_import: bool,
    pub may_grant: bool,
    pub may_read_ledger: bool,
    pub may_see_accounts: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatView {
    pub position: PositionId,
    pub unit: UnitRef,
    pub post: String,
    pub leads: bool,
}

/// A record as one reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCard {
    pub id: RecordId,
    pub author: PersonRef,
    pub unit: UnitRef,
    /// When it was written; the feed is ordered and grouped by it.
    pub written: Moment,
    /// The day of the work when that is earlier (a late entry), `YYYY-MM-DD`.
    pub late_for: Option<String>,
    pub text: String,
    /// What the work was for, and what shows it.
    #[serde(default, skip_serializing_if = "Anchors::is_empty")]
    pub anchors: Anchors,
    pub audience: Audience,
    /// How many earlier versions there are.
    pub revisions: u32,
    pub withdrawn: bool,
    /// What the reader is to it.
    pub relation: Relation,
    pub may_like: bool,
    pub may_comment: bool,
    pub may_edit: bool,
    pub marks: Vec<Mark>,
    /// Colleagues' likes (leaders' marks are not counted in).
    pub likes: u32,
    /// Whether the reader liked or marked it.
    pub liked: bool,
    /// The newest few in a list, all on the record's own page; oldest first.
    pub comments: Vec<CommentView>,
    pub comments_total: u32,
}

/// A leader's circled mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub person: PersonId,
    pub name: String,
}

impl Mark {
    /// What stands inside the ring: the surname's character, or initials.
    pub fn short(&self) -> String {
        let first = self.name.chars().next().unwrap_or('·');
        if first.is_ascii() || self.name.contains(' ') {
            let mut words = self.name.split([' ', '-']).filter_map(|w| w.chars().next());
            let head = words.next().unwrap_or(first);
            return words
                .next_back()
                .map_or_else(|| head.to_string(), |tail| format!("{head}{tail}"));
        }
        const DOUBLE: [&str; 24] = [
            "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "慕容", "皇甫", "尉迟", "夏侯", "端木", "公孙", "令狐",
            "长孙", "宇文", "轩辕", "申屠", "南宫", "呼延", "澹台", "独孤", "西门", "闻人", "司空",
        ];
        DOUBLE
            .iter()
            .find(|d| self.name.starts_with(**d) && self.name.chars().count() > 2)
            .map_or_else(|| first.to_string(), |d| (*d).to_owned())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentView {
    pub id: CommentId,
    pub author: PersonRef,
    /// Written by a leader of the record's author.
    pub leader: bool,
    pub written: Moment,
    pub text: String,
    pub mentions: Vec<PersonMention>,
    /// The comment it answers (one level).
    pub reply_to: Option<CommentId>,
    /// Earlier wordings, oldest first.
    pub earlier: Vec<String>,
    /// Deleted: the text is empty and a trace remains.
    pub deleted: bool,
    pub may_edit: bool,
    pub may_delete: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonMention {
    pub id: PersonId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedPage {
    pub cards: Vec<RecordCard>,
    /// Pass it back for the following page; none at the end of the list.
    pub next: Option<String>,
    /// Records up to this moment (ms) were read on some device.
    pub read_up_to: Option<i64>,
    /// The newest event when the page was read: live updates start there.
    pub since: String,
}

/// An earlier version of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    pub text: String,
    pub audience: Audience,
    pub day: String,
    /// When this version was replaced.
    pub until: Moment,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPage {
    pub card: RecordCard,
    /// Oldest first.
    pub history: Vec<Revision>,
    pub since: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPage {
    pub person: PersonRef,
    pub relation: Relation,
    /// Present appointments first, then earlier ones.
    pub appointments: Vec<AppointmentView>,
    pub superiors: Vec<PersonRef>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentView {
    pub post: String,
    pub grade: String,
    pub family: String,
    pub function: String,
    pub unit: UnitRef,
    /// `substantive`, `acting` or `seconded`
    pub kind: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub current: bool,
    pub leads: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPage {
    pub unit: UnitRef,
    /// From the root down, the unit itself not included.
    pub above: Vec<UnitRef>,
    pub below: Vec<UnitRef>,
    pub people: Vec<UnitMember>,
    pub relation: Relation,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitMember {
    pub person: PersonRef,
    pub leads: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantsPage {
    /// Units whose grants the reader may give.
    pub units: Vec<UnitRef>,
    pub grants: Vec<GrantView>,
    /// Units that can be authorised (same level first).
    pub candidates: Vec<UnitRef>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantView {
    pub id: GrantId,
    pub from: UnitRef,
    pub to: UnitRef,
    pub given_by: String,
    pub since: String,
    pub until: Option<String>,
    pub revoked: Option<String>,
    pub in_force: bool,
    pub may_revoke: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    pub id: String,
    pub at: Moment,
    /// The name of a `domain::act::Act`.
    pub act: String,
    /// Who did it by name; the id where nobody has it (the site itself).
    pub actor: String,
    pub actor_id: String,
    /// What it was done to: an id, usually.
    pub subject: String,
    /// The name that the subject goes by, for `domain::act::Subject::words`; empty when it is not known.
    pub about: String,
    pub hash: String,
}

/// A record as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDraft {
    pub text: String,
    /// `YYYY-MM-DD`; empty for today.
    pub day: String,
    pub audience: String,
    /// The unit written for, when the writer sits in several; empty for the first.
    pub unit: String,
    /// Ties, each absent when the form does not speak of it: nothing then for a new record, no change for an edited one.
    /// Ids of plan items that the work advances, separated by commas.
    #[serde(default)]
    pub items: Option<String>,
    /// Ids of indicators that the work evidences, separated by commas.
    #[serde(default)]
    pub indicators: Option<String>,
    /// Ids of uploaded files, separated by commas.
    #[serde(default)]
    pub files: Option<String>,
    /// How far plan items are now, `ID:PERCENT` separated by commas.
    #[serde(default)]
    pub progress: Option<String>,
    /// The own record of an earlier day that this one goes on with.
    #[serde(default)]
    pub continues: Option<String>,
    /// When it was composed (ms), where it waited for a network since.
    #[serde(default)]
    pub composed: Option<String>,
    /// How many earlier versions there were when an edit began; absent or empty takes the place of whatever there is.
    #[serde(default)]
    pub began: Option<String>,
}

/// A comment as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentDraft {
    pub text: String,
    /// The comment answered; empty for the record itself.
    pub reply_to: String,
    /// Ids of people mentioned, separated by commas.
    pub mentions: String,
}

/// Likes of a record after an own change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikeState {
    pub likes: u32,
    pub marks: Vec<Mark>,
    pub liked: bool,
}

/// What is pushed to browsers; viewer-independent, so it is serialised once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiveEvent {
    /// A new record stands in the feed.
    Created {
        record: RecordId,
        author: PersonId,
        unit: UnitId,
    },
    /// Text, day, audience or comments changed, or it was withdrawn: fetch the card again if it is on the page.
    Changed {
        record: RecordId,
        /// It stands in other lists than before, or elsewhere in one: a list that does not show it may have to.
        #[serde(default)]
        moved: bool,
    },
    /// Who likes it now.
    Liked {
        record: RecordId,
        likes: u32,
        marks: Vec<Mark>,
        by: PersonId,
        on: bool,
    },
    /// A plan item changed: who shows it reads it again.
    Plan { item: PlanItemId },
    /// An assessment took a step.
    Course { course: CourseId },
    /// Many assessments of a period did, or what can be done in it changed.
    Period { period: PeriodId },
    /// Sets of indicators changed: what is kept of them is old.
    Indicators,
    /// How many notifications wait for the reader changed: ask for the count.
    Noticed,
    /// The reader's own rights changed: what is on the page may be too much or too little.
    Rights,
    /// The reader's sessions were ended.
    SignedOut { person: PersonId },
}

/// An event with its place in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveMessage {
    pub id: String,
    pub event: LiveEvent,
}

/// Somebody's account and duties, as the administrators see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    pub person: PersonRef,
    pub account: Option<String>,
    pub open: bool,
    pub duties: Vec<Duty>,
    /// Whether the reader makes one-time links.
    pub may_invite: bool,
    /// Whether the reader gives and takes this person's duties.
    pub may_change_duties: bool,
}
