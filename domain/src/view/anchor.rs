//! What a record is tied to: plan items, indicators, files, the record it goes on with. Names are as they were when it was written.

use crate::{FileId, IndicatorId, PlanItemId, RecordId};
use serde::{Deserialize, Serialize};

/// Most plan items, and most indicators, of one record.
pub const MOST_TIES: usize = 5;
/// Most files of one record.
pub const MOST_FILES: usize = 10;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchors {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemRef>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorRef>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<RecordId>,
}

impl Anchors {
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.indicators.is_empty() && self.files.is_empty() && self.continues.is_none()
    }
}

/// A plan item as a record names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRef {
    pub id: PlanItemId,
    pub title: String,
    /// Percent that the record brought it to, if it said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<u8>,
}

/// An indicator as a record names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorRef {
    pub id: IndicatorId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    pub id: FileId,
    /// As it was called on the device, made harmless.
    pub name: String,
    pub kind: FileKind,
    pub bytes: u64,
    /// Of an image, in pixels; 0 otherwise.
    #[serde(default)]
    pub width: u32,
    #[serde(default)]
    pub height: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Image,
    Pdf,
    Document,
    Sheet,
    Slides,
}

impl FileKind {
    pub const ALL: [Self; 5] = [Self::Image, Self::Pdf, Self::Document, Self::Sheet, Self::Slides];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Pdf => "pdf",
            Self::Document => "document",
            Self::Sheet => "sheet",
            Self::Slides => "slides",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}
