//! The browser's side of `typed`: a page with a script is sent nothing.

use super::ties::Ties;
use crate::load::Key;
use domain::Audience;

pub struct TypedRecord;

impl TypedRecord {
    pub fn here() -> Self {
        Self
    }

    pub fn text(&self, _field: &str) -> &str {
        ""
    }

    pub fn day(&self) -> Option<String> {
        None
    }

    pub fn audience(&self) -> Option<Audience> {
        None
    }

    pub fn key(&self) -> Key {
        Key::default()
    }

    pub fn tie(&self, _: Ties) {}
}
