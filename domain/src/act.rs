//! Acts: everything that changes the state, by name. The same names stand in the ledger and in the outbox.

mod words;

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
        }
    }
}
