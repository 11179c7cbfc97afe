//! Everything that can be wrong with a list, with the facts.

use super::Field;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The words are in [`Problem::zh`] and [`Problem::en`]: what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    // The file
    FileTooLarge {
        megabytes: u32,
        limit: u32,
    },
    TooManyRows {
        limit: u32,
    },
    TooManyCells {
        limit: u32,
    },
    TooManyPosts {
        limit: u32,
    },
    Unreadable {
        reason: String,
    },
    OldSpreadsheet,
    Encoding,
    UnknownKind,
    WrongKind,
    NoRows,
    MissingColumns {
        fields: Vec<Field>,
    },
    RepeatedColumn {
        heading: String,
    },
    IgnoredColumn {
        heading: String,
    },
    SurplusCells {
        expected: u32,
        found: u32,
    },
    MoreFindings {
        count: u32,
    },
    // A value
    Empty {
        field: Field,
    },
    TooLong {
        length: u32,
        limit: u32,
    },
    Shortened {
        length: u32,
        limit: u32,
    },
    ControlCharacter {
        code: u32,
    },
    DigitsLost {
        value: String,
    },
    NotANumber {
        value: String,
    },
    AbsurdFte {
        value: String,
    },
    NotADate {
        value: String,
    },
    DateOutOfRange {
        date: NaiveDate,
    },
    EndsBeforeStart {
        from: NaiveDate,
        to: NaiveDate,
    },
    UnknownAppointmentKind {
        value: String,
    },
    NotYesOrNo {
        value: String,
    },
    CellError {
        value: String,
    },
    TooDeep {
        levels: u32,
        limit: u32,
    },
    // References
    Duplicate {
        reference: String,
        file: String,
        line: u32,
    },
    DuplicateUnit {
        key: String,
    },
    JobShare {
        reference: String,
        given: String,
    },
    UnknownSuperior {
        reference: String,
    },
    SuperiorLeftOut {
        reference: String,
    },
    UnknownUnit {
        key: String,
    },
    Cycle {
        references: Vec<String>,
    },
    /// Units that stood under each other: the first now hangs under the organisation.
    UnitsOpened {
        keys: Vec<String>,
    },
    UnitCycle {
        keys: Vec<String>,
    },
    TwoHeads {
        unit: String,
        posts: Vec<String>,
    },
    NoClearHead {
        unit: String,
        posts: Vec<String>,
    },
    TwoNames {
        reference: String,
        one: String,
        other: String,
    },
    UnfitAccount {
        account: String,
    },
    TwoAccounts {
        reference: String,
        one: String,
        other: String,
    },
    AccountTaken {
        account: String,
        reference: String,
    },
    // Organograms
    NotAPost {
        reference: String,
    },
    MarkedInvalid {
        reference: String,
    },
    SeniorMissing {
        organisation: String,
    },
    JuniorMissing {
        organisation: String,
    },
    TwoDepartments {
        organisation: String,
        one: String,
        other: String,
    },
}
