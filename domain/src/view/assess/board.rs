//! The board of a unit.

use super::{Column, GradeName, PeriodLine, QuotaSheet, Sort};
use crate::CourseId;
use crate::assessment::pack::NoGrade;
use crate::assessment::process::{Act, State};
use crate::assessment::{Standing, Words};
use crate::view::{PersonRef, UnitRef};
use serde::{Deserialize, Serialize};

/// `/assess/period/:id/unit/:unit`: all proposals side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub period: PeriodLine,
    pub unit: UnitRef,
    pub grades: Vec<GradeName>,
    /// One page of them: those who wait for the reader first, where there are several.
    pub rows: Vec<BoardRow>,
    /// How many people stand on all pages, of the family if one is chosen; and on the pages before this one.
    pub people: u32,
    pub from: u32,
    pub quotas: Vec<QuotaSheet>,
    /// What filling the places says, in sentences.
    pub steps: Vec<Words>,
    /// Who has no place for the grade of a quota as things stand, and by what (rounding or share), as sentences.
    pub cut: Vec<(CourseId, String, Words)>,
    pub questions: Vec<Words>,
    /// Rows of one post family, by difficulty of what was due: the equal-load view.
    pub family: String,
    pub families: Vec<String>,
    /// What it can be put in order by, and how it is; none for the usual order.
    pub columns: Vec<Column>,
    pub sort: Option<Sort>,
    pub may_calibrate: bool,
    pub may_decide: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRow {
    pub course: CourseId,
    pub version: u32,
    pub person: PersonRef,
    pub family: String,
    pub state: State,
    pub assessor: String,
    pub grade: Option<GradeName>,
    /// What the rules point to, where it differs from what was given.
    pub rules_point_to: Option<GradeName>,
    pub no_grade: Option<(NoGrade, Words)>,
    /// Reviewed without a grade that can be given by now: the assessor grades before anybody else does.
    #[serde(default)]
    pub awaits: bool,
    /// The assessors differ with equal weight, and who calibrates chooses.
    #[serde(default)]
    pub equal: bool,
    /// Grades with their standing.
    pub standing: Vec<(String, Standing)>,
    /// Planned: due, done, key due, key done; and the sum of difficulty of what was due.
    pub plan: [u32; 4],
    pub difficulty: u32,
    /// Of the weeks of the period, those with evidence.
    pub weeks: Vec<bool>,
    /// Aspects, and those of them without a citation.
    pub aspects: u32,
    pub uncited: u32,
    pub words: String,
    pub score: Option<String>,
    /// How it was come by, or why there is none.
    #[serde(default)]
    pub score_told: Vec<Words>,
    /// Had no place in the quota of this grade in earlier periods of the unit, or had one: so that it does not go round by turns.
    pub had_before: u32,
    pub acts: Vec<Act>,
}
