//! What a use case answers when it does not do what was asked.

use domain::Violation;
use domain::file::Refusal;

/// One kind for each way a caller can go on; `app` turns it into words and an HTTP status.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("nobody is signed in")]
    NotSignedIn,
    /// Shown to people as [`Error::NotFound`], so that nothing is learnt from it.
    #[error("not allowed")]
    Denied,
    #[error("not found")]
    NotFound,
    /// Somebody else changed it at the same time, again and again.
    #[error("changed meanwhile")]
    Conflict,
    #[error(transparent)]
    Invalid(#[from] Violation),
    /// A file that is not taken.
    #[error("the file was not taken: {0:?}")]
    File(Refusal),
    #[error("too many requests; again in {seconds} s")]
    TooMany { seconds: u32 },
    /// The cause is for the log, never for people.
    #[error("unavailable: {0}")]
    Unavailable(String),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            // Someone was faster by a moment: seen afresh, the same request has an answer.
            store::Error::Conflict | store::Error::Exists => Self::Conflict,
            other => Self::Unavailable(other.to_string()),
        }
    }
}

impl store::IsConflict for Error {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}
