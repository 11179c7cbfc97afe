//! A rule pack: everything about an assessment that differs between laws, regions and organs.
//!
//! Each number stands with its [`Basis`]: the text and article it comes from and how sure that is. Packs are written in TOML
//! (`rules/`), laid over each other by entry, checked as a whole, and named by the hash of their content.

mod basis;
#[cfg(feature = "engine")]
mod check;
#[cfg(feature = "engine")]
mod flaw;
#[cfg(feature = "engine")]
mod layer;
#[cfg(feature = "engine")]
mod merge;
mod parts;
mod rule;
mod scale;

pub use basis::{Basis, Source, Sure};
#[cfg(feature = "engine")]
pub use check::PLAN;
#[cfg(feature = "engine")]
pub(super) use check::check;
#[cfg(feature = "engine")]
pub use flaw::{ConditionFault, Fault, Flaw};
#[cfg(feature = "engine")]
pub use layer::{File, Head, heads};
#[cfg(feature = "engine")]
pub(super) use merge::{Places, merge};
pub use parts::{
    Clock, Counted, Cycle, DayKind, LastDay, Measure, PackDimension, Part, PlaceOrder, Publication, QuotaRule,
    Rounding, SecretRating, Step, Tilt, Weights, mark_words,
};
pub use rule::{AssessedBy, Effect, NoGrade, Rule};
pub use scale::{Grade, Scale, Stage};

use super::Words;
use super::process::Kind;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A pack as it applies, its overlays laid in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    pub id: String,
    pub version: String,
    pub name: Words,
    /// `id version` of every layer, the lowest first.
    pub layers: Vec<String>,
    pub cycle: Cycle,
    /// The calendar that working days are counted by.
    pub calendar: String,
    pub source: Vec<Source>,
    pub dimension: Vec<PackDimension>,
    pub scale: Vec<Scale>,
    pub weights: Vec<Weights>,
    pub step: Vec<Step>,
    pub clock: Vec<Clock>,
    pub quota: Vec<QuotaRule>,
    pub measure: Vec<Measure>,
    pub rule: Vec<Rule>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<SecretRating>,
}

impl Pack {
    /// SHA-256 of the content, in hex: two packs that say the same have the same. A closed period names the one it was closed under.
    pub fn digest(&self) -> String {
        let content = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(&content).iter().map(|b| format!("{b:02x}")).collect()
    }

    /// The whole pack as one file without overlays, to be kept with what was decided by it.
    #[cfg(feature = "engine")]
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    pub fn scale(&self, stage: Stage) -> Option<&Scale> {
        self.scale.iter().find(|s| s.of == stage.graded())
    }

    /// What it can be used for: kinds that it has steps and grades of.
    pub fn kinds(&self) -> Vec<Kind> {
        let graded = |kind: &Kind| match kind {
            Kind::Period => self.scale(Stage::Period).is_some(),
            Kind::Year => self.scale(Stage::Annual).is_some(),
        };
        let all = Kind::ALL.iter().copied();
        all.filter(|kind| graded(kind) && self.step.iter().any(|s| s.of == *kind))
            .collect()
    }

    pub fn clock(&self, id: &str) -> Option<&Clock> {
        self.clock.iter().find(|c| c.id == id)
    }

    pub fn weights(&self, of: &str) -> Option<&Weights> {
        self.weights.iter().find(|w| w.of == of)
    }

    /// Where a number comes from, in words: 《公务员法》第38条.
    pub fn article(&self, basis: &Basis) -> Words {
        match self.source.iter().find(|s| s.id == basis.source) {
            Some(source) => source.article(&basis.article),
            None => Words::new(basis.source.clone(), basis.source.clone()),
        }
    }
}
