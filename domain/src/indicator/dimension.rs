//! The dimension an indicator belongs to: 德能勤绩廉 of the Civil Servant Law, or one that the organ names itself.

use crate::Lang;
use serde::{Deserialize, Serialize};

/// A code with its names. Codes are data: rule packs bring others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimension {
    pub code: String,
    pub zh: String,
    pub en: String,
}

const KNOWN: [(&str, &str, &str); 5] = [
    ("de", "德", "Virtue"),
    ("neng", "能", "Ability"),
    ("qin", "勤", "Diligence"),
    ("ji", "绩", "Performance"),
    ("lian", "廉", "Integrity"),
];

fn known((code, zh, en): (&str, &str, &str)) -> Dimension {
    Dimension {
        code: code.into(),
        zh: zh.into(),
        en: en.into(),
    }
}

/// The five of Article 35.
pub fn known_dimensions() -> Vec<Dimension> {
    KNOWN.into_iter().map(known).collect()
}

impl Dimension {
    /// A known one by code or name, or a free one: `服务 / Service`, or one name for both languages.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let named = |d: &&(&str, &str, &str)| [d.0, d.1, d.2].iter().any(|n| n.eq_ignore_ascii_case(text));
        if let Some(found) = KNOWN.iter().find(named) {
            return Some(known(*found));
        }
        let (zh, en) = text.split_once('/').unwrap_or((text, text));
        let (zh, en) = (zh.trim(), en.trim());
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
    pub fn written(&self, lang: Lang) -> String {
        if KNOWN.iter().any(|k| k.0 == self.code) || self.zh == self.en {
            self.name(lang).to_owned()
        } else {
            format!("{} / {}", self.zh, self.en)
        }
    }
}
