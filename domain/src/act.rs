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
        }
    }
}
