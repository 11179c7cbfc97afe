use crate::Lang;
use crate::assessment::Words;
use serde::{Deserialize, Serialize};

/// Where a rule or a number comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// A [`Source`] of the pack.
    pub source: String,
    /// Its number; empty while nobody has confirmed it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub article: String,
    pub sure: Sure,
}

/// How sure the authors of the pack are; the organ that uses it confirms the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// Read in the source.
    Read,
    /// From a secondary source.
    Secondary,
    /// Recalled, to be confirmed.
    Recalled,
}

impl Sure {
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Read => lang.pick("已核原文", "read in the source"),
            Self::Secondary => lang.pick("引自二手资料", "from a secondary source"),
            Self::Recalled => lang.pick("待本机关核实", "to be confirmed by the organ"),
        }
    }
}

/// A law, a regulation, or the organ's own rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    #[serde(default)]
    pub zh: String,
    #[serde(default)]
    pub en: String,
}

impl Source {
    pub(super) fn article(&self, number: &str) -> Words {
        if number.is_empty() {
            return Words::new(
                format!("{}（条次待核）", self.zh),
                format!("{} (article to be confirmed)", self.en),
            );
        }
        // `430.208` and the like are sections, not articles.
        if number.contains('.') {
            return Words::new(format!("{}第{number}节", self.zh), format!("{}, § {number}", self.en));
        }
        Words::new(
            format!("{}第{number}条", self.zh),
            format!("{}, Art. {number}", self.en),
        )
    }
}
