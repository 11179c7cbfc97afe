//! The schema of a new database and of a migrated one are the same.
