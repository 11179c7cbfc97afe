//! What is drawn of a period as a whole: steps for many, packs, publication, ballots, statuses, the simulator, the firewall.

use super::{GradeName, PeriodLine};
use crate::assessment::Words;
use crate::assessment::dossier::UnitPart;
use crate::assessment::pack::Sure;
use crate::assessment::process::{Act, State};
use crate::view::PersonRef;
use crate::view::assess::ClockView;
use crate::{CourseId, Lang, PersonId};
use serde::{Deserialize, Serialize};

/// Which assessment it is: a special one with its task, any other by its usual name.
pub fn kind_words(usual: &str, special: Option<&str>, lang: Lang) -> String {
    match special {
        Some(task) => special_words(task, lang),
        None => usual.to_owned(),
    }
}

/// That an assessment is a special one, and its task.
pub fn special_words(task: &str, lang: Lang) -> String {
    lang.pick(format!("专项考核：{task}"), format!("Special assessment: {task}"))
}

/// How long a clock still runs.
pub fn left_words(days: i32, lang: Lang) -> String {
    match days {
        0 => lang.pick("今天是最后一天", "today is the last day").to_owned(),
        1 => lang.pick("还有 1 天", "1 day left").to_owned(),
        n if n > 1 => lang.pick(format!("还有 {n} 天"), format!("{n} days left")),
        -1 => lang.pick("已过 1 天", "1 day over").to_owned(),
        n => lang.pick(
            format!("已过 {} 天", n.unsigned_abs()),
            format!("{} days over", n.unsigned_abs()),
        ),
    }
}

/// The name of a period; that of a special one with its task.
pub fn title_words(title: &str, special: Option<&str>, lang: Lang) -> String {
    match special {
        Some(task) => format!("{title} · {}", special_words(task, lang)),
        None => title.to_owned(),
    }
}

/// A step that is or was taken for many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    pub act: Act,
    pub done: u32,
    pub all: u32,
    /// Refused ones so far: name and sentence. A page names the first of them.
    pub refused: Vec<(String, Words)>,
    /// How many were refused.
    #[serde(default)]
    pub missed: u32,
    /// What else there is to know of it.
    #[serde(default)]
    pub notes: Vec<Words>,
    /// Whose step it is, and when it began: `YYYY-MM-DD`, `HH:MM`.
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub on: String,
    #[serde(default)]
    pub at: String,
    pub ended: bool,
    /// Whose the refused ones with a name are, in their order, and of those that are not listed any more behind them: no page is sent it.
    #[serde(default)]
    pub whom: Vec<PersonId>,
}

impl Running {
    /// How many of those who were refused are named.
    pub fn named(&self) -> usize {
        self.refused.iter().filter(|(name, _)| !name.is_empty()).count()
    }

    /// The same for a reader: nobody learns there what became of himself, and counts as one who was done, whatever did. What was kept before
    /// it was noted whose each line is says it by the name alone.
    pub fn seen_by(mut self, reader: &PersonId, name: &str) -> Self {
        let noted = !self.whom.is_empty();
        let mut whom = std::mem::take(&mut self.whom).into_iter();
        let mut own = 0;
        self.refused.retain(|(named, _)| {
            let his = !named.is_empty()
                && match whom.next() {
                    Some(person) => person == *reader,
                    None => !noted && named == name,
                };
            own += u32::from(his);
            !his
        });
        own += u32::from(whom.any(|person| person == *reader));
        self.missed = self.missed.saturating_sub(own);
        self
    }
}

/// A pack that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackChoice {
    pub id: String,
    pub name: Words,
    pub version: String,
    /// What can be laid over it.
    pub overlays: Vec<(String, Words)>,
}

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

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitProgress {
    pub unit: UnitPart,
    pub people: u32,
    /// How many are in which state.
    pub states: Vec<(State, u32)>,
    /// How many have which grade, the best first; only for whom it is theirs to know.
    pub grades: Vec<(GradeName, u32)>,
}

/// The same of all units that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    pub people: u32,
    pub states: Vec<(State, u32)>,
    pub grades: Vec<(GradeName, u32)>,
}

/// `/assess/period/:id/publication`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationPage {
    pub period: PeriodLine,
    pub rows: Vec<PublishedLine>,
    /// On the first page of several, and not in `rows`: the reader's own name, and names with objections that the reader may see.
    pub own: Vec<PublishedLine>,
    /// How many names stand there in all.
    pub all: u32,
    /// What was looked for in names and units, and the course behind which this page begins; both empty for the first of all.
    pub part: String,
    pub after: String,
    /// Behind which the next page begins, if there is one.
    pub next: Option<String>,
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
    /// The first day on which the name stands, `YYYY-MM-DD`.
    pub since: String,
    /// The days in which somebody can object to it.
    pub until: Option<ClockView>,
    /// Objections that the reader may see.
    pub objections: Vec<PublishedObjection>,
    /// Of the course as it is read here, for whoever answers: what came meanwhile is read first. For others 0.
    #[serde(default)]
    pub version: u32,
    /// For whoever answers an objection: why there can be no grade any more, where the person has become exempt since. Nothing else can be
    /// answered then.
    #[serde(default)]
    pub exempt: Option<Words>,
    pub may_object: bool,
}

/// What somebody said against a name, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedObjection {
    pub by: String,
    pub on: String,
    pub reason: String,
    pub answer: Option<PublishedAnswer>,
    /// The day on which it was taken back.
    #[serde(default)]
    pub withdrawn: Option<String>,
    /// It is the reader's own, and can be taken back.
    #[serde(default)]
    pub may_withdraw: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedAnswer {
    pub by: String,
    pub on: String,
    pub reason: String,
    /// Another grade than the one that was published.
    pub changed: bool,
}

/// A step that is being taken for many, or has been.
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
    /// People of the reader's unit who are not compiled yet: nobody votes before.
    pub missing: u32,
}

/// `/assess/statuses`: special statuses, investigations and sanctions of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusesPage {
    pub rows: Vec<StatusLine>,
    pub more: bool,
    pub people: Vec<PersonRef>,
    /// Who of these has left, and whether there are more.
    #[serde(default)]
    pub left: Vec<PersonId>,
    #[serde(default)]
    pub people_more: bool,
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
    /// It can end; a sanction is of its day.
    #[serde(default)]
    pub ends: bool,
    /// Its end as it is read here: it is sent along where it is entered or corrected.
    #[serde(default)]
    pub end: String,
    /// It is not about whoever reads.
    #[serde(default)]
    pub may_change: bool,
}

/// `/assess/simulate`: while a replay goes on, how far it is and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatePage {
    pub periods: Vec<PeriodLine>,
    pub packs: Vec<PackChoice>,
    /// Of the replay that was asked for.
    pub state: SimulationState,
    /// People who were looked at, of how many.
    pub done: u32,
    pub all: u32,
    pub run: Option<Simulation>,
    /// Why nothing could be worked out, or what the result cannot tell.
    pub flaws: Vec<Words>,
    /// Others of the reader's own that go on or have a result, the newest first.
    pub kept: Vec<SimulationLine>,
}

/// How far a replay is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SimulationState {
    /// None was asked for.
    #[default]
    None,
    /// Others have their turn first.
    Waiting,
    Running,
    Done,
    /// The rules or the period do not allow it: see the flaws.
    Refused,
    Stopped,
    Failed,
    /// It is not kept (any more), or somebody else's.
    Gone,
}

impl SimulationState {
    pub fn goes_on(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }

    /// There is or will be something to look at.
    pub fn leads_on(self) -> bool {
        self.goes_on() || self == Self::Done
    }
}

/// A replay in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulationLine {
    pub run: String,
    pub period: String,
    pub title: String,
    /// The task of a special assessment.
    #[serde(default)]
    pub special: Option<String>,
    pub pack: String,
    pub overlays: Vec<String>,
    pub state: SimulationState,
    /// When it was begun, `HH:MM`.
    pub at: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulation {
    pub period: PeriodLine,
    pub layers: Vec<String>,
    pub people: u32,
    /// Grade, how many had it, how many would.
    pub counts: Vec<(GradeName, u32, u32)>,
    /// Of how many people the grade would be another one.
    #[serde(default)]
    pub changed: u32,
    /// The first of them; the workbook has all.
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
    /// SHA-256 of the evidence and proposals as they are, and after every like, view, comment and record count was changed at random; with
    /// a secret of this check.
    pub before: String,
    pub after: Vec<String>,
    pub held: bool,
    /// What follows for the person (facts, proposals, quotas), before, and after more own records that leaders can read, which lengthen the
    /// evidence and must do nothing else. None where there was no record to write more of.
    #[serde(default)]
    pub own: Option<(String, String)>,
    /// The same of the quota that the grade is counted in, with all its people: before, and after the last change. None where there is no
    /// quota, or too many share one.
    #[serde(default)]
    pub places: Option<(String, String)>,
    /// What was changed, as numbers: likes, marks, comments, views.
    pub changed: [u32; 4],
}
