//! What the pages of assessment show. Only the server draws them, and every one is whole without a script.

mod board;
mod brought;
mod hand_over;
mod home;
mod people;
mod sort;
mod statistics;
mod whole;
mod years;

pub use board::{Board, BoardRow};
pub use brought::{RowFate, StatusRead, StatusesImport, TableImport, YearsImport};
pub use hand_over::{Absent, HandedOver, HandingOver, Reviewer};
pub use home::{AssessHome, BoardLink};
pub use people::{PeopleLine, PeoplePage, Reminder};
pub use sort::{Column, Sort};
pub use statistics::{Counted, PeriodStatistics, StatisticsPage};
pub use whole::{
    BallotPage, FirewallCheck, PackChoice, PackSheet, PublicationPage, PublishedAnswer, PublishedLine,
    PublishedObjection, RuleLine, Running, SimulatePage, SimulatedChange, Simulation, SimulationLine, SimulationState,
    StatusLine, StatusesPage, Totals, UnitProgress, kind_words, left_words, special_words, title_words,
};
pub use years::{AnnualScale, EarlierYear, TakenBack, YearLine, YearRead, YearsPage};

use super::{PersonRef, UnitRef};
use crate::assessment::dossier::{Approval, Aspect, Citation, Dossier, Entry, Evidence, ItemResult, Named, Summary};
use crate::assessment::pack::Sure;
use crate::assessment::process::{Act, Kind, State};
use crate::assessment::{Outcome, Standing, Words};
use crate::{CourseId, IndicatorId, PeriodId, PersonId};
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};

/// A grade of a scale, by its id and its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeName {
    pub id: String,
    pub words: Words,
}

/// A period in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodLine {
    pub id: PeriodId,
    pub kind: Kind,
    /// The task of a special assessment.
    pub special: Option<String>,
    pub title: String,
    /// `YYYY-MM-DD`
    pub first: String,
    pub last: String,
    pub pack: Words,
    /// Nothing more is done in it.
    pub closed: bool,
    /// It was taken back: when and why.
    #[serde(default)]
    pub withdrawn: Option<Words>,
    pub people: u32,
    /// Courses are still being opened: how many of `people` stand.
    pub opening: Option<u32>,
}

/// A clock that runs for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockView {
    pub act: Act,
    /// `YYYY-MM-DD`
    pub last: String,
    /// Days from today, negative when over.
    pub days: i32,
    /// It can still move: a calendar year is not published yet.
    pub provisional: bool,
}

/// A course in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseLine {
    pub id: CourseId,
    pub period: PeriodId,
    pub period_title: String,
    pub kind: Kind,
    pub special: Option<String>,
    pub person: PersonRef,
    pub state: State,
    /// As far as the reader may know it.
    pub grade: Option<GradeName>,
    /// The steps that the reader can take now.
    pub acts: Vec<Act>,
    pub clock: Option<ClockView>,
}

/// `/assess/new`: what the form of a new period offers. People are found by name, as in handing down a plan item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPeriod {
    pub packs: Vec<PackChoice>,
    /// The pack and overlays chosen so far, with all that is wrong with them.
    pub chosen: Option<PackSheet>,
    pub flaws: Vec<Words>,
    pub units: Vec<(UnitRef, u32)>,
    /// Found for `part`.
    pub people: Vec<PersonRef>,
    pub more: bool,
    /// Title and days that are next by the cycle of the pack.
    pub title: String,
    pub first: String,
    pub last: String,
    /// The calendar year whose annual assessment is next.
    #[serde(default)]
    pub year: String,
    /// Marks of units toward which a quota of the chosen pack is tilted (`front_line`, …); empty where none is.
    #[serde(default)]
    pub marks: Vec<String>,
    /// What the chosen pack can be used for; everything while none is chosen.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    /// How many people of the units chosen so far hold posts only since after the last day, if any do; and how many others there are.
    #[serde(default)]
    pub later: Option<(u32, u32)>,
}

/// `/assess/period/:id`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodPage {
    pub line: PeriodLine,
    /// The reader sees everybody who takes part by name.
    #[serde(default)]
    pub whole: bool,
    pub units: Vec<UnitProgress>,
    #[serde(default)]
    pub totals: Totals,
    pub committee: Vec<Named>,
    pub deciding: Vec<Named>,
    pub re_review: Vec<Named>,
    pub appeal: Vec<Named>,
    /// Who came to sit on a body or left one since it was opened.
    #[serde(default)]
    pub remarks: Vec<Words>,
    pub digest: String,
    pub layers: Vec<String>,
    pub quotas: Vec<QuotaSheet>,
    /// Steps that can be taken for everybody who is ready, and for how many.
    pub batches: Vec<(Act, u32)>,
    /// A step that is being taken for many.
    pub running: Option<Running>,
    /// What became of the last steps of other kinds that were taken for many.
    #[serde(default)]
    pub reports: Vec<Running>,
    /// The papers by which the share of its quotas was raised, in the order they were entered.
    #[serde(default)]
    pub raised: Vec<Approval>,
    pub may_raise: bool,
    /// Of the democratic rating: invited and ballots that came in.
    pub turnout: Option<(u32, u32)>,
    pub may_manage: bool,
    /// Without a grade by the rules, with the reason.
    pub exempt: Vec<(CourseId, String, Words)>,
    /// Who was taken out, as taking no part any more: since when and why.
    #[serde(default)]
    pub excused: Vec<(CourseId, String, Words)>,
    /// For the personnel office: whom nobody is there to review, or fewer than the pack has parts for.
    #[serde(default)]
    pub unassessed: Vec<Unassessed>,
    pub questions: Vec<Words>,
    /// The clocks that run in the period: of each step that somebody is to take, the first that is over.
    #[serde(default)]
    pub clocks: Vec<ClockView>,
    /// What is to be agreed at the beginning, and the last day for it, where the pack has a clock of the plan.
    #[serde(default)]
    pub plan: Option<(Words, String)>,
}

/// Name and post of somebody for whom an assessor is to be named; where others are there, which ones are lacking.
pub type Unassessed = (CourseId, String, String, Option<Words>);

/// The arithmetic of a quota.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaSheet {
    pub grade: GradeName,
    pub rule: Words,
    pub article: Words,
    pub sure: Sure,
    pub cap: u32,
    /// Unit, people counted, share before rounding, places, proposed so far.
    pub units: Vec<QuotaUnit>,
    pub steps: Vec<Words>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaUnit {
    pub unit: UnitRef,
    pub counted: u32,
    pub exact: String,
    pub places: u32,
    pub proposed: u32,
}

/// `/assess/course/:id`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoursePage {
    pub line: CourseLine,
    pub version: u32,
    pub dossier: Dossier,
    pub steps: Vec<StepView>,
    /// What the rules say now.
    pub outcome: Outcome,
    pub grades: Vec<GradeName>,
    pub clocks: Vec<ClockView>,
    /// What was done: who, when, late, reason, grade.
    pub history: Vec<HistoryLine>,
    /// The result is shown to the reader: the person knows it once it was given.
    pub shows_result: bool,
    pub own: bool,
    /// The total with its arithmetic, line by line, or why there is none; nothing where nobody scores or the result is not given yet.
    #[serde(default)]
    pub score: Vec<Words>,
    /// Of objections: what is different in the decision, in sentences.
    pub differences: Vec<Words>,
    pub forms: bool,
    /// For whoever decides on the objection that is open: until when the days for that can be extended.
    #[serde(default)]
    pub extends_to: Option<String>,
    /// Why the reader, who sits on the body, leaves the decision on an objection to others; for the personnel office that nobody is left.
    #[serde(default)]
    pub aside: Option<Words>,
    /// For the person: what was asked last can be taken back.
    #[serde(default)]
    pub may_withdraw: bool,
    /// Reviewed without a grade that can be given by now: the assessor grades before anybody else does.
    #[serde(default)]
    pub awaits: bool,
    /// The period was taken back: when and why.
    #[serde(default)]
    pub withdrawn: Option<Words>,
    /// Whom the case could be given to instead; for the personnel office.
    pub may_reassign: bool,
    /// For the personnel office: the person can be taken out, as taking no part any more, or in again.
    #[serde(default)]
    pub may_excuse: bool,
    #[serde(default)]
    pub may_take_in: bool,
    /// Names of people who have acted, by id.
    pub names: Vec<Named>,
}

/// A step of the head line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    pub act: Act,
    pub done: bool,
    pub now: bool,
    pub by: Vec<crate::assessment::process::Role>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryLine {
    pub act: Act,
    pub by: String,
    pub on: String,
    pub late: bool,
    pub reason: String,
    pub grade: Option<GradeName>,
}

/// `/assess/course/:id/summary`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryPage {
    pub line: CourseLine,
    pub version: u32,
    pub summary: Summary,
    pub evidence: Evidence,
    /// Why it was returned.
    pub returned: Option<String>,
    /// The words of the draft come from the records and were not edited yet.
    pub drafted: bool,
    pub clock: Option<ClockView>,
    pub may_submit: bool,
}

/// `/assess/course/:id/review`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPage {
    pub line: CourseLine,
    pub version: u32,
    pub steps: Vec<StepView>,
    pub rows: Vec<ReviewAspect>,
    /// Records that are tied to none of the aspects.
    pub others: Vec<Entry>,
    pub items: Vec<ItemResult>,
    pub summary: Summary,
    /// Why there is none, where it was gone on without one.
    #[serde(default)]
    pub without: Option<Words>,
    pub grades: Vec<(GradeName, Standing, Vec<Words>)>,
    pub grade: Option<String>,
    pub words: String,
    pub outcome: Outcome,
    pub questions: Vec<Words>,
    pub quotas: Vec<QuotaSheet>,
    pub scores: bool,
    /// With a grade every indicator has points.
    #[serde(default)]
    pub needs_scores: bool,
    /// From how many points on a score proposes which grade.
    #[serde(default)]
    pub cut_offs: Option<Words>,
    /// The rules of the pack ask whether critical elements were met.
    #[serde(default)]
    pub elements: bool,
    /// Other assessors: name and whether they have submitted.
    pub others_review: Vec<(String, bool)>,
    /// Which others are lacking, where the pack has parts for more: nobody was found, and the office may name somebody.
    #[serde(default)]
    pub lacking: Option<Words>,
    pub clock: Option<ClockView>,
    pub submitted: bool,
    pub may_return: bool,
    pub may_edit: bool,
}

impl ReviewPage {
    /// What the form sends back to say that these questions stood on the page when it was submitted.
    pub fn asked(&self) -> String {
        asked(&self.questions)
    }
}

/// Questions as a token.
pub fn asked(questions: &[Words]) -> String {
    let mut hasher = std::hash::DefaultHasher::new();
    for question in questions {
        question.zh.hash(&mut hasher);
    }
    format!("{:x}", hasher.finish())
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewAspect {
    pub aspect: Aspect,
    /// Monday of each week and whether it has evidence and a citation.
    pub weeks: Vec<(String, bool, bool)>,
    /// What can be cited: records with this indicator, and the comments of others under them as text.
    pub entries: Vec<Entry>,
    pub comments: Vec<Citation>,
    pub cites: Vec<Citation>,
    pub reason: String,
    pub none: String,
    pub score: String,
    /// Of a critical element: not met.
    #[serde(default)]
    pub failed: bool,
}

/// Who may be cited and by what: an id as forms send it, `RECORD` or `RECORD/COMMENT`.
pub fn cite_key(citation: &Citation) -> String {
    match &citation.comment {
        Some(comment) => format!("{}/{comment}", citation.record),
        None => citation.record.0.clone(),
    }
}

/// The name of somebody, as far as it is known.
pub fn name_of(names: &[Named], id: &PersonId) -> String {
    names
        .iter()
        .find(|n| n.id == *id)
        .map_or_else(|| id.0.clone(), |n| n.name.clone())
}

/// An indicator's field in a form.
pub fn field(name: &str, indicator: &IndicatorId) -> String {
    format!("{name}-{indicator}")
}
