//! What a person's assessment is made of, beside the rules and the course: what was measured, the summary, the reviews, the result.
//!
//! Everything an assessor sees is built from [`Evidence`], which has no field for likes, views, comments or numbers of records.

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
    /// Of a year: the results it rests on, as they stood when it was compiled, by day.
    #[serde(default)]
    pub earlier: Vec<Earlier>,
}

/// The result of a period that a year rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub period: PeriodId,
    pub title: String,
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
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub opened: NaiveDate,
    pub units: Vec<UnitPart>,
    pub bodies: Bodies,
    /// The pack as one TOML file, and its SHA-256.
    pub pack: String,
    pub digest: String,
    pub calendar: super::Calendar,
    /// The higher share of a quota was approved; by which paper.
    #[serde(default)]
    pub raised: Option<String>,
    /// Invited to the democratic rating.
    #[serde(default)]
    pub invited: u32,
    /// Goes up with every decision on a grade that has a quota, so that two at once cannot both take the last place.
    #[serde(default)]
    pub decisions: u32,
}
