//! Acts: everything that changes the state, by name. The same names stand in the ledger and in the outbox.

mod words;

use crate::PersonId;
use crate::permission::Duty;
use serde::{Deserialize, Serialize};
pub use words::Subject;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    RecordWritten,
    RecordEdited,
    RecordWithdrawn,
    Liked,
    Unliked,
    Commented,
    CommentEdited,
    CommentDeleted,
    Granted,
    GrantRevoked,
    RosterImported,
    AccountInvited,
    AccountOpened,
    PasswordChanged,
    DutiesChanged,
    AdministratorSignedIn,
    SignedOutEverywhere,
    PlanWritten,
    PlanChanged,
    PlanAssigned,
    PlanAgreed,
    PlanAnswered,
    PlanAdvanced,
    PlanDropped,
    IndicatorsDrafted,
    IndicatorsAgreed,
    FileAdded,
    FileRemoved,
    PeriodOpened,
    /// The higher share of a quota was approved.
    PeriodRaised,
    /// The paper that approved it was taken back; which and why stands in the content.
    PeriodLowered,
    /// A period was taken back; why stands in the content.
    PeriodWithdrawn,
    /// People of a period who had not taken their own step were reminded; whom stands in the content.
    PeopleReminded,
    /// All that one assessor had left in a period was handed to another one; who, to whom and how many stands in the content.
    ReviewsHandedOver,
    /// Somebody came to sit on a body of a period, or left one.
    BodyChanged,
    /// A status was entered, changed, ended or removed.
    StatusKept,
    /// Statuses were entered or ended by a table.
    StatusesImported,
    /// A result of an earlier year was entered, or taken back.
    EarlierYearKept,
    /// Results of earlier years were brought in from a table.
    EarlierYearsImported,
    CourseOpened,
    /// A step of an assessment; which one stands in the content.
    CourseMoved,
    BallotCast,
}

impl Act {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RecordWritten => "record_written",
            Self::RecordEdited => "record_edited",
            Self::RecordWithdrawn => "record_withdrawn",
            Self::Liked => "liked",
            Self::Unliked => "unliked",
            Self::Commented => "commented",
            Self::CommentEdited => "comment_edited",
            Self::CommentDeleted => "comment_deleted",
            Self::Granted => "granted",
            Self::GrantRevoked => "grant_revoked",
            Self::RosterImported => "roster_imported",
            Self::AccountInvited => "account_invited",
            Self::AccountOpened => "account_opened",
            Self::PasswordChanged => "password_changed",
            Self::DutiesChanged => "duties_changed",
            Self::AdministratorSignedIn => "administrator_signed_in",
            Self::SignedOutEverywhere => "signed_out_everywhere",
            Self::PlanWritten => "plan_written",
            Self::PlanChanged => "plan_changed",
            Self::PlanAssigned => "plan_assigned",
            Self::PlanAgreed => "plan_agreed",
            Self::PlanAnswered => "plan_answered",
            Self::PlanAdvanced => "plan_advanced",
            Self::PlanDropped => "plan_dropped",
            Self::IndicatorsDrafted => "indicators_drafted",
            Self::IndicatorsAgreed => "indicators_agreed",
            Self::FileAdded => "file_added",
            Self::FileRemoved => "file_removed",
            Self::PeriodOpened => "period_opened",
            Self::PeriodRaised => "period_raised",
            Self::PeriodLowered => "period_lowered",
            Self::PeriodWithdrawn => "period_withdrawn",
            Self::PeopleReminded => "people_reminded",
            Self::ReviewsHandedOver => "reviews_handed_over",
            Self::BodyChanged => "body_changed",
            Self::StatusKept => "status_kept",
            Self::StatusesImported => "statuses_imported",
            Self::EarlierYearKept => "earlier_year_kept",
            Self::EarlierYearsImported => "earlier_years_imported",
            Self::CourseOpened => "course_opened",
            Self::CourseMoved => "course_moved",
            Self::BallotCast => "ballot_cast",
        }
    }
}

/// What a change of duties was done to: who, and which duty was given (`+`) or taken (`-`).
pub fn duty_subject(person: &PersonId, duty: Duty, given: bool) -> String {
    let sign = if given { '+' } else { '-' };
    format!("{person} {sign}{}", duty.as_str())
}

/// The duty that was given (true) or taken, as [`duty_subject`] wrote it.
pub fn duty_changed(subject: &str) -> Option<(Duty, bool)> {
    let (_, change) = subject.split_once(' ')?;
    let given = change.strip_prefix('+');
    let duty = Duty::parse(given.or(change.strip_prefix('-'))?)?;
    Some((duty, given.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_duties_is_read_as_it_was_written() {
        for (duty, given) in Duty::ALL.into_iter().flat_map(|duty| [(duty, true), (duty, false)]) {
            assert_eq!(
                duty_changed(&duty_subject(&"p".into(), duty, given)),
                Some((duty, given))
            );
        }
        assert_eq!(duty_changed("01JD3Z8V9QK4M5N6P7R8S9T0AB"), None);
    }
}
