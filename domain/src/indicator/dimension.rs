//! The dimension an indicator belongs to: one that a rule pack names, as 德能勤绩廉 of the Civil Servant Law, or the organ's own.

use crate::Lang;
use serde::{Deserialize, Serialize};

/// A code with its names. Which ones are known is data: the rule packs say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimension {
    pub code: String,
    pub zh: String,
    pub en: String,
}

impl Dimension {
    /// A known one by code or name, or a free one: `服务 / Service`, or one name for both languages.
    pub fn parse(text: &str, known: &[Self]) -> Option<Self> {
        let text = text.trim();
        let named = |d: &&Self| [&d.code, &d.zh, &d.en].iter().any(|n| n.eq_ignore_ascii_case(text));
        if let Some(found) = known.iter().find(named) {
            return Some(found.clone());
        }
        let (zh, en) = text.split_once('/').unwrap_or((text, text));
        let (zh, en) = (zh.trim(), en.trim());
        // As [`Dimension::written`] writes one that it does not know.
        if let Some(found) = known.iter().find(|d| d.zh == zh && d.en.eq_ignore_ascii_case(en)) {
            return Some(found.clone());
        }
        let (zh, en) = (if zh.is_empty() { en } else { zh }, if en.is_empty() { zh } else { en });
        let code = super::name_key(en);
        (!code.is_empty()).then(|| Self {
            code,
            zh: zh.to_owned(),
            en: en.to_owned(),
        })
    }

    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// As [`Dimension::parse`] reads it back.
    pub fn written(&self, lang: Lang, known: &[Self]) -> String {
        if known.iter().any(|k| k.code == self.code) || self.zh == self.en {
            self.name(lang).to_owned()
        } else {
            format!("{} / {}", self.zh, self.en)
        }
    }
}
