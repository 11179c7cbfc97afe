//! Queries by name, and the small conversions they share.

use surrealdb::types::{RecordId, RecordIdKey};

/// The text of `queries/<name>.surql`.
macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/queries/", $name, ".surql"))
    };
}

pub(crate) fn rid(table: &str, key: impl AsRef<str>) -> RecordId {
    RecordId::new(table, key.as_ref())
}

pub(crate) fn rids<'a>(table: &str, keys: impl IntoIterator<Item = &'a str>) -> Vec<RecordId> {
    keys.into_iter().map(|key| rid(table, key)).collect()
}

/// The key of an id that [`rid`] made.
pub(crate) fn key(id: RecordId) -> String {
    match id.key {
        RecordIdKey::String(key) => key,
        // Nothing is stored under another kind of key.
        other => format!("{other:?}"),
    }
}
