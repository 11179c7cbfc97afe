//! Small names: kinds of appointment, and which organisation a key belongs to.

use crate::Lang;
use serde::{Deserialize, Serialize};

/// How someone holds a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppointmentKind {
    #[default]
    Substantive,
    Acting,
    Seconded,
}

impl AppointmentKind {
    pub const ALL: [Self; 3] = [Self::Substantive, Self::Acting, Self::Seconded];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Substantive => "substantive",
            Self::Acting => "acting",
            Self::Seconded => "seconded",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }

    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Substantive => lang.pick("正式任职", "substantive"),
            Self::Acting => lang.pick("代理", "acting"),
            Self::Seconded => lang.pick("借调", "seconded"),
        }
    }
}

/// The organisation whose list a unit's key belongs to: what stands before the first `/`.
pub fn source(key: &str) -> &str {
    key.split('/').next().unwrap_or_default()
}
