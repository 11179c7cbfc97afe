//! What can go wrong below, in the few kinds that callers treat differently.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another transaction touched the same keys; trying again can succeed.
    #[error("the transaction met another one")]
    Conflict,
    /// A record with this id exists already.
    #[error("it exists already")]
    Exists,
    /// The data was written by a newer version of the program.
    #[error(
        "the data has schema version {found}, and this program knows up to {known}: start the newer program, or restore a backup of version {known}"
    )]
    Newer { found: u32, known: u32 },
    /// The embedded database is held by another process.
    #[error("the database {url} is in use by another process: stop it first, or give another --db")]
    Locked { url: String },
    #[error("the database {url} cannot be reached: {cause}")]
    Unreachable { url: String, cause: String },
    #[error("the folder for files {path} cannot be used: {cause}; give another with --files")]
    Folder { path: String, cause: String },
    /// Rules of assessment that the installation was told to use and cannot.
    #[error("{0}")]
    Rules(String),
    /// What is always written with something else stands there alone.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    #[error("database: {0}")]
    Database(surrealdb::Error),
}

impl From<surrealdb::Error> for Error {
    fn from(error: surrealdb::Error) -> Self {
        if is_conflict(&error) {
            return Self::Conflict;
        }
        if error.is_already_exists()
            || error.message().contains("already exists")
            || error.message().contains("already contains")
        {
            return Self::Exists;
        }
        Self::Database(error)
    }
}

fn is_conflict(error: &surrealdb::Error) -> bool {
    let by_kind = matches!(
        error.query_details(),
        Some(surrealdb::types::QueryError::TransactionConflict)
    );
    // "Retry required": so many others were committed meanwhile that the embedded store cannot tell any more whether one was in the way.
    let by_words = ["conflict", "can be retried", "retry required"];
    by_kind || by_words.iter().any(|words| error.message().contains(words))
}
