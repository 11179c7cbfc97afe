//! What is known about a person in a period, as far as an assessment may rest on it.
//!
//! There is deliberately no field for likes, views, comments or numbers of records: what cannot be written down here cannot reach a
//! grade or a quota (国办函〔2026〕12号).

use super::Ratio;
use crate::PersonId;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// A stretch of days, both included; without an end it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub first: NaiveDate,
    pub last: Option<NaiveDate>,
}

impl Span {
    pub fn new(first: NaiveDate, last: NaiveDate) -> Self {
        Self {
            first,
            last: Some(last),
        }
    }

    pub fn has(self, day: NaiveDate) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }
}

/// A person in a period. What it has no field for is refused on the wire as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub person: PersonId,
    /// The period that is assessed, both days included.
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// 专项考核: it is about a special task.
    #[serde(default)]
    pub special: bool,
    /// 担任领导职务: not covered by usual assessment.
    pub leading_member: bool,
    pub senior_executive: bool,
    pub statuses: Vec<Status>,
    /// Whether dismissal is barred by the day on which the grade is looked at: [`Case::look_at_protection`]. Of what was kept before this
    /// was noted the last day of the period says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protected: Option<bool>,
    /// Those that count: [`Case::investigated`].
    pub investigations: Vec<Investigation>,
    pub sanctions: Vec<Sanction>,
    /// The results of the periods within, in any order; none for one that has no grade.
    pub results: Vec<Option<String>>,
    /// The same of special assessments: none of them is among `results`.
    #[serde(default)]
    pub special_results: Vec<Option<String>>,
    pub plan: PlanResults,
    pub elements: Elements,
    /// The score, where the organ scores, already put together by the pack's weights.
    pub score: Option<Ratio>,
    /// Annual grades of earlier years.
    pub history: Vec<YearResult>,
    /// The grade given, once it is: what effects follow from.
    pub grade: Option<String>,
}

/// A special status and its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    pub kind: StatusKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusKind {
    /// 试用期
    Probation,
    /// 病假
    SickLeave,
    /// 事假
    PersonalLeave,
    /// Any other leave; it does not count as being away.
    OtherLeave,
    /// 挂职、借调 to another unit.
    Seconded,
    /// 转任, 调任 into the present unit.
    TransferredIn,
    /// 单位派出学习培训
    Training,
    /// 《公务员法》第89条: may not be dismissed.
    Protected,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Investigation {
    pub opened: NaiveDate,
    /// When and how it ended, once it has.
    pub ended: Option<(NaiveDate, Ended)>,
}

impl Investigation {
    pub fn is_open_on(self, day: NaiveDate) -> bool {
        self.opened <= day && self.ended.is_none_or(|(on, _)| day < on)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    Cleared,
    /// With a warning.
    Warned,
    /// With more than a warning.
    Heavier,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sanction {
    /// The day it took effect.
    pub day: NaiveDate,
    /// More than a warning (警告): a demerit and up.
    pub heavier: bool,
}

/// What became of the person's plan items that were due in the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanResults {
    pub due: u32,
    pub done: u32,
    pub key_due: u32,
    pub key_done: u32,
}

/// Elements of a performance plan (5 CFR 430).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elements {
    pub critical: u32,
    pub critical_failed: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearResult {
    pub year: i32,
    /// None for a year without a grade.
    pub grade: Option<String>,
}

impl Case {
    /// Somebody of whom nothing special is known.
    pub fn plain(person: PersonId, first: NaiveDate, last: NaiveDate) -> Self {
        Self {
            person,
            first,
            last,
            special: false,
            leading_member: false,
            senior_executive: false,
            statuses: vec![],
            protected: None,
            investigations: vec![],
            sanctions: vec![],
            results: vec![],
            special_results: vec![],
            plan: PlanResults::default(),
            elements: Elements::default(),
            score: None,
            history: vec![],
            grade: None,
        }
    }

    /// The days of the period, at most [`LONGEST_PERIOD`].
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let end = self
            .first
            .checked_add_days(Days::new(LONGEST_PERIOD))
            .unwrap_or(self.last);
        let last = self.last.min(end);
        self.first.iter_days().take_while(move |d| *d <= last)
    }

    pub fn is(&self, kind: StatusKind, day: NaiveDate) -> bool {
        self.statuses.iter().any(|s| s.kind == kind && s.span.has(day))
    }

    /// Looks whether somebody is protected from dismissal on one of `days`: on those of the decision, since nobody is dismissed before it, and
    /// who is pregnant or hurt at work by then may not be.
    pub fn look_at_protection(&mut self, days: &[NaiveDate]) {
        let protected = days.iter().any(|day| self.is(StatusKind::Protected, *day));
        self.protected = (!days.is_empty()).then_some(protected);
    }

    /// Takes an investigation in where it counts: one that was opened in the period, and any that is open on its last day or on one of
    /// `days`, on which it is looked at whether there can be a grade. One that was opened before and is over by the last day left an earlier
    /// assessment open, and not this one: here counts the sanction that it ended with.
    pub fn investigated(&mut self, of: Investigation, days: &[NaiveDate]) {
        let within = self.first <= of.opened && of.opened <= self.last;
        let is_open = |day: &NaiveDate| of.is_open_on(*day);
        if within || is_open(&self.last) || days.iter().any(is_open) {
            self.investigations.push(of);
        }
    }
}

/// No period is longer, in days.
pub const LONGEST_PERIOD: u64 = 3 * 366;

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_later_investigation_counts_if_it_is_open_when_the_grade_is_looked_at() {
        let counts = |opened: &str, ended: Option<&str>, days: &[&str]| {
            let mut case = Case::plain("p".into(), day("2026-01-01"), day("2026-12-31"));
            let of = Investigation {
                opened: day(opened),
                ended: ended.map(|on| (day(on), Ended::Heavier)),
            };
            let days: Vec<NaiveDate> = days.iter().map(|d| day(d)).collect();
            case.investigated(of, &days);
            !case.investigations.is_empty()
        };
        assert!(
            counts("2026-12-31", Some("2027-01-02"), &["2027-02-04"]),
            "opened in the year"
        );
        assert!(counts("2027-01-05", None, &["2027-02-04"]));
        assert!(counts("2027-02-04", None, &["2027-02-04"]), "from its first day");
        assert!(!counts("2027-02-05", None, &["2027-02-04"]), "not opened yet");
        assert!(
            !counts("2027-01-05", Some("2027-02-04"), &["2027-02-04"]),
            "over by then"
        );
        // It was open when no grade could be given; how it ended matters afterwards.
        assert!(counts("2027-01-05", Some("2027-03-01"), &["2027-02-04", "2027-03-10"]));
        // It left the year before open: this one goes by the sanction alone.
        assert!(!counts("2025-05-01", Some("2026-02-10"), &["2027-02-04"]));
        assert!(!counts("2025-05-01", Some("2026-12-31"), &["2027-02-04"]));
        assert!(
            counts("2025-05-01", Some("2027-01-01"), &["2027-02-04"]),
            "open on the last day"
        );
        assert!(
            counts("2025-05-01", Some("2026-12-20"), &["2026-12-10", "2027-01-20"]),
            "it was decided before the last day that there is no grade"
        );
    }
}
