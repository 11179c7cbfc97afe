//! What a person's assessment is made of, beside the rules and the course: what was measured, the summary, the reviews, the result.
//!
//! Everything an assessor sees is built from [`Evidence`], which has no field for likes, views, comments or numbers of records.

mod approval;

pub use approval::{Approval, Revoked};

use super::case::Status;
use super::process::{Act, Course};
use super::{Case, Outcome, Ratio, Words};
use crate::indicator::Dimension;
use crate::{CommentId, IndicatorId, PeriodId, PersonId, PlanItemId, PositionId, RecordId, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An indicator as it held when the course was opened: a later version of the set does not reach into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aspect {
    pub id: IndicatorId,
    pub name: String,
    pub dimension: Dimension,
    /// Whole percent.
    pub weight: u32,
    pub key: bool,
    pub target: String,
}

/// A record of the period, as far as an assessment may look at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub record: RecordId,
    pub day: NaiveDate,
    pub text: String,
    pub indicators: Vec<IndicatorId>,
    pub items: Vec<PlanItemId>,
}

/// A plan item that was due in the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemResult {
    pub item: PlanItemId,
    pub title: String,
    pub due: NaiveDate,
    pub key: bool,
    /// 1 ordinary, 2 harder, 3 hardest.
    pub difficulty: u8,
    pub done: bool,
    pub progress: u8,
}

/// What there is to look at. There is no way to write a like, a view or a count in here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub aspects: Vec<Aspect>,
    /// By day, then by id.
    pub entries: Vec<Entry>,
    pub items: Vec<ItemResult>,
}

/// Words that a statement rests on, as they stood when they were cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    pub record: RecordId,
    /// Of a colleague's or leader's comment under it; the record itself without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<CommentId>,
    pub day: NaiveDate,
    pub quote: String,
    /// Who wrote it, where it is a comment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// What a point of a summary is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Indicator(IndicatorId),
    Item(PlanItemId),
    /// Work that belongs to neither.
    Else,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    pub about: About,
    pub name: String,
    pub text: String,
    pub cites: Vec<Citation>,
}

/// 个人小结: drafted from the records, edited by the person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub points: Vec<Point>,
    /// What the person says of the whole.
    pub overall: String,
}

/// What an assessor says of one aspect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRow {
    pub indicator: IndicatorId,
    pub reason: String,
    pub cites: Vec<Citation>,
    /// Why there can be no citation; empty where there is one.
    #[serde(default)]
    pub none: String,
    /// 0–100, where the organ scores.
    #[serde(default)]
    pub score: Option<Ratio>,
    /// Of a critical element: not met (5 CFR 430).
    #[serde(default)]
    pub failed: bool,
}

/// 审核评鉴 by one assessor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub by: PersonId,
    pub by_name: String,
    pub rows: Vec<ReviewRow>,
    pub grade: Option<String>,
    /// 评语
    pub words: String,
    pub submitted: bool,
    /// How often it was saved, so that two tabs of one assessor are told apart, and two assessors are not in each other's way.
    #[serde(default)]
    pub edition: u32,
    /// The day on which it was submitted; not known of those that were kept without it.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Of one that a grade was given on afterwards: why.
    #[serde(default)]
    pub why: String,
}

/// Something to become better at; one tap makes it a plan item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Improvement {
    pub text: String,
    #[serde(default)]
    pub item: Option<PlanItemId>,
}

/// A re-review or an appeal, with the dossier as it was when it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// [`Act::AskReReview`], [`Act::Appeal`] or [`Act::ObjectToPublication`]
    pub asked: Act,
    pub by: PersonId,
    pub by_name: String,
    pub on: NaiveDate,
    pub reason: String,
    pub grade_before: Option<String>,
    /// SHA-256 of the frozen dossier, in hex.
    pub digest: String,
    /// The frozen dossier as JSON, without its own objections.
    pub frozen: String,
    pub decided: Option<Decided>,
    /// When whoever asked took it back.
    #[serde(default)]
    pub withdrawn: Option<NaiveDate>,
}

impl Objection {
    /// Neither decided nor taken back.
    pub fn is_open(&self) -> bool {
        self.decided.is_none() && self.withdrawn.is_none()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub by: PersonId,
    pub by_name: String,
    pub on: NaiveDate,
    pub grade: Option<String>,
    pub reason: String,
    /// The grade was changed.
    pub upheld: bool,
    /// What else it changed; not known of what was decided before that was kept, nor of the answer to an objection to a name.
    #[serde(default)]
    pub against: Option<Against>,
}

/// A decision on a re-review or an appeal against the frozen copy, as it was made: what a later one changes is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Against {
    /// Whether they are not as they were frozen.
    pub reviews: bool,
    pub summary: bool,
    pub statuses: bool,
    /// Measures of the pack that followed from the result before, and that follow from it now.
    pub before: Vec<String>,
    pub after: Vec<String>,
}

/// Where the person stood: the post that is assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub position: PositionId,
    pub title: String,
    pub family: String,
    pub unit: UnitId,
    pub unit_name: String,
    /// Units from the root down.
    pub path: Vec<UnitId>,
    /// Posts above it, nearest first.
    pub line: Vec<PositionId>,
    /// It heads its unit.
    #[serde(default)]
    pub leads: bool,
}

/// A name with its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub id: PersonId,
    pub name: String,
}

/// One person's assessment in one period, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    pub person: Named,
    pub place: Place,
    /// Who reviews; several where the pack gives raters weights, in the order of its parts.
    pub assessors: Vec<Named>,
    pub course: Course,
    pub case: Case,
    pub aspects: Vec<Aspect>,
    /// As edited; submitted with the step.
    pub summary: Summary,
    pub reviews: Vec<Review>,
    /// What assessors write on somebody who was reviewed without a grade and can be given one by now. It takes the place of their reviews
    /// with the grade; until then these stand as they were given, and it is nobody else's.
    #[serde(default)]
    pub since: Vec<Review>,
    /// What the rules said when the grade was decided.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    #[serde(default)]
    pub improvements: Vec<Improvement>,
    #[serde(default)]
    pub objections: Vec<Objection>,
    /// Sentences about a move or another change in the middle of the period.
    #[serde(default)]
    pub remarks: Vec<Words>,
    /// Secondments and transfers, as the appointments say: nobody is asked again for what is known.
    #[serde(default)]
    pub moves: Vec<Status>,
    /// Its place among the courses of the period, in the order of names.
    #[serde(default)]
    pub order: u32,
    /// Of the democratic rating, once it is closed: grade and ballots.
    #[serde(default)]
    pub rating: Option<super::rating::Tally>,
    /// Since when the person takes no part any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<NaiveDate>,
    /// Of a year: the results it rests on, as they stood when its facts were looked at last, by day.
    #[serde(default)]
    pub earlier: Vec<Earlier>,
}

impl Dossier {
    /// Whether somebody's review of it is submitted. Where there are several, only the last one is a step of the course.
    pub fn is_reviewed_by(&self, person: &PersonId) -> bool {
        self.reviews.iter().any(|r| r.submitted && r.by == *person)
    }

    /// Since when the person takes no part any more, and why.
    pub fn excused(&self) -> Option<Words> {
        let (since, out) = (self.left?, self.course.done.iter().rfind(|d| d.act == Act::Excuse)?);
        let reason = &out.reason;
        Some(Words::new(
            format!("{since} 起不再参加考核。理由：{reason}"),
            format!("Takes no part any more since {since}. Reason: {reason}"),
        ))
    }

    /// What was asked of a kind, in the order in which it was: nothing is ever taken out of it, so one is told from the next by its place.
    pub fn asked(&self, act: Act) -> impl Iterator<Item = &Objection> {
        self.objections.iter().filter(move |o| o.asked == act)
    }
}

/// The result of a period that a year rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub period: PeriodId,
    pub title: String,
    /// Of a special assessment: what it was about.
    #[serde(default)]
    pub special: Option<String>,
    pub last: NaiveDate,
    /// None while there is none, or where the rules gave none.
    pub grade: Option<String>,
    /// The grade's name in the rules of its own period.
    #[serde(default)]
    pub named: Option<Words>,
    pub score: Option<Ratio>,
}

/// Who acts in a period, beside assessors and heads of units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bodies {
    pub committee: Vec<Named>,
    pub deciding: Vec<Named>,
    pub re_review: Vec<Named>,
    pub appeal: Vec<Named>,
}

/// A unit that takes part, with the marks that a quota can tilt toward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPart {
    pub unit: UnitId,
    pub name: String,
    pub marks: Vec<String>,
}

/// A period as it was opened: it keeps its pack and calendar, whatever becomes of the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub kind: super::process::Kind,
    pub title: String,
    /// 专项考核: the task it is about. None for a usual assessment and a year.
    #[serde(default)]
    pub special: Option<String>,
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub opened: NaiveDate,
    /// Who came to hold posts only between the last day and the day of the opening takes part as well, as the office chose.
    #[serde(default)]
    pub later: bool,
    pub units: Vec<UnitPart>,
    pub bodies: Bodies,
    /// The pack as one TOML file, and its SHA-256.
    pub pack: String,
    pub digest: String,
    pub calendar: super::Calendar,
    /// The papers that approve the higher share of its quotas, in the order they were entered: with one that stands it holds.
    #[serde(default, deserialize_with = "approval::approvals")]
    pub raised: Vec<Approval>,
    /// Invited to the democratic rating.
    #[serde(default)]
    pub invited: u32,
    /// Goes up with every decision on a grade that has a quota, so that two at once cannot both take the last place.
    #[serde(default)]
    pub decisions: u32,
    /// It was opened by mistake and taken back: when and why. Nothing is done in it any more, and nothing rests on it.
    #[serde(default)]
    pub withdrawn: Option<Words>,
    /// Sentences about who came to sit on a body or left one since it was opened.
    #[serde(default)]
    pub remarks: Vec<Words>,
}

impl Period {
    /// Whether the higher share of its quotas holds.
    pub fn is_raised(&self) -> bool {
        self.raised.iter().any(Approval::stands)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_that_were_kept_alone_are_read() {
        let period = |raised: &str| -> Vec<Approval> {
            let body = format!(
                r#"{{"kind":"year","title":"2026","first":"2026-01-01","last":"2026-12-31","opened":"2026-12-01","units":[],
                "bodies":{{"committee":[],"deciding":[],"re_review":[],"appeal":[]}},"pack":"","digest":"",
                "calendar":{{"id":"cn","name":{{"zh":"","en":""}},"year":[]}}{raised}}}"#
            );
            let period: Period = serde_json::from_str(&body).unwrap();
            let again: Period = serde_json::from_str(&serde_json::to_string(&period).unwrap()).unwrap();
            assert_eq!(again, period);
            period.raised
        };
        assert!(period("").is_empty() && period(r#","raised":null"#).is_empty());
        let kept = period(r#","raised":"No. 12""#);
        assert_eq!((kept.len(), kept[0].paper.as_str(), kept[0].on), (1, "No. 12", None));
        let entered = r#","raised":[{"paper":"No. 12","by":"Sun","on":"2026-12-03"},{"paper":"No. 14","by":"Sun","on":"2026-12-04"}]"#;
        let entered = period(entered);
        assert_eq!((entered.len(), entered[1].paper.as_str()), (2, "No. 14"));
        assert!(entered[0].on < entered[1].on && entered.iter().all(Approval::stands));
    }
}
