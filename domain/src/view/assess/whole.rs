//! What is drawn of a period as a whole: packs, publication, ballots, statuses, the simulator, the firewall.

use super::{GradeName, PackChoice, PeriodLine};
use crate::CourseId;
use crate::assessment::Words;
use crate::assessment::pack::Sure;
use crate::assessment::process::State;
use crate::view::PersonRef;
use crate::view::assess::ClockView;
use serde::{Deserialize, Serialize};

/// `/assess/rules/:pack`: a pack, to be read by anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackSheet {
    pub id: String,
    pub name: Words,
    pub version: String,
    pub layers: Vec<String>,
    pub digest: String,
    pub scales: Vec<(Words, Vec<GradeName>)>,
    /// Heading and lines, each a sentence with its article and how sure it is.
    pub parts: Vec<(Words, Vec<RuleLine>)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleLine {
    pub id: String,
    pub sentence: Words,
    pub article: Words,
    pub sure: Sure,
    /// The condition as it is written in the pack; empty for what is no rule.
    pub when: String,
    pub effect: Words,
}

/// `/assess/period/:id/publication`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationPage {
    pub period: PeriodLine,
    pub until: Option<ClockView>,
    /// The first day on which a name stands, `YYYY-MM-DD`.
    #[serde(default)]
    pub since: Option<String>,
    pub rows: Vec<PublishedLine>,
    /// The reader's own objections to names that stand here no more, with whose it was.
    #[serde(default)]
    pub answered: Vec<(String, PublishedObjection)>,
    pub may_answer: bool,
    /// What an objection can be answered with, the best first; empty for whoever may not answer.
    #[serde(default)]
    pub grades: Vec<GradeName>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedLine {
    pub course: CourseId,
    pub person: PersonRef,
    pub grade: GradeName,
    pub state: State,
    /// Objections that the reader may see.
    pub objections: Vec<PublishedObjection>,
    pub may_object: bool,
}

/// What somebody said against a name, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedObjection {
    pub by: String,
    pub on: String,
    pub reason: String,
    pub answer: Option<PublishedAnswer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedAnswer {
    pub by: String,
    pub on: String,
    pub reason: String,
    /// Another grade than the one that was published.
    pub changed: bool,
}

/// `/assess/period/:id/ballot`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotPage {
    pub period: PeriodLine,
    pub grades: Vec<GradeName>,
    pub people: Vec<(CourseId, PersonRef)>,
    pub cast: bool,
    pub open: bool,
    pub turnout: (u32, u32),
    pub fewest: u32,
}

/// `/assess/statuses`: special statuses, investigations and sanctions of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusesPage {
    pub rows: Vec<StatusLine>,
    pub more: bool,
    pub people: Vec<PersonRef>,
    /// What can be entered: the name of each kind, as [`StatusLine::kind`], and its words.
    #[serde(default)]
    pub kinds: Vec<(String, Words)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusLine {
    pub id: String,
    pub person: PersonRef,
    /// As `service::assess::status` names it: `probation`, `sick_leave`, …, `investigation`, `sanction`.
    pub kind: String,
    pub words: Words,
    pub first: String,
    pub last: Option<String>,
    /// Of an investigation: how it ended.
    pub ended: Option<Words>,
    pub note: String,
    pub by: String,
    pub open: bool,
}

/// `/assess/simulate`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatePage {
    pub periods: Vec<PeriodLine>,
    pub packs: Vec<PackChoice>,
    pub run: Option<Simulation>,
    pub flaws: Vec<Words>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulation {
    pub period: PeriodLine,
    pub layers: Vec<String>,
    pub people: u32,
    /// Grade, how many had it, how many would.
    pub counts: Vec<(GradeName, u32, u32)>,
    pub changes: Vec<SimulatedChange>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatedChange {
    pub course: CourseId,
    pub person: PersonRef,
    pub from: Option<GradeName>,
    pub to: Option<GradeName>,
    /// The rules that make the difference: sentence and article.
    pub because: Vec<(Words, Words)>,
}

/// `/assess/firewall`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirewallCheck {
    pub course: CourseId,
    /// SHA-256 of the evidence and proposals as they are, and after every like, view, comment and record count was changed at random.
    pub before: String,
    pub after: Vec<String>,
    pub held: bool,
    /// What was changed, as numbers: likes, marks, comments, views.
    pub changed: [u32; 4],
}
